// Package store keeps everything that must outlive the process in one SQL
// database: SQLite in the data folder, or PostgreSQL, behind one set of queries.
//
// It owns tables, queries, migrations and transactions. It owns no rules: a room
// hands in a plain function from old state to new state, and the store runs it
// inside one transaction and saves what it returns, together with the jobs that
// must follow. Driver errors leave here as faults (errors.go), never by message
// text.
//
// A write returns only after the fsync that covers it. On SQLite, writes stand in
// line and many share one commit (writer.go). On PostgreSQL they run side by side
// (pool.go), so a change locks what it rests on (lock.go).
package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"time"

	"foureyes/internal/audit"
	"foureyes/internal/live"
)

// Store is the database. It is safe for concurrent use.
type Store struct {
	reader     *sql.DB
	writer     writing
	prepare    func(context.Context, string) (statement, error) // on reader
	stmts      sync.Map                                         // SQL text -> *sql.Stmt on reader; SQLite only
	jobs       chan struct{}
	imports    chan struct{} // as jobs, for those of imports
	leader     *leadership   // PostgreSQL only
	neighbours *neighbours   // PostgreSQL only
	watch      atomic.Pointer[func([]live.Note)]
	measure    []func(context.Context) func(error) // around each change
	looks      int                                 // rows that one search looks at
	// queries are the connections of SQL queries, which may take long.
	queries  *sql.DB
	standby  *standby // answers them where it can; nil for none
	postgres bool
}

// Watch makes f be told of each change of this server, once it is durable. f must not
// block. What other servers change is told by Share.
func (s *Store) Watch(f func([]live.Note)) { s.watch.Store(&f) }

// done is called after a commit.
func (s *Store) done(jobs bool, notes []live.Note) {
	if jobs {
		s.signalJobs()
	}
	if len(notes) == 0 {
		return
	}
	if watch := s.watch.Load(); watch != nil {
		(*watch)(notes)
	}
	if s.neighbours != nil {
		s.neighbours.tell(notes)
	}
}

// writing is how an engine makes changes durable.
type writing interface {
	// do runs a change in a transaction and returns once that is durable or has failed.
	do(ctx context.Context, change func(*tx) error) error
	// ready answers whether changes can be made durable, as far as that is known.
	ready(ctx context.Context) error
	// close waits for changes in flight and refuses further ones.
	close() error
}

// Close waits for writes in flight and closes the database.
func (s *Store) Close() error {
	return errors.Join(s.writer.close(), s.leader.close(), s.neighbours.close(), s.standby.close(), s.queries.Close(), s.reader.Close())
}

// readyWait bounds Ready: who asks wants to know it now.
const readyWait = 5 * time.Second

// Ready answers whether the database can be read and, on SQLite, written to.
func (s *Store) Ready(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, readyWait)
	defer cancel()
	var one int
	if err := s.reader.QueryRowContext(ctx, `SELECT 1`).Scan(&one); err != nil {
		return fmt.Errorf("read from the database: %w", err)
	}
	return s.writer.ready(ctx)
}

// JobsSaved is signalled after a commit that saved at least one job.
func (s *Store) JobsSaved() <-chan struct{} { return s.jobs }

// read gives queries outside any transaction. They see every write that has
// returned.
func (s *Store) read(ctx context.Context) *tx {
	return &tx{ctx: ctx, endless: context.WithoutCancel(ctx), prepare: s.prepare, rereads: s.postgres}
}

// write runs change inside a transaction and returns once it is durable, with the
// audit entry of the request, if ctx has one. Between the reads and the writes of
// change there is no other write on SQLite, and none to the rows that it has locked
// on PostgreSQL (lock.go). It may be run again, so it must have no effect outside
// of the transaction, and set all that it hands out each time.
func (s *Store) write(ctx context.Context, change func(*tx) error) (err error) {
	for _, begin := range s.measure {
		end := begin(ctx)
		defer func() { end(err) }()
	}
	asker := askerOf(ctx)
	change = asker.introduce(change)
	defer func() { asker.learn(err) }()
	call := audit.From(ctx)
	if call == nil {
		return clearly(s.writer.do(ctx, change))
	}
	audited := false
	tell := told(call, change)
	err = s.writer.do(ctx, func(t *tx) error {
		err := tell(t)
		audited = t.audited
		return err
	})
	if err == nil && audited {
		call.Saved()
	}
	return clearly(err)
}

// prepared keeps statements for SQLite; the driver of PostgreSQL does so by itself.
func (s *Store) prepared(ctx context.Context, query string) (statement, error) {
	if stmt, ok := s.stmts.Load(query); ok {
		return stmt.(*sql.Stmt), nil
	}
	stmt, err := s.reader.PrepareContext(ctx, query)
	if err != nil {
		return nil, fmt.Errorf("prepare: %w", err)
	}
	if old, loaded := s.stmts.LoadOrStore(query, stmt); loaded {
		_ = stmt.Close()
		return old.(*sql.Stmt), nil
	}
	return stmt, nil
}

// millis is how times are stored: milliseconds since the epoch, NULL when zero.
func millis(t time.Time) any {
	if t.IsZero() {
		return nil
	}
	return t.UnixMilli()
}

// moment reads a stored time back, in UTC.
func moment(ms sql.NullInt64) time.Time {
	if !ms.Valid {
		return time.Time{}
	}
	return time.UnixMilli(ms.Int64).UTC()
}
