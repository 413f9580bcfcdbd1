package humanloop

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"foureyes/internal/fault"
	"foureyes/internal/flow"
)

func TestStopWhileNobodyWorks(t *testing.T) {
	for _, c := range []struct {
		answers int
		jobs    []string
	}{{0, []string{"send-event:loop-1"}}, {1, []string{"write-output:loop-1"}}} {
		s := inHands(c.answers)
		got, err := stop(s, noon)
		want := s.Loop
		want.Status, want.EndedAt, want.DueAt = Stopped, noon, time.Time{}
		if diff := cmp.Diff(want, got.Loop); err != nil || diff != "" {
			t.Errorf("%d answers: %v %s", c.answers, err, diff)
		}
		if diff := cmp.Diff(c.jobs, ids(got.Jobs)); diff != "" {
			t.Errorf("%d answers: %s", c.answers, diff)
		}
	}
}

func TestStopWhileSomebodyWorksWaitsForThem(t *testing.T) {
	s := inHands(1, "a")
	got, err := stop(s, noon)
	want := Change{Loop: s.Loop}
	want.Loop.Status, want.Loop.DueAt = Stopping, time.Time{}
	if diff := cmp.Diff(want, got); err != nil || diff != "" {
		t.Fatalf("%v %s", err, diff)
	}
	s.Loop = got.Loop
	if again, err := stop(s, noon.Add(time.Minute)); err != nil || !cmp.Equal(want, again) {
		t.Errorf("the second time: %+v, %v", again, err)
	}
}

func TestStopIsRefusedOnceTheEndIsSettled(t *testing.T) {
	for status, text := range map[Status]string{
		Finishing: "HumanLoop 'inv-1001' cannot be stopped: all answers are in and its output is being written.",
		Completed: "HumanLoop 'inv-1001' cannot be stopped: its status is Completed.",
		Failed:    "HumanLoop 'inv-1001' cannot be stopped: its status is Failed.",
		Stopped:   "HumanLoop 'inv-1001' cannot be stopped: its status is Stopped.",
	} {
		_, err := stop(State{Loop: over(status)}, noon)
		wantRefusal(t, err, fault.Invalid, text)
	}
}

func TestOnlyLoopsThatAreOverCanBeDeleted(t *testing.T) {
	for _, status := range []Status{Completed, Failed, Stopped} {
		got, err := remove(State{Loop: over(status)}, noon)
		want := over(status)
		want.DeletedAt = noon
		if diff := cmp.Diff(Change{Loop: want}, got); err != nil || diff != "" {
			t.Errorf("%s: %v %s", status, err, diff)
		}
	}
	for status, shown := range map[Status]string{InProgress: "InProgress", Finishing: "InProgress", Stopping: "Stopping"} {
		_, err := remove(State{Loop: over(status)}, noon)
		wantRefusal(t, err, fault.Invalid, "HumanLoop 'inv-1001' cannot be deleted: its status is "+shown+
			". Stop it first, or wait until it is Completed, Failed or Stopped.")
	}
}

func TestWindingUpTouchesOnlyLoopsInProgressOfDeletedFlows(t *testing.T) {
	s := inHands(0)
	if got, err := windUp(s, noon); err != nil || !cmp.Equal(Change{Loop: s.Loop}, got) {
		t.Errorf("the flow is Active: %+v, %v", got, err)
	}
	for _, status := range []Status{Finishing, Stopping, Completed, Failed, Stopped} {
		s := State{Loop: over(status), FlowStatus: flow.Deleting}
		if got, err := windUp(s, noon); err != nil || !cmp.Equal(Change{Loop: s.Loop}, got) {
			t.Errorf("%s: %+v, %v", status, got, err)
		}
	}
	s.FlowStatus = flow.Deleting
	if got, err := windUp(s, noon); err != nil || got.Loop.Status != Stopped || !got.Loop.DeletedAt.Equal(noon) {
		t.Errorf("%+v, %v", got, err)
	}
}
