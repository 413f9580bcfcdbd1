package advice

import (
	"context"
	"time"

	"foureyes/internal/flow"
	"foureyes/internal/tag"
)

// Store is what this room asks of the database.
type Store interface {
	FlowDefinition(ctx context.Context, account, region, name string) (flow.Definition, error)
	// FlowSetting gives the value of a tag of a flow definition; empty without it.
	FlowSetting(ctx context.Context, flowID, key string) (string, error)
	// EachReviewed hands in the loops of a flow that ended with answers in the span of
	// time, the longest ended first, one after the other, until visit refuses.
	EachReviewed(ctx context.Context, flowID string, s Span, visit func(Reviewed) error) error
}

// Span is from when until when human loops ended.
type Span struct {
	From  time.Time // inclusive; zero is no bound
	Until time.Time // exclusive; zero is no bound
}

// Request asks for advice about a flow definition.
type Request struct {
	Account, Region, Flow string
	Where                 Where
	Question              Question
	Span                  Span
}

// Service gives advice from human loops.
type Service struct{ store Store }

// NewService joins the room to the store.
func NewService(s Store) *Service { return &Service{s} }

// Result is advice with what was read for it.
type Result struct {
	Advice  Advice
	Loops   int
	Skipped []Skipped
}

// Advise reads the loops of a flow definition and gives advice from them. It tells
// progress the number of loops after each one; that may be nil.
func (s *Service) Advise(ctx context.Context, r Request, progress func(loops int)) (Result, error) {
	read, err := s.Read(ctx, r)
	if err != nil {
		return Result{}, err
	}
	return read(progress)
}

// Read checks a request, and gives what reads the loops.
func (s *Service) Read(ctx context.Context, r Request) (func(progress func(loops int)) (Result, error), error) {
	if err := r.Question.check(); err != nil {
		return nil, err
	}
	d, err := s.flow(ctx, r)
	if err != nil {
		return nil, err
	}
	reader, err := NewReader(d, r.Where)
	if err != nil {
		return nil, err
	}
	return func(progress func(int)) (Result, error) {
		err := s.store.EachReviewed(ctx, d.ID, r.Span, func(l Reviewed) error {
			reader.Read(l)
			if progress != nil {
				progress(reader.loops)
			}
			return nil
		})
		if err != nil {
			return Result{}, err
		}
		c := reader.Counted()
		a, err := Advise(c.Tally, r.Question, c.Basis)
		return Result{a, c.Loops, c.Skipped}, err
	}, nil
}

// flow finds the flow definition, without conditions that nobody evaluates: those of
// the custom task type are by a setting only.
func (s *Service) flow(ctx context.Context, r Request) (flow.Definition, error) {
	d, err := s.store.FlowDefinition(ctx, r.Account, r.Region, r.Flow)
	if err != nil || d.Conditions == "" || d.BuiltIn() {
		return d, err
	}
	value, err := s.store.FlowSetting(ctx, d.ID, tag.Conditions)
	if value != tag.Evaluate {
		d.Conditions = ""
	}
	return d, err
}
