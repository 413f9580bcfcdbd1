package store

import (
	"context"
	"time"

	"foureyes/internal/job"
)

// importQueue is the part of the job table that goes on with imports. Their batches take
// long, so they have a runner of their own.
type importQueue struct{ *Store }

// ImportJobs gives the jobs that go on with imports, for the one runner that does them.
func (s *Store) ImportJobs() job.Store { return importQueue{s} }

// ClaimJobs is Store.ClaimJobs for imports.
func (q importQueue) ClaimJobs(ctx context.Context, now, until time.Time, limit int) ([]job.Row, error) {
	return q.claimJobs(ctx, importJobs, now, until, limit)
}

// JobsSaved is signalled when jobs of imports may have become due.
func (q importQueue) JobsSaved() <-chan struct{} { return q.imports }

// importsSaved never blocks: one waiting signal is as good as many.
func (s *Store) importsSaved() {
	select {
	case s.imports <- struct{}{}:
	default:
	}
}
