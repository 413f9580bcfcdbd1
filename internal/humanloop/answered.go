package humanloop

import (
	"bytes"
	"context"
	"encoding/json"
	"time"

	"foureyes/internal/fault"
	"foureyes/internal/flow"
	"foureyes/internal/page"
	"foureyes/internal/tag"
)

// History is what workers ask of the database about their own answers.
type History interface {
	// Answered gives one page of a person's answers, the last submitted first; a
	// page's key is the time of submission with the assignment's id.
	Answered(ctx context.Context, personID string, q page.Query) ([]Answered, error)
	// AnsweredOne finds one answer of a person, with its content; NotFound if there is
	// none.
	AnsweredOne(ctx context.Context, personID, assignmentID string) (Answered, error)
	// AnsweredSince counts a person's answers since a time, and adds up the time spent.
	AnsweredSince(ctx context.Context, personID string, since time.Time) (Done, error)
}

// Answered is an answer as the worker who gave it may see it.
type Answered struct {
	Assignment Assignment
	Loop       Loop
	Flow       flow.Definition
	// Member tells that the worker still belongs to the flow definition's team.
	Member bool
	// Corrections tells that the flow definition has the tag tag.Corrections.
	Corrections bool
	CorrectedAt time.Time       // zero without a correction
	Content     json.RawMessage // nil in lists
}

// Done sums up answers.
type Done struct {
	Answers   int
	TimeSpent time.Duration
}

// Key is an answer's place in the list.
func (a Answered) Key() page.Key {
	return page.Key{CreatedAt: a.Assignment.EndedAt, ID: a.Assignment.ID}
}

// Opens reports whether the worker may see the task again: as long as they belong to
// the team, and the loop was not deleted.
func (a Answered) Opens() bool { return a.Member && a.Loop.DeletedAt.IsZero() }

// Correctable reports whether the worker may put another answer in its place.
func (a Answered) Correctable() bool { return a.Opens() && a.Corrections && a.Loop.open() }

// History lists a person's answers, and where the next page begins.
func (s *Service) History(ctx context.Context, personID string, q page.Query) ([]Answered, *page.Key, error) {
	found, err := s.p.History.Answered(ctx, personID, q)
	found, last := page.More(found, q.Limit)
	if last == nil {
		return found, nil, err
	}
	key := last.Key()
	return found, &key, err
}

// Done sums up a person's answers since a time.
func (s *Service) Done(ctx context.Context, personID string, since time.Time) (Done, error) {
	return s.p.History.AnsweredSince(ctx, personID, since)
}

// Answered finds one of a person's answers, to be looked at.
func (s *Service) Answered(ctx context.Context, personID, id string) (Answered, error) {
	a, err := s.p.History.AnsweredOne(ctx, personID, id)
	if err == nil && !a.Opens() {
		err = fault.New(fault.Gone, fault.Assignment, "This task can no longer be shown: it was deleted, or is no longer your team's.")
	}
	return a, err
}

// AnsweredContent renders the task of an answer for the worker who gave it. A template
// that can no longer be rendered fails nothing.
func (s *Service) AnsweredContent(ctx context.Context, personID, id string, now time.Time) (Page, error) {
	a, err := s.Answered(ctx, personID, id)
	if err != nil {
		return Page{}, err
	}
	return s.looked(ctx, a.Loop, now)
}

// Correct puts another answer in the place of one of a person's own. The same answer
// again changes nothing.
func (s *Service) Correct(ctx context.Context, personID, id string, answer, draft json.RawMessage, now time.Time) (Answered, error) {
	if err := checkAnswer(answer); err != nil {
		return Answered{}, err
	}
	if err := checkDraft(draft); err != nil {
		return Answered{}, err
	}
	a, err := s.Answered(ctx, personID, id)
	if err != nil || bytes.Equal(a.Content, answer) {
		return a, err
	}
	if !a.Corrections {
		return a, fault.New(fault.Denied, fault.Assignment, "Answers to this kind of task cannot be corrected: its flow definition has no tag %s=%s.", tag.Corrections, tag.On)
	}
	if _, err := s.p.Store.ChangeAssignment(ctx, id, func(st State) (Change, error) { return correct(st, answer, draft, now) }); err != nil {
		return a, err
	}
	return s.Answered(ctx, personID, id)
}
