package store

import (
	"fmt"

	"foureyes/internal/page"
)

// clause is the rest of a query, as it is being written, with all of the query's
// arguments.
type clause struct {
	sql  string
	args []any
}

// add writes a part, with a parameter in the place of each %s.
func (c *clause) add(format string, values ...any) {
	places := make([]any, 0, len(values))
	for _, v := range values {
		c.args = append(c.args, v)
		places = append(places, fmt.Sprintf("$%d", len(c.args)))
	}
	c.sql += fmt.Sprintf(format, places...)
}

// named keeps rows whose name holds a text, if there is one.
func (c *clause) named(columns, part string) {
	if part != "" {
		c.add(" AND lower("+columns+`name) LIKE %s ESCAPE '\'`, likePattern(part))
	}
}

// listClause writes the rest of a list's WHERE clause, its order and its limit,
// as a keyset page over (created_at, id). columns is the table's prefix, such as
// "t.". It asks for one row more than the page holds, which tells whether there
// is another page.
func listClause(columns string, q page.Query, args ...any) (string, []any) {
	c := clause{args: args}
	// A page that goes on after a row is within the bound on that side already. To
	// name it again would let SQLite walk to the page from there.
	if !q.From.IsZero() && (q.After == nil || q.Descending) {
		c.add(" AND "+columns+"created_at >= %s", q.From.UnixMilli())
	}
	if !q.Until.IsZero() && (q.After == nil || !q.Descending) {
		c.add(" AND "+columns+"created_at < %s", q.Until.UnixMilli())
	}
	c.named(columns, q.NameContains)
	comparison, order := ">", "ASC"
	if q.Descending {
		comparison, order = "<", "DESC"
	}
	if q.After != nil {
		c.add(" AND ("+columns+"created_at, "+columns+"id) "+comparison+" (%s, %s)", q.After.CreatedAt.UnixMilli(), q.After.ID)
	}
	c.add(" ORDER BY "+columns+"created_at "+order+", "+columns+"id "+order+" LIMIT %s", q.Limit+1)
	return c.sql, c.args
}
