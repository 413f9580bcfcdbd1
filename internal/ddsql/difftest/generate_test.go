package difftest

import (
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"foureyes/internal/ddsql/value"
)

// generator writes random queries over the test tables. Each is valid SQL, though
// its values may make it fail; then both engines must fail in the same way.
type generator struct {
	*rand.Rand
	scope []scoped // columns in sight
	depth int
	names int
}

// scoped is a column that a query can name.
type scoped struct {
	text string
	typ  value.Type
}

func newGenerator(seed uint64) *generator {
	return &generator{Rand: rand.New(rand.NewPCG(seed, 1))} //nolint:gosec // the same queries for the same seed
}

func pick[T any](g *generator, list ...T) T { return list[g.IntN(len(list))] }

func (g *generator) chance(of int) bool { return g.IntN(of) == 0 }

func (g *generator) name() string {
	g.names++
	return "x" + strconv.Itoa(g.names)
}

// query writes a query whose whole result can be compared: what is cut by LIMIT is
// ordered by all columns first.
func (g *generator) query() string {
	body, width := g.body()
	all := make([]string, width)
	for i := range all {
		all[i] = strconv.Itoa(i + 1)
	}
	order := " ORDER BY " + strings.Join(all, ", ")
	if g.chance(3) {
		return body + order + fmt.Sprintf(" LIMIT %d OFFSET %d", g.IntN(20), g.IntN(5))
	}
	return body + order
}

// body writes a SELECT, or a set operation of two.
func (g *generator) body() (sql string, width int) {
	types := []value.Type{g.outType()}
	for g.chance(2) && len(types) < 4 {
		types = append(types, g.outType())
	}
	sql = g.sel(types)
	if g.chance(6) {
		sql = fmt.Sprintf("(%s) %s %s(%s)", sql, pick(g, "UNION", "INTERSECT", "EXCEPT"), pick(g, "", "ALL "), g.sel(types))
	}
	return sql, len(types)
}

func (g *generator) outType() value.Type {
	return pick(g, value.Int8, value.Int8, value.Text, value.Bool, value.Timestamp, value.Date)
}

// sel writes a SELECT of columns of these types.
func (g *generator) sel(types []value.Type) string {
	outer := g.scope
	defer func() { g.scope = outer }()
	if g.chance(5) && g.depth < 2 {
		return g.grouped(types)
	}
	from := g.from()
	items := make([]string, len(types))
	for i, t := range types {
		items[i] = g.expr(t, 2) + " AS " + g.name()
		if g.chance(10) && t == value.Int8 {
			items[i] = g.window() + " AS " + g.name()
		}
	}
	return fmt.Sprintf("SELECT %s%s FROM %s%s", pick(g, "", "", "", "DISTINCT "), strings.Join(items, ", "), from, g.where())
}

func (g *generator) where() string {
	if g.chance(3) {
		return ""
	}
	return " WHERE " + g.expr(value.Bool, 3)
}

// grouped writes a SELECT with groups.
func (g *generator) grouped(types []value.Type) string {
	from, where := g.from(), g.where()
	keys := map[value.Type]string{}
	var list []string
	depth := g.depth
	g.depth = 2 // no subqueries: two of the same text are not the same expression to us
	for _, t := range types {
		if _, have := keys[t]; !have && g.chance(2) {
			keys[t] = g.expr(t, 1)
			list = append(list, keys[t])
		}
	}
	defer func() { g.depth = depth }()
	items := make([]string, len(types))
	for i, t := range types {
		items[i] = g.aggregate(t) + " AS " + g.name()
		if key, ok := keys[t]; ok && g.chance(2) {
			items[i] = key + " AS " + g.name()
		}
	}
	sql := fmt.Sprintf("SELECT %s FROM %s%s", strings.Join(items, ", "), from, where)
	if len(list) > 0 {
		sql += " GROUP BY " + strings.Join(list, ", ")
	}
	if g.chance(3) {
		sql += " HAVING " + g.aggregate(value.Bool)
	}
	return sql
}

