package humanloop

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"foureyes/internal/flow"
)

func TestSettle(t *testing.T) {
	const (
		event  = "send-event:loop-1"
		output = "write-output:loop-1"
		windUp = "wind-up-flow-definition:flow-1"
	)
	for _, c := range []struct {
		name             string
		status           Status
		holders, answers int
		flow             flow.Status
		want             Status
		deleted          bool
		jobs             []string
	}{
		{"waits for answers", InProgress, 0, 1, flow.Active, InProgress, false, nil},
		{"waits for holders", InProgress, 1, 1, flow.Active, InProgress, false, nil},
		{"all answers are in", InProgress, 0, 2, flow.Active, Finishing, false, []string{output}},
		{"stopping, somebody works", Stopping, 1, 0, flow.Active, Stopping, false, nil},
		{"stopping, nobody answered", Stopping, 0, 0, flow.Active, Stopped, false, []string{event}},
		{"stopping, one answer", Stopping, 0, 1, flow.Active, Stopped, false, []string{output}},
		{"stopping, all answers", Stopping, 0, 2, flow.Active, Stopped, false, []string{output}},
		{"a final state stays", Failed, 0, 1, flow.Active, Failed, false, nil},
		{"flow deleted, never begun", InProgress, 0, 0, flow.Deleting, Stopped, true, []string{event, windUp}},
		{"flow deleted, some answers", InProgress, 0, 1, flow.Deleting, Stopped, false, []string{output, windUp}},
		{"flow deleted, all answers", InProgress, 0, 2, flow.Deleting, Finishing, false, []string{output}},
		{"flow deleted, somebody works", InProgress, 1, 1, flow.Deleting, InProgress, false, nil},
		{"flow deleted, stopping, somebody works", Stopping, 1, 1, flow.Deleting, Stopping, false, nil},
		{"flow deleted, stopping, no answer", Stopping, 0, 0, flow.Deleting, Stopped, false, []string{event, windUp}},
		{"flow deleted, stopping, one answer", Stopping, 0, 1, flow.Deleting, Stopped, false, []string{output, windUp}},
		{"flow deleted, failed", Failed, 0, 0, flow.Deleting, Failed, false, []string{windUp}},
		{"flow deleted, output being written", Finishing, 0, 2, flow.Deleting, Finishing, false, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			l := aLoop()
			l.Status, l.Holders, l.Answers = c.status, c.holders, c.answers
			got, jobs := settle(l, c.flow, noon)
			if got.Status != c.want || got.DeletedAt.IsZero() == c.deleted {
				t.Errorf("%+v", got)
			}
			if diff := cmp.Diff(c.jobs, ids(jobs)); diff != "" {
				t.Error(diff)
			}
			if ended := c.want.Final() && !c.status.Final(); got.EndedAt.Equal(noon) != ended {
				t.Errorf("ended at %v", got.EndedAt)
			}
			if c.want != c.status && !got.DueAt.IsZero() {
				t.Errorf("due at %v in a state that no time ends", got.DueAt)
			}
			if got.Holders != c.holders || got.Answers != c.answers {
				t.Errorf("%d holders, %d answers", got.Holders, got.Answers)
			}
		})
	}
}
