package app

import (
	"context"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"

	"foureyes/internal/clock"
)

// database is what a sweeper asks of the store.
type database interface {
	// ServerTime is what time it is by the database's own clock; zero when it has none.
	ServerTime(ctx context.Context) (time.Time, error)
	// Lead reports whether this server, of all on this database, does what is due.
	Lead(ctx context.Context) (bool, error)
	// RecallJobs makes due now what was saved while the clock was ahead.
	RecallJobs(ctx context.Context, now time.Time) (int, error)
}

// sweeper decides whether this server may do what is due by time: if it leads, and
// if the clock can be believed. It keeps the clock with the database's.
type sweeper struct {
	clock    *clock.Clock
	database database
	log      *slog.Logger

	mu      sync.Mutex // held while the database is asked
	guard   clock.Guard
	verdict clock.Verdict

	// What others want to know is theirs to see whatever the database does.
	leads  atomic.Bool
	jumped atomic.Int64 // how far, in nanoseconds, while that is not believed
}

// may reports whether to do what is due, and by what time.
func (s *sweeper) may(ctx context.Context) (now time.Time, ok bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.follow(ctx)
	r := s.clock.Read()
	was := s.verdict
	s.guard, s.verdict = s.guard.Look(r)
	s.jumped.Store(int64(jumped(s.verdict)))
	s.tell(ctx, was)
	s.recall(ctx, r.Wall)
	return r.Wall, s.lead(ctx) && !s.verdict.Paused
}

// follow goes by the database's clock, if it has one. While that does not answer
// the time goes on from the last answer.
func (s *sweeper) follow(ctx context.Context) {
	err := s.clock.Follow(func() (time.Time, error) { return s.database.ServerTime(ctx) })
	if err != nil && ctx.Err() == nil {
		s.log.WarnContext(ctx, "the database does not tell the time", "error", err)
	}
}

// tell raises the alarm, and ends it.
func (s *sweeper) tell(ctx context.Context, was clock.Verdict) {
	switch {
	case !s.verdict.Changed || !s.verdict.Paused && !was.Paused:
	case s.verdict.Paused:
		s.log.ErrorContext(ctx, "the clock jumped forward, so nothing becomes due until it is set right; "+
			"restart the server to believe it at once", "jump", s.verdict.Step, "believed_after", clock.Hold)
	default:
		s.log.WarnContext(ctx, "the clock is believed again", "step", s.verdict.Step)
	}
}

// recall brings forward what a clock that went back would leave waiting.
func (s *sweeper) recall(ctx context.Context, now time.Time) {
	if !s.verdict.WentBack() {
		return
	}
	n, err := s.database.RecallJobs(ctx, now)
	switch {
	case err != nil && ctx.Err() == nil:
		s.log.ErrorContext(ctx, "jobs that wait for a time too far ahead could not be brought forward", "error", err)
	case n > 0:
		s.log.WarnContext(ctx, "jobs waited for a time too far ahead and were brought forward", "jobs", n)
	}
}

// lead asks anew each time: a server that lost its connection has lost the lead.
func (s *sweeper) lead(ctx context.Context) bool {
	leads, err := s.database.Lead(ctx)
	if err != nil && ctx.Err() == nil {
		s.log.WarnContext(ctx, "the database does not tell who does what is due", "error", err)
	}
	if leads != s.leads.Swap(leads) {
		s.log.DebugContext(ctx, "who does what is due has changed", "this_server", leads)
	}
	return leads
}

// jumped is how far the clock jumped if that is not believed; else zero.
func jumped(v clock.Verdict) time.Duration {
	if !v.Paused {
		return 0
	}
	return v.Step
}

// jump is how far the clock jumped when it was last looked at, while that is not
// believed; else zero.
func (s *sweeper) jump() time.Duration { return time.Duration(s.jumped.Load()) }

// leading tells whether this server did what is due when it was last asked.
func (s *sweeper) leading() bool { return s.leads.Load() }
