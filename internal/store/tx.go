package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"foureyes/internal/audit"
	"foureyes/internal/live"
)

// statement is one query on one session, ready to be run. *sql.Stmt is one.
type statement interface {
	ExecContext(ctx context.Context, args ...any) (sql.Result, error)
	QueryContext(ctx context.Context, args ...any) (*sql.Rows, error)
	QueryRowContext(ctx context.Context, args ...any) *sql.Row
}

// tx runs prepared queries, inside a transaction (write) or outside (read).
// All SQL uses $n placeholders, which SQLite and PostgreSQL both understand.
type tx struct {
	ctx context.Context //nolint:containedctx // a tx lives no longer than the call that made it
	// endless is ctx without its end. A single row is there within microseconds; to
	// be able to give up meanwhile, driver and database/sql start a goroutine each.
	endless   context.Context //nolint:containedctx // as ctx
	prepare   func(context.Context, string) (statement, error)
	rowLocks  bool // other writes run at the same time: what a change rests on is locked
	rereads   bool // a query whose connection breaks is asked again
	repeated  bool // the change has been run before, and has changed nothing
	savedJobs bool
	call      *audit.Call // the entry of the request; nil for none
	notes     []live.Note // for those who look on, once the change is durable
	changed   bool        // a statement has touched a row
	audited   bool        // the request's audit entry was saved
	asker     *asker      // nil where nothing is traced
}

// errNoRow says that a query for one row found none.
var errNoRow = errors.New("no such row")

// exec runs a statement and returns the number of rows it touched.
func (t *tx) exec(query string, args ...any) (int64, error) {
	stmt, err := t.prepare(t.ctx, query)
	if err != nil {
		return 0, err
	}
	result, err := stmt.ExecContext(t.ctx, args...)
	if err != nil {
		return 0, step("execute", err)
	}
	n, err := result.RowsAffected()
	if err != nil {
		return 0, fmt.Errorf("count rows: %w", err)
	}
	t.changed = t.changed || n > 0
	return n, nil
}

// scanner is what a row offers: *sql.Row and *sql.Rows both do.
type scanner interface{ Scan(dest ...any) error }

// reread runs a query, again and again while no server is there if that may be: it
// changes nothing, and stands alone.
func reread[T any](t *tx, query func() (T, error)) (T, error) {
	for attempt := 1; ; attempt++ {
		v, err := query()
		if err == nil || !isAway(err) || !another(t.ctx, attempt, err) {
			return v, err
		}
	}
}

// one reads a single row with scan; errNoRow when there is none.
func one[T any](t *tx, scan func(scanner) (T, error), query string, args ...any) (T, error) {
	if t.rereads {
		return reread(t, func() (T, error) { return readOne(t, scan, query, args) })
	}
	return readOne(t, scan, query, args)
}

func readOne[T any](t *tx, scan func(scanner) (T, error), query string, args []any) (T, error) {
	var zero T
	stmt, err := t.prepare(t.ctx, query)
	if err != nil {
		return zero, err
	}
	if err := t.ctx.Err(); err != nil {
		return zero, step("query", err)
	}
	v, err := scan(stmt.QueryRowContext(t.endless, args...))
	if errors.Is(err, sql.ErrNoRows) {
		return zero, errNoRow
	}
	if err != nil {
		return zero, step("read a row", err)
	}
	return v, nil
}

// many reads all rows with scan.
func many[T any](t *tx, scan func(scanner) (T, error), query string, args ...any) ([]T, error) {
	if t.rereads {
		return reread(t, func() ([]T, error) { return readMany(t, scan, query, args) })
	}
	return readMany(t, scan, query, args)
}

func readMany[T any](t *tx, scan func(scanner) (T, error), query string, args []any) ([]T, error) {
	stmt, err := t.prepare(t.ctx, query)
	if err != nil {
		return nil, err
	}
	rows, err := stmt.QueryContext(t.ctx, args...)
	if err != nil {
		return nil, step("query", err)
	}
	defer func() { _ = rows.Close() }()
	var all []T
	for rows.Next() {
		v, err := scan(rows)
		if err != nil {
			return nil, step("read a row", err)
		}
		all = append(all, v)
	}
	if err := rows.Err(); err != nil {
		return nil, step("read rows", err)
	}
	return all, nil
}

// value scans a row of one column.
func value[T any](row scanner) (T, error) {
	var v T
	err := row.Scan(&v)
	return v, err
}
