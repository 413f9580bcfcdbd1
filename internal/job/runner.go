package job

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"runtime/debug"
	"sync"
	"sync/atomic"
	"time"
)

// AtOnce is how many jobs of one Runner run at the same time. Most of them wait for a
// disk or for a commit, which many share: few at a time would wait one after the other.
const AtOnce = 16

const (
	// batch is how many jobs one claim takes.
	batch = 128
	// lease is how long a claimed job is left alone. A crash delays it by that much, unless
	// nobody else can be at it (store.EndLeases).
	lease = 2 * time.Minute
	// limit is how long one job may run. Jobs begin in the first part of the lease only,
	// so each ends within it.
	limit = lease / 2
	// idle is how long the runner waits for a signal before it looks for jobs that
	// have become due by time.
	idle = time.Second
	// rest is how long the runner waits after jobs. One that comes alone runs at
	// once; of a stream, one claim takes many, which leaves the database to requests.
	rest = 20 * time.Millisecond
	// maxAttempts is when a job is put aside for a person to look at. With the
	// longest wait of backoff it means about a day of trying.
	maxAttempts = 100
	// longest is the longest wait between attempts.
	longest = 15 * time.Minute
)

// Farthest is longer than any job waits, unless its handler asked for more (Later).
const Farthest = longest + 5*time.Minute

// Handler does one job. It may be run twice for the same payload.
type Handler func(ctx context.Context, payload string, now time.Time) error

// Store is what the runner asks of the database.
type Store interface {
	// ClaimJobs takes up to limit jobs that are due, oldest first, and keeps others
	// from them until the given time.
	ClaimJobs(ctx context.Context, now, until time.Time, limit int) ([]Row, error)
	// FinishJobs saves how claimed jobs ended. A job that was saved anew while it
	// ran stays due.
	FinishJobs(ctx context.Context, ends []End) error
	// JobsSaved is signalled when jobs may have become due.
	JobsSaved() <-chan struct{}
}

// End is how one run of a job ended.
type End struct {
	Row   Row       // as claimed
	Error string    // empty when it succeeded
	Retry time.Time // when to try again; zero puts a failed job aside
	// Unstarted gives the job back as if it had not been claimed.
	Unstarted bool
}

// Runner claims due jobs and runs them.
type Runner struct {
	store    Store
	handlers map[string]Handler
	now      func() time.Time
	log      *slog.Logger
}

// NewRunner makes a Runner. now is the clock that leases and retries go by.
func NewRunner(store Store, handlers map[string]Handler, now func() time.Time, log *slog.Logger) *Runner {
	return &Runner{store: store, handlers: handlers, now: now, log: log}
}

// Run works until ctx ends, then finishes what it has begun.
func (r *Runner) Run(ctx context.Context) {
	timer := time.NewTimer(0)
	defer timer.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-r.store.JobsSaved():
		case <-timer.C:
		}
		if r.drain(ctx) {
			select {
			case <-ctx.Done():
				return
			case <-time.After(rest):
			}
		}
		timer.Reset(idle)
	}
}

// drain runs batches until none is full, and reports whether it ran any job.
func (r *Runner) drain(ctx context.Context) bool {
	ran := false
	for ctx.Err() == nil {
		n, err := r.RunDue(ctx)
		if errors.Is(err, context.Canceled) && ctx.Err() != nil {
			break // the server is to stop, and nothing was claimed
		}
		if err != nil {
			r.log.ErrorContext(ctx, "jobs could not be claimed or finished", "error", err)
			break
		}
		ran = ran || n > 0
		if n < batch {
			break
		}
	}
	return ran
}

// RunDue claims one batch, runs it, and reports how many jobs it held.
func (r *Runner) RunDue(ctx context.Context) (int, error) {
	now := r.now()
	rows, err := r.store.ClaimJobs(ctx, now, now.Add(lease), batch)
	if err != nil {
		return 0, fmt.Errorf("claim jobs: %w", err)
	}
	if len(rows) == 0 {
		return 0, nil
	}
	// What is claimed is finished even if the server is told to stop meanwhile.
	ends := r.runAll(context.WithoutCancel(ctx), rows)
	if err := r.store.FinishJobs(context.WithoutCancel(ctx), ends); err != nil {
		return 0, fmt.Errorf("finish jobs: %w", err)
	}
	return len(rows), nil
}

func (r *Runner) runAll(ctx context.Context, rows []Row) []End {
	ends := make([]End, len(rows))
	var next atomic.Int64
	var wg sync.WaitGroup
	for range min(AtOnce, len(rows)) {
		wg.Go(func() {
			for i := next.Add(1) - 1; i < int64(len(rows)); i = next.Add(1) - 1 {
				ends[i] = r.runInLease(ctx, rows[i])
			}
		})
	}
	wg.Wait()
	return ends
}

// runInLease runs a job, or gives it back when slow ones before it have used up so
// much of the lease that this one might not end within it: another runner could
// claim it then and run it at the same time.
func (r *Runner) runInLease(ctx context.Context, row Row) End {
	if row.DueAt.Sub(r.now()) < limit {
		return End{Row: row, Unstarted: true}
	}
	return r.runOne(ctx, row)
}

func (r *Runner) runOne(ctx context.Context, row Row) End {
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	err := r.handle(ctx, row)
	if err == nil {
		return End{Row: row}
	}
	end := End{Row: row, Error: err.Error()}
	if row.Attempts < maxAttempts {
		end.Retry = retryAt(err, r.now(), Backoff(row.Attempts, rand.Float64())) //nolint:gosec // jitter needs no secrecy
	}
	r.log.WarnContext(ctx, "a job failed", "job", row.ID, "attempt", row.Attempts, "put_aside", end.Retry.IsZero(), "error", err)
	return end
}

// retryAt is when a failed job is tried again: after the wait, or later when the
// handler knows that there is no use before.
func retryAt(err error, now time.Time, wait time.Duration) time.Time {
	at := now.Add(wait)
	if later, ok := errors.AsType[*Later](err); ok && later.Until.After(at) {
		return later.Until
	}
	return at
}

// Later is a failure after which trying again before Until is of no use: whoever
// was asked has said so.
type Later struct {
	Until time.Time // UTC
	Cause error
}

// Error is that of the cause.
func (l *Later) Error() string { return l.Cause.Error() }

// Unwrap gives the cause.
func (l *Later) Unwrap() error { return l.Cause }

var errNoHandler = errors.New("no handler for this kind of job")

// handle turns a panic of one job into its error.
func (r *Runner) handle(ctx context.Context, row Row) (err error) {
	defer func() {
		if p := recover(); p != nil {
			r.log.ErrorContext(ctx, "a job panicked", "job", row.ID, "panic", p, "stack", string(debug.Stack()))
			err = fmt.Errorf("panic: %v", p)
		}
	}()
	h, ok := r.handlers[row.Kind]
	if !ok {
		return errNoHandler
	}
	return h(with(ctx, row), row.Payload, r.now())
}

// Backoff is how long to wait after a failed attempt (1 is the first): doubling
// from one second to fifteen minutes, of which jitter, 0 to 1, takes up to half
// away so that jobs which failed together do not come back together.
func Backoff(attempt int, jitter float64) time.Duration {
	wait := longest
	if attempt < 11 {
		wait = min(longest, time.Second<<max(0, attempt-1))
	}
	return wait - time.Duration(jitter*float64(wait)/2)
}
