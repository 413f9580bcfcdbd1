package humanloop

import (
	"context"
	"encoding/json"
	"time"

	"foureyes/internal/fault"
	"foureyes/internal/flow"
)

// CountLimit is where counting a job's waiting tasks stops: a worker cares for
// "many", and counting thousands of rows for each of fifty jobs would cost more than
// it tells.
const CountLimit = 100

// Task is an assignment with what a worker sees of it.
type Task struct {
	Assignment Assignment
	LoopName   string
	Flow       flow.Definition
}

// Jobs lists the kinds of work that a person may take tasks from.
func (s *Service) Jobs(ctx context.Context, personID string) ([]Job, error) {
	return s.p.Store.Jobs(ctx, personID, CountLimit+1)
}

// JobIDs names the kinds of work that a person may take tasks from.
func (s *Service) JobIDs(ctx context.Context, personID string) (map[string]bool, error) {
	jobs, err := s.p.Store.Jobs(ctx, personID, 1)
	ids := make(map[string]bool, len(jobs))
	for _, j := range jobs {
		ids[j.Flow.ID] = true
	}
	return ids, err
}

// Next takes the oldest task that a person may have of one job, or of any when
// jobID is empty; nil when none waits. A job is named by its flow definition's
// id, or by its name while only one of the person's jobs bears it.
func (s *Service) Next(ctx context.Context, personID, jobID string, now time.Time) (*Task, error) {
	jobs, err := s.p.Store.Jobs(ctx, personID, 0)
	if err != nil {
		return nil, err
	}
	flows, err := pick(jobs, jobID)
	if err != nil {
		return nil, err
	}
	ids := make([]string, 0, len(flows))
	for id := range flows {
		ids = append(ids, id)
	}
	a, err := s.p.Store.Take(ctx, personID, ids, now, func(st State) (Change, error) {
		return accept(st, flows[st.Loop.FlowID], personID, s.p.NewID(now), now), nil
	})
	if err != nil || a == nil {
		return nil, err
	}
	return s.task(ctx, *a)
}

// pick finds the flows that jobID means.
func pick(jobs []Job, jobID string) (map[string]flow.Definition, error) {
	all := make(map[string]flow.Definition, len(jobs))
	named := map[string]flow.Definition{}
	for _, j := range jobs {
		all[j.Flow.ID] = j.Flow
		if j.Flow.Name == jobID {
			named[j.Flow.ID] = j.Flow
		}
	}
	if jobID == "" {
		return all, nil
	}
	if d, ok := all[jobID]; ok {
		return map[string]flow.Definition{jobID: d}, nil
	}
	switch len(named) {
	case 1:
		return named, nil
	case 0:
		return nil, fault.New(fault.NotFound, fault.FlowDefinition, "There is no job %q for you.", jobID)
	}
	return nil, fault.New(fault.Conflict, fault.FlowDefinition,
		"More than one of your jobs is called %q. Use the jobId from the list of jobs.", jobID)
}

// Held lists the tasks that a person holds, oldest first.
func (s *Service) Held(ctx context.Context, personID string) ([]Task, error) {
	held, err := s.p.Store.HeldAssignments(ctx, personID)
	if err != nil {
		return nil, err
	}
	tasks := make([]Task, 0, len(held))
	for _, a := range held {
		t, err := s.task(ctx, a)
		if err != nil {
			return nil, err
		}
		tasks = append(tasks, *t)
	}
	return tasks, nil
}

// Task finds one of a person's assignments, ended ones included.
func (s *Service) Task(ctx context.Context, personID, id string) (*Task, error) {
	a, err := s.own(ctx, personID, id)
	if err != nil {
		return nil, err
	}
	return s.task(ctx, a)
}

// own finds an assignment and hides other people's.
func (s *Service) own(ctx context.Context, personID, id string) (Assignment, error) {
	a, err := s.p.Store.Assignment(ctx, id)
	if err == nil && a.PersonID != personID {
		err = fault.New(fault.NotFound, fault.Assignment, "You have no task %q.", id)
	}
	return a, err
}

func (s *Service) task(ctx context.Context, a Assignment) (*Task, error) {
	l, err := s.p.Store.LoopByID(ctx, a.LoopID)
	if err != nil {
		return nil, err
	}
	d, err := s.p.Flows.FlowDefinitionByID(ctx, a.FlowID)
	if err != nil {
		return nil, err
	}
	return &Task{Assignment: a, LoopName: l.Name, Flow: d}, nil
}

// Draft gives what the worker has filled in so far; nil for nothing.
func (s *Service) Draft(ctx context.Context, assignmentID string) (json.RawMessage, error) {
	return s.p.Store.Draft(ctx, assignmentID)
}

// SaveDraft keeps what the worker has filled in so far.
func (s *Service) SaveDraft(ctx context.Context, personID, id string, draft json.RawMessage, now time.Time) error {
	if draft == nil {
		draft = json.RawMessage{}
	}
	if err := checkDraft(draft); err != nil {
		return err
	}
	a, err := s.own(ctx, personID, id)
	if err != nil {
		return err
	}
	if err := a.checkHeld(now); err != nil {
		return err
	}
	return s.p.Store.SaveDraft(ctx, id, draft, now)
}

// Submit hands in a worker's answer, with what was filled in if the worker shall be
// able to open it again; nil otherwise.
func (s *Service) Submit(ctx context.Context, personID, id string, answer, draft json.RawMessage, now time.Time) (*Task, error) {
	if err := checkAnswer(answer); err != nil {
		return nil, err
	}
	if err := checkDraft(draft); err != nil {
		return nil, err
	}
	return s.changeOwn(ctx, personID, id, func(st State) (Change, error) { return submit(st, answer, draft, now) })
}

// Release gives a task back; the same worker may take it again.
func (s *Service) Release(ctx context.Context, personID, id string, now time.Time) (*Task, error) {
	return s.changeOwn(ctx, personID, id, func(st State) (Change, error) { return giveBack(st, Released, "", now) })
}

// Decline gives a task back for good: it is not offered to this worker again.
func (s *Service) Decline(ctx context.Context, personID, id, reason string, now time.Time) (*Task, error) {
	return s.changeOwn(ctx, personID, id, func(st State) (Change, error) { return giveBack(st, Declined, reason, now) })
}

// Pause keeps the task while the worker does something else.
func (s *Service) Pause(ctx context.Context, personID, id string, now time.Time) (*Task, error) {
	return s.changeOwn(ctx, personID, id, func(st State) (Change, error) { return pause(st, now) })
}

// Resume ends a pause.
func (s *Service) Resume(ctx context.Context, personID, id string, now time.Time) (*Task, error) {
	return s.changeOwn(ctx, personID, id, func(st State) (Change, error) { return resume(st, now) })
}

func (s *Service) changeOwn(ctx context.Context, personID, id string, rule Rule) (*Task, error) {
	if _, err := s.own(ctx, personID, id); err != nil {
		return nil, err
	}
	a, err := s.p.Store.ChangeAssignment(ctx, id, rule)
	if err != nil {
		return nil, err
	}
	return s.task(ctx, a)
}
