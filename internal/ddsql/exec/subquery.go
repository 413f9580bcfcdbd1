package exec

import (
	"errors"
	"io"
	"slices"

	"foureyes/internal/ddsql/plan"
	"foureyes/internal/ddsql/sqlerr"
	"foureyes/internal/ddsql/table"
	"foureyes/internal/ddsql/value"
)

// subquery compiles a query inside an expression. Its answer is kept for the outer
// values that it depends on: one that depends on none runs once.
func (c *compiler) subquery(e *plan.Subquery) (scalar, error) {
	var p program
	b, err := c.within(func() (err error) {
		p, err = c.node(e.Plan)
		return err
	})
	if err != nil {
		return nil, err
	}
	s := &subquery{q: c.q, program: p, kind: e.Kind, pos: e.Pos, elem: e.T.Elem(), width: len(e.Plan.Columns())}
	answer := s.answer
	if e.Kind == plan.Any || e.Kind == plan.All {
		s.compare, err = c.scalar(e.Compare)
		if err != nil {
			return nil, err
		}
		s.hashable(c, e)
		return func(f *frame, row []value.Value) (value.Value, error) { return s.decide(f, row, b) }, nil
	}
	memo := newMemo(c.q, b)
	return func(f *frame, row []value.Value) (value.Value, error) {
		return memo.get(f.inside(row), answer)
	}, nil
}

// subquery is one compiled subquery.
type subquery struct {
	q       *query
	program program
	kind    plan.SubqueryKind
	compare scalar // of Any and All, over the row with a row of the subquery behind it
	probe   scalar // of = ANY: what is looked for, over the row
	elem    value.Type
	width   int
	pos     int

	rows *store    // of Any and All that depend on nothing
	set  *valueSet // the values of its column
}

// answer runs the subquery inside a frame.
func (s *subquery) answer(f *frame) (value.Value, error) {
	from, err := s.program.open(f)
	if err != nil {
		return value.Null, err
	}
	defer from.close()
	switch s.kind {
	case plan.Exists:
		var b table.Batch
		more, err := pull(s.q, from, &b)
		return value.OfBool(more), err
	case plan.ArrayOf:
		return s.gather(from)
	}
	return s.single(from)
}

// single is the one value of a scalar subquery.
func (s *subquery) single(from source) (value.Value, error) {
	out, count := value.Null, 0
	var b table.Batch
	for {
		err := from.next(&b)
		if errors.Is(err, io.EOF) {
			return out, nil
		}
		if err != nil {
			return value.Null, err
		}
		if count += b.Count; count > 1 {
			return value.Null, sqlerr.New(sqlerr.CardinalityViolation, "more than one row returned by a subquery used as an expression")
		}
		out = b.Values[0]
	}
}

// gather is ARRAY(query): of arrays it makes one of one dimension more.
func (s *subquery) gather(from source) (value.Value, error) {
	var items []value.Value
	nested := false
	err := each(s.q, from, func(row []value.Value) error {
		items = append(items, row[0])
		nested = nested || row[0].Kind() == value.KindArray
		return s.q.Env.Room(int64(len(items)) * value.Null.Size())
	})
	if err != nil {
		return value.Null, err
	}
	if nested {
		return stack(s.elem, items, s.pos)
	}
	return value.NewArray(s.elem, items...), nil
}

// hashable notes that the subquery is x = ANY (...) over its own column, so that a
// set of the values answers it.
func (s *subquery) hashable(c *compiler, e *plan.Subquery) {
	call, ok := e.Compare.(*plan.Call)
	if !ok || e.Kind != plan.Any || call.Call.Func.Name != "=" || len(e.Plan.Columns()) != 1 {
		return
	}
	column, ok := call.Args[1].(*plan.Column)
	if !ok || call.Args[0].Type() != call.Args[1].Type() {
		return
	}
	width := column.Index
	if readsFrom(call.Args[0], width) {
		return
	}
	if probe, err := c.scalar(call.Args[0]); err == nil {
		s.probe = probe
	}
}

