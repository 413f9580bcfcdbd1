package store

import (
	"strconv"
	"strings"
)

// onlyFew finds the values of the one key of a group on SQLite, which would sort all
// rows to group them.
func (q *selecting) onlyFew() ([]choice, bool) {
	if q.postgres || q.Group == nil || len(q.Group.Keys) != 1 || q.Group.Keys[0].Trunc != "" {
		return nil, false
	}
	_, e := q.column(q.Group.Keys[0].Column)
	return e.few, len(e.few) > 0
}

// counted computes the groups of all values side by side, while the rows are read once,
// and then puts those that have rows one below the other.
func (q *selecting) counted(few []choice) string {
	var cells, groups []string
	add := func(sql string) string {
		cells = append(cells, sql+" AS c"+strconv.Itoa(len(cells)))
		return "c" + strconv.Itoa(len(cells)-1)
	}
	for _, f := range few {
		group := []string{literal(f.value)}
		there := add("count(*) FILTER (WHERE " + q.fill(f.when) + ")")
		for _, a := range q.Group.Aggregates {
			if a.Column < 0 && len(a.Where) == 0 {
				group = append(group, there)
				continue
			}
			group = append(group, add(q.aggregateWhen(a, f.when)))
		}
		groups = append(groups, "SELECT "+strings.Join(group, ", ")+" FROM p WHERE "+there+" > 0")
	}
	where, order := q.wheres(), q.orders()
	rows := q.from(q.rows())
	return "WITH p AS MATERIALIZED (SELECT " + strings.Join(cells, ", ") + " FROM " + rows + " WHERE " + where + ") " +
		strings.Join(groups, " UNION ALL ") + order + q.limit()
}
