package exec

import (
	"errors"
	"io"

	"foureyes/internal/ddsql/fn"
	"foureyes/internal/ddsql/plan"
	"foureyes/internal/ddsql/sqlerr"
	"foureyes/internal/ddsql/table"
	"foureyes/internal/ddsql/value"
)

// functionCall is a compiled call in FROM.
type functionCall struct {
	plan.FunctionCall
	args  []scalar
	value scalar
}

func (c *compiler) functionScan(n *plan.FunctionScan) (program, error) {
	calls := make([]functionCall, len(n.Calls))
	for i, call := range n.Calls {
		args, err := c.scalars(call.Args)
		if err != nil {
			return nil, err
		}
		v, err := c.optional(call.Value)
		if err != nil {
			return nil, err
		}
		calls[i] = functionCall{call, args, v}
	}
	q, width, ordinality := c.q, len(n.Out), n.Ordinality
	return opening(func(f *frame) (source, error) {
		s := &functionRows{q: q, calls: calls, width: width, ordinality: ordinality}
		for _, call := range calls {
			next, err := call.open(q, f)
			if err != nil {
				return nil, err
			}
			s.nexts = append(s.nexts, next)
		}
		return s, nil
	}), nil
}

// open begins one call.
func (c *functionCall) open(q *query, f *frame) (fn.Next, error) {
	if c.Set == nil {
		return once(c.value, f), nil
	}
	args := make([]value.Value, len(c.args))
	for i, a := range c.args {
		v, err := a(f, nil)
		if err != nil {
			return nil, err
		}
		args[i] = v
	}
	next, err := c.Set.Open(q.Env, args)
	return next, sqlerr.Place(err, c.Pos)
}

// once gives a plain value as the only row.
func once(s scalar, f *frame) fn.Next {
	given := false
	return func() ([]value.Value, error) {
		if given {
			return nil, io.EOF
		}
		given = true
		v, err := s(f, nil)
		return []value.Value{v}, err
	}
}

// functionRows gives the rows of functions side by side.
type functionRows struct {
	q          *query
	calls      []functionCall
	nexts      []fn.Next // nil for one that has ended
	width      int
	ordinality bool
	count      int64
}

func (s *functionRows) next(b *table.Batch) error {
	b.Reset(s.width)
	for b.Count < table.BatchRows {
		more, err := s.row(b)
		if err != nil {
			return err
		}
		if !more {
			break
		}
	}
	if b.Count == 0 {
		return io.EOF
	}
	return s.q.worked(b.Count)
}

// row appends one row; more is false when all functions have ended.
func (s *functionRows) row(b *table.Batch) (more bool, err error) {
	mark := len(b.Values)
	for i := range s.calls {
		values, err := s.pull(i)
		if err != nil {
			return false, sqlerr.Place(err, s.calls[i].Pos)
		}
		more = more || values != nil
		if b.Values, err = s.calls[i].place(s.q, b.Values, values); err != nil {
			return false, sqlerr.Place(err, s.calls[i].Pos)
		}
	}
	if !more {
		b.Values = b.Values[:mark]
		return false, nil
	}
	if s.ordinality {
		s.count++
		b.Values = append(b.Values, value.OfInt(s.count))
	}
	b.Count++
	return true, nil
}

// pull gets the next row of one function; nil when it has ended.
func (s *functionRows) pull(i int) ([]value.Value, error) {
	if s.nexts[i] == nil {
		return nil, nil
	}
	values, err := s.nexts[i]()
	if errors.Is(err, io.EOF) {
		s.nexts[i] = nil
		return nil, nil
	}
	return values, err
}

// place appends a call's columns; NULLs when it has no more rows.
func (c *functionCall) place(q *query, into, values []value.Value) ([]value.Value, error) {
	if c.Expand && len(values) == 1 {
		if values[0].IsNull() {
			values = nil
		} else {
			values = values[0].Row().Fields
		}
	}
	for i := range c.Columns {
		v := value.Null
		if i < len(values) {
			v = values[i]
		}
		if i < len(c.Casts) && c.Casts[i] != nil {
			var err error
			if v, err = fitted(q, c.Casts[i], v); err != nil {
				return into, err
			}
		}
		into = append(into, v)
	}
	return into, nil
}

