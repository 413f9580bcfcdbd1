// Package imports starts many human loops from one file: a row, a loop.
//
// States of an import:
//
//	Uploading -> Checking -> Checked -> Starting -> Completed
//	any but the last -> Cancelled, Failed
//
// The file comes in chunks, in any number of sessions. When it is whole, all rows are
// checked and nothing is started; then somebody says that the good rows shall start. Both
// passes are saved jobs of a batch of rows each: a batch and its place in the file are
// saved together, so a pass goes on where it was, on any server, and each row starts one
// loop however often its batch is tried (humanloop.ImportRow).
//
// It owns these states, the problems of rows and the limits. How rows are read is
// package rows' business, what starting a loop means is humanloop's, and where bytes and
// states lie is for the store.
package imports

import (
	"context"
	"time"

	"foureyes/internal/fault"
	"foureyes/internal/flow"
	"foureyes/internal/humanloop"
	"foureyes/internal/limit"
	"foureyes/internal/page"
)

// Subject is what faults of this package are about.
const Subject fault.Subject = "import"

// Store is what this room asks of the database.
type Store interface {
	FlowDefinition(ctx context.Context, account, region, name string) (flow.Definition, error)
	FlowDefinitionByID(ctx context.Context, id string) (flow.Definition, error)
	// Loop finds a human loop by its name.
	Loop(ctx context.Context, account, region, name string) (humanloop.Loop, error)
	// AddImport saves an import, unless the flow definition has one of the same
	// fingerprint that still counts (Import.counts): that is given instead. fits is asked
	// how many others of the account and region are not over.
	AddImport(ctx context.Context, i Import, fits func(unfinished int) error) (Import, error)
	Import(ctx context.Context, id string) (Import, error)
	// ListImports gives one page of a flow definition's imports.
	ListImports(ctx context.Context, flowID string, q page.Query) ([]Import, error)
	// ChangeImport runs a rule in a transaction, saves what it returns, and gives it.
	ChangeImport(ctx context.Context, id string, rule Rule) (Import, error)
	// Problems gives an import's problems of rows behind one, in the order of rows.
	Problems(ctx context.Context, id string, after, limit int) ([]Problem, error)
	// TakeNames notes the names of rows, and gives for rows whose names other rows have
	// already the numbers of those.
	TakeNames(ctx context.Context, id string, rows []NamedRow) (map[int]int, error)
	// Chunk gives a chunk of an import's file, by its number.
	Chunk(ctx context.Context, id string, number int) ([]byte, error)
	// Forget removes some of what only an import that is under way needs, limit of each,
	// and reports whether there is more.
	Forget(ctx context.Context, id string, limit int) (more bool, err error)

	RetentionStore
}

// Loops are started, or tried.
type Loops interface {
	Start(ctx context.Context, r humanloop.StartRequest, now time.Time) (humanloop.Begun, error)
	TryStart(ctx context.Context, r humanloop.StartRequest, now time.Time) (needed bool, err error)
}

// Parts are what a Service is made of.
type Parts struct {
	Store Store
	Loops Loops
	// Rates are those of the doors: imports start no more loops in a second than programs
	// may.
	Rates *limit.Rates
	NewID func(time.Time) string
}

// Service runs imports.
type Service struct{ p Parts }

// NewService joins the room to what it asks.
func NewService(p Parts) *Service { return &Service{p} }
