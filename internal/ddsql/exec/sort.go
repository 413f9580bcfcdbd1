package exec

import (
	"cmp"
	"container/heap"
	"math"
	"slices"

	"foureyes/internal/ddsql/plan"
	"foureyes/internal/ddsql/table"
	"foureyes/internal/ddsql/value"
)

// sortKey is a compiled item to sort by.
type sortKey struct {
	expr             scalar
	desc, nullsFirst bool
}

type sortKeys []sortKey

func (c *compiler) sortKeys(keys []plan.SortKey) (sortKeys, error) {
	out := make(sortKeys, len(keys))
	for i, k := range keys {
		s, err := c.scalar(k.Expr)
		if err != nil {
			return nil, err
		}
		out[i] = sortKey{s, k.Desc, k.NullsFirst}
	}
	return out, nil
}

// compute appends the keys of a row.
func (k sortKeys) compute(f *frame, row, into []value.Value) ([]value.Value, error) {
	for i := range k {
		v, err := k[i].expr(f, row)
		if err != nil {
			return nil, err
		}
		into = append(into, v)
	}
	return into, nil
}

// compare orders two rows by their keys.
func (k sortKeys) compare(a, b []value.Value) int {
	for i := range k {
		if c := k[i].compare(a[i], b[i]); c != 0 {
			return c
		}
	}
	return 0
}

func (k *sortKey) compare(a, b value.Value) int {
	if a.IsNull() || b.IsNull() {
		switch {
		case a.IsNull() && b.IsNull():
			return 0
		case a.IsNull() == k.nullsFirst:
			return -1
		}
		return 1
	}
	c := value.Compare(a, b)
	if k.desc {
		return -c
	}
	return c
}

func (c *compiler) sort(n *plan.Sort) (program, error) {
	input, err := c.node(n.Input)
	if err != nil {
		return nil, err
	}
	keys, err := c.sortKeys(n.Keys)
	q, width, keep := c.q, len(n.Out), n.Keep
	return opening(func(f *frame) (source, error) {
		from, err := input.open(f)
		if err != nil {
			return nil, err
		}
		return &sorted{sorting: sorting{q: q, keys: keys, f: f, width: width, keep: keep}, from: from}, nil
	}), err
}

// sorted sorts when its first batch is asked for.
type sorted struct {
	sorting
	from source
	rows *storedRows
}

func (s *sorted) next(b *table.Batch) error {
	if s.rows == nil {
		rows, err := s.run(s.from)
		if err != nil {
			return err
		}
		s.rows = rows
	}
	return s.rows.next(b)
}

func (s *sorted) close() {
	s.from.close()
	if s.rows != nil {
		s.rows.close()
	}
	s.free()
}

// sorting keeps rows with their keys in front and puts them in order; of rows that
// are level the one that came first is first. keep, if not below 0, is how many of
// the first are wanted: no more are ever kept.
type sorting struct {
	q     *query
	keys  sortKeys
	f     *frame
	width int
	keep  int64

	rows  *store // keys, then the row
	order []int32
	came  []int64 // when a row came, as its place may have been another's before
	count int64
}

func (s *sorting) run(from source) (*storedRows, error) {
	s.rows = newStore(s.q, len(s.keys)+s.width)
	scratch := make([]value.Value, 0, s.rows.width)
	err := each(s.q, from, func(row []value.Value) error {
		keyed, err := s.keys.compute(s.f, row, scratch[:0])
		if err != nil {
			return err
		}
		return s.add(append(keyed, row...))
	})
	if err != nil {
		return nil, err
	}
	if err := s.arrange(); err != nil {
		return nil, err
	}
	return &storedRows{rows: s.bare(), order: s.order, count: len(s.order)}, nil
}

