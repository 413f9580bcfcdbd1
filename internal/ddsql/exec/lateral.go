package exec

import (
	"slices"

	"foureyes/internal/ddsql/plan"
	"foureyes/internal/ddsql/table"
	"foureyes/internal/ddsql/value"
)

// lateral is a join whose right input is opened anew for each left row.
func (c *compiler) lateral(n *plan.Join) (program, error) {
	left, err := c.node(n.Left)
	if err != nil {
		return nil, err
	}
	var right program
	if _, err = c.within(func() error {
		right, err = c.node(n.Right)
		return err
	}); err != nil {
		return nil, err
	}
	cond, err := c.optional(n.Cond)
	q, kind := c.q, n.Kind
	widths := [2]int{len(n.Left.Columns()), len(n.Right.Columns())}
	return opening(func(f *frame) (source, error) {
		from, err := left.open(f)
		return &lateral{q: q, kind: kind, right: right, cond: cond, f: f, from: from, both: make([]value.Value, widths[0]+widths[1]), leftWidth: widths[0]}, err
	}), err
}

type lateral struct {
	q         *query
	kind      plan.JoinKind
	right     program
	cond      scalar
	f         *frame
	from      source
	leftWidth int

	in      table.Batch
	at      int
	row     []value.Value // the left row at hand
	inner   source        // the right rows for it
	partner bool
	other   table.Batch
	both    []value.Value
}

func (s *lateral) next(b *table.Batch) error {
	width := len(s.both)
	if s.kind == plan.Semi || s.kind == plan.Anti {
		width = s.leftWidth
	}
	b.Reset(width)
	for b.Count == 0 {
		if s.inner == nil {
			if err := s.begin(); err != nil {
				return err
			}
		}
		if err := s.match(b); err != nil {
			return err
		}
	}
	return nil
}

// begin opens the right input for the next left row.
func (s *lateral) begin() error {
	if s.at >= s.in.Count {
		if err := s.from.next(&s.in); err != nil {
			return err
		}
		s.at = 0
	}
	// The right input keeps the row while other batches come.
	s.row = slices.Clone(s.in.Row(s.at))
	s.at++
	s.partner = false
	inner, err := s.right.open(s.f.inside(s.row))
	s.inner = inner
	if err != nil {
		s.inner = nil
	}
	return err
}

// match goes through one batch of right rows, or finishes the left row.
func (s *lateral) match(b *table.Batch) error {
	more, err := pull(s.q, s.inner, &s.other)
	if err != nil {
		return err
	}
	if !more || s.partner && (s.kind == plan.Semi || s.kind == plan.Anti) {
		s.inner.close()
		s.inner = nil
		s.finish(b)
		return s.q.worked(1)
	}
	copy(s.both, s.row)
	for i := range s.other.Count {
		copy(s.both[len(s.row):], s.other.Row(i))
		ok, err := allTrue(s.cond, s.f, s.both)
		if err != nil {
			return err
		}
		if !ok {
			continue
		}
		s.partner = true
		if s.kind != plan.Semi && s.kind != plan.Anti {
			b.Append(s.both...)
		}
	}
	return nil
}

func (s *lateral) finish(b *table.Batch) {
	switch {
	case s.kind == plan.Semi && s.partner, s.kind == plan.Anti && !s.partner:
		b.Append(s.row...)
	case s.kind == plan.Left && !s.partner:
		copy(s.both, s.row)
		clear(s.both[len(s.row):])
		b.Append(s.both...)
	}
}

func (s *lateral) close() {
	s.from.close()
	if s.inner != nil {
		s.inner.close()
		s.inner = nil
	}
}
