package humanloop

import (
	"crypto/sha256"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"foureyes/internal/fault"
	"foureyes/internal/flow"
	"foureyes/internal/job"
)

func TestNewLoopWaitsForItsWorkersAndIsRenderedOnce(t *testing.T) {
	r := StartRequest{
		Account: "000000000042", Region: "eu-west-1", Principal: "ines", Name: "inv-1001",
		InputContent: `{"total":"42.1O"}`, ContentClassifiers: []string{"FreeOfAdultContent"},
	}
	sum := sha256.Sum256([]byte(r.InputContent))
	got, jobs := begin("loop-1", r, aFlow(), noon)
	want := Loop{
		ID: "loop-1", Account: "000000000042", Region: "eu-west-1", Name: "inv-1001", FlowID: "flow-1",
		Status: InProgress, TaskCount: 2, InputSHA256: sum[:], ContentClassifiers: r.ContentClassifiers,
		CreatedBy: "ines", CreatedAt: noon, DueAt: noon.Add(24 * time.Hour),
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	wantJobs := []job.Row{{ID: "try-render:loop-1", Kind: TryRenderKind, Payload: "loop-1", DueAt: noon, CreatedAt: noon}}
	if diff := cmp.Diff(wantJobs, jobs); diff != "" {
		t.Error(diff)
	}
	if got.OpenSlots() != 2 {
		t.Errorf("%d places are open", got.OpenSlots())
	}
	if arn := got.ARN(); arn != "arn:aws:sagemaker:eu-west-1:000000000042:human-loop/inv-1001" {
		t.Error(arn)
	}
}

func TestAvailabilityNotGivenIsTenDays(t *testing.T) {
	d := aFlow()
	d.Availability = 0
	if l, _ := begin("loop-1", StartRequest{InputContent: "{}"}, d, noon); !l.DueAt.Equal(noon.AddDate(0, 0, 10)) {
		t.Errorf("due at %v", l.DueAt)
	}
}

const (
	finishedText = "HumanLoop 'inv-1001' already exists and is finished. To start a new HumanLoop, you can try your request again with a different HumanLoopName."
	conflictText = "Your request has the same name as another active human loop but has different input data. You cannot start two human loops with the same name and different input data."
)

func TestTakenName(t *testing.T) {
	same := func(*Loop) {}
	otherInput := func(l *Loop) { l.InputSHA256 = []byte{2} }
	for _, c := range []struct {
		name   string
		old    Status
		change func(*Loop)
		kind   fault.Kind
		text   string
	}{
		{"the same request is a retry", InProgress, same, 0, ""},
		{"also while the output is written", Finishing, same, 0, ""},
		{"also while stopping", Stopping, same, 0, ""},
		{"other input conflicts", InProgress, otherInput, fault.Conflict, conflictText},
		{"another flow conflicts", InProgress, func(l *Loop) { l.FlowID = "flow-2" }, fault.Conflict, conflictText},
		{"other classifiers conflict", Finishing, func(l *Loop) { l.ContentClassifiers = []string{"FreeOfAdultContent"} }, fault.Conflict, conflictText},
		{"other input conflicts while stopping", Stopping, otherInput, fault.Conflict, conflictText},
		{"completed, same input", Completed, same, fault.Invalid, finishedText},
		{"failed, same input", Failed, same, fault.Invalid, finishedText},
		{"stopped, same input", Stopped, same, fault.Invalid, finishedText},
		{"completed, other input", Completed, otherInput, fault.Invalid, finishedText},
	} {
		t.Run(c.name, func(t *testing.T) {
			old, wanted := aLoop(), aLoop()
			old.Status, wanted.ID = c.old, "loop-2"
			c.change(&wanted)
			err := again(old, wanted)
			if c.text != "" {
				wantRefusal(t, err, c.kind, c.text)
			} else if err != nil {
				t.Error(err)
			}
		})
	}
}

func TestInputMustBeJSONText(t *testing.T) {
	for _, good := range []string{`{}`, ` {"a":[1,2,{"b":null}]} `, `"text"`, `12`, `{"ü":"\ud83d\ude00"}`} {
		if err := (StartRequest{InputContent: good}).checkInput(); err != nil {
			t.Errorf("%s: %v", good, err)
		}
	}
	for _, bad := range []string{``, ` `, `{`, `{}{}`, `{'a':1}`, `{"a":1,}`, `nil`, `{"a":01}`, "{\"a\":\"\xc3\"}"} {
		err := StartRequest{InputContent: bad}.checkInput()
		wantRefusal(t, err, fault.Invalid, "HumanLoopInput.InputContent must be valid JSON.")
	}
}

func TestUnusableFlowDefinition(t *testing.T) {
	if err := checkFlow(aFlow(), flow.Active, false); err != nil {
		t.Error(err)
	}
	wantRefusal(t, checkFlow(aFlow(), flow.Deleting, true), fault.Invalid,
		"Flow definition arn:aws:sagemaker:eu-west-1:000000000042:flow-definition/invoice-check is not Active: its status is Deleting.")
	wantRefusal(t, checkFlow(aFlow(), flow.Active, true), fault.Invalid,
		"The HumanTaskUi arn:aws:sagemaker:eu-west-1:000000000042:human-task-ui/invoice of flow definition "+
			"arn:aws:sagemaker:eu-west-1:000000000042:flow-definition/invoice-check does not exist any more.")
}
