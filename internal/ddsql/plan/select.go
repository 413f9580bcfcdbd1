package plan

import (
	"slices"

	"foureyes/internal/ddsql/sqlerr"
	"foureyes/internal/ddsql/syntax"
)

// item is an item of a select list.
type item struct {
	name  string
	expr  Expr
	pos   int
	alias bool // the name was written with AS
}

// choosing is a SELECT while it is bound.
type choosing struct {
	b        *binder
	s        *syntax.Select
	q        *syntax.Query
	group    *selection
	level    *level
	node     Node
	items    []item
	extra    []Expr // what is sorted by and not selected, behind the items
	having   Expr
	keys     []placed
	sets     [][]int
	distinct []int // of DISTINCT ON: positions among items and extra
	order    []orderItem
}

// orderItem is an item of ORDER BY: a position among the items and what is extra.
type orderItem struct {
	index int
	key   SortKey // without expression
	pos   int
}

// selection binds SELECT with the clauses of the query around it.
func (b *binder) selection(s *syntax.Select, q *syntax.Query, outer *level, resolve bool) relation {
	from := b.from(s.From, outer)
	group := &selection{named: s.Windows}
	level := &level{parent: outer, scope: from.scope, query: group}
	group.level = level
	c := &choosing{b: b, s: s, q: q, group: group, level: level, node: from.node}
	c.where()
	c.targets(resolve)
	c.grouping()
	c.orderBy()
	c.distinctOn()
	c.checkWindows()
	c.aggregate()
	c.windows()
	c.setFunctions()
	return c.finish()
}

// context is where an expression of a clause stands.
func (c *choosing) context(clause string) context {
	c.group.clause = clause
	return context{level: c.level, clause: clause}
}

func (c *choosing) where() {
	if c.s.Where == nil {
		return
	}
	cond := c.b.truth(c.b.expr(c.context("WHERE"), c.s.Where), "WHERE", start(c.s.Where))
	c.node = &Filter{Shape{c.node.Columns()}, c.node, cond}
}

// all is a context in which aggregates, windows and sets may stand.
func (c *choosing) all(clause string) context {
	x := c.context(clause)
	x.aggregates, x.windows, x.sets = c.group, c.group, c.group
	c.group.open = true
	return x
}

// targets binds the select list, stars written out.
func (c *choosing) targets(resolve bool) {
	x := c.all("SELECT")
	for _, t := range c.s.Targets {
		if items, is := c.b.star(x, t.Expr); is {
			for _, i := range items {
				i.pos = t.Pos()
				c.items = append(c.items, i)
			}
			checkWidth(len(c.items), t.Pos())
			continue
		}
		e := c.b.expr(x, t.Expr)
		if resolve || c.s.Distinct {
			e = c.b.resolved(e, t.Pos())
		}
		name := t.Alias
		if name == "" {
			name = outputName(t.Expr, e)
		}
		c.items = append(c.items, item{name, e, t.Pos(), t.Alias != ""})
		checkWidth(len(c.items), t.Pos())
	}
	c.group.open = false
}

// orderBy binds ORDER BY: names of the result first, then expressions.
func (c *choosing) orderBy() {
	for _, o := range c.q.OrderBy {
		i := c.sorted(o.Expr)
		e := c.output(i)
		key := c.b.sortKey(e, o)
		key.Expr = nil
		c.order = append(c.order, orderItem{i, key, start(o.Expr)})
	}
}

// output is an item, or an expression that is only sorted by.
func (c *choosing) output(i int) Expr {
	if i < len(c.items) {
		return c.items[i].expr
	}
	return c.extra[i-len(c.items)]
}

// sorted finds what an item of ORDER BY or DISTINCT ON is among the output, or adds
// it behind.
func (c *choosing) sorted(e syntax.Expr) int {
	if i, is := c.byName(e, "ORDER BY"); is {
		return i
	}
	bound := c.b.resolved(c.b.expr(c.all("ORDER BY"), e), start(e))
	c.group.open = false
	for i := range c.items {
		if sameExpr(c.items[i].expr, bound) {
			return i
		}
	}
	if i := position(c.extra, bound); i >= 0 {
		return len(c.items) + i
	}
	if c.s.Distinct && c.s.DistinctOn == nil {
		fail(start(e), sqlerr.InvalidColumnReference, "for SELECT DISTINCT, ORDER BY expressions must appear in select list")
	}
	c.extra = append(c.extra, bound)
	return len(c.items) + len(c.extra) - 1
}

