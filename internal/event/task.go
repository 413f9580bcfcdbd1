package event

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"foureyes/internal/flow"
	"foureyes/internal/humanloop"
)

// TaskDetailType and OwnSource are what rules for the steps of tasks ask for. They
// are none of Amazon's, which tells of the ends of loops only.
const (
	TaskDetailType = "Foureyes A2I Task Status Change"
	OwnSource      = "foureyes"
)

// taskChange tells of one step. What does not apply is null, as in statusChange.
type taskChange struct {
	AcceptanceTime    *string  `json:"acceptanceTime"`
	AssignmentID      *string  `json:"assignmentId"`
	CreationTime      string   `json:"creationTime"` // of the loop
	EndTime           *string  `json:"endTime"`
	FlowDefinitionARN string   `json:"flowDefinitionArn"`
	HumanLoopARN      string   `json:"humanLoopArn"`
	HumanLoopName     string   `json:"humanLoopName"`
	Reason            *string  `json:"reason"`
	TaskStatus        string   `json:"taskStatus"`
	TimeSpent         *float64 `json:"timeSpentInSeconds"`
	WorkerID          *string  `json:"workerId"`
}

// worked is the part of a step that tells of a worker; zero for a task that nobody
// has taken.
type worked struct {
	assignment humanloop.Assignment
	workerID   string
}

// taskEvent makes the event of a step. The same step always gives the same bytes,
// whatever has become of its assignment since.
func taskEvent(step humanloop.TaskStep, l humanloop.Loop, d flow.Definition, w worked) (Event, error) {
	detail := taskChange{
		CreationTime: stamp(l.CreatedAt), FlowDefinitionARN: d.ARN(), HumanLoopARN: l.ARN(), HumanLoopName: l.Name,
		TaskStatus: step.Status,
	}
	at := l.CreatedAt
	if step.AssignmentID != "" {
		at = detail.add(step, w)
	}
	return encode(document{
		ID: stableID(stepID(step)), DetailType: TaskDetailType, Source: OwnSource,
		Account: l.Account, Region: l.Region, Resources: []string{l.ARN()}, Detail: detail,
	}, at)
}

// stepID names a step; an answer may be corrected more than once.
func stepID(step humanloop.TaskStep) string {
	id := step.LoopID + " " + step.AssignmentID + " " + step.Status
	if !step.CorrectedAt.IsZero() {
		id += " " + stamp(step.CorrectedAt)
	}
	return id
}

// add tells of the worker, and returns when the step was made.
func (c *taskChange) add(step humanloop.TaskStep, w worked) time.Time {
	a := w.assignment
	accepted := stamp(a.AcceptedAt)
	c.AssignmentID, c.AcceptanceTime, c.WorkerID = &a.ID, &accepted, &w.workerID
	if step.Status == string(humanloop.Accepted) {
		return a.AcceptedAt
	}
	ended := stamp(a.EndedAt)
	c.EndTime = &ended
	if a.Reason != "" {
		c.Reason = &a.Reason
	}
	if a.Status == humanloop.Submitted { // also when it was corrected since
		spent := float64(a.TimeSpent.Milliseconds()) / 1000
		c.TimeSpent = &spent
	}
	if step.Status == humanloop.Corrected {
		return step.CorrectedAt
	}
	return a.EndedAt
}

// stamp is how details show times: UTC, to the millisecond.
func stamp(t time.Time) string { return t.UTC().Format("2006-01-02T15:04:05.000Z") }

// tellTask saves a delivery for each target that wants the event of a task's step.
func (s *Service) tellTask(ctx context.Context, payload string, now time.Time) error {
	var step humanloop.TaskStep
	if err := json.Unmarshal([]byte(payload), &step); err != nil {
		return fmt.Errorf("decode the step: %w", err)
	}
	l, err := s.p.Loops.LoopByID(ctx, step.LoopID)
	if err != nil {
		return err
	}
	return s.send(ctx, l, l.ID, now, func(d flow.Definition) (Event, error) {
		w, err := s.worked(ctx, step)
		if err != nil {
			return Event{}, err
		}
		return taskEvent(step, l, d, w)
	})
}

func (s *Service) worked(ctx context.Context, step humanloop.TaskStep) (worked, error) {
	if step.AssignmentID == "" {
		return worked{}, nil
	}
	a, err := s.p.Loops.Assignment(ctx, step.AssignmentID)
	if err != nil {
		return worked{}, err
	}
	workerID, err := s.p.Loops.WorkerID(ctx, a.PersonID)
	return worked{a, workerID}, err
}