// aggregate writes an aggregate that gives a type, and does not depend on order.
func (g *generator) aggregate(t value.Type) string {
	filter := ""
	if g.chance(4) {
		filter = " FILTER (WHERE " + g.expr(value.Bool, 1) + ")"
	}
	switch t {
	case value.Int8:
		return pick(g, "count(*)", "count("+g.expr(value.Text, 1)+")", "count(DISTINCT "+g.expr(value.Int8, 1)+")",
			"max("+g.expr(value.Int8, 1)+")", "min("+g.expr(value.Int8, 1)+")") + filter
	case value.Bool:
		return pick(g, "bool_and(", "bool_or(") + g.expr(value.Bool, 1) + ")" + filter
	case value.Text:
		return pick(g, "max(", "min(") + g.expr(value.Text, 1) + ")" + filter
	}
	return pick(g, "max(", "min(") + g.expr(t, 1) + ")" + filter
}

func (g *generator) window() string {
	over := "(PARTITION BY " + g.expr(value.Text, 1) + ")"
	return pick(g, "count(*)", "max("+g.expr(value.Int8, 1)+")", "min("+g.expr(value.Int8, 1)+")") + " OVER " + over
}

// from writes a FROM clause and puts its columns in sight.
func (g *generator) from() string {
	sql := g.source()
	for g.chance(3) && len(g.scope) < 30 {
		kind := pick(g, "JOIN", "LEFT JOIN", "RIGHT JOIN", "FULL JOIN")
		left := slices.Clone(g.scope)
		right := g.source()
		on := g.link(left)
		if kind == "FULL JOIN" && !strings.Contains(on, " = ") {
			kind = "JOIN" // PostgreSQL merges or hashes full joins only
		}
		sql += " " + kind + " " + right + " ON " + on
	}
	return sql
}

// link writes the condition of a join: an equation, and now and then more.
func (g *generator) link(left []scoped) string {
	right := g.scope[len(left):]
	for range 8 {
		a, b := left[g.IntN(len(left))], right[g.IntN(len(right))]
		if a.typ == b.typ && a.typ != value.JSON {
			return a.text + " = " + b.text
		}
	}
	return "true"
}

// source writes a table, a subquery or VALUES.
func (g *generator) source() string {
	alias := g.name()
	if g.depth < 2 && g.chance(6) {
		g.depth++
		outer := g.scope
		g.scope = nil
		types := []value.Type{value.Int8, value.Text}
		sql := g.sel(types)
		g.scope = append(outer, scoped{alias + ".p", value.Int8}, scoped{alias + ".q", value.Text})
		g.depth--
		return "(" + sql + ") AS " + alias + "(p, q)"
	}
	r := relations[g.IntN(len(relations))]
	if r.name == "ev" && len(g.scope) > 12 {
		r = relations[0] // products of the largest tables take long
	}
	for _, c := range r.columns {
		switch c.typ {
		case value.Int8, value.Text, value.Bool, value.Timestamp, value.Date:
			g.scope = append(g.scope, scoped{alias + "." + c.name, c.typ})
		}
	}
	return "d." + r.name + " AS " + alias
}

// column names a column of a type; a constant when there is none.
func (g *generator) column(t value.Type) string {
	var fit []string
	for _, c := range g.scope {
		if c.typ == t {
			fit = append(fit, c.text)
		}
	}
	if len(fit) == 0 || g.chance(8) {
		return g.constant(t)
	}
	return fit[g.IntN(len(fit))]
}

func (g *generator) constant(t value.Type) string {
	switch t {
	case value.Int8:
		return fmt.Sprintf("%d::int8", g.IntN(21)-10)
	case value.Text:
		return pick(g, "'red'", "'start'", "''", "'a%b'", "NULL::text", "'label 1'")
	case value.Bool:
		return pick(g, "true", "false", "NULL::bool")
	case value.Timestamp:
		return "timestamp '2024-02-1" + strconv.Itoa(g.IntN(10)) + " 12:00:00'"
	}
	return "date '2024-02-1" + strconv.Itoa(g.IntN(10)) + "'"
}

