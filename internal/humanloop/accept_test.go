package humanloop

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"foureyes/internal/flow"
)

func TestAcceptedTaskIsHeldUntilTheEarlierEnd(t *testing.T) {
	for _, c := range []struct {
		name string
		due  time.Time // end of the loop's availability
		want time.Time
	}{
		{"the time limit comes first", noon.Add(2 * time.Hour), noon.Add(time.Hour)},
		{"both at once", noon.Add(time.Hour), noon.Add(time.Hour)},
		{"the availability ends first", noon.Add(time.Minute), noon.Add(time.Minute)},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := State{Loop: aLoop(), FlowStatus: flow.Active}
			s.Loop.DueAt, s.Loop.Answers = c.due, 1
			got := accept(s, aFlow(), "person-a", "a", noon)
			want := Change{Loop: s.Loop, Assignments: []Assignment{{
				ID: "a", LoopID: "loop-1", FlowID: "flow-1", PersonID: "person-a",
				Status: Accepted, AcceptedAt: noon, ExpiresAt: c.want,
			}}}
			want.Loop.Holders = 1
			if diff := cmp.Diff(want, got); diff != "" {
				t.Error(diff)
			}
			if got.Loop.OpenSlots() != 0 {
				t.Errorf("one answer, one holder, two asked for: %d places open", got.Loop.OpenSlots())
			}
		})
	}
}

func TestOnlyLoopsInProgressHaveOpenPlaces(t *testing.T) {
	for _, c := range []struct {
		status           Status
		holders, answers int
		want             int
	}{
		{InProgress, 0, 0, 2},
		{InProgress, 1, 0, 1},
		{InProgress, 0, 1, 1},
		{InProgress, 1, 1, 0},
		{InProgress, 2, 1, 0},
		{Finishing, 0, 0, 0},
		{Stopping, 0, 1, 0},
		{Completed, 0, 0, 0},
		{Failed, 0, 0, 0},
		{Stopped, 0, 0, 0},
	} {
		l := aLoop()
		l.Status, l.Holders, l.Answers = c.status, c.holders, c.answers
		if got := l.OpenSlots(); got != c.want {
			t.Errorf("%s with %d holders and %d answers: %d places open, want %d", c.status, c.holders, c.answers, got, c.want)
		}
	}
}

func TestFinishingIsShownAsInProgress(t *testing.T) {
	for status, shown := range map[Status]Status{
		InProgress: InProgress, Finishing: InProgress, Completed: Completed, Failed: Failed, Stopping: Stopping, Stopped: Stopped,
	} {
		if got := status.Shown(); got != shown {
			t.Errorf("%s is shown as %s", status, got)
		}
	}
}
