package exec

import (
	"foureyes/internal/ddsql/plan"
	"foureyes/internal/ddsql/value"
)

// logic is AND and OR with NULL for "not known": it stops at the first argument
// that decides.
func (c *compiler) logic(e *plan.Logic) (scalar, error) {
	args, err := c.scalars(e.Args)
	if err != nil {
		return nil, err
	}
	decides := e.Or
	return func(f *frame, row []value.Value) (value.Value, error) {
		unknown := false
		for _, a := range args {
			v, err := a(f, row)
			switch {
			case err != nil:
				return value.Null, err
			case v.IsNull():
				unknown = true
			case v.Bool() == decides:
				return v, nil
			}
		}
		if unknown {
			return value.Null, nil
		}
		return value.OfBool(!decides), nil
	}, nil
}

func (c *compiler) not(e *plan.Not) (scalar, error) {
	x, err := c.scalar(e.X)
	return func(f *frame, row []value.Value) (value.Value, error) {
		v, err := x(f, row)
		if err != nil || v.IsNull() {
			return v, err
		}
		return value.OfBool(!v.Bool()), nil
	}, err
}

func (c *compiler) isNull(e *plan.IsNull) (scalar, error) {
	x, err := c.scalar(e.X)
	not := e.Not
	return func(f *frame, row []value.Value) (value.Value, error) {
		v, err := x(f, row)
		if err != nil {
			return value.Null, err
		}
		if v.Kind() == value.KindRecord {
			return value.OfBool(fieldsAre(v.Row().Fields, !not)), nil
		}
		return value.OfBool(v.IsNull() != not), nil
	}, err
}

// fieldsAre tells whether all fields of a record are NULL, or all are not.
func fieldsAre(fields []value.Value, null bool) bool {
	for _, f := range fields {
		if f.IsNull() != null {
			return false
		}
	}
	return true
}

func (c *compiler) isTruth(e *plan.IsTruth) (scalar, error) {
	x, err := c.scalar(e.X)
	truth, not := e.Truth, e.Not
	return func(f *frame, row []value.Value) (value.Value, error) {
		v, err := x(f, row)
		if err != nil {
			return value.Null, err
		}
		is := v.IsNull()
		if truth != plan.UnknownTruth {
			is = !v.IsNull() && v.Bool() == (truth == plan.True)
		}
		return value.OfBool(is != not), nil
	}, err
}

func (c *compiler) isDistinct(e *plan.IsDistinct) (scalar, error) {
	both, err := c.scalars([]plan.Expr{e.Left, e.Right})
	not := e.Not
	return func(f *frame, row []value.Value) (value.Value, error) {
		left, err := both[0](f, row)
		if err != nil {
			return value.Null, err
		}
		right, err := both[1](f, row)
		if err != nil {
			return value.Null, err
		}
		return value.OfBool(value.Distinct(left, right) != not), nil
	}, err
}

func (c *compiler) choice(e *plan.Case) (scalar, error) {
	conds, thens := make([]scalar, len(e.Whens)), make([]scalar, len(e.Whens))
	for i, w := range e.Whens {
		both, err := c.scalars([]plan.Expr{w.Cond, w.Then})
		if err != nil {
			return nil, err
		}
		conds[i], thens[i] = both[0], both[1]
	}
	other := constant(value.Null)
	if e.Else != nil {
		var err error
		if other, err = c.scalar(e.Else); err != nil {
			return nil, err
		}
	}
	return func(f *frame, row []value.Value) (value.Value, error) {
		for i, cond := range conds {
			ok, err := isTrue(cond, f, row)
			if err != nil {
				return value.Null, err
			}
			if ok {
				return thens[i](f, row)
			}
		}
		return other(f, row)
	}, nil
}

func (c *compiler) coalesce(e *plan.Coalesce) (scalar, error) {
	args, err := c.scalars(e.Args)
	return func(f *frame, row []value.Value) (value.Value, error) {
		for _, a := range args {
			if v, err := a(f, row); err != nil || !v.IsNull() {
				return v, err
			}
		}
		return value.Null, nil
	}, err
}

func (c *compiler) nullIf(e *plan.NullIf) (scalar, error) {
	both, err := c.scalars([]plan.Expr{e.Equal, e.X})
	return func(f *frame, row []value.Value) (value.Value, error) {
		equal, err := isTrue(both[0], f, row)
		if err != nil || equal {
			return value.Null, err
		}
		return both[1](f, row)
	}, err
}

func (c *compiler) extreme(e *plan.Extreme) (scalar, error) {
	args, err := c.scalars(e.Args)
	want := 1
	if e.Least {
		want = -1
	}
	return func(f *frame, row []value.Value) (value.Value, error) {
		best := value.Null
		for _, a := range args {
			v, err := a(f, row)
			if err != nil {
				return value.Null, err
			}
			if !v.IsNull() && (best.IsNull() || value.Compare(v, best) == want) {
				best = v
			}
		}
		return best, nil
	}, err
}