// add keeps a row, in place of the last one when there are enough.
func (s *sorting) add(keyed []value.Value) error {
	s.count++
	if s.keep < 0 || int64(len(s.order)) < s.keep {
		i, err := s.rows.add(keyed)
		s.order = append(s.order, int32(i)) //nolint:gosec // 2^31 rows do not fit any budget
		if s.keep >= 0 {
			s.came = append(s.came, s.count)
		}
		if err == nil && int64(len(s.order)) == s.keep {
			heap.Init((*worstFirst)(s))
		}
		return err
	}
	if s.keep == 0 {
		return nil
	}
	worst := s.order[0]
	old := s.rows.row(int(worst))
	if s.keys.compare(keyed, old) >= 0 {
		return nil
	}
	if err := s.replace(old, keyed); err != nil {
		return err
	}
	s.came[worst] = s.count
	heap.Fix((*worstFirst)(s), 0)
	return nil
}

// replace writes a row over another one.
func (s *sorting) replace(old, keyed []value.Value) error {
	var more int64
	for i := range old {
		more += keyed[i].Size() - old[i].Size()
	}
	copy(old, keyed)
	s.rows.bytes += more
	return s.q.Budget.grow(more)
}

// worstFirst is a heap of the rows kept, the last one of the order on top.
type worstFirst sorting

// The methods of heap.Interface; nothing is pushed or popped.

func (h *worstFirst) Len() int { return len(h.order) }

func (h *worstFirst) Less(i, j int) bool { return (*sorting)(h).compare(h.order[i], h.order[j]) > 0 }
func (h *worstFirst) Swap(i, j int)      { h.order[i], h.order[j] = h.order[j], h.order[i] }

// Push is never called.
func (h *worstFirst) Push(any) {}

// Pop is never called.
func (h *worstFirst) Pop() any { return nil }

func (s *sorting) compare(i, j int32) int {
	if c := s.keys.compare(s.rows.row(int(i)), s.rows.row(int(j))); c != 0 {
		return c
	}
	// Where no row was put in another's place, rows stand as they came.
	if s.keep < 0 {
		return cmp.Compare(i, j)
	}
	return cmp.Compare(s.came[i], s.came[j])
}

// arrange sorts what was kept. Comparing many rows takes long, so it looks now and
// then whether the query is to end; a sort cannot be left but by a panic.
func (s *sorting) arrange() (err error) {
	type ended struct{ err error }
	defer func() {
		if p := recover(); p != nil {
			e, ok := p.(ended)
			if !ok {
				panic(p)
			}
			err = e.err
		}
	}()
	const often, size = 4096, 16
	if err := s.q.Budget.grow(size * int64(len(s.order))); err != nil {
		return err
	}
	defer s.q.Budget.shrink(size * int64(len(s.order)))
	items := s.items()
	compared := 0
	slices.SortFunc(items, func(a, b item) int {
		if compared++; compared%often == 0 {
			if err := s.q.worked(often); err != nil {
				panic(ended{err})
			}
		}
		if c := cmp.Compare(a.prefix, b.prefix); c != 0 {
			return c
		}
		return s.compare(a.row, b.row)
	})
	for i := range items {
		s.order[i] = items[i].row
	}
	return nil
}

// bare is the rows without their keys.
func (s *sorting) bare() *store {
	keys, count := len(s.keys), s.rows.count
	for i := range count {
		copy(s.rows.values[i*s.width:(i+1)*s.width], s.rows.row(i)[keys:])
	}
	s.rows.width = s.width
	s.rows.values = s.rows.values[:count*s.width]
	return s.rows
}

// item is a row to be put in order. Rows whose prefixes differ are in the order of
// these, so that most comparisons need not look at the rows.
type item struct {
	prefix uint64
	row    int32
}

func (s *sorting) items() []item {
	out := make([]item, len(s.order))
	for i, row := range s.order {
		out[i].row = row
		if len(s.keys) > 0 {
			out[i].prefix = s.keys[0].prefix(s.rows.row(int(row))[0])
		}
	}
	return out
}

// prefix is the beginning of a key as a number: of two keys the one that comes
// first has no greater one.
func (k *sortKey) prefix(v value.Value) uint64 {
	const lowest, highest = 0, math.MaxUint64
	if v.IsNull() {
		if k.nullsFirst {
			return lowest
		}
		return highest
	}
	// NULLs stand outside, so two bits are given up for them.
	p := value.Prefix(v)>>2 | 1<<62
	if k.desc {
		return highest - p
	}
	return p
}

func (s *sorting) free() {
	if s.rows != nil {
		s.rows.free()
	}
}
