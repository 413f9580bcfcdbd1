package move

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"foureyes/internal/store"
)

// postgresSide is a PostgreSQL database in a transaction, with the lead, so that no
// server has it.
type postgresSide struct {
	conn  *pgx.Conn
	begun pgx.Tx
}

func openPostgres(ctx context.Context, at store.Place) (side, error) {
	conn, err := at.Connect(ctx, "foureyes move")
	if err != nil {
		return nil, err
	}
	s := &postgresSide{conn: conn}
	if err := s.start(ctx); err != nil {
		return nil, errors.Join(err, conn.Close(ctx))
	}
	return s, nil
}

// PostgreSQL ends a session a moment after whoever had it is gone: a server that was stopped,
// or a move that was interrupted. So the lead is asked for more than once.
const (
	goneWithin = 5 * time.Second
	askAgain   = 100 * time.Millisecond
)

// lead takes the lead, so that no server has it.
func (s *postgresSide) lead(ctx context.Context) error {
	for waited := time.Duration(0); ; waited += askAgain {
		var alone bool
		if err := s.conn.QueryRow(ctx, `SELECT pg_try_advisory_lock($1)`, int64(store.LeadLock)).Scan(&alone); err != nil {
			return fmt.Errorf("ask whether a server runs on it: %w", err)
		}
		if alone {
			return nil
		}
		if waited >= goneWithin {
			return errors.New("a server runs on this database; stop it first, and all others that share it")
		}
		select {
		case <-time.After(askAgain):
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

func (s *postgresSide) start(ctx context.Context) (err error) {
	if err := s.lead(ctx); err != nil {
		return err
	}
	if s.begun, err = s.conn.BeginTx(ctx, pgx.TxOptions{IsoLevel: pgx.RepeatableRead}); err != nil {
		return fmt.Errorf("begin: %w", err)
	}
	return nil
}

func (s *postgresSide) count(ctx context.Context, t table) (n int64, err error) {
	if err := s.begun.QueryRow(ctx, `SELECT COUNT(*) FROM "`+t.name+`"`).Scan(&n); err != nil {
		return 0, fmt.Errorf("count the rows of %s: %w", t.name, err)
	}
	return n, nil
}

func (s *postgresSide) rows(ctx context.Context, t table) (cursor, error) {
	rows, err := s.begun.Query(ctx, `SELECT `+t.list()+` FROM "`+t.name+`"`)
	if err != nil {
		return nil, fmt.Errorf("read: %w", err)
	}
	return postgresRows{rows}, nil
}

type postgresRows struct{ rows pgx.Rows }

func (r postgresRows) next() ([]any, error) {
	if !r.rows.Next() {
		return nil, r.rows.Err()
	}
	return r.rows.Values()
}

func (r postgresRows) close() { r.rows.Close() }

// counter is what counts open loops, row by row: for many it is faster to count them
// in the end.
const counter = `ALTER TABLE human_loop %s TRIGGER USER`

func (s *postgresSide) begin(ctx context.Context) error {
	return s.exec(ctx, "stop counting loops", fmt.Sprintf(counter, "DISABLE"))
}

func (s *postgresSide) fill(ctx context.Context, t table, next func() ([]any, error)) error {
	names := make([]string, len(t.columns))
	for i, c := range t.columns {
		names[i] = c.name
	}
	_, err := s.begun.CopyFrom(ctx, pgx.Identifier{t.name}, names, pgx.CopyFromFunc(next))
	return err
}

// finish counts the open loops wherever there are loops at all, and numbers what comes behind what was moved.
func (s *postgresSide) finish(ctx context.Context) error {
	for _, step := range []struct{ name, query string }{
		{"count loops", `INSERT INTO human_loop_tally (account_id, region, share, loops)
			SELECT account_id, region, 0, COUNT(*) FILTER (WHERE ended_at IS NULL) FROM human_loop GROUP BY account_id, region`},
		{"go on counting loops", fmt.Sprintf(counter, "ENABLE")},
	} {
		if err := s.exec(ctx, step.name, step.query); err != nil {
			return err
		}
	}
	return s.number(ctx)
}

// number lets what PostgreSQL numbers by itself go on behind the rows that were moved.
func (s *postgresSide) number(ctx context.Context) error {
	rows, err := s.begun.Query(ctx, `SELECT format('SELECT setval(pg_get_serial_sequence(%L, %L), MAX(%I)) FROM %I HAVING MAX(%I) IS NOT NULL',
			c.relname, a.attname, a.attname, c.relname, a.attname)
		FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
		WHERE a.attidentity <> '' AND c.relnamespace = current_schema()::regnamespace`)
	if err != nil {
		return fmt.Errorf("find what is numbered: %w", err)
	}
	queries, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil {
		return fmt.Errorf("find what is numbered: %w", err)
	}
	for _, query := range queries {
		if err := s.exec(ctx, "go on numbering", query); err != nil {
			return err
		}
	}
	return nil
}

func (s *postgresSide) exec(ctx context.Context, name, query string) error {
	if _, err := s.begun.Exec(ctx, query); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	return nil
}

func (s *postgresSide) commit(ctx context.Context) error {
	if err := s.begun.Commit(ctx); err != nil {
		return fmt.Errorf("commit: %w", err)
	}
	// The planner knows nothing of tables that were filled at once.
	if _, err := s.conn.Exec(ctx, `ANALYZE`); err != nil {
		return fmt.Errorf("analyze, which can be done again by hand: %w", err)
	}
	return nil
}

// close ends the session, and with it what was not committed.
func (s *postgresSide) close(ctx context.Context) error {
	return s.conn.Close(context.WithoutCancel(ctx))
}
