package postgres

import (
	"context"
	"iter"

	"foureyes/internal/pgwire"
)

// guarded asks before each query whether its caller still may: a key that was
// disabled ends with the next query, not with the connection.
type guarded struct {
	pgwire.Session
	check func(context.Context) error
}

// Simple runs a text if the caller still may.
func (g *guarded) Simple(ctx context.Context, sql string) iter.Seq2[pgwire.Cursor, error] {
	if err := g.check(ctx); err != nil {
		return func(yield func(pgwire.Cursor, error) bool) { yield(nil, err) }
	}
	return g.Session.Simple(ctx, sql)
}

// Parse prepares a statement if the caller still may.
func (g *guarded) Parse(ctx context.Context, sql string, params []uint32) (pgwire.Statement, error) {
	if err := g.check(ctx); err != nil {
		return nil, err
	}
	s, err := g.Session.Parse(ctx, sql, params)
	if err != nil {
		return nil, err
	}
	return &guardedStatement{Statement: s, check: g.check}, nil
}

// Declared describes the rows of a cursor of DECLARE, where sessions have any.
func (g *guarded) Declared(name string) ([]pgwire.Column, bool) {
	if d, ok := g.Session.(pgwire.Declarer); ok {
		return d.Declared(name)
	}
	return nil, false
}

type guardedStatement struct {
	pgwire.Statement
	check func(context.Context) error
}

// Bind begins to run the statement if the caller still may.
func (g *guardedStatement) Bind(ctx context.Context, params []pgwire.Param) (pgwire.Cursor, error) {
	if err := g.check(ctx); err != nil {
		return nil, err
	}
	return g.Statement.Bind(ctx, params)
}
