package humanloop

import (
	"context"
	"slices"

	"foureyes/internal/fault"
	"foureyes/internal/page"
)

// Without gives the room as it is for a worker who may not reach the tasks of some
// work teams from where they are: those jobs are not listed, and nobody finds their
// tasks and answers, held or submitted. Without teams it is the room itself.
func (s *Service) Without(teams []string) *Service {
	if len(teams) == 0 {
		return s
	}
	p := s.p
	f := fence{teams: teams, flows: p.Flows}
	p.Store, p.History = fencedStore{p.Store, f}, fencedHistory{p.History, f}
	return NewService(p)
}

// fence keeps out what belongs to some work teams.
type fence struct {
	teams []string
	flows Flows
}

// bars reports whether an assignment's flow definition belongs to such a team.
func (f fence) bars(ctx context.Context, a Assignment) (bool, error) {
	d, err := f.flows.FlowDefinitionByID(ctx, a.FlowID)
	return slices.Contains(f.teams, d.WorkteamID), err
}

// fencedStore is a Store without the tasks behind a fence.
type fencedStore struct {
	Store

	fence fence
}

// Jobs leaves out jobs behind the fence.
func (s fencedStore) Jobs(ctx context.Context, personID string, limit int) ([]Job, error) {
	jobs, err := s.Store.Jobs(ctx, personID, limit)
	return slices.DeleteFunc(jobs, func(j Job) bool { return slices.Contains(s.fence.teams, j.Flow.WorkteamID) }), err
}

// Assignment does not find what is behind the fence.
func (s fencedStore) Assignment(ctx context.Context, id string) (Assignment, error) {
	a, err := s.Store.Assignment(ctx, id)
	if err != nil {
		return a, err
	}
	barred, err := s.fence.bars(ctx, a)
	if err == nil && barred {
		err = unreachable(id)
	}
	return a, err
}

// HeldAssignments leaves out what is behind the fence.
func (s fencedStore) HeldAssignments(ctx context.Context, personID string) ([]Assignment, error) {
	held, err := s.Store.HeldAssignments(ctx, personID)
	if err != nil {
		return nil, err
	}
	var kept []Assignment
	for _, a := range held {
		barred, err := s.fence.bars(ctx, a)
		if err != nil {
			return nil, err
		}
		if !barred {
			kept = append(kept, a)
		}
	}
	return kept, nil
}

// fencedHistory is a History without the answers behind a fence.
type fencedHistory struct {
	History

	fence fence
}

// Answered leaves out what is behind the fence, and reads on until the page is full.
func (h fencedHistory) Answered(ctx context.Context, personID string, q page.Query) ([]Answered, error) {
	var kept []Answered
	for {
		found, err := h.History.Answered(ctx, personID, q)
		if err != nil {
			return nil, err
		}
		for _, a := range found {
			if !slices.Contains(h.fence.teams, a.Flow.WorkteamID) {
				kept = append(kept, a)
			}
		}
		if len(found) <= q.Limit || len(kept) > q.Limit {
			return kept[:min(len(kept), q.Limit+1)], nil
		}
		last := found[len(found)-1].Key()
		q.After = &last
	}
}

// AnsweredOne does not find what is behind the fence.
func (h fencedHistory) AnsweredOne(ctx context.Context, personID, assignmentID string) (Answered, error) {
	a, err := h.History.AnsweredOne(ctx, personID, assignmentID)
	if err == nil && slices.Contains(h.fence.teams, a.Flow.WorkteamID) {
		err = unreachable(assignmentID)
	}
	return a, err
}

func unreachable(id string) error {
	return fault.New(fault.NotFound, fault.Assignment, "Task %q cannot be reached from your network address.", id)
}
