package plan

import (
	"foureyes/internal/ddsql/fn"
	"foureyes/internal/ddsql/sqlerr"
	"foureyes/internal/ddsql/syntax"
	"foureyes/internal/ddsql/value"
)

// query binds a query expression. Outer is the rows around it. With resolve,
// columns that still have no type become text.
func (b *binder) query(q *syntax.Query, outer *level, resolve bool) relation {
	before := b.common
	defer func() { b.common = before }()
	var tables []*CommonTable
	if q.With != nil {
		tables = b.with(q.With, outer)
	}
	var r relation
	if s, is := q.Body.(*syntax.Select); is {
		r = b.selection(s, q, outer, resolve)
	} else {
		r = b.body(q.Body, outer, resolve)
		r = b.ordered(r, q, outer)
	}
	if tables, r.node = b.inlined(tables, r.node); len(tables) > 0 {
		r.node = &With{shaped(r.columns), tables, r.node}
	}
	return r
}

// body binds what a query's rows come from.
func (b *binder) body(body syntax.Body, outer *level, resolve bool) relation {
	switch body := body.(type) {
	case *syntax.Select:
		return b.selection(body, &syntax.Query{At: body.At, Body: body}, outer, resolve)
	case *syntax.Values:
		return b.values(body, outer, resolve)
	case *syntax.SetOperation:
		return b.setOperation(body, outer, resolve)
	case *syntax.Query:
		return b.query(body, outer, resolve)
	}
	fail(body.Pos(), sqlerr.FeatureNotSupported, "this query is not supported")
	return relation{}
}

// values binds VALUES.
func (b *binder) values(v *syntax.Values, outer *level, resolve bool) relation {
	x := context{level: outerOnly(outer), clause: "VALUES"}
	rows := make([][]Expr, len(v.Rows))
	places := make([][]int, len(v.Rows))
	for i, row := range v.Rows {
		rows[i], places[i] = b.list(x, row)
		if len(row) != len(v.Rows[0]) {
			fail(start(row[0]), sqlerr.SyntaxError, "VALUES lists must all be the same length")
		}
	}
	var columns []column
	for c := range rows[0] {
		var list []Expr
		var pos []int
		for i := range rows {
			list, pos = append(list, rows[i][c]), append(pos, places[i][c])
		}
		t := value.Unknown
		if resolve || !allUnknown(list) {
			list, t = b.unified("VALUES", list, pos)
		}
		for i := range rows {
			rows[i][c] = list[i]
		}
		columns = append(columns, column{name: "column" + itoa(c+1), typ: t})
	}
	return relation{&Values{shaped(columns), rows}, columns}
}

func allUnknown(list []Expr) bool {
	for _, e := range list {
		if e.Type() != value.Unknown {
			return false
		}
	}
	return true
}

// outerOnly is a level with a row of no columns, for expressions that see no row
// but those around.
func outerOnly(outer *level) *level { return &level{parent: outer, scope: &scope{}} }

// setOperation binds UNION, INTERSECT and EXCEPT.
func (b *binder) setOperation(o *syntax.SetOperation, outer *level, resolve bool) relation {
	left, right := b.body(o.Left, outer, false), b.body(o.Right, outer, false)
	word := [...]string{syntax.Union: "UNION", syntax.Intersect: "INTERSECT", syntax.Except: "EXCEPT"}[o.Kind]
	if len(left.columns) != len(right.columns) {
		fail(firstTarget(o.Right), sqlerr.SyntaxError, "each %s query must have the same number of columns", word)
	}
	types := make([]value.Type, len(left.columns))
	columns := make([]column, len(left.columns))
	for i, c := range left.columns {
		l, r := c.typ, right.columns[i].typ
		t := value.Unknown
		if resolve || l != value.Unknown || r != value.Unknown || !o.All {
			var err error
			t, err = fn.CommonType(word, l, r)
			must(err, firstTarget(o.Right))
		}
		if !o.All {
			equality(t, firstTarget(o.Left))
		}
		types[i], columns[i] = t, column{name: c.name, typ: t, shape: c.shape}
	}
	return relation{&SetOperation{
		Shape: shaped(columns), Kind: SetKind(o.Kind), All: o.All,
		Left: b.retyped(left, types), Right: b.retyped(right, types),
	}, columns}
}

// firstTarget is where the first column of a body was written.
func firstTarget(body syntax.Body) int {
	if s, is := body.(*syntax.Select); is && len(s.Targets) > 0 {
		return s.Targets[0].Pos()
	}
	return body.Pos()
}

