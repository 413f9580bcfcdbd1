package exec

import (
	"fmt"

	"foureyes/internal/ddsql/fn"
	"foureyes/internal/ddsql/plan"
	"foureyes/internal/ddsql/sqlerr"
	"foureyes/internal/ddsql/value"
)

// scalar is a compiled expression: its value for an input row.
type scalar func(f *frame, row []value.Value) (value.Value, error)

func (c *compiler) scalars(exprs []plan.Expr) ([]scalar, error) {
	out := make([]scalar, len(exprs))
	for i, e := range exprs {
		s, err := c.scalar(e)
		if err != nil {
			return nil, err
		}
		out[i] = s
	}
	return out, nil
}

// optional compiles an expression that may be missing; nil is then its program.
func (c *compiler) optional(e plan.Expr) (scalar, error) {
	if e == nil {
		return nil, nil //nolint:nilnil // nothing to compute is no mistake
	}
	return c.scalar(e)
}

func (c *compiler) scalar(e plan.Expr) (scalar, error) {
	switch e := e.(type) {
	case *plan.Const:
		return constant(e.Value), nil
	case *plan.Column:
		index := e.Index
		return func(_ *frame, row []value.Value) (value.Value, error) { return row[index], nil }, nil
	case *plan.Outer:
		return c.outer(e), nil
	case *plan.Param:
		return c.param(e)
	case *plan.Call:
		return c.call(e)
	case *plan.Cast:
		return c.cast(e)
	case *plan.Logic:
		return c.logic(e)
	case *plan.Not:
		return c.not(e)
	case *plan.IsNull:
		return c.isNull(e)
	case *plan.IsTruth:
		return c.isTruth(e)
	case *plan.IsDistinct:
		return c.isDistinct(e)
	case *plan.Case:
		return c.choice(e)
	case *plan.Coalesce:
		return c.coalesce(e)
	case *plan.NullIf:
		return c.nullIf(e)
	case *plan.Extreme:
		return c.extreme(e)
	case *plan.In:
		return c.in(e)
	case *plan.Quantified:
		return c.quantified(e)
	case *plan.Subquery:
		return c.subquery(e)
	case *plan.Array:
		return c.array(e)
	case *plan.Record:
		return c.record(e)
	case *plan.Subscript:
		return c.subscript(e)
	case *plan.Field:
		return c.field(e)
	}
	return nil, fmt.Errorf("no program for %T", e)
}

func constant(v value.Value) scalar {
	return func(*frame, []value.Value) (value.Value, error) { return v, nil }
}

func (c *compiler) outer(e *plan.Outer) scalar {
	c.outside(e.Depth, e.Index)
	depth, index := e.Depth, e.Index
	if depth == 1 {
		return func(f *frame, _ []value.Value) (value.Value, error) { return f.row[index], nil }
	}
	return func(f *frame, _ []value.Value) (value.Value, error) {
		for range depth - 1 {
			f = f.up
		}
		return f.row[index], nil
	}
}

func (c *compiler) param(e *plan.Param) (scalar, error) {
	if e.Number < 1 || e.Number > len(c.q.Params) {
		return nil, sqlerr.New(sqlerr.UndefinedParameter, "there is no parameter $%d", e.Number)
	}
	return constant(c.q.Params[e.Number-1]), nil
}

// call compiles a function. Its arguments stand in a slice that is used again for
// every row: functions do not keep it.
func (c *compiler) call(e *plan.Call) (scalar, error) {
	if e.Call.Func.Volatility == fn.Volatile {
		c.unsteady()
	}
	args, err := c.scalars(e.Args)
	if err != nil {
		return nil, err
	}
	env, call, pos := c.q.Env, e.Call, e.Pos
	buffer := make([]value.Value, len(args))
	return func(f *frame, row []value.Value) (value.Value, error) {
		for i, a := range args {
			v, err := a(f, row)
			if err != nil {
				return value.Null, err
			}
			buffer[i] = v
		}
		v, err := call.Eval(env, buffer)
		if err != nil {
			return value.Null, sqlerr.Place(err, pos)
		}
		return v, nil
	}, nil
}

func (c *compiler) cast(e *plan.Cast) (scalar, error) {
	x, err := c.scalar(e.X)
	if err != nil {
		return nil, err
	}
	env, cast, modify, pos := c.q.Env, e.Cast, e.Modify, e.Pos
	return func(f *frame, row []value.Value) (value.Value, error) {
		v, err := x(f, row)
		if err != nil || v.IsNull() {
			return v, err
		}
		if v, err = cast.Apply(env, v); err == nil && modify != nil {
			v, err = modify(v)
		}
		if err != nil {
			return value.Null, sqlerr.Place(err, pos)
		}
		return v, nil
	}, nil
}

// isTrue tells whether a condition holds: NULL does not.
func isTrue(s scalar, f *frame, row []value.Value) (bool, error) {
	v, err := s(f, row)
	return v.Bool(), err
}

// allTrue tells the same of a condition that may be missing.
func allTrue(s scalar, f *frame, row []value.Value) (bool, error) {
	if s == nil {
		return true, nil
	}
	return isTrue(s, f, row)
}
