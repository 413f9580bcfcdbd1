package exec

import (
	"io"

	"foureyes/internal/ddsql/plan"
	"foureyes/internal/ddsql/sqlerr"
	"foureyes/internal/ddsql/table"
	"foureyes/internal/ddsql/value"
)

func (c *compiler) window(n *plan.Window) (program, error) {
	input, err := c.node(n.Input)
	if err != nil {
		return nil, err
	}
	var keys []plan.SortKey
	for _, e := range n.PartitionBy {
		keys = append(keys, plan.SortKey{Expr: e})
	}
	compiled, err := c.sortKeys(append(keys, n.OrderBy...))
	if err != nil {
		return nil, err
	}
	calls := make([]windowCall, len(n.Calls))
	for i := range n.Calls {
		if calls[i], err = c.windowCall(&n.Calls[i]); err != nil {
			return nil, err
		}
	}
	q, width, parts := c.q, len(n.Input.Columns()), len(n.PartitionBy)
	return opening(func(f *frame) (source, error) {
		from, err := input.open(f)
		s := &windowed{from: from, calls: calls, parts: parts}
		s.sorting = sorting{q: q, keys: compiled, f: f, width: width, keep: -1}
		return s, err
	}), nil
}

// windowed keeps its input sorted by partition and order, and computes one
// partition after the other.
type windowed struct {
	sorting
	from  source
	calls []windowCall
	parts int // how many of the keys are those of the partition

	start, end int // the partition at hand, in the order
	at         int
	results    [][]value.Value // by call, then by row of the partition
	bytes      int64           // of results
}

func (s *windowed) next(b *table.Batch) error {
	if s.rows == nil {
		if err := s.load(); err != nil {
			return err
		}
	}
	b.Reset(s.width + len(s.calls))
	for b.Count < table.BatchRows {
		if s.at == s.end {
			if s.end == len(s.order) {
				break
			}
			if err := s.partition(); err != nil {
				return err
			}
		}
		b.Values = append(b.Values, s.row(s.at)[len(s.keys):]...)
		for i := range s.results {
			b.Values = append(b.Values, s.results[i][s.at-s.start])
		}
		b.Count++
		s.at++
	}
	if b.Count == 0 {
		return io.EOF
	}
	return s.q.worked(b.Count)
}

// row is a row in its place, keys in front.
func (s *windowed) row(place int) []value.Value { return s.rows.row(int(s.order[place])) }

func (s *windowed) load() error {
	s.rows = newStore(s.q, len(s.keys)+s.width)
	scratch := make([]value.Value, 0, s.rows.width)
	err := each(s.q, s.from, func(row []value.Value) error {
		keyed, err := s.keys.compute(s.f, row, scratch[:0])
		if err != nil {
			return err
		}
		return s.add(append(keyed, row...))
	})
	if err != nil {
		return err
	}
	return s.arrange()
}

// partition finds the next partition and computes all calls over it.
func (s *windowed) partition() error {
	s.start, s.end = s.end, s.end+1
	first := s.row(s.start)
	for s.end < len(s.order) && sameRow(first[:s.parts], s.row(s.end)[:s.parts]) {
		s.end++
	}
	p := newPartition(s)
	s.q.Budget.shrink(s.bytes)
	s.bytes, s.results = 0, make([][]value.Value, len(s.calls))
	for i := range s.calls {
		p.call = &s.calls[i]
		values, err := p.compute()
		if err != nil {
			return sqlerr.Place(err, s.calls[i].Pos)
		}
		s.results[i] = values
		for _, v := range values {
			s.bytes += v.Size()
		}
	}
	return s.q.Budget.grow(s.bytes)
}

func (s *windowed) close() {
	s.from.close()
	s.free()
	s.q.Budget.shrink(s.bytes)
	s.bytes, s.results = 0, nil
	s.at, s.end, s.order = 0, 0, nil
}

// windowCall is one compiled window function, or aggregate used as one.
type windowCall struct {
	*plan.WindowCall
	args       []scalar
	filter     scalar
	start, end scalar // offsets of the frame
}

func (c *compiler) windowCall(n *plan.WindowCall) (windowCall, error) {
	w := windowCall{WindowCall: n}
	var err error
	if w.args, err = c.scalars(n.Args); err != nil {
		return w, err
	}
	if w.filter, err = c.optional(n.Filter); err != nil {
		return w, err
	}
	if w.start, err = c.optional(n.Frame.Start.Offset); err != nil {
		return w, err
	}
	w.end, err = c.optional(n.Frame.End.Offset)
	return w, err
}
