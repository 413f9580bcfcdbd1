package exec

import (
	"foureyes/internal/ddsql/plan"
	"foureyes/internal/ddsql/sqlerr"
	"foureyes/internal/ddsql/value"
)

// in is membership of a list. A list of constants is hashed, once.
func (c *compiler) in(e *plan.In) (scalar, error) {
	x, err := c.scalar(e.X)
	if err != nil {
		return nil, err
	}
	list, err := c.scalars(e.List)
	if err != nil {
		return nil, err
	}
	not := e.Not
	if set, ok := constants(e.List); ok {
		return func(f *frame, row []value.Value) (value.Value, error) {
			v, err := x(f, row)
			if err != nil || v.IsNull() {
				return value.Null, err
			}
			return set.answer(v, not), nil
		}, nil
	}
	return func(f *frame, row []value.Value) (value.Value, error) {
		v, err := x(f, row)
		if err != nil || v.IsNull() {
			return value.Null, err
		}
		null := false
		for _, item := range list {
			w, err := item(f, row)
			if err != nil {
				return value.Null, err
			}
			if w.IsNull() {
				null = true
			} else if value.Equal(v, w) {
				return value.OfBool(!not), nil
			}
		}
		if null {
			return value.Null, nil
		}
		return value.OfBool(not), nil
	}, nil
}

// valueSet is a set of values by their hashes.
type valueSet struct {
	byHash map[uint64][]value.Value
	null   bool // NULL is among them
}

func newValueSet() *valueSet { return &valueSet{byHash: map[uint64][]value.Value{}} }

// constants makes a set of expressions that are all constants.
func constants(list []plan.Expr) (*valueSet, bool) {
	set := newValueSet()
	for _, e := range list {
		k, ok := e.(*plan.Const)
		if !ok {
			return nil, false
		}
		set.add(k.Value)
	}
	return set, true
}

// add puts a value into the set.
func (s *valueSet) add(v value.Value) {
	if v.IsNull() {
		s.null = true
		return
	}
	if h := value.Hash(v); !s.has(h, v) {
		s.byHash[h] = append(s.byHash[h], v)
	}
}

func (s *valueSet) has(h uint64, v value.Value) bool {
	for _, w := range s.byHash[h] {
		if value.Equal(v, w) {
			return true
		}
	}
	return false
}

// answer is v IN the set, or NOT IN: not known when NULL could be the value.
func (s *valueSet) answer(v value.Value, not bool) value.Value {
	switch {
	case s.has(value.Hash(v), v):
		return value.OfBool(!not)
	case s.null:
		return value.Null
	}
	return value.OfBool(not)
}

// quantified is X op ANY (array), or ALL.
func (c *compiler) quantified(e *plan.Quantified) (scalar, error) {
	both, err := c.scalars([]plan.Expr{e.X, e.Array})
	if err != nil {
		return nil, err
	}
	env, op, all, pos := c.q.Env, e.Op, e.All, e.Pos
	buffer := make([]value.Value, 2)
	return func(f *frame, row []value.Value) (value.Value, error) {
		x, err := both[0](f, row)
		if err != nil {
			return value.Null, err
		}
		array, err := both[1](f, row)
		if err != nil || array.IsNull() {
			return value.Null, err
		}
		var t tally
		for _, item := range array.List().Items {
			buffer[0], buffer[1] = x, item
			v, err := op.Eval(env, buffer)
			if err != nil {
				return value.Null, sqlerr.Place(err, pos)
			}
			if t.add(v) == !all && !v.IsNull() {
				return v, nil
			}
		}
		return t.answer(all), nil
	}, nil
}

// tally gathers the answers of comparisons for ANY and ALL.
type tally struct{ unknown bool }

// add takes one answer in and gives it back; NULL counts as not known.
func (t *tally) add(v value.Value) bool {
	t.unknown = t.unknown || v.IsNull()
	return v.Bool()
}

// answer is what follows when no comparison has decided.
func (t *tally) answer(all bool) value.Value {
	if t.unknown {
		return value.Null
	}
	return value.OfBool(all)
}
