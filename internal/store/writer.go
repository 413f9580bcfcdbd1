package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"

	"foureyes/internal/live"
)

// maxGroup bounds how many writes share one commit, so that the first of them
// does not wait for ever more company.
const maxGroup = 256

// errClosed says that the store was closed before the write began.
var errClosed = errors.New("the store is closed")

// writer is SQLite's one writing connection. A goroutine takes all writes that
// wait, runs each in a savepoint of its own inside one transaction, commits once,
// and only then answers all of them: one fsync for many. A write that fails is
// rolled back alone. What a failed commit leaves behind is in uncertain.go.
type writer struct {
	file  string
	db    *sql.DB
	conn  *sql.Conn
	stmts map[string]*sql.Stmt
	saved func(jobs bool, notes []live.Note) // called after each commit

	doubt    bool        // a commit has failed, and nothing was written since
	troubled atomic.Bool // the disk has failed a write, and none was tried since

	queue chan *pending
	gone  chan struct{} // closed when run has ended
	mu    sync.RWMutex  // held for reading while a write is being queued
	shut  bool
}

type pending struct {
	ctx    context.Context //nolint:containedctx // belongs to the waiting call
	change func(*tx) error
	notes  []live.Note
	err    error
	done   chan struct{}
}

func newWriter(ctx context.Context, file string, db *sql.DB, saved func(jobs bool, notes []live.Note)) (*writer, error) {
	conn, err := db.Conn(ctx)
	if err != nil {
		return nil, fmt.Errorf("open the writing connection: %w", err)
	}
	w := &writer{
		file: file, db: db, conn: conn, stmts: map[string]*sql.Stmt{}, saved: saved,
		queue: make(chan *pending, maxGroup), gone: make(chan struct{}),
	}
	go w.run(context.WithoutCancel(ctx))
	return w, nil
}

// do queues a change and waits until it is durable or has failed.
func (w *writer) do(ctx context.Context, change func(*tx) error) error {
	p := &pending{ctx: ctx, change: change, done: make(chan struct{})}
	if err := w.enqueue(ctx, p); err != nil {
		return err
	}
	// Not given up when ctx ends: a caller must not be told "failed" about a
	// write that is about to be committed.
	<-p.done
	return p.err
}

func (w *writer) enqueue(ctx context.Context, p *pending) error {
	w.mu.RLock()
	defer w.mu.RUnlock()
	if w.shut {
		return errClosed
	}
	select {
	case w.queue <- p:
		return nil
	case <-ctx.Done():
		return fmt.Errorf("wait for the writer: %w", ctx.Err())
	}
}

func (w *writer) close() error {
	w.mu.Lock()
	if w.shut {
		w.mu.Unlock()
		return nil
	}
	w.shut = true
	w.mu.Unlock()
	close(w.queue)
	<-w.gone
	for _, stmt := range w.stmts {
		_ = stmt.Close()
	}
	return errors.Join(w.conn.Close(), w.db.Close())
}

func (w *writer) run(ctx context.Context) {
	defer close(w.gone)
	group := make([]*pending, 0, maxGroup)
	for p := range w.queue {
		group = w.collect(append(group[:0], p))
		w.commit(ctx, group)
	}
}

// collect adds the writes that wait already, without waiting for more.
func (w *writer) collect(group []*pending) []*pending {
	for len(group) < maxGroup {
		select {
		case p, ok := <-w.queue:
			if !ok {
				return group
			}
			group = append(group, p)
		default:
			return group
		}
	}
	return group
}

// commit makes a group durable and answers all of it.
func (w *writer) commit(ctx context.Context, group []*pending) {
	jobs, culprit := w.transact(ctx, group)
	if culprit != nil && len(group) > 1 {
		// The others had no part in it: each gets a transaction of its own.
		for _, p := range group {
			if p != culprit {
				saved, _ := w.transact(ctx, []*pending{p})
				jobs = jobs || saved
			}
		}
	}
	w.watch(group)
	var notes []live.Note
	for _, p := range group {
		if p.err == nil {
			notes = append(notes, p.notes...)
		}
		close(p.done)
	}
	w.saved(jobs, notes)
}

// transact runs a group in one transaction; it reports whether jobs were saved.
// A full disk or an unreadable page makes SQLite give up the whole transaction in
// the middle: then nothing is saved, and the change that met it is the culprit.
func (w *writer) transact(ctx context.Context, group []*pending) (jobs bool, culprit *pending) {
	if err := w.settle(ctx); err != nil {
		fail(group, err)
		return false, nil
	}
	if err := w.simple(ctx, "BEGIN IMMEDIATE"); err != nil {
		fail(group, err)
		return false, nil
	}
	for _, p := range group {
		saved, intact := w.runOne(ctx, p)
		if !intact {
			_ = w.simple(ctx, "ROLLBACK")
			return false, p
		}
		jobs = jobs || saved
	}
	if err := w.simple(ctx, "COMMIT"); err != nil {
		fail(group, w.undo(ctx, err))
		return false, nil
	}
	return jobs, nil
}

// fail tells those who have not failed already that nothing was saved.
func fail(group []*pending, err error) {
	for _, p := range group {
		if p.err == nil {
			p.err = fmt.Errorf("commit: %w", err)
		}
	}
}

// runOne runs one change in its savepoint; it reports whether jobs were saved,
// and whether the transaction around it still stands.
func (w *writer) runOne(ctx context.Context, p *pending) (jobs, intact bool) {
	if p.err = p.ctx.Err(); p.err != nil {
		return false, true
	}
	if p.err = w.simple(ctx, "SAVEPOINT change"); p.err != nil {
		return false, false
	}
	t := &tx{ctx: ctx, endless: ctx, prepare: w.statement}
	if p.err = runChange(t, p.change); p.err != nil {
		if err := w.simple(ctx, "ROLLBACK TO change"); err != nil {
			p.err = errors.Join(p.err, err)
			return false, false
		}
	}
	if err := w.simple(ctx, "RELEASE change"); err != nil {
		p.err = errors.Join(p.err, err)
		return false, false
	}
	p.notes = t.notes
	return p.err == nil && t.savedJobs, true
}

// runChange turns a panic of one change into its error, so that it neither takes
// the writer down nor harms the others in its group.
func runChange(t *tx, change func(*tx) error) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("panic in a write: %v", r)
		}
	}()
	return change(t)
}

func (w *writer) simple(ctx context.Context, statement string) error {
	stmt, err := w.prepared(ctx, statement)
	if err != nil {
		return err
	}
	if _, err := stmt.ExecContext(ctx); err != nil {
		return fmt.Errorf("%s: %w", statement, err)
	}
	return nil
}

// statement is prepared, as a change asks for it.
func (w *writer) statement(ctx context.Context, query string) (statement, error) {
	return w.prepared(ctx, query)
}

func (w *writer) prepared(ctx context.Context, query string) (*sql.Stmt, error) {
	if stmt, ok := w.stmts[query]; ok {
		return stmt, nil
	}
	stmt, err := w.conn.PrepareContext(ctx, query)
	if err != nil {
		return nil, fmt.Errorf("prepare: %w", err)
	}
	w.stmts[query] = stmt
	return stmt, nil
}
