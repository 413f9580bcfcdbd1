package humanloop

import (
	"encoding/json"
	"time"

	"foureyes/internal/job"
)

// TaskCreated is the step at which a loop's task begins to wait; all other steps
// are the states of an assignment.
const TaskCreated = "Created"

// TaskStep is one step of a loop's tasks, of which flow definitions with the tag
// tag.TaskEvents tell. It is the payload of a job of TellTaskKind.
type TaskStep struct {
	LoopID string `json:"loopId"`
	// AssignmentID is empty for TaskCreated.
	AssignmentID string `json:"assignmentId,omitempty"`
	// Status is TaskCreated or the state that the assignment has reached.
	Status string `json:"status"`
}

// job is saved with the change that makes the step. Its id is the step's, so that a
// step is told of once.
func (s TaskStep) job(now time.Time) job.Row {
	payload, _ := json.Marshal(s) // three strings
	return job.Row{
		ID: TellTaskKind + ":" + s.LoopID + ":" + s.AssignmentID + ":" + s.Status, Kind: TellTaskKind, Payload: string(payload),
		DueAt: now, CreatedAt: now, Line: tellingLine(s.LoopID),
	}
}

// tellingLine keeps what is told of one loop in order.
func tellingLine(loopID string) string { return "tell:" + loopID }

// Run runs the rule, and adds what must be told of it if the flow definition asks
// for that. Stores run rules with it.
func (r Rule) Run(s State) (Change, error) {
	c, err := r(s)
	if err != nil || !s.TaskEvents {
		return c, err
	}
	jobs := make([]job.Row, 0, len(c.Assignments)+len(c.Jobs))
	for _, a := range c.Assignments {
		if at, is := a.step(s.Own); is {
			jobs = append(jobs, TaskStep{a.LoopID, a.ID, string(a.Status)}.job(at))
		}
	}
	for _, j := range c.Jobs {
		if j.Kind == SendEventKind {
			j.Kind, j.Line = SendEventInOrderKind, tellingLine(c.Loop.ID)
		}
		jobs = append(jobs, j)
	}
	c.Jobs = jobs
	return c, nil
}

// step reports whether a changed assignment has made a step that is told of, and
// when. own is the assignment before; pausing and resuming are no such steps.
func (a Assignment) step(own Assignment) (at time.Time, is bool) {
	if !a.Held() {
		return a.EndedAt, true
	}
	return a.AcceptedAt, a.ID != own.ID
}

// created is what a flow definition with the tag tells of a new loop.
func created(l Loop) []job.Row {
	return []job.Row{TaskStep{LoopID: l.ID, Status: TaskCreated}.job(l.CreatedAt)}
}
