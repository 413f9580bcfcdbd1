package job

import (
	"context"
	"log/slog"
	"slices"
	"strconv"
	"sync"
	"time"
)

// noon is when the first jobs run.
var noon = time.Date(2026, 2, 3, 12, 0, 0, 0, time.UTC)

// rows is a database with jobs, and the clock that they go by.
type rows struct {
	mu     sync.Mutex
	now    time.Time
	due    []Row
	claims []int // how many jobs each claim took
	until  time.Time
	ends   []End
	signal chan struct{}

	claimErr, finishErr error
}

func newRows(due ...Row) *rows {
	return &rows{now: noon, due: due, signal: make(chan struct{}, 1)}
}

// numbered makes n jobs of one kind.
func numbered(kind string, n int) []Row {
	all := make([]Row, 0, n)
	for i := range n {
		all = append(all, Row{ID: kind + ":" + strconv.Itoa(i), Kind: kind, Payload: strconv.Itoa(i), DueAt: noon, CreatedAt: noon})
	}
	return all
}

func (r *rows) clock() time.Time {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.now
}

// leaseEnd is until when the last claim keeps others away.
func (r *rows) leaseEnd() time.Time {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.until
}

// add saves a job, with or without a signal.
func (r *rows) add(row Row, signal bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.due = append(r.due, row)
	if signal {
		r.signal <- struct{}{}
	}
}

// finished gives the ends by the job's id.
func (r *rows) finished() map[string]End {
	r.mu.Lock()
	defer r.mu.Unlock()
	byID := map[string]End{}
	for _, e := range r.ends {
		byID[e.Row.ID] = e
	}
	return byID
}

func (r *rows) ClaimJobs(_ context.Context, now, until time.Time, limit int) ([]Row, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if err := r.claimErr; err != nil {
		r.claimErr = nil
		return nil, err
	}
	r.until = until
	var claimed []Row
	r.due = slices.DeleteFunc(r.due, func(row Row) bool {
		if row.DueAt.After(now) || len(claimed) == limit {
			return false
		}
		row.DueAt = until
		row.Attempts++
		claimed = append(claimed, row)
		return true
	})
	if len(claimed) > 0 {
		r.claims = append(r.claims, len(claimed))
	}
	return claimed, nil
}

func (r *rows) FinishJobs(_ context.Context, ends []End) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, e := range ends {
		if e.Unstarted {
			e.Row.DueAt = e.Row.CreatedAt
			e.Row.Attempts--
			r.due = append(r.due, e.Row)
			continue
		}
		r.ends = append(r.ends, e)
	}
	return r.finishErr
}

func (r *rows) JobsSaved() <-chan struct{} { return r.signal }

func (r *rows) runner(handlers map[string]Handler) *Runner {
	return NewRunner(r, handlers, r.clock, slog.New(slog.DiscardHandler))
}
