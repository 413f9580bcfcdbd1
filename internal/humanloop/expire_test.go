package humanloop

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"foureyes/internal/flow"
	"foureyes/internal/job"
)

func TestAssignmentExpiresAtItsEndAndNotBefore(t *testing.T) {
	s := inHands(0, "a", "b")
	end := s.Own.ExpiresAt
	if got, err := expireAssignment(s, end.Add(-time.Millisecond)); err != nil || got.Assignments != nil {
		t.Errorf("before: %+v, %v", got, err)
	}
	got, err := expireAssignment(s, end)
	want := Change{Loop: s.Loop, Assignments: []Assignment{s.Own}}
	want.Loop.Holders = 1
	want.Assignments[0].Status, want.Assignments[0].EndedAt = AssignmentExpiry, end
	if diff := cmp.Diff(want, got); err != nil || diff != "" {
		t.Errorf("%v %s", err, diff)
	}
}

func TestEndedAssignmentDoesNotExpire(t *testing.T) {
	for _, status := range []AssignmentStatus{Submitted, Released, Declined, AssignmentExpiry, Withdrawn} {
		s := inHands(0, "a")
		s.Own.Status = status
		got, err := expireAssignment(s, noon.Add(time.Hour))
		if diff := cmp.Diff(Change{Loop: s.Loop}, got); err != nil || diff != "" {
			t.Errorf("%s: %v %s", status, err, diff)
		}
	}
}

func TestLoopExpiresWithAllItsHolders(t *testing.T) {
	s := inHands(1, "a", "b")
	s.Held[1].Status, s.Held[1].PausedAt = Paused, noon.Add(-time.Minute)
	end := s.Loop.DueAt
	if got, err := expireLoop(s, end.Add(-time.Millisecond)); err != nil || got.Assignments != nil || got.Loop.Status != InProgress {
		t.Errorf("before: %+v, %v", got, err)
	}
	got, err := expireLoop(s, end)
	if err != nil {
		t.Fatal(err)
	}
	want := s.Loop
	want.Status, want.FailureCode, want.FailureReason = Failed, "Expired", "The task was not completed within its availability time."
	want.Holders, want.DueAt, want.EndedAt = 0, time.Time{}, end
	if diff := cmp.Diff(want, got.Loop); diff != "" {
		t.Error(diff)
	}
	if len(got.Assignments) != 2 {
		t.Fatalf("%+v", got)
	}
	if diff := cmp.Diff([]job.Row{{ID: "send-event:loop-1", Kind: SendEventKind, Payload: "loop-1", DueAt: end, CreatedAt: end}}, got.Jobs); diff != "" {
		t.Error(diff)
	}
	for _, a := range got.Assignments {
		if a.Status != AssignmentExpiry || !a.EndedAt.Equal(end) || a.Reason != ExpiredReason || !a.PausedAt.IsZero() {
			t.Errorf("%+v", a)
		}
	}
}

func TestOnlyLoopsInProgressExpire(t *testing.T) {
	later := noon.AddDate(1, 0, 0)
	for _, status := range []Status{Finishing, Stopping, Completed, Failed, Stopped} {
		s := State{Loop: over(status)}
		if got, err := expireLoop(s, later); err != nil || !cmp.Equal(Change{Loop: s.Loop}, got) {
			t.Errorf("%s: %+v, %v", status, got, err)
		}
	}
	s := State{Loop: aLoop()}
	s.Loop.DueAt = time.Time{}
	if got, err := expireLoop(s, later); err != nil || got.Loop.Status != InProgress {
		t.Errorf("nothing is due: %+v, %v", got, err)
	}
}

func TestTemplateThatCannotBeRenderedFailsTheLoop(t *testing.T) {
	for _, status := range []Status{InProgress, Stopping} {
		s := inHands(1, "a")
		s.Loop.Status = status
		got, err := failRendering(s, "the template is broken", noon)
		if err != nil {
			t.Fatal(err)
		}
		l, a := got.Loop, got.Assignments[0]
		if l.Status != Failed || l.FailureCode != "ValidationError" || l.FailureReason != "the template is broken" ||
			l.Holders != 0 || l.Answers != 1 || !l.EndedAt.Equal(noon) || !l.DueAt.IsZero() {
			t.Errorf("%s: %+v", status, l)
		}
		if a.Status != Withdrawn || a.Reason != "the template is broken" || !a.EndedAt.Equal(noon) {
			t.Errorf("%s: %+v", status, a)
		}
		if diff := cmp.Diff([]string{"send-event:loop-1"}, ids(got.Jobs)); diff != "" {
			t.Errorf("%s: a failed loop has an event and no output: %s", status, diff)
		}
	}
	for _, status := range []Status{Finishing, Completed, Failed, Stopped} {
		s := State{Loop: over(status)}
		if got, err := failRendering(s, "late", noon); err != nil || !cmp.Equal(Change{Loop: s.Loop}, got) {
			t.Errorf("%s: %+v, %v", status, got, err)
		}
	}
}

func TestFailureOfADeletedFlowsLoopMovesTheDeletionOn(t *testing.T) {
	s := inHands(1, "a")
	s.FlowStatus = flow.Deleting
	for name, rule := range map[string]Rule{
		"expired":    func(s State) (Change, error) { return expireLoop(s, s.Loop.DueAt) },
		"unrendered": func(s State) (Change, error) { return failRendering(s, "broken", noon) },
	} {
		got, err := rule(s)
		if err != nil || got.Loop.Status != Failed {
			t.Errorf("%s: %+v, %v", name, got, err)
		}
		if diff := cmp.Diff([]string{"send-event:loop-1", "wind-up-flow-definition:flow-1"}, ids(got.Jobs)); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}
