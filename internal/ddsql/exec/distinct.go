package exec

import (
	"foureyes/internal/ddsql/plan"
	"foureyes/internal/ddsql/table"
	"foureyes/internal/ddsql/value"
)

func (c *compiler) distinct(n *plan.Distinct) (program, error) {
	input, err := c.node(n.Input)
	if err != nil {
		return nil, err
	}
	on, err := c.scalars(n.On)
	q, width := c.q, len(n.Out)
	if n.On != nil {
		width = len(n.On)
	}
	return opening(func(f *frame) (source, error) {
		from, err := input.open(f)
		return &distinct{from: from, on: on, f: f, seen: newRowSet(q, width), q: q}, err
	}), err
}

// distinct passes on the first row of each kind.
type distinct struct {
	q    *query
	from source
	on   []scalar // empty for the whole row
	f    *frame
	seen *rowSet
	in   table.Batch
	key  []value.Value
}

func (s *distinct) next(b *table.Batch) error {
	for {
		if err := s.from.next(&s.in); err != nil {
			return err
		}
		if err := s.q.worked(s.in.Count); err != nil {
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

func (s *distinct) take(row []value.Value, b *table.Batch) error {
	key := row
	if len(s.on) > 0 {
		s.key = s.key[:0]
		for _, e := range s.on {
			v, err := e(s.f, row)
			if err != nil {
				return err
			}
			s.key = append(s.key, v)
		}
		key = s.key
	}
	_, fresh, err := s.seen.put(key)
	if fresh {
		b.Append(row...)
	}
	return err
}

func (s *distinct) close() {
	s.from.close()
	s.seen.free()
}
