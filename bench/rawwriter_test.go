package bench_test

import (
	"context"
	"database/sql"
	"fmt"
	"testing"

	_ "modernc.org/sqlite" // the driver "sqlite", the same as the store's
)

// pragmas are those of the store.
const pragmas = "?_pragma=busy_timeout(10000)&_pragma=journal_mode(WAL)&_pragma=synchronous(FULL)" +
	"&_pragma=foreign_keys(1)&_pragma=temp_store(MEMORY)"

// rawGroup is how many writes share a commit at most, as in the store.
const rawGroup = 256

func openSQLite(b *testing.B, file string) *sql.DB {
	b.Helper()
	db, err := sql.Open("sqlite", "file:"+file+pragmas)
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { db.Close() })
	return db
}

// rawSQLite lets the writes of one moment share a commit, as the store does.
type rawSQLite struct {
	conn     *sql.Conn
	prepared map[string]*sql.Stmt
	queue    chan rawWrite
}

type rawWrite struct {
	step []statement
	done chan error
}

func newRawSQLite(b *testing.B, db *sql.DB) *rawSQLite {
	b.Helper()
	conn, err := db.Conn(b.Context())
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { conn.Close() })
	w := &rawSQLite{conn: conn, prepared: map[string]*sql.Stmt{}, queue: make(chan rawWrite, rawGroup)}
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		w.run(context.WithoutCancel(b.Context()))
	}()
	b.Cleanup(func() {
		close(w.queue)
		<-ended
	})
	return w
}

func (w *rawSQLite) write(step []statement) error {
	s := rawWrite{step, make(chan error, 1)}
	w.queue <- s
	return <-s.done
}

func (w *rawSQLite) run(ctx context.Context) {
	group := make([]rawWrite, 0, rawGroup)
	for s := range w.queue {
		group = append(group[:0], s)
		for more := true; more && len(group) < rawGroup; {
			select {
			case s, more = <-w.queue:
				if more {
					group = append(group, s)
				}
			default:
				more = false
			}
		}
		err := w.commit(ctx, group)
		for _, s := range group {
			s.done <- err
		}
	}
	for _, s := range w.prepared {
		_ = s.Close()
	}
}

func (w *rawSQLite) commit(ctx context.Context, group []rawWrite) error {
	if err := w.exec(ctx, statement{query: "BEGIN IMMEDIATE"}); err != nil {
		return err
	}
	for _, s := range group {
		for _, one := range s.step {
			if err := w.exec(ctx, one); err != nil {
				return err
			}
		}
	}
	return w.exec(ctx, statement{query: "COMMIT"})
}

func (w *rawSQLite) exec(ctx context.Context, s statement) error {
	prepared := w.prepared[s.query]
	if prepared == nil {
		var err error
		if prepared, err = w.conn.PrepareContext(ctx, s.query); err != nil {
			return fmt.Errorf("prepare %.40s: %w", s.query, err)
		}
		w.prepared[s.query] = prepared
	}
	if _, err := prepared.ExecContext(ctx, s.args...); err != nil {
		return fmt.Errorf("%.40s: %w", s.query, err)
	}
	return nil
}

// rawPostgres has a transaction on a connection of its own for each write, as pgbench
// has. PostgreSQL lets commits of the same moment share a sync by itself.
type rawPostgres struct{ db *sql.DB }

func (w rawPostgres) write(step []statement) error {
	ctx := context.Background()
	t, err := w.db.BeginTx(ctx, nil)
	if err != nil {
		return fmt.Errorf("begin: %w", err)
	}
	defer func() { _ = t.Rollback() }()
	for _, s := range step {
		if _, err := t.ExecContext(ctx, s.query, s.args...); err != nil {
			return fmt.Errorf("%.40s: %w", s.query, err)
		}
	}
	if err := t.Commit(); err != nil {
		return fmt.Errorf("commit: %w", err)
	}
	return nil
}