// expr writes an expression of a type, at most so deep.
func (g *generator) expr(t value.Type, deep int) string {
	if deep == 0 || g.chance(3) {
		return g.column(t)
	}
	switch t {
	case value.Int8:
		return g.number(deep - 1)
	case value.Text:
		return g.text(deep - 1)
	case value.Bool:
		return g.condition(deep - 1)
	case value.Timestamp:
		return pick(g, "date_trunc('"+pick(g, "hour", "day", "week", "month")+"', "+g.expr(t, deep-1)+")",
			"("+g.expr(t, deep-1)+" + interval '"+pick(g, "1 day", "1 month", "-3 hours")+"')", "coalesce("+g.expr(t, deep-1)+", "+g.constant(t)+")")
	}
	return pick(g, "("+g.expr(value.Timestamp, deep-1)+")::date", "least("+g.expr(t, deep-1)+", "+g.expr(t, deep-1)+")")
}

func (g *generator) number(deep int) string {
	a, b := g.expr(value.Int8, deep), g.expr(value.Int8, deep)
	return pick(g,
		"("+a+" + "+b+")", "("+a+" - "+b+")", "("+a+" * "+b+")", "("+a+" / nullif("+b+", 0))", "("+a+" % nullif("+b+", 0))",
		"abs("+a+")", "coalesce("+a+", "+b+")", "greatest("+a+", "+b+")", "length("+g.expr(value.Text, deep)+")::int8",
		"CASE WHEN "+g.expr(value.Bool, deep)+" THEN "+a+" ELSE "+b+" END",
		"nullif("+a+", "+b+")", "sign("+a+")::int8", "strpos("+g.expr(value.Text, deep)+", 'e')::int8",
		"extract(day FROM "+g.expr(value.Timestamp, deep)+")::int8", g.subquery(),
	)
}

// subquery writes a scalar subquery that may read the rows around it.
func (g *generator) subquery() string {
	if g.depth >= 2 {
		return g.constant(value.Int8)
	}
	g.depth++
	outer := g.scope
	defer func() { g.depth--; g.scope = outer }()
	from := g.source()
	// An aggregate of outer columns alone would be the outer query's.
	all := g.scope
	g.scope = all[len(outer):]
	what := pick(g, "count(*)", "max("+g.column(value.Int8)+")", "min("+g.column(value.Int8)+")")
	g.scope = all
	return "(SELECT " + what + " FROM " + from + " WHERE " + g.expr(value.Bool, 2) + ")"
}

func (g *generator) text(deep int) string {
	a, b := g.expr(value.Text, deep), g.expr(value.Text, deep)
	return pick(g,
		"("+a+" || "+b+")", "reverse("+a+")", "left("+a+", 2)", "coalesce("+a+", "+b+")", "replace("+a+", 'e', 'E')",
		"substring("+a+", 2, 2)", "split_part("+a+", 'e', 1)", "concat("+a+", "+g.expr(value.Int8, deep)+")",
		"("+g.expr(value.Int8, deep)+")::text", "CASE WHEN "+g.expr(value.Bool, deep)+" THEN "+a+" END", "greatest("+a+", "+b+")",
		"trim("+a+")", "lpad("+a+", 4, '*')", "to_char("+g.expr(value.Timestamp, deep)+", 'YYYY-MM-DD')",
	)
}

