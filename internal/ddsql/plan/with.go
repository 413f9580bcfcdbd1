package plan

import (
	"foureyes/internal/ddsql/fn"
	"foureyes/internal/ddsql/sqlerr"
	"foureyes/internal/ddsql/syntax"
)

// commons is a common table in sight, and those before it.
type commons struct {
	before  *commons
	table   *CommonTable
	columns []column
	working bool // its own step is being bound
	read    bool
	depth   int  // how many subqueries were around it
	hidden  bool // its first part is being bound, which must not read it
}

// commonNamed finds a common table in sight.
func (b *binder) commonNamed(name string) *commons {
	for c := b.common; c != nil; c = c.before {
		if c.table.Name == name {
			return c
		}
	}
	return nil
}

// with binds the tables of WITH.
func (b *binder) with(w *syntax.With, outer *level) []*CommonTable {
	var tables []*CommonTable
	for i, t := range w.Tables {
		for _, other := range w.Tables[:i] {
			if other.Name == t.Name {
				fail(t.Pos(), sqlerr.DuplicateAlias, "WITH query name \"%s\" specified more than once", t.Name)
			}
		}
		q, is := t.Query.(*syntax.Query)
		if !is {
			panic(t.Query.(*syntax.Refused).Err())
		}
		tables = append(tables, b.commonTable(t, q, outer, w.Recursive))
	}
	return tables
}

func (b *binder) commonTable(t syntax.CommonTable, q *syntax.Query, outer *level, recursive bool) *CommonTable {
	table := &CommonTable{Name: t.Name}
	if o, is := q.Body.(*syntax.SetOperation); is && recursive && o.Kind == syntax.Union && reads(o, t.Name) {
		b.recursive(t, table, q, o, outer)
		return table
	}
	b.materialized[table] = t.Materialized == syntax.MaterializeAlways
	before := b.common
	if recursive && reads(q, t.Name) {
		fail(t.Pos(), sqlerr.InvalidRecursion,
			"recursive query \"%s\" does not have the form non-recursive-term UNION [ALL] recursive-term", t.Name)
	}
	r := b.query(q, outer, true)
	r.columns = renamed(r.columns, t.Columns, "WITH query", t.Name, t.Pos())
	table.Plan, table.Out = r.node, shaped(r.columns).Out
	b.common = &commons{before: before, table: table, columns: r.columns}
	return table
}

// recursive binds a table whose second part reads the table itself.
func (b *binder) recursive(t syntax.CommonTable, table *CommonTable, q *syntax.Query, o *syntax.SetOperation, outer *level) {
	if q.OrderBy != nil || q.Limit != nil || q.Offset != nil {
		clause, pos := limiting(q)
		fail(pos, sqlerr.FeatureNotSupported, "%s in a recursive query is not implemented", clause)
	}
	before := b.common
	if q.With != nil {
		fail(q.Pos(), sqlerr.FeatureNotSupported, "WITH inside a recursive query is not supported")
	}
	here := &commons{before: before, table: table, hidden: true, depth: b.subqueries}
	b.common = here
	first := b.body(o.Left, outer, true)
	columns := renamed(first.columns, t.Columns, "WITH query", t.Name, t.Pos())
	table.Plan, table.Out, table.All = first.node, shaped(columns).Out, o.All
	here.hidden, here.working, here.columns = false, true, columns
	step := b.body(o.Right, outer, false)
	if len(step.columns) != len(columns) {
		fail(firstTarget(o.Right), sqlerr.SyntaxError, "each UNION query must have the same number of columns")
	}
	for i, c := range step.columns {
		if _, err := fn.FindCast(c.typ, columns[i].typ, fn.Implicit); err != nil {
			panic(sqlerr.At(firstTarget(o.Left), sqlerr.DatatypeMismatch,
				"recursive query \"%s\" column %d has type %s in non-recursive term but type %s overall", t.Name, i+1, columns[i].typ, c.typ).
				WithHint("Cast the output of the non-recursive term to the correct type."))
		}
		if !o.All {
			equality(columns[i].typ, firstTarget(o.Left))
		}
	}
	table.Step = b.retyped(step, typesOfColumns(columns))
	b.common = &commons{before: before, table: table, columns: columns}
}

// limiting names the first clause behind a query's body.
func limiting(q *syntax.Query) (clause string, pos int) {
	switch {
	case q.OrderBy != nil:
		return "ORDER BY", q.OrderBy[0].Pos()
	case q.Offset != nil:
		return "OFFSET", q.Offset.Pos()
	}
	return "LIMIT", q.Limit.Pos()
}

// commonScan reads a common table.
func (b *binder) commonScan(c *commons, pos int) relation {
	if c.hidden {
		fail(pos, sqlerr.InvalidRecursion, "recursive reference to query \"%s\" must not appear within its non-recursive term", c.table.Name)
	}
	if c.working {
		word := ""
		switch {
		case c.read:
			word = "more than once"
		case b.subqueries > c.depth:
			word = "within a subquery"
		}
		if word != "" {
			fail(pos, sqlerr.InvalidRecursion, "recursive reference to query \"%s\" must not appear %s", c.table.Name, word)
		}
	}
	c.read = true
	return relation{&CommonScan{shaped(c.columns), c.table, c.working}, c.columns}
}

// renamed gives columns the names of an alias, as far as these go.
func renamed(columns []column, names []string, what, table string, pos int) []column {
	if len(names) > len(columns) {
		fail(pos, sqlerr.InvalidColumnReference, "%s \"%s\" has %d columns available but %d columns specified", what, table, len(columns), len(names))
	}
	out := append([]column(nil), columns...)
	for i, n := range names {
		out[i].name = n
	}
	return out
}
