package humanloop

import "foureyes/internal/live"

// Notes are what those who look on are told of a change, once it is durable.
func (c Change) Notes(s State) []live.Note {
	var notes []live.Note
	if waiting := c.Loop.OpenSlots() != s.Loop.OpenSlots(); waiting || c.Loop.Status.Shown() != s.Loop.Status.Shown() {
		notes = append(notes, c.Loop.note(waiting, s.Loop.Status))
	}
	for _, a := range c.Assignments {
		notes = append(notes, live.Note{FlowID: a.FlowID, Task: &live.Task{ID: a.ID, PersonID: a.PersonID, Status: string(a.Status)}})
	}
	return notes
}

// Note is what those who look on are told of a new loop.
func (l Loop) Note() live.Note { return l.note(l.OpenSlots() > 0, "") }

// note tells of the loop, and of its state if that was another before.
func (l Loop) note(waiting bool, before Status) live.Note {
	n := live.Note{FlowID: l.FlowID, Waiting: waiting}
	if shown := l.Status.Shown(); shown != before.Shown() {
		n.Loop = &live.Loop{
			ID: l.ID, Account: l.Account, Region: l.Region, Name: l.Name, ARN: l.ARN(), Status: string(shown), Over: l.Status.Final(),
		}
	}
	return n
}