func (g *generator) condition(deep int) string {
	t := pick(g, value.Int8, value.Text, value.Timestamp, value.Date, value.Int8)
	a, b := g.expr(t, deep), g.expr(t, deep)
	return pick(g,
		"("+a+pick(g, " = ", " <> ", " < ", " <= ", " > ", " >= ")+b+")",
		"("+a+" IS "+pick(g, "", "NOT ")+"NULL)", "("+a+" IS DISTINCT FROM "+b+")",
		"("+g.expr(value.Bool, deep)+pick(g, " AND ", " OR ")+g.expr(value.Bool, deep)+")",
		"(NOT "+g.expr(value.Bool, deep)+")", "("+g.expr(value.Bool, deep)+" IS "+pick(g, "TRUE", "NOT TRUE", "FALSE", "UNKNOWN")+")",
		"("+a+" IN ("+b+", "+g.constant(t)+"))", "("+a+" BETWEEN "+b+" AND "+g.constant(t)+")",
		"("+g.expr(value.Text, deep)+pick(g, " LIKE ", " ILIKE ")+pick(g, "'r%'", "'%e%'", "'_ed'", "'a\\%b'")+")",
		"("+g.expr(value.Int8, deep)+" = ANY (ARRAY[1, 2, NULL, 5]))", g.exists(), g.membership(deep),
	)
}

// exists writes EXISTS over a query that may read the rows around it.
func (g *generator) exists() string {
	if g.depth >= 2 {
		return g.constant(value.Bool)
	}
	g.depth++
	outer := g.scope
	defer func() { g.depth--; g.scope = outer }()
	from := g.source()
	return pick(g, "", "NOT ") + "EXISTS (SELECT 1 FROM " + from + " WHERE " + g.link(outerOr(outer, g.scope)) + " AND " + g.expr(value.Bool, 1) + ")"
}

// outerOr is where a link may begin: the outer columns, or half of the own.
func outerOr(outer, own []scoped) []scoped {
	if len(outer) > 0 {
		return outer
	}
	return own[:1]
}

// membership writes IN over a query.
func (g *generator) membership(deep int) string {
	if g.depth >= 2 {
		return g.constant(value.Bool)
	}
	x := g.expr(value.Int8, deep)
	g.depth++
	outer := g.scope
	defer func() { g.depth--; g.scope = outer }()
	if g.chance(2) {
		g.scope = nil
	}
	from := g.source()
	return "(" + x + pick(g, " IN ", " NOT IN ") + "(SELECT " + g.expr(value.Int8, 1) + " FROM " + from + " WHERE " + g.expr(value.Bool, 1) + "))"
}

// TestGeneratedQueries compares random queries. FOUREYES_SQL_SEED runs the query of
// one seed; FOUREYES_TEST_LONG runs 100,000 instead of 5,000.
func TestGeneratedQueries(t *testing.T) {
	count, begin := uint64(5000), uint64(1)
	if os.Getenv("FOUREYES_TEST_LONG") != "" {
		count = 100_000
	}
	if seed, err := strconv.ParseUint(os.Getenv("FOUREYES_SQL_SEED"), 10, 64); err == nil {
		begin, count = seed, 1
	}
	b := open(t)
	if r := b.askPostgreSQL(t.Context(), "SET statement_timeout = '5s'"); r.code != "" {
		t.Fatal(r.text)
	}
	var failures, refused, slow int
	for seed := begin; seed < begin+count && failures < 20; seed++ {
		sql := newGenerator(seed).query()
		theirs := b.askPostgreSQL(t.Context(), sql)
		if theirs.code == "57014" {
			slow++ // it would take us as long
			continue
		}
		if theirs.code != "" {
			refused++
		}
		ours := b.ask(t.Context(), sql)
		if ours.code == "57014" {
			slow++
			continue
		}
		if d := difference(ours, theirs, true); d != "" && (ours.code == "" || theirs.code == "") {
			failures++
			t.Errorf("seed %d:\n%s\n%s", seed, sql, d)
		}
	}
	t.Logf("%d queries, of which %d fail in both engines, and %d were too slow for one of them", count, refused, slow)
	if refused > int(count/5) || slow > int(count/100) { //nolint:gosec // small numbers
		t.Error("too many of the queries compare nothing")
	}
}
