package humanloop

import (
	"encoding/json"
	"slices"
	"testing"
	"time"

	"foureyes/internal/fault"
)

// answeredOnce is a loop in which one of two has answered.
func answeredOnce() State {
	s := inHands(1, "b")
	s.Own = anAssignment("a").end(Submitted, noon.Add(-time.Minute))
	s.Own.TimeSpent = time.Minute
	return s
}

func TestAnAnswerIsCorrectedWhileTheLoopIsOpen(t *testing.T) {
	s := answeredOnce()
	s.TaskEvents = true
	rule := Rule(func(s State) (Change, error) { return correct(s, json.RawMessage(`{"b":1}`), nil, noon) })
	got, err := rule.Run(s)
	if err != nil || string(got.Answer) != `{"b":1}` || got.Loop.Answers != 1 || got.Assignments[0] != s.Own || !got.CorrectedAt.Equal(noon) {
		t.Errorf("%+v, %v", got, err)
	}
	if want := []string{"tell-task:loop-1:a:Corrected:1770120000000"}; !slices.Equal(ids(got.Jobs), want) {
		t.Errorf("told %v, want %v", ids(got.Jobs), want)
	}
}

func TestWhatCannotBeCorrected(t *testing.T) {
	for _, status := range []Status{Finishing, Completed, Stopped, Failed} {
		s := answeredOnce()
		s.Loop.Status = status
		_, err := correct(s, json.RawMessage(`{}`), nil, noon)
		wantRefusal(t, err, fault.Gone, "All answers to this task are in, so yours can no longer be corrected.")
	}
	_, err := correct(inHands(0, "a"), json.RawMessage(`{}`), nil, noon)
	wantRefusal(t, err, fault.Gone, "This task has no answer of yours.")
}

func TestWhoMayCorrect(t *testing.T) {
	may := Answered{Loop: aLoop(), Member: true, Corrections: true}
	deleted, gone, closed, plain := may, may, may, may
	deleted.Loop.DeletedAt = noon
	gone.Member = false
	closed.Loop.Status = Finishing
	plain.Corrections = false
	for name, c := range map[string]struct {
		a                  Answered
		opens, correctable bool
	}{
		"all as it must be": {may, true, true},
		"a deleted loop":    {deleted, false, false},
		"another team's":    {gone, false, false},
		"all answers in":    {closed, true, false},
		"without the tag":   {plain, true, false},
	} {
		if c.a.Opens() != c.opens || c.a.Correctable() != c.correctable {
			t.Errorf("%s: opens %v, correctable %v", name, c.a.Opens(), c.a.Correctable())
		}
	}
}
