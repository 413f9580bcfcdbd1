package ddsql

import (
	"context"
	"log/slog"
	"time"

	"foureyes/internal/ddsql/exec"
	"foureyes/internal/ddsql/fn"
	"foureyes/internal/ddsql/sqlerr"
	"foureyes/internal/ddsql/table"
)

// Limits bound what queries may use; zero fields mean the default.
type Limits struct {
	// Time is how long one query may run. Default 60 seconds.
	Time time.Duration
	// Memory is how many bytes one query may keep. Default 256 MiB.
	Memory int64
	// AllMemory is how many bytes all queries together may keep. Default 1 GiB.
	AllMemory int64
	// Rows is how many rows one query may give. Default 10 million.
	Rows int64
	// Queries is how many run at once; others wait. Default 16.
	Queries int
	// Wait is how long a query waits for its turn. Default 10 seconds.
	Wait time.Duration
}

func (l Limits) filled() Limits {
	l.Time = or(l.Time, time.Minute)
	l.Memory = or(l.Memory, 256<<20)
	l.AllMemory = or(l.AllMemory, 1<<30)
	l.Rows = or(l.Rows, 10_000_000)
	l.Queries = or(l.Queries, 16)
	l.Wait = or(l.Wait, 10*time.Second)
	return l
}

func or[T int | int64 | time.Duration](given, usual T) T {
	if given <= 0 {
		return usual
	}
	return given
}

// Engine is what all sessions share. It is safe for concurrent use.
type Engine struct {
	limits Limits
	pool   *exec.Pool
	slots  chan struct{}
	now    func() time.Time
	log    *slog.Logger
}

// NewEngine makes an Engine. now is the clock.
func NewEngine(l Limits, now func() time.Time, log *slog.Logger) *Engine {
	l = l.filled()
	return &Engine{limits: l, pool: exec.NewPool(l.AllMemory), slots: make(chan struct{}, l.Queries), now: now, log: log}
}

// MemoryUsed is how many bytes all running queries keep, in steps of a mebibyte.
func (e *Engine) MemoryUsed() int64 { return e.pool.Used() }

// Snapshot is the tables as one query sees them.
type Snapshot struct {
	Tables *table.Catalog
	// Names answers the functions that ask about tables and types; nil knows none.
	Names fn.Catalog
	// Context is what the tables are read with; nil for the query's own. It comes from
	// the one that the snapshot was asked for with.
	Context context.Context //nolint:containedctx // it is handed on at once
	// Close ends the snapshot; nil when there is nothing to end.
	Close func()
}

func (s Snapshot) close() {
	if s.Close != nil {
		s.Close()
	}
}

// errTimeout is the cause of a query's end by its time limit.
var errTimeout = sqlerr.New(sqlerr.QueryCanceled, "canceling statement due to statement timeout")

// turn waits until a query may run. The function that it returns ends the turn.
func (e *Engine) turn(ctx context.Context) (func(), error) {
	timer := time.NewTimer(e.limits.Wait)
	defer timer.Stop()
	select {
	case e.slots <- struct{}{}:
		return func() { <-e.slots }, nil
	case <-ctx.Done():
		return nil, sqlerr.New(sqlerr.QueryCanceled, "canceling statement due to user request")
	case <-timer.C:
		return nil, sqlerr.New(sqlerr.TooManyConnections, "too many queries are running").
			WithDetail("%d queries may run at once, and this one has waited for %s.", e.limits.Queries, e.limits.Wait)
	}
}
