package audit

import (
	"context"
	"log/slog"
	"sync/atomic"
)

// Store keeps entries.
type Store interface {
	// SaveAudit saves entries in one transaction.
	SaveAudit(ctx context.Context, entries []Entry) error
}

const (
	// queueSize bounds the entries that wait in memory.
	queueSize = 4096
	// batchSize bounds the entries of one transaction.
	batchSize = 256
)

// Recorder saves the entries of refused calls, which have no change to be saved
// with. The calls do not wait for it: a crash may lose the last few, and a flood
// that the database cannot follow is counted instead of kept.
type Recorder struct {
	store Store
	log   *slog.Logger
	queue chan Entry
	lost  atomic.Int64
}

// NewRecorder makes a Recorder. Nothing is saved before Run.
func NewRecorder(store Store, log *slog.Logger) *Recorder {
	return &Recorder{store: store, log: log, queue: make(chan Entry, queueSize)}
}

// Add hands an entry over. It never waits.
func (r *Recorder) Add(e Entry) {
	select {
	case r.queue <- e:
	default:
		r.lost.Add(1)
	}
}

// Run saves what is added until ctx ends, and then the rest.
func (r *Recorder) Run(ctx context.Context) {
	last := context.WithoutCancel(ctx)
	for {
		select {
		case e := <-r.queue:
			r.save(last, r.collect(e))
		case <-ctx.Done():
			r.finish(last)
			return
		}
	}
}

// finish saves what is still queued.
func (r *Recorder) finish(ctx context.Context) {
	for {
		select {
		case e := <-r.queue:
			r.save(ctx, r.collect(e))
		default:
			return
		}
	}
}

// collect adds what waits already.
func (r *Recorder) collect(first Entry) []Entry {
	batch := []Entry{first}
	for len(batch) < batchSize {
		select {
		case e := <-r.queue:
			batch = append(batch, e)
		default:
			return batch
		}
	}
	return batch
}

func (r *Recorder) save(ctx context.Context, batch []Entry) {
	if err := r.store.SaveAudit(ctx, batch); err != nil {
		r.log.ErrorContext(ctx, "refused calls could not be written into the audit table", "calls", len(batch), "error", err)
	}
	if lost := r.lost.Swap(0); lost > 0 {
		r.log.WarnContext(ctx, "more calls were refused than the audit table could take", "calls", lost)
	}
}
