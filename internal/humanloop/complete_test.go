package humanloop

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"foureyes/internal/flow"
)

func TestLoopIsCompletedOnceItsOutputIsThere(t *testing.T) {
	for status, jobs := range map[flow.Status][]string{
		flow.Active: {"send-event:loop-1"}, flow.Deleting: {"send-event:loop-1", "wind-up-flow-definition:flow-1"},
	} {
		s := State{Loop: aLoop(), FlowStatus: status}
		s.Loop.Status, s.Loop.Answers = Finishing, 2
		got, err := outputWritten(s, noon)
		if err != nil || got.Loop.Status != Completed || !got.Loop.EndedAt.Equal(noon) || !got.Loop.DueAt.IsZero() {
			t.Errorf("%s: %+v, %v", status, got, err)
		}
		if diff := cmp.Diff(jobs, ids(got.Jobs)); diff != "" {
			t.Errorf("%s: %s", status, diff)
		}
	}
}

func TestOutputOfALoopThatIsOverChangesNothing(t *testing.T) {
	for _, status := range []Status{Completed, Failed} {
		s := State{Loop: over(status), FlowStatus: flow.Deleting}
		if got, err := outputWritten(s, noon); err != nil || !cmp.Equal(Change{Loop: s.Loop}, got) {
			t.Errorf("%s: %+v, %v", status, got, err)
		}
	}
}

func TestEventOfAStoppedLoopFollowsItsOutput(t *testing.T) {
	s := inHands(1)
	stopped, err := stop(s, noon)
	if diff := cmp.Diff([]string{"write-output:loop-1"}, ids(stopped.Jobs)); err != nil || diff != "" {
		t.Fatalf("%v %s", err, diff)
	}
	s.Loop = stopped.Loop
	got, err := outputWritten(s, noon.Add(time.Hour))
	if diff := cmp.Diff(s.Loop, got.Loop); err != nil || diff != "" {
		t.Errorf("%v %s", err, diff)
	}
	if diff := cmp.Diff([]string{"send-event:loop-1"}, ids(got.Jobs)); diff != "" {
		t.Error(diff)
	}
}
