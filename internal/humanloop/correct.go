package humanloop

import (
	"encoding/json"
	"time"

	"foureyes/internal/fault"
)

// Corrected is the step by which a worker puts another answer in the place of one of
// their own. It is no state: the assignment stays Submitted.
const Corrected = "Corrected"

// open reports whether answers of the loop can still change: its output is not being
// written.
func (l Loop) open() bool { return l.Status == InProgress || l.Status == Stopping }

// correct is the rule by which a worker replaces an answer of their own while the loop
// waits for others. The time of submission and the time spent stay: they tell of the
// first answer.
func correct(s State, answer, draft json.RawMessage, now time.Time) (Change, error) {
	switch {
	case s.Own.Status != Submitted:
		return Change{}, fault.New(fault.Gone, fault.Assignment, "This task has no answer of yours.")
	case !s.Loop.open():
		return Change{}, fault.New(fault.Gone, fault.Assignment, "All answers to this task are in, so yours can no longer be corrected.")
	}
	return Change{
		Loop: s.Loop, Assignments: []Assignment{s.Own}, Answer: answer, Draft: draft,
		CorrectedAt: notBefore(s.Own.EndedAt, now),
	}, nil
}