// retyped converts the columns of a relation.
func (b *binder) retyped(r relation, types []value.Type) Node {
	changed := false
	exprs := make([]Expr, len(types))
	columns := make([]column, len(types))
	for i, c := range r.columns {
		e := Expr(&Column{Index: i, T: c.typ, Name: c.name})
		if p := projected(r.node, i); c.typ == value.Unknown && p != nil {
			// A literal or a parameter: it gets its type where it is written.
			*p = b.converted(*p, types[i], fn.Implicit, c.pos)
			e = &Column{Index: i, T: types[i], Name: c.name}
			setType(r.node, i, types[i])
			columns[i] = column{name: c.name, typ: types[i], shape: c.shape}
			exprs[i] = e
			continue
		}
		exprs[i] = b.converted(e, types[i], fn.Implicit, 0)
		changed = changed || c.typ != types[i]
		columns[i] = column{name: c.name, typ: types[i], shape: c.shape}
	}
	if !changed {
		return r.node
	}
	return &Project{shaped(columns), r.node, exprs}
}

// projected finds the expression that a column of a node is, when the node computes
// it itself.
func projected(n Node, i int) *Expr {
	if p, is := n.(*Project); is {
		return &p.Exprs[i]
	}
	return nil
}

func setType(n Node, i int, t value.Type) {
	if p, is := n.(*Project); is {
		p.Out[i].Type = t
	}
}

// ordered sorts and limits rows by their own columns.
func (b *binder) ordered(r relation, q *syntax.Query, outer *level) relation {
	var keys []SortKey
	for _, o := range q.OrderBy {
		i := b.outputColumn(r, o)
		c := r.columns[i]
		keys = append(keys, b.sortKey(&Column{Index: i, T: c.typ, Name: c.name}, o))
	}
	if keys != nil {
		r.node = &Sort{Shape: shaped(r.columns), Input: r.node, Keys: keys, Keep: -1}
	}
	r.node = b.limited(r.node, q, outerOnly(outer), keys)
	return r
}

// outputColumn finds the result column that ORDER BY names, after a set operation.
func (b *binder) outputColumn(r relation, o syntax.Order) int {
	if l, is := o.Expr.(*syntax.Literal); is && l.Kind == syntax.Integer {
		return ordinal(l, len(r.columns), "ORDER BY")
	}
	if c, is := o.Expr.(*syntax.Column); is && len(c.Name) == 1 && !c.Star {
		for i := range r.columns {
			if r.columns[i].name == c.Name[0] {
				return i
			}
		}
		fail(c.Pos(), sqlerr.UndefinedColumn, "column \"%s\" does not exist", c.Name[0])
	}
	panic(sqlerr.At(start(o.Expr), sqlerr.FeatureNotSupported, "invalid UNION/INTERSECT/EXCEPT ORDER BY clause").
		WithDetail("Only result column names can be used, not expressions or functions.").
		WithHint("Add the expression/function to every SELECT, or move the UNION into a FROM clause."))
}

// ordinal reads the position of a column.
func ordinal(l *syntax.Literal, columns int, clause string) int {
	n := 0
	for _, c := range l.Text {
		n = n*10 + int(c-'0')
	}
	if n < 1 || n > columns {
		fail(l.Pos(), sqlerr.InvalidColumnReference, "%s position %d is not in select list", clause, n)
	}
	return n - 1
}

// limited adds LIMIT and OFFSET. Row is the row that their expressions must not use.
func (b *binder) limited(n Node, q *syntax.Query, row *level, keys []SortKey) Node {
	if q.Limit == nil && q.Offset == nil {
		return n
	}
	l := &Limit{Shape: Shape{n.Columns()}, Input: n}
	l.Count, l.Offset = b.rowCount(q.Limit, row, "LIMIT"), b.rowCount(q.Offset, row, "OFFSET")
	if q.Ties {
		l.Ties = keys
	}
	return l
}

func (b *binder) rowCount(e syntax.Expr, row *level, clause string) Expr {
	if e == nil {
		return nil
	}
	n := b.expr(context{level: row, clause: clause}, e)
	lookInto(n, func(part Expr, nest int) {
		if _, is := part.(*Column); is && nest == 0 {
			fail(start(e), sqlerr.InvalidColumnReference, "argument of %s must not contain variables", clause)
		}
	})
	if t := n.Type(); t != value.Unknown && !numeric(t) {
		fail(start(e), sqlerr.DatatypeMismatch, "argument of %s must be type bigint, not type %s", clause, t)
	}
	return b.converted(n, value.Int8, fn.Assignment, start(e))
}
