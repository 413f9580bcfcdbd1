package plan

import (
	"slices"

	"foureyes/internal/ddsql/sqlerr"
	"foureyes/internal/ddsql/syntax"
)

// placed is an expression and where it was written.
type placed struct {
	expr Expr
	pos  int
}

// maxGroupingSets is how many grouping sets a query may ask for.
const maxGroupingSets = 4096

// grouping binds GROUP BY and HAVING.
func (c *choosing) grouping() {
	if c.s.GroupBy != nil {
		sets := [][]int{{}}
		plain := true
		for _, g := range c.s.GroupBy {
			plain = plain && g.Kind == syntax.GroupExpr
			sets = crossed(sets, c.groupItem(g), c.s.GroupBy[0].Pos())
		}
		for i := range sets {
			sets[i] = unique(sets[i])
		}
		if c.s.GroupDistinct {
			sets = uniqueSets(sets)
		}
		if !plain || len(sets) != 1 {
			c.sets = sets
		}
	}
	if c.s.Having != nil {
		x := c.all("HAVING")
		x.windows, x.sets = nil, nil
		c.having = c.b.truth(c.b.expr(x, c.s.Having), "HAVING", start(c.s.Having))
		c.group.open = false
	}
}

// groupItem gives the grouping sets of one item, as positions of keys.
func (c *choosing) groupItem(g syntax.GroupItem) [][]int {
	switch g.Kind {
	case syntax.GroupEmpty:
		return [][]int{{}}
	case syntax.GroupRollup:
		parts := c.parts(g.Items)
		sets := make([][]int, 0, len(parts)+1)
		for n := len(parts); n >= 0; n-- {
			sets = append(sets, flattened(parts[:n]))
		}
		return sets
	case syntax.GroupCube:
		parts := c.parts(g.Items)
		if len(parts) > 12 {
			fail(g.Pos(), sqlerr.TooManyColumns, "CUBE is limited to 12 elements")
		}
		var sets [][]int
		for mask := 1<<len(parts) - 1; mask >= 0; mask-- {
			var set []int
			for i, p := range parts {
				if mask&(1<<(len(parts)-1-i)) != 0 {
					set = append(set, p...)
				}
			}
			sets = append(sets, set)
		}
		return sets
	case syntax.GroupSets:
		var sets [][]int
		for _, item := range g.Items {
			sets = append(sets, c.groupItem(item)...)
		}
		return sets
	}
	return [][]int{c.groupExpr(g.Expr)}
}

// parts are the elements of ROLLUP and CUBE.
func (c *choosing) parts(items []syntax.GroupItem) [][]int {
	var out [][]int
	for _, item := range items {
		out = append(out, c.groupExpr(item.Expr))
	}
	return out
}

func flattened(parts [][]int) []int {
	var out []int
	for _, p := range parts {
		out = append(out, p...)
	}
	return out
}

// groupExpr adds an expression to the keys; several in parentheses are several keys.
func (c *choosing) groupExpr(e syntax.Expr) []int {
	if r, is := e.(*syntax.Row); is && !r.Explicit {
		var out []int
		for _, f := range r.Fields {
			out = append(out, c.groupExpr(f)...)
		}
		return out
	}
	bound := c.groupTarget(e)
	equality(bound.Type(), start(e))
	for i, k := range c.keys {
		if sameExpr(k.expr, bound) {
			return []int{i}
		}
	}
	c.keys = append(c.keys, placed{bound, start(e)})
	return []int{len(c.keys) - 1}
}

// groupTarget finds what an item of GROUP BY means: a position, a column of FROM, a
// name of the result, or an expression.
func (c *choosing) groupTarget(e syntax.Expr) Expr {
	x := c.context("GROUP BY")
	i, is := -1, false
	switch e := e.(type) {
	case *syntax.Literal:
		i, is = c.byName(e, "GROUP BY")
	case *syntax.Column:
		if len(e.Name) == 1 && !e.Star && c.level.scope.field(e.Name[0], e.Pos()) == nil {
			i, is = c.named(e, "GROUP BY")
		}
	}
	if !is {
		return c.b.resolved(c.b.expr(x, e), start(e))
	}
	c.noneOf(c.items[i].expr, start(e))
	c.setsBefore(i)
	c.items[i].expr = c.b.resolved(c.items[i].expr, c.items[i].pos)
	return c.items[i].expr
}

// noneOf refuses to group by what is computed from groups.
func (c *choosing) noneOf(e Expr, pos int) {
	lookInto(e, func(e Expr, _ int) {
		switch e.(type) {
		case *aggregateRef:
			fail(pos, sqlerr.GroupingError, "aggregate functions are not allowed in GROUP BY")
		case *windowRef:
			fail(pos, sqlerr.WindowingError, "window functions are not allowed in GROUP BY")
		}
	})
}

// crossed combines the sets of two items.
func crossed(a, b [][]int, pos int) [][]int {
	if len(a)*len(b) > maxGroupingSets {
		fail(pos, sqlerr.StatementTooComplex, "too many grouping sets present (maximum %d)", maxGroupingSets)
	}
	out := make([][]int, 0, len(a)*len(b))
	for _, x := range a {
		for _, y := range b {
			out = append(out, append(append([]int(nil), x...), y...))
		}
	}
	return out
}

func unique(set []int) []int {
	out := []int{}
	for _, n := range set {
		if !slices.Contains(out, n) {
			out = append(out, n)
		}
	}
	return out
}

func uniqueSets(sets [][]int) [][]int {
	var out [][]int
	for _, s := range sets {
		double := false
		for _, o := range out {
			double = double || sameSet(s, o)
		}
		if !double {
			out = append(out, s)
		}
	}
	return out
}

