package humanloop

import (
	"encoding/json"
	"strconv"
	"time"

	"foureyes/internal/job"
)

// TaskCreated is the step at which a loop's task begins to wait; all other steps
// but Corrected are the states of an assignment.
const TaskCreated = "Created"

// TaskStep is one step of a loop's tasks, of which flow definitions with the tag
// tag.TaskEvents tell. It is the payload of a job of TellTaskKind.
type TaskStep struct {
	LoopID string `json:"loopId"`
	// AssignmentID is empty for TaskCreated.
	AssignmentID string `json:"assignmentId,omitempty"`
	// Status is TaskCreated, Corrected or the state that the assignment has reached.
	Status string `json:"status"`
	// CorrectedAt is zero for all steps but Corrected, which can be made more than once.
	CorrectedAt time.Time `json:"correctedAt,omitzero"`
}

// id names the step.
func (s TaskStep) id() string {
	id := s.LoopID + ":" + s.AssignmentID + ":" + s.Status
	if !s.CorrectedAt.IsZero() {
		id += ":" + strconv.FormatInt(s.CorrectedAt.UnixMilli(), 10)
	}
	return id
}

// job is saved with the change that makes the step. Its id is the step's, so that a
// step is told of once.
func (s TaskStep) job(now time.Time) job.Row {
	payload, _ := json.Marshal(s) // three strings
	return job.Row{
		ID: TellTaskKind + ":" + s.id(), Kind: TellTaskKind, Payload: string(payload),
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
		if at, is := c.made(a, s.Own); is {
			jobs = append(jobs, c.stepOf(a).job(at))
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

// stepOf is the step that a changed assignment has made.
func (c Change) stepOf(a Assignment) TaskStep {
	if !c.CorrectedAt.IsZero() {
		return TaskStep{a.LoopID, a.ID, Corrected, c.CorrectedAt}
	}
	return TaskStep{LoopID: a.LoopID, AssignmentID: a.ID, Status: string(a.Status)}
}

// made is Assignment.step, or the correction.
func (c Change) made(a, own Assignment) (at time.Time, is bool) {
	if !c.CorrectedAt.IsZero() {
		return c.CorrectedAt, true
	}
	return a.step(own)
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
