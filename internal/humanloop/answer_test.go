package humanloop

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"foureyes/internal/fault"
)

// The sentences for a task that is no longer the worker's.
const (
	timeOverText  = "The time for this task is over, so it went back to the others. Nobody counted it against you."
	submittedText = "This task is no longer yours: it was submitted."
	releasedText  = "This task is no longer yours: it was released."
	declinedText  = "This task is no longer yours: it was declined."
	withdrawnText = "This task was withdrawn: the template is broken"
)

func TestAnswerMustBeAnObject(t *testing.T) {
	for _, good := range []string{`{}`, ` {"a":{"on":true}} `, "\n{\"ü\":1}\n"} {
		if err := checkAnswer(json.RawMessage(good)); err != nil {
			t.Errorf("%s: %v", good, err)
		}
	}
	for _, bad := range []string{``, ` `, `null`, `[]`, `"a"`, `1`, `{`, `{}x`, `{"a":}`, "{\"a\":\"\xff\"}"} {
		wantRefusal(t, checkAnswer(json.RawMessage(bad)), fault.Invalid, "answerContent must be a JSON object.")
	}
}

func TestAnswerHasAGreatestSize(t *testing.T) {
	fits := `{"a":"` + strings.Repeat("x", MaxAnswer-8) + `"}`
	if err := checkAnswer(json.RawMessage(fits)); err != nil {
		t.Error(err)
	}
	wantRefusal(t, checkAnswer(json.RawMessage(fits+" ")), fault.Invalid, "The answer is larger than 16777216 bytes.")
}

func TestFirstAnswerLeavesTheLoopInProgress(t *testing.T) {
	s := inHands(0, "a", "b")
	got, err := submit(s, json.RawMessage(`{"ok":1}`), nil, noon)
	if err != nil {
		t.Fatal(err)
	}
	want := Change{Loop: s.Loop, Assignments: []Assignment{s.Own}, Answer: json.RawMessage(`{"ok":1}`)}
	want.Loop.Holders, want.Loop.Answers = 1, 1
	want.Assignments[0].Status, want.Assignments[0].EndedAt = Submitted, noon
	want.Assignments[0].TimeSpent = 10 * time.Minute
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestLastAnswerMakesTheOutputDue(t *testing.T) {
	got, err := submit(inHands(1, "a"), json.RawMessage(`{}`), nil, noon)
	if err != nil {
		t.Fatal(err)
	}
	l := got.Loop
	if l.Status != Finishing || l.Holders != 0 || l.Answers != 2 || !l.DueAt.IsZero() || !l.EndedAt.IsZero() {
		t.Errorf("%+v", l)
	}
	if diff := cmp.Diff([]string{"write-output:loop-1"}, ids(got.Jobs)); diff != "" {
		t.Error(diff)
	}
}

func TestSubmittingAgainChangesNothing(t *testing.T) {
	for _, status := range []Status{InProgress, Finishing, Completed, Stopped, Failed} {
		s := inHands(1, "a")
		s.Loop.Status, s.Loop.Holders, s.Own.Status = status, 0, Submitted
		got, err := submit(s, json.RawMessage(`{"other":true}`), nil, noon.Add(48*time.Hour))
		if diff := cmp.Diff(Change{Loop: s.Loop}, got); err != nil || diff != "" {
			t.Errorf("%s: %v %s", status, err, diff)
		}
	}
}

func TestTimeSpentLeavesPausesOut(t *testing.T) {
	for _, c := range []struct {
		name   string
		change func(*Assignment)
		want   time.Duration
	}{
		{"no pause", func(*Assignment) {}, 10 * time.Minute},
		{"a pause that is over", func(a *Assignment) { a.PausedFor = 4 * time.Minute }, 6 * time.Minute},
		{"submitted while paused", func(a *Assignment) {
			a.Status, a.PausedFor, a.PausedAt = Paused, time.Minute, noon.Add(-2*time.Minute)
		}, 7 * time.Minute},
		{"the clock went back during the pause", func(a *Assignment) {
			a.Status, a.PausedAt = Paused, noon.Add(time.Minute)
		}, 10 * time.Minute},
		{"the clock went back behind the acceptance", func(a *Assignment) { a.AcceptedAt = noon.Add(time.Minute) }, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := inHands(0, "a")
			c.change(&s.Own)
			got, err := submit(s, json.RawMessage(`{}`), nil, noon)
			if err != nil || got.Assignments[0].TimeSpent != c.want || !got.Assignments[0].PausedAt.IsZero() {
				t.Errorf("%+v, %v", got.Assignments, err)
			}
		})
	}
}

