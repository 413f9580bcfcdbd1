package humanloop

import (
	"time"

	"foureyes/internal/flow"
)

// accept is the rule by which a worker takes the task of a loop that has a free
// place. The assignment ends with the time limit or with the loop's availability,
// whichever comes first.
func accept(s State, d flow.Definition, personID, id string, now time.Time) Change {
	a := Assignment{
		ID: id, LoopID: s.Loop.ID, FlowID: s.Loop.FlowID, PersonID: personID,
		Status: Accepted, AcceptedAt: now, ExpiresAt: now.Add(d.TimeLimit),
	}
	if s.Loop.DueAt.Before(a.ExpiresAt) {
		a.ExpiresAt = s.Loop.DueAt
	}
	s.Loop.Holders++
	return Change{Loop: s.Loop, Assignments: []Assignment{a}}
}
