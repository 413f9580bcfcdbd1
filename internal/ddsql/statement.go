package ddsql

import (
	"context"
	"runtime/debug"

	"foureyes/internal/ddsql/plan"
	"foureyes/internal/ddsql/sqlerr"
	"foureyes/internal/ddsql/syntax"
	"foureyes/internal/ddsql/value"
)

// Statement is a statement that was looked at: its parameters and columns are
// known. It is never changed. Tables are looked up anew each time it runs.
type Statement struct {
	tree    syntax.Statement // nil for an empty text
	params  []value.Type
	columns []Column
}

// Params are the types of $1 and so on.
func (s *Statement) Params() []value.Type { return s.params }

// Columns describe the rows; nil for a statement that gives none.
func (s *Statement) Columns() []Column { return s.columns }

// Empty reports whether the text held no statement.
func (s *Statement) Empty() bool { return s.tree == nil }

// Prepare looks at the one statement of a text. params are the types of $1 and so
// on; 0, or a shorter list, leaves a type to be inferred.
func (s *Session) Prepare(ctx context.Context, sql string, params []value.Type) (*Statement, error) {
	trees, err := Parse(sql)
	if err != nil {
		return nil, err
	}
	switch len(trees) {
	case 0:
		return &Statement{}, nil
	case 1:
		return s.describe(ctx, trees[0], params)
	}
	return nil, sqlerr.New(sqlerr.SyntaxError, "cannot insert multiple commands into a prepared statement")
}

// describe finds out what a statement takes and gives.
func (s *Session) describe(ctx context.Context, tree syntax.Statement, params []value.Type) (*Statement, error) {
	if err := s.allowed(tree); err != nil {
		return nil, err
	}
	st := &Statement{tree: tree, params: params}
	switch t := tree.(type) {
	case *syntax.Query:
		p, err := s.bindOnce(ctx, t, params)
		if err != nil {
			return nil, err
		}
		st.params, st.columns = p.Params, p.Root.Columns()
	case *syntax.Explain:
		st.columns = textColumns("QUERY PLAN")
	case *syntax.Show:
		st.columns = showColumns(t)
	case *syntax.Execute:
		n, err := s.named(t.Name)
		if err != nil {
			return nil, err
		}
		st.columns = n.statement.columns
	case *syntax.Fetch:
		c, err := s.cursor(t.Name)
		if err != nil {
			return nil, err
		}
		if !t.Move {
			st.columns = c.rows.Columns
		}
	}
	return st, nil
}

// bindOnce binds a query over a snapshot of its own, to learn what it gives.
func (s *Session) bindOnce(ctx context.Context, q *syntax.Query, params []value.Type) (p *plan.Prepared, err error) {
	defer func() {
		if cause := recover(); cause != nil {
			s.internal(ctx, q)(cause, debug.Stack())
			err = sqlerr.New(sqlerr.InternalError, "internal error")
		}
	}()
	snapshot, err := s.owner.Snapshot(ctx, s.settings.path())
	if err != nil {
		return nil, err
	}
	defer snapshot.close()
	return plan.Bind(q, plan.Env{Catalog: snapshot.Tables, Functions: s.env(snapshot.Names), Params: params}) //nolint:wrapcheck // as the client is told
}

// Run runs a statement. params have the types that it says.
func (s *Session) Run(ctx context.Context, st *Statement, params []value.Value) (*Rows, error) {
	if st.tree == nil {
		return done(""), nil
	}
	return s.run(ctx, st.tree, st.params, params)
}

// Execute runs one parsed statement without parameters.
func (s *Session) Execute(ctx context.Context, tree syntax.Statement) (*Rows, error) {
	return s.run(ctx, tree, nil, nil)
}

func (s *Session) run(ctx context.Context, tree syntax.Statement, types []value.Type, params []value.Value) (*Rows, error) {
	if err := s.allowed(tree); err != nil {
		return nil, err
	}
	switch t := tree.(type) {
	case *syntax.Query:
		return s.query(ctx, t, types, params)
	case *syntax.Explain:
		return s.explain(ctx, t, types, params)
	case *syntax.Set:
		return s.set(t)
	case *syntax.Reset:
		return done("RESET"), s.settings.reset(t.Name)
	case *syntax.Show:
		return s.show(t)
	case *syntax.Transaction:
		return s.transaction(t)
	case *syntax.Discard:
		return s.discard(t)
	case *syntax.Prepare:
		return s.prepare(ctx, t)
	case *syntax.Execute:
		return s.execute(ctx, t)
	case *syntax.Deallocate:
		return s.deallocate(t)
	case *syntax.DeclareCursor:
		return s.declare(ctx, t, types, params)
	case *syntax.Fetch:
		return s.fetch(t)
	case *syntax.CloseCursor:
		return s.closeCursor(t)
	case *syntax.Unlisten:
		return done("UNLISTEN"), nil
	case *syntax.Refused:
		return nil, refuse(t)
	}
	return nil, sqlerr.New(sqlerr.FeatureNotSupported, "this statement is not supported")
}

func refuse(t *syntax.Refused) error {
	if t.Writes {
		return sqlerr.New(sqlerr.ReadOnlySQLTransaction, "cannot execute %s in a read-only transaction", t.Command)
	}
	return sqlerr.New(sqlerr.FeatureNotSupported, "%s is not supported", t.Command)
}
