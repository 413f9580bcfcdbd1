package store

import (
	"fmt"
	"strconv"
	"strings"

	"foureyes/internal/inventory"
)

// selecting writes the one statement of a selection. All that comes from a query
// stands in it as a position in the registry, a number or a parameter.
type selecting struct {
	relation *relation
	inventory.Selection
	postgres bool
	args     []any
	host     string // its parameter, once there is one
	used     strings.Builder
}

// statementOf writes a selection as SQL for an engine.
func statementOf(s inventory.Selection, postgres bool) (query string, args []any, err error) {
	r, known := relations[s.Table.String()]
	if !known {
		return "", nil, fmt.Errorf("there is no relation %s", s.Table)
	}
	q := &selecting{relation: &r, Selection: s, postgres: postgres, args: []any{s.Account}}
	return q.statement(), q.args, nil
}

// account is the parameter with the account, always the first.
func (q *selecting) account() string { return q.text("$1") }

// text is a parameter whose type PostgreSQL could not guess everywhere.
func (q *selecting) text(parameter string) string {
	if q.postgres {
		return parameter + "::text"
	}
	return parameter
}

func (q *selecting) arg(v any) string {
	q.args = append(q.args, v)
	return "$" + strconv.Itoa(len(q.args))
}

// statement puts the parts together. Those that choose joins come first.
func (q *selecting) statement() string {
	if few, is := q.onlyFew(); is {
		return q.counted(few)
	}
	columns, group := q.columns(), ""
	if q.Group != nil {
		columns, group = q.groups()
	}
	where, order := q.wheres(), q.orders()
	rows := q.rows()
	return "SELECT " + columns + " FROM " + q.from(rows) + " WHERE " + where + group + order + q.limit()
}

// rows is what stands behind FROM without joins.
func (q *selecting) rows() string {
	rows := q.fill(q.of(q.relation.rows))
	if q.relation.split != "" {
		return q.splitRows(rows)
	}
	return rows
}

// from adds the joins that are in use.
func (q *selecting) from(rows string) string {
	used := q.used.String() + rows
	for _, j := range q.relation.joins {
		if strings.Contains(used, j.alias+".") {
			rows += " " + j.clause
		}
	}
	return rows
}

func (q *selecting) limit() string {
	if q.Limit < 0 {
		return ""
	}
	return " LIMIT " + strconv.FormatInt(q.Limit, 10)
}

// of takes the engine's side of an expression.
func (q *selecting) of(e expression) string {
	if q.postgres {
		return e.postgres
	}
	return e.sqlite
}

// fill puts parameters where an expression wants them.
func (q *selecting) fill(sql string) string {
	if strings.Contains(sql, "{host}") {
		if q.host == "" {
			q.host = q.text(q.arg(q.Host))
		}
		sql = strings.ReplaceAll(sql, "{host}", q.host)
	}
	sql = strings.ReplaceAll(sql, "{account}", q.account())
	q.used.WriteString(" " + sql)
	return sql
}

func (q *selecting) column(i int) (inventory.Column, expression) {
	c := q.Table.Columns[i]
	return c, q.relation.columns[c.Name]
}

// cell is a column as it is read.
func (q *selecting) cell(i int) string {
	c, e := q.column(i)
	sql := q.fill(q.of(e))
	switch {
	case c.Kind == inventory.Tags && q.postgres:
		return "(SELECT json_object_agg(key, value)::text FROM tag WHERE resource_id = " + sql + ")"
	case c.Kind == inventory.Tags:
		return "(SELECT json_group_object(key, value) FROM tag WHERE resource_id = " + sql + ")"
	case c.Kind == inventory.JSON && q.postgres:
		return "(" + sql + ")::text"
	}
	return sql
}

// compared is a column as it is compared and sorted: text by its bytes.
func (q *selecting) compared(i int) string {
	c, e := q.column(i)
	sql := q.fill(q.of(e))
	switch {
	case plain(sql):
		return sql
	case c.Kind == inventory.Text && q.postgres:
		return "((" + sql + `) COLLATE "C")`
	}
	return "(" + sql + ")"
}

func (q *selecting) columns() string {
	cells := make([]string, 0, len(q.Columns))
	for _, i := range q.Columns {
		cells = append(cells, q.cell(i))
	}
	if len(cells) == 0 {
		return "1" // the rows alone are counted
	}
	return strings.Join(cells, ", ")
}

func (q *selecting) wheres() string {
	narrow, account := q.narrow(), q.fill(q.relation.account)
	if narrow != "" {
		account = "+" + account // without it SQLite would take the index of the account
	}
	all := []string{account + " = " + q.account()}
	if q.relation.where != "" {
		all = append(all, q.fill(q.relation.where))
	}
	for _, c := range q.Where {
		all = append(all, q.condition(c))
	}
	if narrow != "" {
		all = append(all, q.fill(narrow))
	}
	return strings.Join(all, " AND ")
}

// orders sorts. PostgreSQL and SQLite differ in where NULL comes by itself; a column
// without NULL is sorted as indexes are.
func (q *selecting) orders() string {
	var by []string
	for _, o := range q.Order {
		var sql string
		nulls := true
		if q.Group != nil {
			sql = strconv.Itoa(o.Column + 1)
		} else {
			sql, nulls = q.compared(o.Column), !q.Table.Columns[o.Column].NotNull
		}
		if o.Desc {
			sql += " DESC"
		}
		switch {
		case nulls && o.NullsFirst:
			sql += " NULLS FIRST"
		case nulls:
			sql += " NULLS LAST"
		}
		by = append(by, sql)
	}
	if len(by) == 0 {
		return ""
	}
	return " ORDER BY " + strings.Join(by, ", ")
}
