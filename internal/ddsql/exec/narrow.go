package exec

import (
	"io"

	"foureyes/internal/ddsql/plan"
	"foureyes/internal/ddsql/sqlerr"
	"foureyes/internal/ddsql/table"
	"foureyes/internal/ddsql/value"
)

func (c *compiler) filter(n *plan.Filter) (program, error) {
	input, err := c.node(n.Input)
	if err != nil {
		return nil, err
	}
	cond, err := c.scalar(n.Cond)
	q := c.q
	return opening(func(f *frame) (source, error) {
		from, err := input.open(f)
		return &filtered{q: q, from: from, cond: cond, f: f}, err
	}), err
}

// filtered gives the rows for which a condition is true.
type filtered struct {
	q    *query
	from source
	cond scalar
	f    *frame
}

func (s *filtered) next(b *table.Batch) error {
	for {
		if err := s.from.next(b); err != nil {
			return err
		}
		if err := s.q.worked(b.Count); err != nil {
			return err
		}
		if err := s.sift(b); err != nil || b.Count > 0 {
			return err
		}
	}
}

// sift moves the rows that stay to the front of the batch.
func (s *filtered) sift(b *table.Batch) error {
	kept := 0
	for i := range b.Count {
		row := b.Row(i)
		ok, err := isTrue(s.cond, s.f, row)
		if err != nil {
			return err
		}
		if !ok {
			continue
		}
		if kept < i {
			copy(b.Values[kept*b.Width:], row)
		}
		kept++
	}
	b.Count, b.Values = kept, b.Values[:kept*b.Width]
	return nil
}

func (s *filtered) close() { s.from.close() }

func (c *compiler) project(n *plan.Project) (program, error) {
	input, err := c.node(n.Input)
	if err != nil {
		return nil, err
	}
	exprs, err := c.scalars(n.Exprs)
	q := c.q
	return opening(func(f *frame) (source, error) {
		from, err := input.open(f)
		return &projected{q: q, from: from, exprs: exprs, f: f}, err
	}), err
}

// projected computes expressions over each row.
type projected struct {
	q     *query
	from  source
	exprs []scalar
	f     *frame
	in    table.Batch
}

func (s *projected) next(b *table.Batch) error {
	if err := s.from.next(&s.in); err != nil {
		return err
	}
	b.Reset(len(s.exprs))
	for i := range s.in.Count {
		if err := compute(s.exprs, s.f, s.in.Row(i), b); err != nil {
			return err
		}
	}
	return s.q.worked(b.Count)
}

func (s *projected) close() { s.from.close() }

func (c *compiler) limit(n *plan.Limit) (program, error) {
	input, err := c.node(n.Input)
	if err != nil {
		return nil, err
	}
	count, err := c.optional(n.Count)
	if err != nil {
		return nil, err
	}
	offset, err := c.optional(n.Offset)
	if err != nil {
		return nil, err
	}
	ties, err := c.sortKeys(n.Ties)
	return opening(func(f *frame) (source, error) {
		l := &limited{f: f, ties: ties, left: -1}
		if l.left, err = rowCount(count, f, -1, sqlerr.InvalidRowCountInLimit, "LIMIT"); err != nil {
			return nil, err
		}
		if l.skip, err = rowCount(offset, f, 0, sqlerr.InvalidRowCountInOffset, "OFFSET"); err != nil {
			return nil, err
		}
		l.from, err = input.open(f)
		return l, err
	}), err
}

// rowCount computes LIMIT or OFFSET; NULL is none.
func rowCount(s scalar, f *frame, none int64, code, word string) (int64, error) {
	if s == nil {
		return none, nil
	}
	v, err := s(f, nil)
	if err != nil || v.IsNull() {
		return none, err
	}
	if v.Int() < 0 {
		return 0, sqlerr.New(code, "%s must not be negative", word)
	}
	return v.Int(), nil
}

// limited leaves out rows at both ends; left is -1 without a limit.
type limited struct {
	from       source
	f          *frame
	skip, left int64
	ties       sortKeys
	last       []value.Value // keys of the last row, with ties
	in         table.Batch
}

func (s *limited) next(b *table.Batch) error {
	for {
		if s.left == 0 && s.last == nil {
			return io.EOF
		}
		if err := s.from.next(&s.in); err != nil {
			return err
		}
		b.Reset(s.in.Width)
		for i := range s.in.Count {
			if err := s.take(s.in.Row(i), b); err != nil {
				return err
			}
		}
		if b.Count > 0 {
			return nil
		}
	}
}

// take passes a row on if it lies within the limits.
func (s *limited) take(row []value.Value, b *table.Batch) error {
	switch {
	case s.skip > 0:
		s.skip--
		return nil
	case s.left == 0:
		return s.tie(row, b)
	case s.left > 0:
		s.left--
	}
	b.Append(row...)
	if s.left == 0 && len(s.ties) > 0 {
		keys, err := s.ties.compute(s.f, row, nil)
		s.last = keys
		return err
	}
	return nil
}

// tie passes a row on if it is level with the last one; after one that is not
// there is nothing more.
func (s *limited) tie(row []value.Value, b *table.Batch) error {
	if s.last == nil {
		return nil
	}
	keys, err := s.ties.compute(s.f, row, nil)
	if err != nil {
		return err
	}
	if s.ties.compare(keys, s.last) != 0 {
		s.last = nil
		return nil
	}
	b.Append(row...)
	return nil
}

func (s *limited) close() { s.from.close() }
