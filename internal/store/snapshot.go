package store

import (
	"context"
	"database/sql"
	"fmt"
	"io"
	"sync"

	"foureyes/internal/inventory"
)

// snapshot is a read transaction, which begins with its first selection. It has a
// connection of those that are kept for queries, so that they keep nobody else waiting.
type snapshot struct {
	store *Store
	ctx   context.Context //nolint:containedctx // the query's: the transaction ends with it

	mu      sync.Mutex // PostgreSQL's connection does one thing at a time
	begun   *sql.Tx
	cursors int // how many there were
}

// Snapshot gives the database as it is at the first selection, until ctx ends.
func (s *Store) Snapshot(ctx context.Context) inventory.Snapshot {
	return &snapshot{store: s, ctx: ctx}
}

// Select begins to read.
func (s *snapshot) Select(of inventory.Selection) (inventory.Cursor, error) {
	query, args, err := statementOf(of, s.store.postgres)
	if err != nil {
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.begin(); err != nil {
		return nil, err
	}
	width := len(of.Columns)
	if of.Group != nil {
		width = len(of.Group.Keys) + len(of.Group.Aggregates)
	}
	if s.store.postgres {
		return s.declare(of, width, query, args)
	}
	rows, err := s.begun.QueryContext(s.ctx, query, args...) //nolint:rowserrcheck // next asks
	if err != nil {
		return nil, step("select", err)
	}
	return &cursor{rows: rows, reading: newReading(width)}, nil
}

func (s *snapshot) begin() error {
	if s.begun != nil {
		return nil
	}
	var options *sql.TxOptions
	if s.store.postgres {
		options = &sql.TxOptions{Isolation: sql.LevelRepeatableRead, ReadOnly: true}
	}
	begun, err := s.store.forQueries(s.ctx).BeginTx(s.ctx, options)
	if err != nil {
		return fmt.Errorf("begin: %w", err)
	}
	s.begun = begun
	return nil
}

// Close frees the connection.
func (s *snapshot) Close() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.begun == nil {
		return nil
	}
	if err := s.begun.Rollback(); err != nil && s.ctx.Err() == nil {
		return fmt.Errorf("end the transaction: %w", err)
	}
	return nil
}

// reading takes rows apart into cells.
type reading struct {
	cells  []any
	places []any
}

// newReading makes room for rows. A row without cells still has one column.
func newReading(width int) reading {
	r := reading{cells: make([]any, width)}
	for i := range r.cells {
		r.places = append(r.places, &r.cells[i])
	}
	if width == 0 {
		r.places = append(r.places, new(any))
	}
	return r
}

func (r *reading) next(rows *sql.Rows) ([]any, error) {
	if !rows.Next() {
		if err := rows.Err(); err != nil {
			return nil, step("read rows", err)
		}
		return nil, io.EOF
	}
	if err := rows.Scan(r.places...); err != nil {
		return nil, step("read a row", err)
	}
	return r.cells, nil
}

// cursor reads the rows of a statement as they come.
type cursor struct {
	reading

	rows *sql.Rows
}

// Next gives the next row.
func (c *cursor) Next() ([]any, error) { return c.next(c.rows) }

// Close ends the statement.
func (c *cursor) Close() error { return c.rows.Close() }
