package store

import (
	"context"
	"database/sql"
	"slices"
	"sync"
)

// asked is a query that a store has sent to its database.
type asked struct {
	query string
	args  []any
}

// listener is between a store and its database, and writes down what is asked.
type listener struct {
	writing

	mu    sync.Mutex
	heard []asked
}

func listen(s *Store) *listener {
	l := &listener{writing: s.writer}
	s.writer, s.prepare = l, l.wrap(s.prepare)
	return l
}

func (l *listener) do(ctx context.Context, change func(*tx) error) error {
	return l.writing.do(ctx, func(t *tx) error {
		t.prepare = l.wrap(t.prepare)
		return change(t)
	})
}

func (l *listener) wrap(prepare func(context.Context, string) (statement, error)) func(context.Context, string) (statement, error) {
	return func(ctx context.Context, query string) (statement, error) {
		stmt, err := prepare(ctx, query)
		return overheard{stmt, l, query}, err
	}
}

type overheard struct {
	statement

	by    *listener
	query string
}

func (o overheard) note(args []any) {
	o.by.mu.Lock()
	defer o.by.mu.Unlock()
	o.by.heard = append(o.by.heard, asked{o.query, args})
}

func (o overheard) ExecContext(ctx context.Context, args ...any) (sql.Result, error) {
	o.note(args)
	return o.statement.ExecContext(ctx, args...)
}

func (o overheard) QueryContext(ctx context.Context, args ...any) (*sql.Rows, error) {
	o.note(args)
	return o.statement.QueryContext(ctx, args...)
}

func (o overheard) QueryRowContext(ctx context.Context, args ...any) *sql.Row {
	o.note(args)
	return o.statement.QueryRowContext(ctx, args...)
}

// since runs a call and gives what it has asked.
func (l *listener) since(call func() error) ([]asked, error) {
	l.mu.Lock()
	l.heard = nil
	l.mu.Unlock()
	err := call()
	l.mu.Lock()
	defer l.mu.Unlock()
	return slices.Clone(l.heard), err
}
