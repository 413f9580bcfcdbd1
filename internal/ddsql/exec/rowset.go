package exec

import (
	"foureyes/internal/ddsql/table"
	"foureyes/internal/ddsql/value"
)

// store keeps rows of one width, one after the other, and counts their memory.
type store struct {
	q      *query
	width  int
	count  int
	values []value.Value
	bytes  int64
}

func newStore(q *query, width int) *store { return &store{q: q, width: width} }

// rowOverhead is what a row costs besides its values: its place in indexes.
const rowOverhead = 16

// add copies a row and gives its number.
func (s *store) add(row []value.Value) (int, error) {
	size := int64(rowOverhead)
	for _, v := range row {
		size += v.Size()
	}
	s.bytes += size
	if err := s.q.Budget.grow(size); err != nil {
		return 0, err
	}
	s.values = append(s.values, row...)
	s.count++
	return s.count - 1, nil
}

func (s *store) row(i int) []value.Value {
	return s.values[i*s.width : (i+1)*s.width : (i+1)*s.width]
}

// free gives the memory back.
func (s *store) free() {
	s.q.Budget.shrink(s.bytes)
	s.values, s.bytes, s.count = nil, 0, 0
}

// fill keeps all rows of a source, which is closed then.
func (s *store) fill(from source) error {
	defer from.close()
	return each(s.q, from, func(row []value.Value) error {
		_, err := s.add(row)
		return err
	})
}

// each calls do for every row of a source.
func each(q *query, from source, do func(row []value.Value) error) error {
	var b table.Batch
	for {
		if more, err := pull(q, from, &b); !more {
			return err
		}
		for i := range b.Count {
			if err := do(b.Row(i)); err != nil {
				return err
			}
		}
	}
}

// rowSet is rows of which each is there once, found by their hashes. NULL is the
// same as NULL in it, as for DISTINCT and GROUP BY.
type rowSet struct {
	*store
	hashes []uint64
	heads  []int32 // 1 + the first row of a slot
	nexts  []int32 // 1 + the next row of the same slot
}

func newRowSet(q *query, width int) *rowSet {
	const first = 64
	return &rowSet{store: newStore(q, width), heads: make([]int32, first)}
}

func hashRow(row []value.Value) uint64 {
	h := uint64(len(row))
	for _, v := range row {
		h = value.Combine(h, value.Hash(v))
	}
	return h
}

func sameRow(a, b []value.Value) bool {
	for i := range a {
		if value.Distinct(a[i], b[i]) {
			return false
		}
	}
	return true
}

// find gives the number of a row, or -1.
func (s *rowSet) find(row []value.Value) int { return s.lookup(hashRow(row), row) }

func (s *rowSet) lookup(h uint64, row []value.Value) int {
	for i := s.heads[h&uint64(len(s.heads)-1)]; i != 0; i = s.nexts[i-1] {
		if s.hashes[i-1] == h && sameRow(s.row(int(i-1)), row) {
			return int(i - 1)
		}
	}
	return -1
}

// put gives the number of a row and whether it is new.
func (s *rowSet) put(row []value.Value) (number int, fresh bool, err error) {
	h := hashRow(row)
	if i := s.lookup(h, row); i >= 0 {
		return i, false, nil
	}
	i, err := s.add(row)
	if err != nil {
		return 0, false, err
	}
	s.hashes = append(s.hashes, h)
	s.nexts = append(s.nexts, 0)
	s.link(i)
	if s.count > len(s.heads) {
		s.widen()
	}
	return i, true, nil
}

func (s *rowSet) link(i int) {
	slot := s.hashes[i] & uint64(len(s.heads)-1)
	s.nexts[i] = s.heads[slot]
	s.heads[slot] = int32(i + 1) //nolint:gosec // 2^31 rows do not fit any budget
}

// widen doubles the slots.
func (s *rowSet) widen() {
	s.heads = make([]int32, 2*len(s.heads))
	for i := range s.count {
		s.link(i)
	}
}

func (s *rowSet) free() {
	s.store.free()
	s.hashes, s.heads, s.nexts = nil, nil, nil
}
