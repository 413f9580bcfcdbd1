package store

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/jackc/pgx/v5"

	"foureyes/internal/ddsql/table"
	"foureyes/internal/inventory"
)

// fetched is how many rows are taken at once: PostgreSQL gives a connection's rows of
// one statement after the other, and a query may read from several.
const fetched = 1024

// portion is a cursor on PostgreSQL, read portion by portion. Without a name there is
// one portion only.
type portion struct {
	reading

	snapshot *snapshot
	name     string
	rows     [][]any
	last     bool // there are no more portions
}

// declare begins to read: a small answer at once, others by a cursor of the server.
func (s *snapshot) declare(of inventory.Selection, width int, query string, args []any) (inventory.Cursor, error) {
	p := &portion{reading: newReading(width), snapshot: s}
	if small(of) {
		p.last = true
		return p, p.take(query, args...)
	}
	s.cursors++
	p.name = "c" + strconv.Itoa(s.cursors)
	if _, err := s.begun.ExecContext(s.ctx, "DECLARE "+p.name+" NO SCROLL CURSOR FOR "+query, args...); err != nil {
		return nil, step("declare a cursor", err)
	}
	return p, nil
}

// small reports whether all rows of an answer are taken at once: a row, or those of one
// human loop, are.
func small(s inventory.Selection) bool {
	return s.Limit >= 0 && s.Limit <= fetched || s.Group != nil && len(s.Group.Keys) == 0 || slices.ContainsFunc(s.Where, func(c inventory.Condition) bool {
		name := relations[s.Table.String()].columns[s.Table.Columns[c.Column].Name].name
		return c.Op == table.Eq && (c.Column == 0 || name != nil && strings.HasPrefix(name.name, "l."))
	})
}

// take reads all rows of a statement, so that the connection is free for the next. The
// snapshot is locked.
func (p *portion) take(query string, args ...any) error {
	rows, err := p.snapshot.begun.QueryContext(p.snapshot.ctx, query, args...)
	if err != nil {
		return step("select", err)
	}
	defer func() { _ = rows.Close() }()
	p.rows = p.rows[:0]
	for {
		cells, err := p.next(rows)
		if err == io.EOF { //nolint:errorlint // next returns it as it is
			return nil
		}
		if err != nil {
			return err
		}
		p.rows = append(p.rows, append([]any(nil), cells...))
	}
}

// Next gives the next row.
func (p *portion) Next() ([]any, error) {
	if len(p.rows) == 0 {
		if p.last {
			return nil, io.EOF
		}
		if err := p.fetch(); err != nil {
			return nil, err
		}
		if len(p.rows) == 0 {
			return nil, io.EOF
		}
	}
	row := p.rows[0]
	p.rows = p.rows[1:]
	return row, nil
}

func (p *portion) fetch() error {
	p.snapshot.mu.Lock()
	defer p.snapshot.mu.Unlock()
	// Not prepared: the columns of such a statement are another cursor's next time.
	if err := p.take("FETCH "+strconv.Itoa(fetched)+" FROM "+p.name, pgx.QueryExecModeExec); err != nil {
		return err
	}
	p.last = len(p.rows) < fetched
	return nil
}

// Close ends the cursor, unless the transaction has ended.
func (p *portion) Close() error {
	if p.name == "" || p.snapshot.ctx.Err() != nil {
		return nil
	}
	p.snapshot.mu.Lock()
	defer p.snapshot.mu.Unlock()
	if _, err := p.snapshot.begun.ExecContext(context.WithoutCancel(p.snapshot.ctx), "CLOSE "+p.name, pgx.QueryExecModeExec); err != nil {
		return fmt.Errorf("close a cursor: %w", err)
	}
	return nil
}
