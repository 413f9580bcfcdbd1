package store

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"fmt"
	"math/rand/v2"
	"sync"
	"time"

	"foureyes/internal/live"
)

const (
	// attempts is how often a change is run at most that meets others: two seconds or
	// so, with its pauses.
	attempts = 9
	// awayAttempts is the same for a server that is not there: around ten seconds, which
	// outlasts its restart and many a failover.
	awayAttempts = 30
	// silentAttempts is the same for a server that does not even refuse a connection:
	// each takes as long as one may take to be made.
	silentAttempts = 2
	// firstPause is the longest pause after the first attempt; each is twice as long,
	// up to longestPause.
	firstPause, longestPause = 10 * time.Millisecond, 500 * time.Millisecond
	// longest is when a transaction is given up although the server has said nothing.
	longest = time.Minute
)

// pool writes to PostgreSQL: each change in a transaction and on a connection of
// its own. The server lets commits of the same moment share an fsync by itself.
type pool struct {
	db    *sql.DB
	saved func(jobs bool, notes []live.Note) // called after each commit

	mu   sync.RWMutex // held for reading while a change is run
	shut bool
}

func (p *pool) do(ctx context.Context, change func(*tx) error) error {
	p.mu.RLock()
	defer p.mu.RUnlock()
	if p.shut {
		return errClosed
	}
	for attempt := 1; ; attempt++ {
		again, err := p.transact(ctx, change, attempt > 1)
		if err == nil || !again || !another(ctx, attempt, err) {
			return err
		}
	}
}

// another waits for the time of another attempt, and reports whether there is one.
func another(ctx context.Context, attempt int, err error) bool {
	most := attempts
	switch {
	case isSilent(err):
		most = silentAttempts
	case isAway(err):
		most = awayAttempts
	}
	return attempt < most && pause(ctx, min(firstPause<<min(attempt-1, 10), longestPause)) == nil
}

// pause waits for a random part of at most d, so that changes which met each other
// do not meet again.
func pause(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d/2 + rand.N(d/2)) //nolint:gosec // jitter needs no secrecy
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// ready leaves the server's disk to the server.
func (p *pool) ready(context.Context) error { return nil }

// close waits for changes in flight. The connections are the reader's to close.
func (p *pool) close() error {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.shut = true
	return nil
}

// transact runs a change in one transaction. again says that it is certain that
// nothing was saved, and that another attempt may succeed.
func (p *pool) transact(ctx context.Context, change func(*tx) error, repeated bool) (again bool, err error) {
	conn, err := p.db.Conn(ctx)
	if err != nil {
		return isPassing(err), fmt.Errorf("wait for a connection: %w", err)
	}
	defer func() { _ = conn.Close() }()
	// From here on ctx cannot end it: a caller must not be told "failed" about a
	// write that is about to be committed.
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), longest)
	defer cancel()
	begun, err := conn.BeginTx(ctx, nil)
	if err != nil {
		return isPassing(err), fmt.Errorf("begin: %w", err)
	}
	t := &tx{ctx: ctx, endless: ctx, prepare: onTransaction(begun), rowLocks: true, repeated: repeated}
	if err := runChange(t, change); err != nil {
		_ = begun.Rollback()
		if isStandby(err) {
			discard(conn)
		}
		return isPassing(err), err
	}
	if err := begun.Commit(); err != nil {
		if isUndone(err) {
			return true, fmt.Errorf("commit: %w", err)
		}
		// After a broken connection nobody knows: the server may be saving it still.
		return false, fmt.Errorf("commit: %w: %w", errUncertain, err)
	}
	p.saved(t.savedJobs, t.notes)
	return false, nil
}

// discard closes a connection instead of giving it back: the next one may lead to
// another server.
func discard(conn *sql.Conn) { _ = conn.Raw(func(any) error { return driver.ErrBadConn }) }

func onTransaction(begun *sql.Tx) func(context.Context, string) (statement, error) {
	return func(_ context.Context, query string) (statement, error) { return text{begun, query}, nil }
}