// Each step that only the holder may take, on a task that ended before.
func TestEndedTaskIsRefusedByWhatBecameOfIt(t *testing.T) {
	steps := map[string]struct {
		rule    Rule
		changes AssignmentStatus // the state that the step leads to, where it is no refusal
	}{
		"submit":  {func(s State) (Change, error) { return submit(s, json.RawMessage(`{}`), nil, noon) }, Submitted},
		"release": {func(s State) (Change, error) { return giveBack(s, Released, "", noon) }, Released},
		"decline": {func(s State) (Change, error) { return giveBack(s, Declined, "", noon) }, Declined},
		"pause":   {func(s State) (Change, error) { return pause(s, noon) }, Paused},
		"resume":  {func(s State) (Change, error) { return resume(s, noon) }, Accepted},
	}
	texts := map[AssignmentStatus]string{
		Submitted: submittedText, Released: releasedText, Declined: declinedText,
		AssignmentExpiry: timeOverText, Withdrawn: withdrawnText,
	}
	for name, step := range steps {
		for status, text := range texts {
			t.Run(name+" when "+string(status), func(t *testing.T) {
				s := inHands(0)
				s.Own = anAssignment("a")
				s.Own.Status, s.Own.EndedAt, s.Own.Reason = status, noon, "the template is broken"
				got, err := step.rule(s)
				if status != step.changes {
					wantRefusal(t, err, fault.Gone, text)
					return
				}
				if diff := cmp.Diff(Change{Loop: s.Loop}, got); err != nil || diff != "" {
					t.Errorf("the second time: %v %s", err, diff)
				}
			})
		}
		t.Run(name+" when the time is over", func(t *testing.T) {
			for _, held := range []AssignmentStatus{Accepted, Paused} {
				s := inHands(0, "a")
				s.Own.Status, s.Own.ExpiresAt = held, noon
				_, err := step.rule(s)
				wantRefusal(t, err, fault.Gone, timeOverText)
				s.Own.ExpiresAt = noon.Add(time.Millisecond)
				if _, err := step.rule(s); err != nil {
					t.Errorf("a millisecond before its end: %v", err)
				}
			}
		})
	}
}

func TestGivingBackOpensThePlaceAgain(t *testing.T) {
	for _, c := range []struct {
		to     AssignmentStatus
		reason string
	}{{Released, ""}, {Declined, "I cannot read Finnish."}} {
		s := inHands(1, "a")
		got, err := giveBack(s, c.to, c.reason, noon)
		want := Change{Loop: s.Loop, Assignments: []Assignment{s.Own}}
		want.Loop.Holders = 0
		want.Assignments[0].Status, want.Assignments[0].EndedAt, want.Assignments[0].Reason = c.to, noon, c.reason
		if diff := cmp.Diff(want, got); err != nil || diff != "" {
			t.Errorf("%s: %v %s", c.to, err, diff)
		}
		if got.Loop.OpenSlots() != 1 {
			t.Errorf("%s: %d places open", c.to, got.Loop.OpenSlots())
		}
	}
}

func TestPauseKeepsTheTaskAndItsEnd(t *testing.T) {
	s := inHands(0, "a")
	got, err := pause(s, noon)
	want := Change{Loop: s.Loop, Assignments: []Assignment{s.Own}}
	want.Assignments[0].Status, want.Assignments[0].PausedAt = Paused, noon
	if diff := cmp.Diff(want, got); err != nil || diff != "" {
		t.Fatalf("%v %s", err, diff)
	}
	s.Own = got.Assignments[0]
	if again, err := pause(s, noon.Add(time.Minute)); err != nil || again.Assignments != nil {
		t.Errorf("pausing twice: %+v, %v", again, err)
	}
	got, err = resume(s, noon.Add(5*time.Minute))
	want.Assignments[0].Status, want.Assignments[0].PausedAt = Accepted, time.Time{}
	want.Assignments[0].PausedFor = 5 * time.Minute
	if diff := cmp.Diff(want, got); err != nil || diff != "" {
		t.Fatalf("%v %s", err, diff)
	}
	s.Own = got.Assignments[0]
	if again, err := resume(s, noon.Add(6*time.Minute)); err != nil || again.Assignments != nil {
		t.Errorf("resuming twice: %+v, %v", again, err)
	}
}

// The clock may be set back while somebody works.
func TestNothingEndsBeforeItBegan(t *testing.T) {
	s := inHands(1, "a")
	s.Own.Status, s.Own.PausedAt = Paused, noon.Add(-5*time.Minute)
	back := s.Loop.CreatedAt.Add(-time.Hour)
	got, err := submit(s, json.RawMessage(`{}`), nil, back)
	if err != nil {
		t.Fatal(err)
	}
	a := got.Assignments[0]
	if !a.EndedAt.Equal(a.AcceptedAt) || a.TimeSpent != 0 || a.PausedFor != 0 {
		t.Errorf("ended at %v, %v spent, %v paused", a.EndedAt, a.TimeSpent, a.PausedFor)
	}
	s.Loop = got.Loop
	done, err := outputWritten(s, back)
	if err != nil || done.Loop.Status != Completed || !done.Loop.EndedAt.Equal(done.Loop.CreatedAt) {
		t.Errorf("%+v, %v", done.Loop, err)
	}
}
