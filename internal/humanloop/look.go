package humanloop

import (
	"context"
	"encoding/json"
	"time"

	"foureyes/internal/fault"
	"foureyes/internal/page"
)

// Looks is what those who look on ask of the database: requesters and operators at
// the console. Workers and programs never wait for it. Counts stop at a limit, so
// that they cost the same with ten loops and ten million.
type Looks interface {
	// FlowFigures counts for flow definitions of an account and region, by their names;
	// those that are not there are left out.
	FlowFigures(ctx context.Context, account, region string, names []string, since time.Time, limit int) ([]FlowFigures, error)
	// Deletion counts what deleting a flow definition would do to its loops.
	Deletion(ctx context.Context, flowID string, limit int) (Deletion, error)
	// SearchLoops gives one page of a flow definition's loops that have a status, if one
	// is named, and whose name holds q.NameContains, and where the next page begins; nil
	// at the end. It looks at so many loops and no more, so a page may have few, or none,
	// before the end.
	SearchLoops(ctx context.Context, flowID string, status Status, q page.Query) ([]Loop, *page.Key, error)
	// Work lists all assignments of a loop in the order in which they were accepted,
	// with their workers, answers, and the answers that were corrected.
	Work(ctx context.Context, loopID string) ([]Work, error)
}

// LookLimit is where counts for the console stop.
const LookLimit = 10_000

// FlowFigures are counts about a flow definition.
type FlowFigures struct {
	Name string
	// Open are loops that are not over.
	Open int
	// Answered are answers that were submitted since a time.
	Answered int
}

// Deletion says what becomes of the loops of a flow definition that is deleted (A2I
// Developer Guide, delete a flow definition; see flow.Delete for the rule).
type Deletion struct {
	// Deleted are loops that nobody has begun: they are stopped and deleted.
	Deleted int
	// Awaited are loops that somebody works on: the flow definition is Deleting until
	// they are done or their time is over.
	Awaited int
	// Finished are loops with some answers that nobody works on: they end with those.
	Finished int
}

// Work is one worker's part in a loop.
type Work struct {
	Assignment

	WorkerID    string
	WorkerName  string
	WorkerEmail string
	Answer      json.RawMessage // nil unless Submitted
	// Replaced are the answers that stood in its place before, the first one first.
	Replaced []Replaced
}

// Replaced is an answer that its worker has corrected.
type Replaced struct {
	Answer json.RawMessage
	// At is when another answer took its place.
	At time.Time
}

// Review is all that there is to see about a loop.
type Review struct {
	Described

	Input string // JSON text
	Work  []Work
}

// Figures counts for flow definitions, by name, since a time.
func (s *Service) Figures(ctx context.Context, account, region string, names []string, since time.Time) ([]FlowFigures, error) {
	return s.p.Looks.FlowFigures(ctx, account, region, names, since, LookLimit)
}

// Deletion counts what deleting a flow definition would do to its loops.
func (s *Service) Deletion(ctx context.Context, account, region, name string) (Deletion, error) {
	d, err := s.p.Flows.FlowDefinition(ctx, account, region, name)
	if err != nil {
		return Deletion{}, err
	}
	return s.p.Looks.Deletion(ctx, d.ID, LookLimit)
}

// Search gives one page of a flow definition's loops, as SearchLoops does.
func (s *Service) Search(ctx context.Context, account, region, flowName string, status Status, q page.Query) ([]Loop, *page.Key, error) {
	d, err := s.p.Flows.FlowDefinition(ctx, account, region, flowName)
	if err != nil {
		return nil, nil, err
	}
	return s.p.Looks.SearchLoops(ctx, d.ID, status, q)
}

// Review tells everything about a loop.
func (s *Service) Review(ctx context.Context, account, region, name string) (Review, error) {
	d, err := s.Describe(ctx, account, region, name)
	if err != nil {
		return Review{}, err
	}
	input, err := s.p.Store.LoopInput(ctx, d.Loop.ID)
	if err != nil {
		return Review{}, err
	}
	work, err := s.p.Looks.Work(ctx, d.Loop.ID)
	return Review{Described: d, Input: input, Work: work}, err
}

// Shown renders a loop's task as workers see it, for somebody who only looks on: its
// media links are those of previews, and a template that cannot be rendered fails
// nothing.
func (s *Service) Shown(ctx context.Context, account, region, name string, now time.Time) (Page, error) {
	l, err := s.p.Store.Loop(ctx, account, region, name)
	if err != nil {
		return Page{}, err
	}
	if !l.KnowsInput() {
		return Page{}, fault.New(fault.Gone, fault.HumanLoop, "HumanLoop '%s' was carried here without its input, so its task cannot be shown.", name)
	}
	return s.looked(ctx, l, now)
}

// looked renders a task for one who does not hold it.
func (s *Service) looked(ctx context.Context, l Loop, now time.Time) (Page, error) {
	source, err := s.p.Templates.TaskSource(ctx, l.ID)
	if err != nil {
		return Page{}, err
	}
	html, err := s.render(ctx, source, now, func(bucket, key string) string {
		return s.p.PreviewLink(l.Account, bucket, key, now)
	})
	return Page{HTML: html, ExternalScripts: source.ExternalScripts}, err
}