func sameSet(a, b []int) bool {
	if len(a) != len(b) {
		return false
	}
	for _, n := range a {
		if !slices.Contains(b, n) {
			return false
		}
	}
	return true
}

// aggregate groups the rows when anything asks for it, and makes all that is
// computed later refer to the groups.
func (c *choosing) aggregate() {
	g := c.group
	if c.s.GroupBy == nil && c.having == nil && len(g.aggregates) == 0 && len(g.groupings) == 0 {
		return
	}
	n := &Aggregate{Input: c.node, Sets: c.sets}
	change := func(e Expr) Expr { return rewrite(e, c.ofGroup(n)) }
	for _, k := range c.keys {
		n.Keys = append(n.Keys, k.expr)
	}
	c.groupings(n)
	n.Calls = append([]AggregateCall(nil), g.aggregates...)
	c.dependents(n)
	for i := range n.Calls {
		for k, d := range n.Calls[i].Direct {
			n.Calls[i].Direct[k] = change(d)
		}
	}
	c.each(change)
	if c.having != nil {
		c.having = change(c.having)
	}
	n.Out = nil
	for _, k := range n.Keys {
		n.Out = append(n.Out, OutColumn{nameOf(k), k.Type()})
	}
	for _, call := range n.Calls {
		n.Out = append(n.Out, OutColumn{call.Call.Aggregate.Name, call.Call.Returns})
	}
	for range n.Groupings {
		n.Out = append(n.Out, OutColumn{"grouping", (&groupingRef{}).Type()})
	}
	c.node = n
	if c.having != nil {
		c.node = &Filter{Shape{n.Out}, n, c.having}
	}
}

func nameOf(e Expr) string {
	if c, is := e.(*Column); is {
		return c.Name
	}
	return ""
}

// groupings finds the keys that the calls of GROUPING name.
func (c *choosing) groupings(n *Aggregate) {
	for _, args := range c.group.groupings {
		var positions []int
		for _, a := range args {
			i := position(n.Keys, a.expr)
			if i < 0 {
				fail(a.pos, sqlerr.GroupingError, "arguments to GROUPING must be grouping expressions of the associated query level")
			}
			positions = append(positions, i)
		}
		n.Groupings = append(n.Groupings, positions)
	}
}

// dependents adds columns to the keys that a table's primary key among them fixes
// already.
func (c *choosing) dependents(n *Aggregate) {
	if n.Sets != nil {
		return
	}
	for _, t := range c.level.scope.tables {
		if t.meta == nil || len(t.meta.Key) == 0 || len(t.fields) != len(t.meta.Columns) {
			continue
		}
		fixed := true
		for _, k := range t.meta.Key {
			fixed = fixed && position(n.Keys, t.fields[k].expr) >= 0
		}
		if !fixed {
			continue
		}
		for _, f := range t.fields {
			if position(n.Keys, f.expr) < 0 && c.mentions(f.expr) {
				n.Keys = append(n.Keys, f.expr)
			}
		}
	}
}

// mentions tells whether anything that is computed over groups names a column.
func (c *choosing) mentions(column Expr) bool {
	found := false
	look := func(e Expr) Expr {
		lookInto(e, func(e Expr, nest int) {
			found = found || nest == 0 && sameExpr(e, column)
			if o, is := e.(*Outer); is && nest > 0 && o.Depth == nest {
				found = found || sameExpr(&Column{Index: o.Index}, column)
			}
		})
		return e
	}
	c.each(look)
	if c.having != nil {
		look(c.having)
	}
	return found
}

// ofGroup changes an expression over rows into one over groups.
func (c *choosing) ofGroup(n *Aggregate) change {
	calls := func() int { return len(n.Keys) }
	return func(e Expr, nest int) (Expr, bool) {
		if nest == 0 {
			if _, constant := bare(e).(*Const); !constant {
				if i := position(n.Keys, e); i >= 0 {
					return &Column{Index: i, T: e.Type(), Name: nameOf(bare(e))}, true
				}
			}
		}
		switch e := e.(type) {
		case *aggregateRef:
			if e.owner == c.group {
				return inGroup(calls()+e.index, nest, e), true
			}
		case *groupingRef:
			if e.owner == c.group {
				return inGroup(calls()+len(n.Calls)+e.index, nest, e), true
			}
		case *Column:
			if nest == 0 {
				c.ungrouped(e.Index, "column \"%s\" must appear in the GROUP BY clause or be used in an aggregate function")
			}
		case *Outer:
			if nest > 0 && e.Depth == nest {
				i := position(n.Keys, &Column{Index: e.Index, T: e.T})
				if i < 0 {
					c.ungrouped(e.Index, "subquery uses ungrouped column \"%s\" from outer query")
				}
				return &Outer{Depth: nest, Index: i, T: e.T, Name: e.Name}, true
			}
		}
		return e, false
	}
}

// inGroup is a column of the group, as seen from so many rows further in.
func inGroup(index, nest int, e Expr) Expr {
	if nest == 0 {
		return &Column{Index: index, T: e.Type()}
	}
	return &Outer{Depth: nest, Index: index, T: e.Type()}
}

// ungrouped refuses a column that differs within a group. Where it was written is
// looked for in the query.
func (c *choosing) ungrouped(index int, format string) {
	name, pos := "?column?", 0
	for _, t := range c.level.scope.tables {
		for _, f := range t.fields {
			if col, is := f.expr.(*Column); is && col.Index == index {
				name = t.name + "." + f.name
				pos = c.placeOf(t.name, f.name)
			}
		}
	}
	fail(pos, sqlerr.GroupingError, format, name)
}