// byName finds the item that a position or the name of an output column means.
func (c *choosing) byName(e syntax.Expr, clause string) (int, bool) {
	switch e := e.(type) {
	case *syntax.Literal:
		if e.Kind == syntax.Integer {
			return ordinal(e, len(c.items), clause), true
		}
		fail(e.Pos(), sqlerr.SyntaxError, "non-integer constant in %s", clause)
	case *syntax.Column:
		if len(e.Name) == 1 && !e.Star {
			return c.named(e, clause)
		}
	}
	return 0, false
}

// named finds the item of a name; two items of it must be the same.
func (c *choosing) named(e *syntax.Column, clause string) (int, bool) {
	found := -1
	for i := range c.items {
		if c.items[i].name != e.Name[0] {
			continue
		}
		if found >= 0 && !sameExpr(c.items[found].expr, c.items[i].expr) {
			fail(e.Pos(), sqlerr.AmbiguousColumn, "%s \"%s\" is ambiguous", clause, e.Name[0])
		}
		if found < 0 {
			found = i
		}
	}
	return found, found >= 0
}

func (c *choosing) distinctOn() {
	for _, e := range c.s.DistinctOn {
		i := c.sorted(e)
		equality(c.output(i).Type(), start(e))
		c.distinct = append(c.distinct, i)
	}
	if c.s.DistinctOn == nil {
		return
	}
	// The first items of ORDER BY must be those of DISTINCT ON, in any order.
	for n, o := range c.order {
		if n >= len(c.distinct) {
			break
		}
		if !slices.Contains(c.distinct, o.index) {
			fail(start(c.s.DistinctOn[0]), sqlerr.InvalidColumnReference,
				"SELECT DISTINCT ON expressions must match initial ORDER BY expressions")
		}
	}
}

// finish computes the output, leaves out doubles, sorts and limits, and drops what
// was only sorted by.
func (c *choosing) finish() relation {
	columns := make([]column, len(c.items))
	var exprs []Expr
	for i, it := range c.items {
		columns[i] = column{it.name, it.expr.Type(), shapeOf(it.expr), it.pos}
		exprs = append(exprs, bare(it.expr))
	}
	wide := columns
	for _, e := range c.extra {
		wide = append(wide, column{typ: e.Type()})
		exprs = append(exprs, bare(e))
	}
	out := shaped(wide)
	var n Node = &Project{out, c.node, exprs}
	if c.s.Distinct && c.s.DistinctOn == nil {
		for i := range c.items {
			equality(columns[i].typ, c.items[i].pos)
		}
		n = &Distinct{out, n, nil}
	}
	keys := c.sortKeys(wide)
	if keys != nil {
		n = &Sort{Shape: out, Input: n, Keys: keys, Keep: -1}
	}
	if c.s.DistinctOn != nil {
		n = c.firsts(n, wide)
	}
	n = c.b.limited(n, c.q, c.level, keys)
	if len(wide) > len(columns) {
		n = &Project{shaped(columns), n, columnsUpTo(columns)}
	}
	return relation{n, columns}
}

func (c *choosing) sortKeys(columns []column) []SortKey {
	var keys []SortKey
	for _, o := range c.order {
		k := o.key
		k.Expr = &Column{Index: o.index, T: columns[o.index].typ, Name: columns[o.index].name}
		keys = append(keys, k)
	}
	return keys
}

// firsts leaves the first row of each group of DISTINCT ON.
func (c *choosing) firsts(n Node, columns []column) Node {
	d := &Distinct{Shape: Shape{n.Columns()}, Input: n}
	for _, i := range c.distinct {
		d.On = append(d.On, &Column{Index: i, T: columns[i].typ, Name: columns[i].name})
	}
	return d
}

// columnsUpTo are the columns of a row as expressions.
func columnsUpTo(columns []column) []Expr {
	out := make([]Expr, len(columns))
	for i, c := range columns {
		out[i] = &Column{Index: i, T: c.typ, Name: c.name}
	}
	return out
}

// each changes every expression that is computed over the rows so far.
func (c *choosing) each(f func(Expr) Expr) {
	for i := range c.items {
		c.items[i].expr = f(c.items[i].expr)
	}
	for i := range c.extra {
		c.extra[i] = f(c.extra[i])
	}
}

// checkWindows binds the windows of WINDOW that nothing uses, for their mistakes.
func (c *choosing) checkWindows() {
	seen := map[string]bool{}
	for _, w := range c.s.Windows {
		if seen[w.Name] {
			fail(w.Window.Pos(), sqlerr.WindowingError, "window \"%s\" is already defined", w.Name)
		}
		seen[w.Name] = true
		x := c.all("window definitions")
		x.inWindow = true
		c.b.window(x, &windowRef{}, &syntax.Window{At: w.At, Name: w.Name})
		c.group.open = false
	}
}
