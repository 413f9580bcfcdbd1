package humanloop

import (
	"bytes"
	"encoding/json"
	"time"
	"unicode/utf8"

	"foureyes/internal/fault"
)

// MaxAnswer is the greatest size of one answer, in bytes of JSON text.
const MaxAnswer = 16 << 20

// MaxDraft is the greatest size of one draft, in bytes of JSON text.
const MaxDraft = 16 << 20

// checkAnswer refuses an answer that could not stand in output.json.
func checkAnswer(answer json.RawMessage) error {
	trimmed := bytes.TrimSpace(answer)
	switch {
	case len(answer) > MaxAnswer:
		return fault.New(fault.Invalid, fault.Assignment, "The answer is larger than %d bytes.", MaxAnswer)
	case !isJSON(trimmed) || trimmed[0] != '{':
		return fault.New(fault.Invalid, fault.Assignment, "answerContent must be a JSON object.")
	}
	return nil
}

// checkDraft refuses a draft that is no JSON or too large; nil is none.
func checkDraft(draft json.RawMessage) error {
	if draft != nil && (len(draft) > MaxDraft || !isJSON(draft)) {
		return fault.New(fault.Invalid, fault.Assignment, "draft must be JSON of at most %d bytes.", MaxDraft)
	}
	return nil
}

// isJSON reports whether text is JSON that any reader takes: encoding/json alone
// lets through bytes that are not UTF-8 (RFC 8259, section 8.1).
func isJSON(text []byte) bool { return json.Valid(text) && utf8.Valid(text) }

// submit is the rule by which a worker hands in an answer. Submitting again is
// answered like the first time and changes nothing.
func submit(s State, answer, draft json.RawMessage, now time.Time) (Change, error) {
	if s.Own.Status == Submitted {
		return unchanged(s)
	}
	if err := s.Own.checkHeld(now); err != nil {
		return Change{}, err
	}
	a := s.Own.end(Submitted, now)
	a.TimeSpent = max(0, now.Sub(a.AcceptedAt)-a.PausedFor)
	s.Loop.Holders--
	s.Loop.Answers++
	loop, jobs := settle(s.Loop, s.FlowStatus, now)
	return Change{Loop: loop, Assignments: []Assignment{a}, Answer: answer, Draft: draft, Jobs: jobs}, nil
}

// giveBack is the rule of release (the worker may take the task again) and
// decline (never again). Giving back what is given back changes nothing.
func giveBack(s State, to AssignmentStatus, reason string, now time.Time) (Change, error) {
	if s.Own.Status == to {
		return unchanged(s)
	}
	if err := s.Own.checkHeld(now); err != nil {
		return Change{}, err
	}
	a := s.Own.end(to, now)
	a.Reason = reason
	s.Loop.Holders--
	loop, jobs := settle(s.Loop, s.FlowStatus, now)
	return Change{Loop: loop, Assignments: []Assignment{a}, Jobs: jobs}, nil
}

// pause is the rule of "stop and resume later": the task stays the worker's, the
// time limit runs on, the time spent does not.
func pause(s State, now time.Time) (Change, error) {
	if err := s.Own.checkHeld(now); err != nil || s.Own.Status == Paused {
		return Change{Loop: s.Loop}, err
	}
	a := s.Own
	a.Status, a.PausedAt = Paused, now
	return Change{Loop: s.Loop, Assignments: []Assignment{a}}, nil
}

// resume is the rule that ends a pause.
func resume(s State, now time.Time) (Change, error) {
	if err := s.Own.checkHeld(now); err != nil || s.Own.Status == Accepted {
		return Change{Loop: s.Loop}, err
	}
	a := s.Own.unpause(now)
	a.Status = Accepted
	return Change{Loop: s.Loop, Assignments: []Assignment{a}}, nil
}
