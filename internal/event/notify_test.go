package event_test

import (
	"context"
	"encoding/json"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"foureyes/internal/event"
	"foureyes/internal/humanloop"
	"foureyes/internal/workforce"
)

// WaitingFor tells what the test says.
func (w *world) WaitingFor(_ context.Context, n humanloop.TeamNotice, limit int, _ time.Time) (workforce.Workteam, int, error) {
	return workforce.Workteam{
		ID: n.WorkteamID, Account: "000000000042", Region: "eu-west-1", Name: "desk",
		NotificationTopic: "arn:aws:sns:eu-west-1:000000000042:tasks",
	}, min(limit, w.open), nil
}

// notify does the job that the start of a task has saved.
func (w *world) notify(t *testing.T, payload string) {
	t.Helper()
	if err := w.Handlers()[humanloop.NotifyTeamKind](t.Context(), payload, w.clock()); err != nil {
		t.Fatal(err)
	}
}

func TestTeamIsToldOfWaitingTasksAndThenLeftInPeace(t *testing.T) {
	w, l, other := newWorld(t), listen(t), listen(t)
	w.add(t, "mail", l.URL, func(n *event.NewTarget) {
		n.Pattern = `{"detail-type":["Foureyes Work Team Notice"],"detail":{"notificationTopicArn":["arn:aws:sns:eu-west-1:000000000042:tasks"]}}`
	})
	w.add(t, "other", other.URL, func(n *event.NewTarget) { n.Pattern = `{"source":["aws.sagemaker"]}` })
	w.notify(t, `{"workteamId":"team-1"}`)
	if rows := w.waiting(t); len(rows) != 0 {
		t.Errorf("nothing waits, and %v is saved", rows)
	}
	w.open = 3
	w.notify(t, `{"workteamId":"team-1"}`)
	told := w.clock()
	w.deliver(t)
	ids, bodies := l.got()
	if len(ids) != 1 {
		t.Fatal(ids)
	}
	want := `{"version":"0","id":"` + ids[0] + `","detail-type":"Foureyes Work Team Notice","source":"foureyes","account":"000000000042",` +
		`"time":"2025-02-03T04:06:53Z","region":"eu-west-1","resources":["arn:aws:sagemaker:eu-west-1:000000000042:workteam/private-crowd/desk"],` +
		`"detail":{"workteamArn":"arn:aws:sagemaker:eu-west-1:000000000042:workteam/private-crowd/desk","workteamName":"desk",` +
		`"notificationTopicArn":"arn:aws:sns:eu-west-1:000000000042:tasks","waitingCount":3,"portalUrl":"https://reviews.example/portal"}}`
	if diff := cmp.Diff(want, bodies[0]); diff != "" {
		t.Error(diff)
	}
	if ids, _ := other.got(); len(ids) != 0 {
		t.Errorf("who does not want notices got %v", ids)
	}
	rows := w.waiting(t)
	if len(rows) != 1 || rows[0].DueAt.Sub(told) != 15*time.Minute {
		t.Fatalf("the team is asked about again: %+v", rows)
	}
	var next humanloop.TeamNotice
	if err := json.Unmarshal([]byte(rows[0].Payload), &next); err != nil || next.Since != told.UnixMilli() || next.WorkteamID != "team-1" {
		t.Errorf("%+v %v", next, err)
	}
	w.pass(15 * time.Minute)
	w.notify(t, rows[0].Payload)
	w.deliver(t)
	if ids, _ := l.got(); len(ids) != 2 || ids[0] == ids[1] {
		t.Errorf("the second notice: %v", ids)
	}
	if w.Handlers()[humanloop.NotifyTeamKind](t.Context(), "{", told) == nil {
		t.Error("a broken payload is a notice")
	}
}
