package store

import (
	"context"
	"slices"
	"time"

	"foureyes/internal/event"
	"foureyes/internal/job"
)

// claimAtOnce bounds how many deliveries one claim takes: the slowest of a batch
// keeps the others from being finished, and all must be within their lease.
const claimAtOnce = 32

// deliveries is the part of the job table that has a runner of its own.
type deliveries struct {
	store *Store
	saved chan struct{}
}

// Deliveries gives the jobs that send events and mail, for the one runner that does them.
func (s *Store) Deliveries() event.Pending {
	return &deliveries{store: s, saved: make(chan struct{}, 1)}
}

// SaveDeliveries saves jobs that send events or mail.
func (d *deliveries) SaveDeliveries(ctx context.Context, rows []job.Row) error {
	err := d.store.write(ctx, func(t *tx) error { return t.saveJobs(rows) })
	if err == nil {
		d.signal()
	}
	return err
}

// ClaimJobs is Store.ClaimJobs for deliveries.
func (d *deliveries) ClaimJobs(ctx context.Context, now, until time.Time, limit int) ([]job.Row, error) {
	limit = min(limit, claimAtOnce)
	rows, err := d.store.claimJobs(ctx, deliveryJobs, now, until, limit)
	if len(rows) == limit {
		d.signal() // there may be more
	}
	return rows, err
}

// FinishJobs is Store.FinishJobs.
func (d *deliveries) FinishJobs(ctx context.Context, ends []job.End) error {
	err := d.store.FinishJobs(ctx, ends)
	if slices.ContainsFunc(ends, func(e job.End) bool { return e.Row.Line != "" }) {
		d.signal() // the next of its line may be due
	}
	return err
}

// JobsSaved is signalled when deliveries may have become due.
func (d *deliveries) JobsSaved() <-chan struct{} { return d.saved }

// signal never blocks: one waiting signal is as good as many.
func (d *deliveries) signal() {
	select {
	case d.saved <- struct{}{}:
	default:
	}
}
