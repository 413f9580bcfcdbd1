// Package bulk takes many human loops out at once: the loops of a flow definition with
// their inputs and answers, as CSV, JSON Lines or Parquet.
//
// It owns what the columns and rows of such a file are. Loops are read one after the
// other, so the memory that an export needs does not grow with their number. It asks a
// Store for them and writes to an io.Writer; HTTP and SQL are others' business.
package bulk

import (
	"context"
	"time"

	"foureyes/internal/fault"
	"foureyes/internal/flow"
	"foureyes/internal/humanloop"
	"foureyes/internal/page"
)

// Subject is what faults of this package are about.
const Subject fault.Subject = "export"

// Store is what this room asks of the database.
type Store interface {
	FlowDefinition(ctx context.Context, account, region, name string) (flow.Definition, error)
	// SearchLoops gives one page of a flow definition's loops, of one status if it is
	// named, and where the next page begins; nil at the end.
	SearchLoops(ctx context.Context, flowID string, status humanloop.Status, q page.Query) ([]humanloop.Loop, *page.Key, error)
	// LoopInput gives a loop's input; a NotFound fault for one that has left.
	LoopInput(ctx context.Context, id string) (string, error)
	// Work lists all assignments of a loop with their answers.
	Work(ctx context.Context, loopID string) ([]humanloop.Work, error)
}

// Service exports human loops.
type Service struct{ store Store }

// NewService joins the room to what it asks.
func NewService(s Store) *Service { return &Service{s} }

// Format is how an export is written.
type Format string

// The formats.
const (
	CSV       Format = "csv"
	JSONLines Format = "jsonl"
	Parquet   Format = "parquet"
)

// Request says which loops are exported, and how.
type Request struct {
	Account, Region, Flow string
	Format                Format
	// Status keeps loops that have it; empty keeps all.
	Status humanloop.Status
	// From and Until bound the creation of the loops (UTC, the second exclusive); zero
	// is no bound.
	From, Until time.Time
}
