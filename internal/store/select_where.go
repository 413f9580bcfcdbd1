package store

import (
	"slices"
	"strings"

	"foureyes/internal/ddsql/table"
	"foureyes/internal/inventory"
)

var comparisons = map[table.Op]string{
	table.Eq: "=", table.Ne: "<>", table.Lt: "<", table.Le: "<=", table.Gt: ">", table.Ge: ">=",
}

// never is a condition without rows.
const never = "1 = 0"

func (q *selecting) condition(c inventory.Condition) string {
	if c.Never {
		return never
	}
	column, e := q.column(c.Column)
	if e.name != nil && (c.Op == table.Eq || c.Op == table.In) {
		return q.named(e.name, c.Args)
	}
	switch c.Op {
	case table.IsNull, table.IsNotNull:
		return q.nullness(column, c)
	case table.In, table.NotIn:
		return q.among(c)
	case table.Prefix:
		return q.prefix(c)
	case table.KeyEq:
		return "EXISTS (SELECT 1 FROM tag x WHERE x.resource_id = " + q.fill(q.of(e)) +
			" AND x.key = " + q.arg(c.Key) + " AND x.value = " + q.arg(c.Args[0]) + ")"
	}
	return q.compared(c.Column) + " " + comparisons[c.Op] + " " + q.arg(c.Args[0])
}

func (q *selecting) nullness(column inventory.Column, c inventory.Condition) string {
	switch {
	case column.Kind == inventory.Tags && c.Op == table.IsNull:
		return never
	case column.Kind == inventory.Tags:
		return "1 = 1"
	case c.Op == table.IsNull:
		return q.compared(c.Column) + " IS NULL"
	}
	return q.compared(c.Column) + " IS NOT NULL"
}

func (q *selecting) among(c inventory.Condition) string {
	switch {
	case len(c.Args) == 0 && c.Op == table.In:
		return never
	case len(c.Args) == 0:
		return q.compared(c.Column) + " IS NOT NULL"
	}
	places := make([]string, 0, len(c.Args))
	for _, a := range c.Args {
		places = append(places, q.arg(a))
	}
	in := " IN ("
	if c.Op == table.NotIn {
		in = " NOT IN ("
	}
	return q.compared(c.Column) + in + strings.Join(places, ", ") + ")"
}

// prefix finds texts from a prefix on to the first that comes after all that have it.
func (q *selecting) prefix(c inventory.Condition) string {
	prefix, _ := c.Args[0].(string)
	sql := q.compared(c.Column) + " >= " + q.arg(prefix)
	if after, is := successor(prefix); is {
		sql += " AND " + q.compared(c.Column) + " < " + q.arg(after)
	}
	return sql
}

// successor is the first text after all that begin with the prefix; false when there
// is none.
func successor(prefix string) (string, bool) {
	runes := []rune(prefix)
	for i, r := range slices.Backward(runes) {
		switch r {
		case 0x10ffff:
			continue
		case 0xd7ff:
			r = 0xe000 // what lies between is no text
		default:
			r++
		}
		return string(append(runes[:i], r)), true
	}
	return "", false
}