// readsFrom tells whether an expression reads columns from a position on; what it
// does not know it takes for yes.
func readsFrom(e plan.Expr, position int) bool {
	switch e := e.(type) {
	case *plan.Column:
		return e.Index >= position
	case *plan.Const, *plan.Outer, *plan.Param:
		return false
	case *plan.Cast:
		return readsFrom(e.X, position)
	case *plan.Call:
		return slices.ContainsFunc(e.Args, func(a plan.Expr) bool { return readsFrom(a, position) })
	}
	return true
}

// decide is ANY and ALL: rows that depend on nothing outside are kept.
func (s *subquery) decide(f *frame, row []value.Value, b *boundary) (value.Value, error) {
	if len(b.used) > 0 || b.volatile {
		from, err := s.program.open(f.inside(row))
		if err != nil {
			return value.Null, err
		}
		defer from.close()
		return s.compareAll(f, row, from)
	}
	if s.rows == nil {
		if err := s.load(f, row); err != nil {
			return value.Null, err
		}
	}
	if s.set == nil {
		return s.compareAll(f, row, &storedRows{rows: s.rows, count: s.rows.count})
	}
	if s.rows.count == 0 {
		return value.OfBool(false), nil
	}
	v, err := s.probe(f, row)
	if err != nil || v.IsNull() {
		return value.Null, err
	}
	return s.set.answer(v, false), nil
}

func (s *subquery) load(f *frame, row []value.Value) error {
	from, err := s.program.open(f.inside(row))
	if err != nil {
		return err
	}
	rows := newStore(s.q, s.width)
	if err := rows.fill(from); err != nil {
		return err
	}
	s.rows = rows
	if s.probe != nil {
		s.set = newValueSet()
		for i := range rows.count {
			s.set.add(rows.row(i)[0])
		}
	}
	return nil
}

// compareAll compares the row with each of the subquery's.
func (s *subquery) compareAll(f *frame, row []value.Value, from source) (value.Value, error) {
	var t tally
	var b table.Batch
	both := append(slices.Clone(row), make([]value.Value, s.width)...)
	all := s.kind == plan.All
	for {
		if more, err := pull(s.q, from, &b); !more {
			return t.answer(all), err
		}
		for i := range b.Count {
			copy(both[len(row):], b.Row(i))
			v, err := s.compare(f, both)
			if err != nil {
				return value.Null, err
			}
			if t.add(v) == !all && !v.IsNull() {
				return v, nil
			}
		}
	}
}

// memo keeps the answers of a subquery by the outer values that it reads.
type memo struct {
	q       *query
	b       *boundary
	keys    *rowSet
	answers []value.Value
	key     []value.Value
}

// memoRows is how many answers are kept.
const memoRows = 4096

func newMemo(q *query, b *boundary) *memo {
	return &memo{q: q, b: b, keys: newRowSet(q, len(b.used))}
}

func (m *memo) get(f *frame, answer func(*frame) (value.Value, error)) (value.Value, error) {
	if m.b.volatile && len(m.b.used) > 0 {
		return answer(f)
	}
	m.key = m.key[:0]
	for _, r := range m.b.used {
		at := f
		for range r.depth - 1 {
			at = at.up
		}
		m.key = append(m.key, at.row[r.index])
	}
	// A subquery inside may come here again with another key.
	key := slices.Clone(m.key)
	if i := m.keys.find(key); i >= 0 {
		return m.answers[i], nil
	}
	v, err := answer(f)
	if err != nil {
		return value.Null, err
	}
	return v, m.keep(key, v)
}

func (m *memo) keep(key []value.Value, v value.Value) error {
	if m.keys.count >= memoRows {
		m.keys.free()
		m.keys, m.answers = newRowSet(m.q, len(m.b.used)), nil
	}
	if _, fresh, err := m.keys.put(key); err != nil || !fresh {
		return err
	}
	m.answers = append(m.answers, v)
	return m.q.Budget.grow(v.Size())
}
