package store

import (
	"fmt"
	"strconv"
	"strings"

	"foureyes/internal/ddsql/table"
	"foureyes/internal/inventory"
)

// groups writes what is selected of groups, and the clause that makes them.
func (q *selecting) groups() (columns, clause string) {
	var cells, keys []string
	for i, k := range q.Group.Keys {
		cell := q.compared(k.Column)
		if k.Trunc != "" {
			cell = q.truncated(cell, k.Trunc)
		}
		cells, keys = append(cells, cell), append(keys, strconv.Itoa(i+1))
	}
	for _, a := range q.Group.Aggregates {
		cells = append(cells, q.aggregate(a))
	}
	if len(cells) == 0 {
		cells = []string{"count(*)"} // one row for the whole
	}
	if len(keys) > 0 {
		clause = " GROUP BY " + strings.Join(keys, ", ")
	}
	return strings.Join(cells, ", "), clause
}

func (q *selecting) aggregate(a inventory.Aggregate) string { return q.aggregateWhen(a, "") }

// aggregateWhen adds a condition to those of an aggregate, if there is one.
func (q *selecting) aggregateWhen(a inventory.Aggregate, when string) string {
	call, cast := "count(*)", ""
	if a.Column >= 0 {
		call, cast = q.calculated(a)
	}
	if len(a.Where) > 0 || when != "" {
		where := make([]string, 0, len(a.Where)+1)
		if when != "" {
			where = append(where, q.fill(when))
		}
		for _, c := range a.Where {
			where = append(where, q.condition(c))
		}
		call += " FILTER (WHERE " + strings.Join(where, " AND ") + ")"
	}
	if cast != "" {
		return "CAST(" + call + " AS " + cast + ")"
	}
	return call
}

var calls = map[table.Calc]string{table.Count: "count", table.Sum: "sum", table.Avg: "avg", table.Min: "min", table.Max: "max"}

// calculated is the call of an aggregate, and the type that PostgreSQL's is cast to.
func (q *selecting) calculated(a inventory.Aggregate) (call, cast string) {
	c, _ := q.column(a.Column)
	if c.Kind == inventory.Tags {
		return "count(*)", "" // tags are never NULL
	}
	call = calls[a.Calc] + "(" + q.compared(a.Column) + ")"
	switch {
	case !q.postgres:
	case a.Calc == table.Sum && c.Kind == inventory.Number:
		cast = "BIGINT"
	case a.Calc == table.Avg:
		cast = "DOUBLE PRECISION"
	}
	return call, cast
}

const day = 86_400_000

// steps are the units of date_trunc that have one length, in milliseconds.
var steps = map[string]int64{"second": 1000, "minute": 60_000, "hour": 3_600_000, "day": day}

// truncated cuts milliseconds to a unit. Weeks begin on Monday, as did 1969-12-29.
func (q *selecting) truncated(ms, unit string) string {
	if step, is := steps[unit]; is {
		return fmt.Sprintf("%[1]s - %[1]s %% %[2]d", ms, step)
	}
	switch {
	case unit == "week":
		return fmt.Sprintf("%[1]s - (%[1]s + %[2]d) %% %[3]d", ms, 3*day, 7*day)
	case q.postgres:
		return fmt.Sprintf("(extract(epoch FROM date_trunc('%s', timestamp 'epoch' + %s * interval '1 millisecond')) * 1000)::bigint", unit, ms)
	case unit == "quarter":
		return fmt.Sprintf("CAST(strftime('%%s', %[1]s / 1000, 'unixepoch', 'start of month', '-' || ((strftime('%%m', %[1]s / 1000, 'unixepoch') - 1) %% 3) || ' months') AS INTEGER) * 1000", ms)
	}
	return fmt.Sprintf("CAST(strftime('%%s', %s / 1000, 'unixepoch', 'start of %s') AS INTEGER) * 1000", ms, unit)
}
