package event_test

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"foureyes/internal/humanloop"
)

// working gives the world a task that Ann took at the loop's creation and ended a
// minute later.
func working(w *world, status humanloop.AssignmentStatus, reason string) {
	w.assignments = map[string]humanloop.Assignment{"task-1": {
		ID: "task-1", LoopID: "loop-1", FlowID: "flow-1", PersonID: "ann", Status: status, Reason: reason,
		AcceptedAt: created, EndedAt: created.Add(time.Minute), TimeSpent: 41784 * time.Millisecond,
	}}
}

// step does the job that a step of a task has saved.
func (w *world) step(t *testing.T, status, assignmentID string) {
	t.Helper()
	payload, err := json.Marshal(humanloop.TaskStep{LoopID: "loop-1", AssignmentID: assignmentID, Status: status})
	if err != nil {
		t.Fatal(err)
	}
	if err := w.Handlers()[humanloop.TellTaskKind](t.Context(), string(payload), w.clock()); err != nil {
		t.Fatal(err)
	}
}

func TestStepsOfTasksHaveEventsOfOurOwn(t *testing.T) {
	const head = `"detail-type":"Foureyes A2I Task Status Change","source":"foureyes","account":"000000000042",`
	const about = `"region":"eu-west-1","resources":["arn:aws:sagemaker:eu-west-1:000000000042:human-loop/inv-1001"],"detail":{`
	const loop = `"flowDefinitionArn":"arn:aws:sagemaker:eu-west-1:000000000042:flow-definition/invoice-check",` +
		`"humanLoopArn":"arn:aws:sagemaker:eu-west-1:000000000042:human-loop/inv-1001","humanLoopName":"inv-1001",`
	const taken = `"acceptanceTime":"2025-02-03T04:05:06.789Z","assignmentId":"task-1","creationTime":"2025-02-03T04:05:06.789Z",`
	const ended = `"time":"2025-02-03T04:06:06Z",` + about + taken + `"endTime":"2025-02-03T04:06:06.789Z",` + loop
	for _, c := range []struct {
		step, task string
		now        humanloop.AssignmentStatus // what has become of the task since
		reason     string
		want       string
	}{
		{
			"Created", "", humanloop.Submitted, "", `"time":"2025-02-03T04:05:06Z",` + about + `"acceptanceTime":null,"assignmentId":null,` +
				`"creationTime":"2025-02-03T04:05:06.789Z","endTime":null,` + loop + `"reason":null,"taskStatus":"Created","timeSpentInSeconds":null,"workerId":null}}`,
		},
		{
			"Accepted", "task-1", humanloop.Declined, "I cannot", `"time":"2025-02-03T04:05:06Z",` + about + taken + `"endTime":null,` + loop +
				`"reason":null,"taskStatus":"Accepted","timeSpentInSeconds":null,"workerId":"worker of ann"}}`,
		},
		{
			"Submitted", "task-1", humanloop.Submitted, "", ended +
				`"reason":null,"taskStatus":"Submitted","timeSpentInSeconds":41.784,"workerId":"worker of ann"}}`,
		},
		{
			"Declined", "task-1", humanloop.Declined, "I < you", ended +
				`"reason":"I < you","taskStatus":"Declined","timeSpentInSeconds":null,"workerId":"worker of ann"}}`,
		},
	} {
		w, l := newWorld(t), listen(t)
		w.add(t, "shop", l.URL)
		working(w, c.now, c.reason)
		w.step(t, c.step, c.task)
		w.step(t, c.step, c.task) // a crash makes it twice
		w.deliver(t)
		ids, bodies := l.got()
		if len(ids) != 1 {
			t.Fatalf("%s: got %v", c.step, ids)
		}
		if diff := cmp.Diff(`{"version":"0","id":"`+ids[0]+`",`+head+c.want, bodies[0]); diff != "" {
			t.Errorf("%s: %s", c.step, diff)
		}
	}
}

func TestEventsOfALoopDoNotOvertakeEachOther(t *testing.T) {
	w, slow, fast := newWorld(t), listen(t), listen(t)
	w.add(t, "slow", slow.URL)
	w.add(t, "fast", fast.URL)
	working(w, humanloop.Submitted, "")
	slow.will(http.StatusInternalServerError)
	w.step(t, "Created", "")
	w.deliver(t)
	w.step(t, "Accepted", "task-1")
	w.step(t, "Submitted", "task-1")
	if err := w.Handlers()[humanloop.SendEventInOrderKind](t.Context(), "loop-1", w.clock()); err != nil {
		t.Fatal(err)
	}
	for range 5 {
		w.pass(time.Millisecond) // less than any retry
		w.deliver(t)
	}
	const order = "Created Accepted Submitted Completed"
	if got := told(t, fast); got != order {
		t.Errorf("the fast one got %s", got)
	}
	if got := told(t, slow); strings.ReplaceAll(got, "Created", "") != "" {
		t.Errorf("the slow one got %s before it took the first", got)
	}
	slow.will(http.StatusOK)
	for range 8 {
		w.pass(time.Minute)
		w.deliver(t)
	}
	if got := told(t, slow); !strings.HasSuffix(got, order) || len(w.waiting(t)) != 0 {
		t.Errorf("the slow one got %s", got)
	}
	if another := newWorld(t); another.Handlers()[humanloop.TellTaskKind](t.Context(), "{", ended) == nil {
		t.Error("a broken payload is told")
	}
}

// told names what a listener got.
func told(t *testing.T, l *listener) string {
	t.Helper()
	_, bodies := l.got()
	var names []string
	for _, body := range bodies {
		var e struct {
			Detail struct{ TaskStatus, HumanLoopStatus string }
		}
		if err := json.Unmarshal([]byte(body), &e); err != nil {
			t.Fatal(err)
		}
		names = append(names, e.Detail.TaskStatus+e.Detail.HumanLoopStatus)
	}
	return strings.Join(names, " ")
}
