package store

import (
	"foureyes/internal/ddsql/table"
	"foureyes/internal/inventory"
)

// narrow is a condition that follows from those of the query, and by which SQLite finds
// the rows in an index where theirs would have the whole table read; empty where they do
// not need it. Neither do the first rows of an order, which an index has, nor PostgreSQL,
// which reads the table with several workers and loses by having to join.
func (q *selecting) narrow() string {
	if q.postgres || q.Limit >= 0 && len(q.Order) > 0 && q.Group == nil {
		return ""
	}
	found := ""
	for _, c := range q.Where {
		if q.indexed(c) {
			return ""
		}
		if found == "" {
			found = q.narrowed(c)
		}
	}
	return found
}

// indexed reports whether an index finds rows by a condition.
func (q *selecting) indexed(c inventory.Condition) bool {
	_, e := q.column(c.Column)
	return q.byName(c) || e.indexed && ranges(c.Op)
}

// narrowed is what follows from one condition.
func (q *selecting) narrowed(c inventory.Condition) string {
	_, e := q.column(c.Column)
	switch {
	case c.Never || !ranges(c.Op):
		return ""
	case len(e.few) == 0 || c.Op != table.Eq && c.Op != table.In:
		return e.narrow
	}
	return ofAll(e.few, c.Args)
}

// ofAll is the condition that some values have in common.
func ofAll(few []choice, values []any) string {
	common := ""
	for _, v := range values {
		for _, f := range few {
			switch {
			case f.value != v:
			case common != "" && common != f.narrow, f.narrow == "":
				return ""
			default:
				common = f.narrow
			}
		}
	}
	return common
}

// ranges reports whether a comparison leaves one piece, or a few, of an order.
func ranges(op table.Op) bool {
	switch op {
	case table.Eq, table.Lt, table.Le, table.Gt, table.Ge, table.In, table.Prefix:
		return true
	}
	return false
}
