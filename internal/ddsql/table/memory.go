package table

import (
	"context"
	"io"
	"slices"

	"foureyes/internal/ddsql/value"
)

// Memory is a table over rows that are at hand. It filters and sorts by itself.
type Memory struct {
	meta *Meta
	rows [][]value.Value
}

// NewMemory makes a table of rows, each as wide as the columns are many. The
// rows are not copied.
func NewMemory(m *Meta, rows [][]value.Value) *Memory { return &Memory{m, rows} }

// Meta says what the table looks like.
func (m *Memory) Meta() *Meta { return m.meta }

// Accept takes conditions, order and limit, but no groups.
func (m *Memory) Accept(r Request) Accepted {
	a := Accepted{Filter: make([]bool, len(r.Filter)), Order: r.Group == nil, Limit: r.Group == nil, Rows: int64(len(m.rows))}
	for i := range a.Filter {
		a.Filter[i] = true
	}
	return a
}

// Scan reads the rows.
func (m *Memory) Scan(ctx context.Context, r Request) (Rows, error) {
	rows := m.rows
	if len(r.Order) > 0 {
		rows = slices.Clone(rows)
		slices.SortStableFunc(rows, func(a, b []value.Value) int { return CompareRows(r.Order, a, b) })
	}
	return &memoryRows{ctx: ctx, request: r, rows: rows}, nil
}

// CompareRows orders two rows by some of their columns.
func CompareRows(order []Order, a, b []value.Value) int {
	for _, o := range order {
		if c := compareNulls(o, a[o.Column], b[o.Column]); c != 0 {
			return c
		}
	}
	return 0
}

func compareNulls(o Order, a, b value.Value) int {
	switch {
	case a.IsNull() && b.IsNull():
		return 0
	case a.IsNull() == o.NullsFirst && (a.IsNull() || b.IsNull()):
		return -1
	case a.IsNull() || b.IsNull():
		return 1
	}
	c := value.Compare(a, b)
	if o.Desc {
		return -c
	}
	return c
}

type memoryRows struct {
	ctx     context.Context
	request Request
	rows    [][]value.Value
	given   int64
}

// Next fills the batch with rows that meet the conditions.
func (m *memoryRows) Next(b *Batch) error {
	b.Reset(len(m.request.Columns))
	if err := m.ctx.Err(); err != nil {
		return err
	}
	for len(m.rows) > 0 && b.Count < BatchRows && !m.full() {
		row := m.rows[0]
		m.rows = m.rows[1:]
		if m.wanted(row) {
			for _, c := range m.request.Columns {
				b.Values = append(b.Values, row[c])
			}
			b.Count++
			m.given++
		}
	}
	if b.Count == 0 {
		return io.EOF
	}
	return nil
}

// full reports whether the limit is reached.
func (m *memoryRows) full() bool { return m.request.Limit >= 0 && m.given >= m.request.Limit }

func (m *memoryRows) wanted(row []value.Value) bool {
	for i := range m.request.Filter {
		if c := &m.request.Filter[i]; !c.Matches(row[c.Column]) {
			return false
		}
	}
	return true
}

// Close frees the rows.
func (m *memoryRows) Close() error {
	m.rows = nil
	return nil
}
