package humanloop

import "time"

// ExpiredReason is the FailureReason of a loop whose availability ended before
// all answers were in. Amazon's own text is not public.
const ExpiredReason = "The task was not completed within its availability time."

// expireAssignment is the rule for an assignment whose time is over: the task
// goes back to the others while it is available.
func expireAssignment(s State, now time.Time) (Change, error) {
	if !s.Own.Held() || now.Before(s.Own.ExpiresAt) {
		return unchanged(s)
	}
	s.Loop.Holders--
	loop, jobs := settle(s.Loop, s.FlowStatus, now)
	return Change{Loop: loop, Assignments: []Assignment{s.Own.end(AssignmentExpiry, now)}, Jobs: jobs}, nil
}

// expireLoop is the rule for a loop whose availability is over: Failed, with the
// answers given so far kept inside and no output.json. Whoever holds the task
// loses it with the loop.
func expireLoop(s State, now time.Time) (Change, error) {
	if s.Loop.Status != InProgress || s.Loop.DueAt.IsZero() || now.Before(s.Loop.DueAt) {
		return unchanged(s)
	}
	return failLoop(s, Expired, ExpiredReason, AssignmentExpiry, now), nil
}

// failLoop ends a loop as Failed and takes the task from those who hold it.
func failLoop(s State, code, reason string, end AssignmentStatus, now time.Time) Change {
	c := Change{}
	for _, a := range s.Held {
		a = a.end(end, now)
		a.Reason = reason
		c.Assignments = append(c.Assignments, a)
	}
	s.Loop.Holders = 0
	failed, told := s.Loop.fail(code, reason, now)
	loop, jobs := settle(failed, s.FlowStatus, now)
	c.Loop, c.Jobs = loop, append(told, jobs...)
	return c
}

// failRendering is the rule for a loop whose template cannot be rendered with its
// input (A2I Developer Guide: FailureCode ValidationError).
func failRendering(s State, reason string, now time.Time) (Change, error) {
	if s.Loop.Status != InProgress && s.Loop.Status != Stopping {
		return unchanged(s)
	}
	return failLoop(s, ValidationError, reason, Withdrawn, now), nil
}
