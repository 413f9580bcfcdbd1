package store

import (
	"fmt"
	"strings"

	"foureyes/internal/page"
)

// listClause writes the rest of a list's WHERE clause, its order and its limit,
// as a keyset page over (created_at, id). columns is the table's prefix, such as
// "t.". It asks for one row more than the page holds, which tells whether there
// is another page.
func listClause(columns string, q page.Query, args ...any) (string, []any) {
	var b strings.Builder
	add := func(format string, values ...any) {
		places := make([]any, 0, len(values))
		for _, v := range values {
			args = append(args, v)
			places = append(places, fmt.Sprintf("$%d", len(args)))
		}
		fmt.Fprintf(&b, format, places...)
	}
	// A page that goes on after a row is within the bound on that side already. To
	// name it again would let SQLite walk to the page from there.
	if !q.From.IsZero() && (q.After == nil || q.Descending) {
		add(" AND "+columns+"created_at >= %s", q.From.UnixMilli())
	}
	if !q.Until.IsZero() && (q.After == nil || !q.Descending) {
		add(" AND "+columns+"created_at < %s", q.Until.UnixMilli())
	}
	if q.NameContains != "" {
		add(" AND lower("+columns+`name) LIKE %s ESCAPE '\'`, likePattern(q.NameContains))
	}
	comparison, order := ">", "ASC"
	if q.Descending {
		comparison, order = "<", "DESC"
	}
	if q.After != nil {
		add(" AND ("+columns+"created_at, "+columns+"id) "+comparison+" (%s, %s)", q.After.CreatedAt.UnixMilli(), q.After.ID)
	}
	add(" ORDER BY "+columns+"created_at "+order+", "+columns+"id "+order+" LIMIT %s", q.Limit+1)
	return b.String(), args
}
