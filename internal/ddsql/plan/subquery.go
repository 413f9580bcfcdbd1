package plan

import (
	"foureyes/internal/ddsql/sqlerr"
	"foureyes/internal/ddsql/syntax"
	"foureyes/internal/ddsql/value"
)

// subColumn is a column of a subquery's rows in its Compare. Which position that is
// depends on the width of the row around, so it is numbered last of all.
type subColumn struct {
	index int
	t     value.Type
}

// Type is the column's.
func (e *subColumn) Type() value.Type { return e.t }

// subquery binds a query inside an expression, and tells whether it uses rows from
// outside.
func (b *binder) subquery(x context, q *syntax.Query) (r relation, used bool) {
	b.subqueries++
	r = b.query(q, x.level, true)
	b.subqueries--
	return r, usesOuter(r.node)
}

// usesOuter tells whether a node refers to rows that lie around it.
func usesOuter(n Node) bool {
	used := false
	rewriteNode(n, func(e Expr, nest int) (Expr, bool) {
		if o, is := e.(*Outer); is && o.Depth > nest {
			used = true
		}
		return e, used
	})
	return used
}

func (b *binder) scalarSubquery(x context, e *syntax.Subquery) Expr {
	r, used := b.subquery(x, e.Query)
	if len(r.columns) != 1 {
		fail(e.Pos(), sqlerr.SyntaxError, "subquery must return only one column")
	}
	c := r.columns[0]
	var out Expr = &Subquery{Kind: Scalar, Plan: r.node, Outer: used, T: c.typ, Pos: e.Pos(), written: e.Query}
	if c.shape != nil {
		out = &shapedExpr{out, c.shape}
	}
	return out
}

func (b *binder) arraySubquery(x context, e *syntax.ArrayQuery) Expr {
	r, used := b.subquery(x, e.Query)
	if len(r.columns) != 1 {
		fail(e.Pos(), sqlerr.SyntaxError, "subquery must return only one column")
	}
	t := r.columns[0].typ
	if !t.IsArray() {
		t = t.Array()
	}
	if t == 0 {
		fail(e.Pos(), sqlerr.UndefinedObject, "could not find array type for data type %s", r.columns[0].typ)
	}
	return &Subquery{Kind: ArrayOf, Plan: r.node, Outer: used, T: t, Pos: e.Pos(), written: e.Query}
}

// anySubquery binds X op ANY (query), of which IN is one, and ALL.
func (b *binder) anySubquery(x context, pos int, left syntax.Expr, sign string, q *syntax.Query, kind SubqueryKind) Expr {
	var fields []Expr
	if row, is := left.(*syntax.Row); is {
		fields, _ = b.list(x, row.Fields)
	} else {
		fields = []Expr{b.expr(x, left)}
	}
	r, used := b.subquery(x, q)
	checkFields(pos, len(fields), len(r.columns))
	columns := make([]Expr, len(fields))
	for i, c := range r.columns {
		columns[i] = &subColumn{i, c.typ}
	}
	compare := b.rowsCompared(pos, sign, fields, columns)
	return &Subquery{
		Kind: kind, Plan: r.node, Compare: b.truth(compare, "ANY/ALL", pos), Outer: used, T: value.Bool, Pos: pos, written: q,
	}
}

// rowAndQuery compares a row with the one row that a query gives.
func (b *binder) rowAndQuery(x context, e *syntax.Binary, row *syntax.Row, s *syntax.Subquery) Expr {
	left, _ := b.list(x, row.Fields)
	r, used := b.subquery(x, s.Query)
	checkFields(e.Pos(), len(left), len(r.columns))
	record := &Record{Fields: columnsUpTo(r.columns)}
	n := &Project{Shape{[]OutColumn{{"row", value.Record}}}, r.node, []Expr{record}}
	sub := &Subquery{Kind: Scalar, Plan: n, Outer: used, T: value.Record, Pos: s.Pos(), written: s.Query}
	right := make([]Expr, len(left))
	for i, c := range r.columns {
		right[i] = &Field{X: sub, Index: i, T: c.typ}
	}
	b.copied(len(right)-1, e.Pos(), sub)
	return b.rowsCompared(e.Pos(), e.Op.Sign, left, right)
}

func checkFields(pos, fields, columns int) {
	switch {
	case columns > fields:
		fail(pos, sqlerr.SyntaxError, "subquery has too many columns")
	case columns < fields:
		fail(pos, sqlerr.SyntaxError, "subquery has too few columns")
	}
}
