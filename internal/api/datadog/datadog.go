// Package datadog is the door of programs that were written for Datadog's DDSQL API:
// the two operations of its tabular queries at their paths, with an access key in
// the place of Datadog's keys.
//
// A query that takes longer than a few seconds goes on while its client polls; its
// result is kept for that client for some minutes, in this process. What queries mean
// and may use is the engine's (ddsql). Members and limits are those of Datadog's
// published clients.
package datadog

import (
	"context"
	"log/slog"
	"net/http"
	"sync"
	"time"

	"foureyes/internal/auth"
	"foureyes/internal/ddsql"
)

// Parts are what a Door is made of. Wait, Keep and Held may be zero for the standard.
type Parts struct {
	Access *auth.SQL
	// Open begins a session for a caller, who sees one account.
	Open  func(auth.SQLCaller) *ddsql.Session
	NewID func(time.Time) string // of queries
	Now   func() time.Time
	Log   *slog.Logger

	// Wait is how long a request waits for its result before it is told to poll; 5 s.
	Wait time.Duration
	// Keep is how long a query that is polled for is kept, from its last request; 5 min.
	Keep time.Duration
	// Held is how many bytes of results are kept at most; 256 MiB.
	Held int
}

// Door answers requests. It is safe for concurrent use, and must be closed.
type Door struct {
	p    Parts
	ctx  context.Context //nolint:containedctx // of queries that outlive their request
	stop context.CancelFunc
	work sync.WaitGroup

	mu   sync.Mutex
	runs map[string]*run // that are polled for, by id
	held int             // bytes of all results
}

// New makes a Door.
func New(p Parts) *Door {
	if p.Wait == 0 {
		p.Wait = 5 * time.Second
	}
	if p.Keep == 0 {
		p.Keep = 5 * time.Minute
	}
	if p.Held == 0 {
		p.Held = 256 << 20
	}
	d := &Door{p: p, runs: map[string]*run{}}
	d.ctx, d.stop = context.WithCancel(context.Background())
	return d
}

// Routes mounts the operations on a mux.
func (d *Door) Routes(mux *http.ServeMux) {
	mux.HandleFunc("POST /api/v2/ddsql/query/tabular", d.handle(d.execute))
	mux.HandleFunc("POST /api/v2/ddsql/query/tabular/fetch", d.handle(d.fetch))
}

// Close ends the queries that run and forgets what is kept.
func (d *Door) Close() {
	d.stop()
	d.work.Wait()
	d.mu.Lock()
	defer d.mu.Unlock()
	for id, r := range d.runs {
		r.expiry.Stop()
		delete(d.runs, id)
	}
}
