package humanloop

import (
	"time"

	"foureyes/internal/fault"
)

// AssignmentStatus is where an assignment stands.
type AssignmentStatus string

// The states of an assignment. The first two are held.
const (
	Accepted         AssignmentStatus = "Accepted"
	Paused           AssignmentStatus = "Paused"
	Submitted        AssignmentStatus = "Submitted"
	Released         AssignmentStatus = "Released"
	Declined         AssignmentStatus = "Declined"
	AssignmentExpiry AssignmentStatus = "Expired"
	Withdrawn        AssignmentStatus = "Withdrawn" // the loop ended under the worker's hands
)

// Assignment is one worker holding, or having held, one task.
type Assignment struct {
	ID, LoopID, FlowID string
	PersonID           string
	Status             AssignmentStatus
	Reason             string // why it was declined or withdrawn
	AcceptedAt         time.Time
	ExpiresAt          time.Time
	PausedAt           time.Time     // zero unless Paused
	PausedFor          time.Duration // sum of the pauses that are over
	EndedAt            time.Time     // zero while held
	TimeSpent          time.Duration // active time, set by submitting
}

// Held reports whether the worker still has the task.
func (a Assignment) Held() bool { return a.Status == Accepted || a.Status == Paused }

// end closes a held assignment.
func (a Assignment) end(s AssignmentStatus, now time.Time) Assignment {
	a = a.unpause(now)
	a.Status, a.EndedAt = s, notBefore(a.AcceptedAt, now)
	return a
}

// notBefore is now, or begun if the clock was set back since then: nothing ends
// before it began.
func notBefore(begun, now time.Time) time.Time {
	if now.Before(begun) {
		return begun
	}
	return now
}

// unpause adds the running pause, if any, to the finished ones.
func (a Assignment) unpause(now time.Time) Assignment {
	if !a.PausedAt.IsZero() {
		a.PausedFor += max(0, now.Sub(a.PausedAt))
		a.PausedAt = time.Time{}
	}
	return a
}

// checkHeld refuses what only the holder of a task may do, naming what became of
// the task instead.
func (a Assignment) checkHeld(now time.Time) error {
	switch {
	case a.Held() && now.Before(a.ExpiresAt):
		return nil
	case a.Held() || a.Status == AssignmentExpiry:
		return fault.New(fault.Gone, fault.Assignment,
			"The time for this task is over, so it went back to the others. Nobody counted it against you.")
	case a.Status == Withdrawn:
		return fault.New(fault.Gone, fault.Assignment, "This task was withdrawn: %s", a.Reason)
	}
	return fault.New(fault.Gone, fault.Assignment, "This task is no longer yours: it was %s.", pastTense[a.Status])
}

var pastTense = map[AssignmentStatus]string{
	Submitted: "submitted", Released: "released", Declined: "declined",
}
