package humanloop

import (
	"time"

	"foureyes/internal/fault"
	"foureyes/internal/flow"
)

// stop is the rule of StopHumanLoop: at once when nobody has the task open, else
// Stopping until they are done. Stopping twice changes nothing.
func stop(s State, now time.Time) (Change, error) {
	switch {
	case s.Loop.Status == Stopping:
		return unchanged(s)
	case s.Loop.Status == Finishing:
		return Change{}, fault.New(fault.Invalid, fault.HumanLoop,
			"HumanLoop '%s' cannot be stopped: all answers are in and its output is being written.", s.Loop.Name)
	case s.Loop.Status != InProgress:
		return Change{}, fault.New(fault.Invalid, fault.HumanLoop,
			"HumanLoop '%s' cannot be stopped: its status is %s.", s.Loop.Name, s.Loop.Status)
	case s.Loop.Holders > 0:
		s.Loop.Status, s.Loop.DueAt = Stopping, time.Time{}
		return Change{Loop: s.Loop}, nil
	}
	loop, jobs := stopNow(s.Loop, now)
	return Change{Loop: loop, Jobs: jobs}, nil
}

// remove is the rule of DeleteHumanLoop: only what is over can be deleted.
func remove(s State, now time.Time) (Change, error) {
	if !s.Loop.Status.Final() {
		return Change{}, fault.New(fault.Invalid, fault.HumanLoop,
			"HumanLoop '%s' cannot be deleted: its status is %s. Stop it first, or wait until it is Completed, Failed or Stopped.",
			s.Loop.Name, s.Loop.Status.Shown())
	}
	s.Loop.DeletedAt = now
	return Change{Loop: s.Loop}, nil
}

// windUp is the rule for one loop of a flow definition that is being deleted.
func windUp(s State, now time.Time) (Change, error) {
	if s.FlowStatus != flow.Deleting || s.Loop.Status != InProgress {
		return unchanged(s)
	}
	loop, jobs := settle(s.Loop, s.FlowStatus, now)
	return Change{Loop: loop, Jobs: jobs}, nil
}
