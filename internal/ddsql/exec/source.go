package exec

import (
	"errors"
	"io"

	"foureyes/internal/ddsql/plan"
	"foureyes/internal/ddsql/table"
	"foureyes/internal/ddsql/value"
)

// pull gets the next batch; more is false at the end and after an error.
func pull(q *query, from source, b *table.Batch) (more bool, err error) {
	err = from.next(b)
	if errors.Is(err, io.EOF) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	return true, q.worked(b.Count)
}

// opening is a program that is only a function.
type opening func(f *frame) (source, error)

func (o opening) open(f *frame) (source, error) { return o(f) }

// storedRows gives the rows of a store, in an order if there is one.
type storedRows struct {
	rows  *store
	order []int32 // nil for as they are
	at    int
	count int
	owned bool // close frees the store
}

func (s *storedRows) next(b *table.Batch) error {
	if s.at >= s.count {
		return io.EOF
	}
	b.Reset(s.rows.width)
	for s.at < s.count && b.Count < table.BatchRows {
		i := s.at
		if s.order != nil {
			i = int(s.order[i])
		}
		b.Append(s.rows.row(i)...)
		s.at++
	}
	return nil
}

func (s *storedRows) close() {
	s.count = 0
	if s.owned {
		s.rows.free()
	}
}

// scan reads a table. What its conditions are compared with may only be known now.
func (c *compiler) scan(n *plan.Scan) (program, error) {
	late := make([]scalar, len(n.Late))
	for i, l := range n.Late {
		var err error
		if late[i], err = c.scalar(l.Value); err != nil {
			return nil, err
		}
	}
	q := c.q
	return opening(func(f *frame) (source, error) {
		r := n.Request
		if len(late) > 0 {
			r.Filter = append([]table.Condition{}, r.Filter...)
		}
		for i, s := range late {
			v, err := s(f, nil)
			if err != nil {
				return nil, err
			}
			if v.IsNull() {
				return nothing{}, nil
			}
			condition := n.Late[i].Condition
			condition.Value = v
			r.Filter = append(r.Filter, condition)
		}
		rows, err := n.Table.Scan(q.ctx, r)
		if err != nil {
			return nil, err
		}
		return &scanned{rows}, nil
	}), nil
}

type scanned struct{ rows table.Rows }

func (s *scanned) next(b *table.Batch) error { return s.rows.Next(b) }

func (s *scanned) close() { _ = s.rows.Close() } // it was only read from

// nothing gives no rows.
type nothing struct{}

func (nothing) next(*table.Batch) error { return io.EOF }
func (nothing) close()                  {}

func (c *compiler) values(n *plan.Values) (program, error) {
	rows := make([][]scalar, len(n.Rows))
	for i, exprs := range n.Rows {
		var err error
		if rows[i], err = c.scalars(exprs); err != nil {
			return nil, err
		}
	}
	width := len(n.Out)
	return opening(func(f *frame) (source, error) { return &written{rows: rows, width: width, f: f}, nil }), nil
}

// written gives the rows of VALUES.
type written struct {
	rows  [][]scalar
	width int
	f     *frame
}

func (w *written) next(b *table.Batch) error {
	if len(w.rows) == 0 {
		return io.EOF
	}
	b.Reset(w.width)
	for len(w.rows) > 0 && b.Count < table.BatchRows {
		if err := compute(w.rows[0], w.f, nil, b); err != nil {
			return err
		}
		w.rows = w.rows[1:]
	}
	return nil
}

func (w *written) close() { w.rows = nil }

// compute appends one row of expressions to a batch.
func compute(exprs []scalar, f *frame, row []value.Value, b *table.Batch) error {
	for _, e := range exprs {
		v, err := e(f, row)
		if err != nil {
			return err
		}
		b.Values = append(b.Values, v)
	}
	b.Count++
	return nil
}
