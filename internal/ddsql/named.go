package ddsql

import (
	"context"

	"foureyes/internal/ddsql/plan"
	"foureyes/internal/ddsql/sqlerr"
	"foureyes/internal/ddsql/syntax"
	"foureyes/internal/ddsql/value"
)

// named is a statement of PREPARE.
type named struct{ statement *Statement }

func (s *Session) named(name string) (*named, error) {
	n, ok := s.prepared[name]
	if !ok {
		return nil, sqlerr.New(sqlerr.InvalidSQLStatementName, "prepared statement \"%s\" does not exist", name)
	}
	return n, nil
}

func (s *Session) prepare(ctx context.Context, t *syntax.Prepare) (*Rows, error) {
	if _, taken := s.prepared[t.Name]; taken {
		return nil, sqlerr.New(sqlerr.DuplicatePreparedStatement, "prepared statement \"%s\" already exists", t.Name)
	}
	types := make([]value.Type, len(t.Types))
	for i, name := range t.Types {
		var err error
		if types[i], err = plan.ResolveType(name); err != nil {
			return nil, err
		}
	}
	st, err := s.describe(ctx, t.Statement, types)
	if err != nil {
		return nil, err
	}
	const most = 1000
	if len(s.prepared) >= most {
		return nil, sqlerr.New(sqlerr.ConfigurationLimitExceeded, "a session may have %d prepared statements", most)
	}
	s.prepared[t.Name] = &named{st}
	return done("PREPARE"), nil
}

// execute runs a prepared statement. Its arguments are computed by a query of
// their own.
func (s *Session) execute(ctx context.Context, t *syntax.Execute) (*Rows, error) {
	n, err := s.named(t.Name)
	if err != nil {
		return nil, err
	}
	if len(t.Args) != len(n.statement.params) {
		return nil, sqlerr.New(sqlerr.SyntaxError, "wrong number of parameters for prepared statement \"%s\"", t.Name).
			WithDetail("Expected %d parameters but got %d.", len(n.statement.params), len(t.Args))
	}
	params, err := s.arguments(ctx, t.Args, n.statement.params)
	if err != nil {
		return nil, err
	}
	return s.Run(ctx, n.statement, params)
}

func (s *Session) arguments(ctx context.Context, args []syntax.Expr, types []value.Type) ([]value.Value, error) {
	if len(args) == 0 {
		return nil, nil
	}
	row := &syntax.Select{}
	for i, a := range args {
		row.Targets = append(row.Targets, syntax.Target{Expr: &syntax.Cast{X: a, Type: syntax.TypeName{Name: syntax.Name{"pg_catalog", types[i].Name()}}}})
	}
	rows, err := s.query(ctx, &syntax.Query{Body: row}, nil, nil)
	if err != nil {
		return nil, err
	}
	all, err := rows.All()
	if err != nil {
		return nil, err
	}
	return all[0], nil
}

func (s *Session) deallocate(t *syntax.Deallocate) (*Rows, error) {
	if t.All {
		clear(s.prepared)
		return done("DEALLOCATE ALL"), nil
	}
	if _, err := s.named(t.Name); err != nil {
		return nil, err
	}
	delete(s.prepared, t.Name)
	return done("DEALLOCATE"), nil
}

func (s *Session) discard(t *syntax.Discard) (*Rows, error) {
	switch t.What {
	case "all":
		if s.status != Idle {
			return nil, sqlerr.New(sqlerr.ActiveSQLTransaction, "DISCARD ALL cannot run inside a transaction block")
		}
		clear(s.prepared)
		s.closeCursors(true)
		return done("DISCARD ALL"), s.settings.reset("all")
	case "plans":
		return done("DISCARD PLANS"), nil
	case "sequences":
		return done("DISCARD SEQUENCES"), nil
	}
	return done("DISCARD TEMP"), nil
}