// fitted applies the cast of a column definition list.
func fitted(q *query, c *plan.Cast, v value.Value) (value.Value, error) {
	v, err := c.Cast.Apply(q.Env, v)
	if err == nil && c.Modify != nil && !v.IsNull() {
		v, err = c.Modify(v)
	}
	return v, err
}

func (s *functionRows) close() { s.nexts, s.calls = nil, nil }

// setItem is a compiled item of ProjectSet.
type setItem struct {
	plan.SetItem
	value scalar
	args  []scalar
}

func (c *compiler) projectSet(n *plan.ProjectSet) (program, error) {
	input, err := c.node(n.Input)
	if err != nil {
		return nil, err
	}
	items := make([]setItem, len(n.Items))
	for i, item := range n.Items {
		v, err := c.optional(item.Value)
		if err != nil {
			return nil, err
		}
		args, err := c.scalars(item.Args)
		if err != nil {
			return nil, err
		}
		items[i] = setItem{item, v, args}
	}
	q := c.q
	return opening(func(f *frame) (source, error) {
		from, err := input.open(f)
		return &projectedSet{q: q, from: from, items: items, f: f}, err
	}), nil
}

// projectedSet gives, for each input row, as many rows as its longest call.
type projectedSet struct {
	q     *query
	from  source
	items []setItem
	f     *frame
	in    table.Batch
	at    int
	plain []value.Value // values of plain items for the row at hand
	nexts []fn.Next
	alive bool // the row at hand may give more rows
}

func (s *projectedSet) next(b *table.Batch) error {
	b.Reset(len(s.items))
	for b.Count < table.BatchRows {
		if !s.alive {
			more, err := s.begin()
			if err != nil {
				return err
			}
			if !more {
				break
			}
		}
		if err := s.give(b); err != nil {
			return err
		}
	}
	if b.Count == 0 {
		return io.EOF
	}
	return s.q.worked(b.Count)
}

// begin opens the calls for the next input row.
func (s *projectedSet) begin() (more bool, err error) {
	if s.at >= s.in.Count {
		if more, err := pull(s.q, s.from, &s.in); !more {
			s.in.Count = 0
			return false, err
		}
		s.at = 0
	}
	row := s.in.Row(s.at)
	s.at++
	s.alive = true
	s.plain, s.nexts = make([]value.Value, len(s.items)), make([]fn.Next, len(s.items))
	for i, item := range s.items {
		if item.Set == nil {
			s.plain[i], err = item.value(s.f, row)
		} else {
			s.nexts[i], err = item.open(s.q, s.f, row)
		}
		if err != nil {
			return false, err
		}
	}
	return true, nil
}

func (i *setItem) open(q *query, f *frame, row []value.Value) (fn.Next, error) {
	args := make([]value.Value, len(i.args))
	for k, a := range i.args {
		v, err := a(f, row)
		if err != nil {
			return nil, err
		}
		args[k] = v
	}
	next, err := i.Set.Open(q.Env, args)
	return next, sqlerr.Place(err, i.Pos)
}

// give appends one row if a call has one left. A call of several columns gives a
// record.
func (s *projectedSet) give(b *table.Batch) error {
	mark, more := len(b.Values), false
	for i := range s.items {
		v := s.plain[i]
		if s.nexts[i] != nil {
			values, err := s.nexts[i]()
			switch {
			case errors.Is(err, io.EOF):
				s.nexts[i] = nil
			case err != nil:
				return sqlerr.Place(err, s.items[i].Pos)
			default:
				v, more = s.items[i].one(values), true
			}
		}
		b.Values = append(b.Values, v)
	}
	if !more {
		b.Values, s.alive = b.Values[:mark], false
		return s.q.worked(1)
	}
	b.Count++
	return nil
}

func (i *setItem) one(values []value.Value) value.Value {
	if len(i.Set.Columns) == 1 {
		return values[0]
	}
	shape := &value.Shape{}
	for _, c := range i.Set.Columns {
		shape.Names, shape.Types = append(shape.Names, c.Name), append(shape.Types, c.Type)
	}
	return value.OfRecord(&value.Row{Shape: shape, Fields: append([]value.Value{}, values...)})
}

func (s *projectedSet) close() {
	s.from.close()
	s.nexts = nil
}
