package exec

import (
	"errors"
	"io"

	"foureyes/internal/ddsql/plan"
	"foureyes/internal/ddsql/table"
	"foureyes/internal/ddsql/value"
)

func (c *compiler) setOperation(n *plan.SetOperation) (program, error) {
	left, err := c.node(n.Left)
	if err != nil {
		return nil, err
	}
	right, err := c.node(n.Right)
	if err != nil {
		return nil, err
	}
	q, width := c.q, len(n.Out)
	if n.Kind == plan.Union {
		return opening(func(f *frame) (source, error) {
			both := &chain{f: f, rest: []program{left, right}}
			if n.All {
				return both, nil
			}
			return &distinct{q: q, from: both, f: f, seen: newRowSet(q, width)}, nil
		}), nil
	}
	return opening(func(f *frame) (source, error) {
		from, err := left.open(f)
		if err != nil {
			return nil, err
		}
		return &matched{q: q, from: from, right: right, f: f, except: n.Kind == plan.Except, all: n.All, other: newRowSet(q, width)}, nil
	}), nil
}

// chain gives the rows of one program after the other.
type chain struct {
	f    *frame
	rest []program
	now  source
}

func (s *chain) next(b *table.Batch) error {
	for {
		if s.now == nil {
			if len(s.rest) == 0 {
				return io.EOF
			}
			from, err := s.rest[0].open(s.f)
			if err != nil {
				return err
			}
			s.now, s.rest = from, s.rest[1:]
		}
		err := s.now.next(b)
		if !errors.Is(err, io.EOF) {
			return err
		}
		s.now.close()
		s.now = nil
	}
}

func (s *chain) close() {
	s.rest = nil
	if s.now != nil {
		s.now.close()
		s.now = nil
	}
}

// matched is INTERSECT and EXCEPT: left rows by how often they are on the right.
// Without ALL a row is given once, which its count of -1 remembers.
type matched struct {
	q           *query
	from        source
	right       program
	f           *frame
	except, all bool
	other       *rowSet
	counts      []int
	in          table.Batch
}

func (s *matched) next(b *table.Batch) error {
	if s.counts == nil {
		if err := s.load(); err != nil {
			return err
		}
	}
	for {
		if err := s.from.next(&s.in); err != nil {
			return err
		}
		if err := s.q.worked(s.in.Count); err != nil {
			return err
		}
		b.Reset(s.in.Width)
		for i := range s.in.Count {
			row := s.in.Row(i)
			given, err := s.gives(row)
			if err != nil {
				return err
			}
			if given {
				b.Append(row...)
			}
		}
		if b.Count > 0 {
			return nil
		}
	}
}

// load counts the right rows.
func (s *matched) load() error {
	s.counts = []int{}
	from, err := s.right.open(s.f)
	if err != nil {
		return err
	}
	defer from.close()
	return each(s.q, from, func(row []value.Value) error {
		i, fresh, err := s.other.put(row)
		if err != nil {
			return err
		}
		if fresh {
			s.counts = append(s.counts, 0)
		}
		s.counts[i]++
		return nil
	})
}

func (s *matched) gives(row []value.Value) (bool, error) {
	i := s.other.find(row)
	if s.except {
		return s.remains(i, row)
	}
	if i < 0 || s.counts[i] <= 0 {
		return false, nil
	}
	s.counts[i]--
	if !s.all {
		s.counts[i] = -1
	}
	return true, nil
}

// remains tells whether EXCEPT gives the row.
func (s *matched) remains(i int, row []value.Value) (bool, error) {
	switch {
	case i < 0 && s.all:
		return true, nil
	case i < 0:
		_, _, err := s.other.put(row) // so that it is not given twice
		s.counts = append(s.counts, -1)
		return true, err
	case s.all && s.counts[i] > 0:
		s.counts[i]--
		return false, nil
	}
	return s.all, nil
}

func (s *matched) close() {
	s.from.close()
	s.other.free()
}
