package catalog

import (
	"context"

	"foureyes/internal/ddsql/table"
	"foureyes/internal/ddsql/value"
)

// systemTable is one catalogue as one snapshot shows it (table.Table).
type systemTable struct {
	shape *shape
	c     *Catalog
}

// Meta says what the catalogue looks like.
func (t systemTable) Meta() *table.Meta { return t.shape.meta }

// Accept takes conditions, order and limit.
func (t systemTable) Accept(r table.Request) table.Accepted {
	return table.NewMemory(t.shape.meta, nil).Accept(r)
}

// Scan makes the rows, and reads them.
func (t systemTable) Scan(ctx context.Context, r table.Request) (table.Rows, error) {
	return table.NewMemory(t.shape.meta, t.rows(r.Filter)).Scan(ctx, r) //nolint:wrapcheck // rows at hand do not fail
}

// block is rows, and the relation that they are about if there is one.
type block struct {
	about *relation
	rows  [][]value.Value
}

// rows are those that can meet the conditions, and maybe others.
func (t systemTable) rows(filter []table.Condition) [][]value.Value {
	s, m := t.shape, &t.shape.rows
	var rows [][]value.Value
	for _, b := range s.fixedRows() {
		if b.about == nil || s.mayConcern(b.about, filter) {
			rows = append(rows, b.rows...)
		}
	}
	if m.all != nil {
		rows = append(rows, s.made(m.all(t.c))...)
	}
	if m.each == nil {
		return rows
	}
	for _, list := range [][]*relation{systemRelations(), t.c.own().list} {
		for _, r := range list {
			if (!r.system || !m.plain) && s.mayConcern(r, filter) {
				rows = append(rows, s.made(m.each(t.c, r))...)
			}
		}
	}
	return rows
}

// fixedRows are those that no snapshot changes.
func (s *shape) fixedRows() []block {
	return s.shared.get(func() []block {
		var list []block
		if s.rows.file != "" {
			list = append(list, block{nil, s.readRows(s.rows.file)})
		}
		if s.rows.fixed != nil {
			list = append(list, block{nil, s.made(s.rows.fixed())})
		}
		if s.rows.plain {
			for _, r := range systemRelations() {
				list = append(list, block{r, s.made(s.rows.each(nil, r))})
			}
		}
		return list
	})
}

func (s *shape) made(list []fields) [][]value.Value {
	rows := make([][]value.Value, len(list))
	for i, f := range list {
		rows[i] = s.row(f)
	}
	return rows
}

// mayConcern reports whether rows about a relation can meet the conditions.
func (s *shape) mayConcern(r *relation, filter []table.Condition) bool {
	for i := range filter {
		about := s.rows.about[s.meta.At(filter[i].Column).Name]
		if about != nil && !filter[i].Matches(about(r)) {
			return false
		}
	}
	return true
}
