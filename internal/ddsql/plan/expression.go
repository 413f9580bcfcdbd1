package plan

import (
	"strconv"

	"foureyes/internal/ddsql/fn"
	"foureyes/internal/ddsql/sqlerr"
	"foureyes/internal/ddsql/syntax"
	"foureyes/internal/ddsql/value"
)

// context is where an expression stands: which names it sees, and what it may hold.
type context struct {
	level  *level
	clause string // for errors: WHERE, JOIN conditions
	// The query whose aggregates, windows and sets may stand here; nil where none may.
	aggregates, windows, sets *selection
	inAggregate, inWindow     bool
	conditional               string // CASE or COALESCE around, where no set may be
}

// expr binds an expression; literals and parameters may stay without a type.
func (b *binder) expr(x context, e syntax.Expr) Expr {
	switch e := e.(type) {
	case *syntax.Literal:
		return literal(e)
	case *syntax.Param:
		return b.parameter(e)
	case *syntax.Column:
		return b.column(x, e)
	case *syntax.Cast:
		return b.castExpr(x, e)
	case *syntax.Unary:
		return b.unary(x, e)
	case *syntax.Binary:
		return b.binary(x, e)
	case *syntax.Not:
		return &Not{b.truth(b.expr(x, e.X), "NOT", start(e.X))}
	case *syntax.Logic:
		return b.logic(x, e)
	case *syntax.IsNull:
		return &IsNull{b.resolved(b.expr(x, e.X), e.X.Pos()), e.Not}
	case *syntax.IsTruth:
		return b.isTruth(x, e)
	case *syntax.IsDistinct:
		return b.isDistinct(x, e)
	case *syntax.Case:
		return b.caseExpr(x, e)
	case *syntax.Coalesce:
		x.conditional = "COALESCE"
		list, pos := b.list(x, e.Args)
		args, t := b.unified("COALESCE", list, pos)
		return &Coalesce{args, t}
	case *syntax.NullIf:
		return b.nullIf(x, e)
	case *syntax.Extreme:
		list, pos := b.list(x, e.Args)
		word := map[bool]string{true: "LEAST", false: "GREATEST"}[e.Least]
		args, t := b.unified(word, list, pos)
		ordering(t, e.Pos())
		return &Extreme{e.Least, args, t}
	}
	return b.larger(x, e)
}

// larger binds the expressions that match, hold queries, or are composite.
func (b *binder) larger(x context, e syntax.Expr) Expr {
	switch e := e.(type) {
	case *syntax.Between:
		return b.between(x, e)
	case *syntax.In:
		return b.in(x, e)
	case *syntax.Like:
		return b.like(x, e)
	case *syntax.Quantified:
		return b.quantified(x, e)
	case *syntax.Exists:
		r, used := b.subquery(x, e.Query)
		return &Subquery{Kind: Exists, Plan: r.node, Outer: used, T: value.Bool, Pos: e.Pos(), written: e.Query}
	case *syntax.Subquery:
		return b.scalarSubquery(x, e)
	case *syntax.ArrayQuery:
		return b.arraySubquery(x, e)
	case *syntax.Array:
		return b.array(x, e, 0)
	case *syntax.Row:
		return b.row(x, e)
	case *syntax.Subscript:
		return b.subscript(x, e)
	case *syntax.Field:
		if e.Star {
			fail(e.Pos(), sqlerr.FeatureNotSupported, "row expansion via \"*\" is not supported here")
		}
		return fieldOf(b.expr(x, e.X), e.Name, start(e.X))
	case *syntax.Call:
		return b.call(x, e)
	case *syntax.Grouping:
		return b.grouping(x, e)
	case *syntax.Current:
		return b.current(e)
	case *syntax.Collate:
		return b.collate(x, e)
	}
	fail(e.Pos(), sqlerr.FeatureNotSupported, "this expression is not supported")
	return nil
}

// list binds several expressions and tells where they begin.
func (b *binder) list(x context, list []syntax.Expr) (out []Expr, pos []int) {
	for _, e := range list {
		out = append(out, b.expr(x, e))
		pos = append(pos, start(e))
	}
	return out, pos
}

// literal gives a constant. Whole numbers are BIGINT, others DECIMAL; strings and
// NULL have no type until their place gives them one.
func literal(l *syntax.Literal) Expr {
	switch l.Kind {
	case syntax.Null:
		return &Const{value.Null, value.Unknown}
	case syntax.Boolean:
		return &Const{value.OfBool(l.Text == "true"), value.Bool}
	case syntax.String:
		return &Const{value.OfText(l.Text), value.Unknown}
	}
	if n, err := strconv.ParseInt(l.Text, 10, 64); err == nil {
		return &Const{value.OfInt(n), value.Int8}
	}
	f, err := strconv.ParseFloat(l.Text, 64)
	if err != nil {
		fail(l.Pos(), sqlerr.NumericValueOutOfRange, "\"%s\" is out of range for type double precision", l.Text)
	}
	return &Const{value.OfFloat(f), value.Float8}
}

func (b *binder) castExpr(x context, e *syntax.Cast) Expr {
	to := b.typeOf(e.Type)
	pos := e.Pos()
	if a, is := e.X.(*syntax.Array); is && to.typ.IsArray() {
		return b.cast(b.array(x, a, to.typ.Elem()), to, pos)
	}
	inner := b.expr(x, e.X)
	if inner.Type() == value.Unknown {
		pos = e.X.Pos()
	}
	return b.cast(inner, to, pos)
}

func (b *binder) unary(x context, e *syntax.Unary) Expr {
	if l, is := e.X.(*syntax.Literal); is && e.Op.Sign == "-" && (l.Kind == syntax.Integer || l.Kind == syntax.Numeric) {
		return literal(&syntax.Literal{At: e.At, Kind: l.Kind, Text: "-" + l.Text})
	}
	return b.operator(e.Pos(), e.Op, nil, b.expr(x, e.X), 0, start(e.X))
}

func (b *binder) binary(x context, e *syntax.Binary) Expr {
	if rows, is := b.rowComparison(x, e); is {
		return rows
	}
	return b.operator(e.Pos(), e.Op, b.expr(x, e.Left), b.expr(x, e.Right), start(e.Left), start(e.Right))
}

// operator chooses an operator; left is nil for one that stands before its operand.
func (b *binder) operator(pos int, op syntax.Operator, left, right Expr, leftPos, rightPos int) Expr {
	if op.Schema != "" && op.Schema != "pg_catalog" && op.Schema != "public" {
		fail(pos, sqlerr.InvalidSchemaName, "schema \"%s\" does not exist", op.Schema)
	}
	var l value.Type
	args, places := []Expr{right}, []int{rightPos}
	if left != nil {
		l = left.Type()
		args, places = []Expr{left, right}, []int{leftPos, rightPos}
	}
	c, err := fn.Operator(op.Sign, l, right.Type())
	must(err, pos)
	return b.folded(&Call{Call: c, Args: b.fitted(args, c.Casts, c.Types, places), Pos: pos})
}

// compared is left op right with the signs alone.
func (b *binder) compared(pos int, sign string, left, right Expr) Expr {
	return b.operator(pos, syntax.Operator{Sign: sign}, left, right, pos, pos)
}

func (b *binder) logic(x context, e *syntax.Logic) Expr {
	out := &Logic{Or: e.Or}
	word := map[bool]string{true: "OR", false: "AND"}[e.Or]
	for _, a := range e.Args {
		out.Args = append(out.Args, b.truth(b.expr(x, a), word, start(a)))
	}
	return out
}

func (b *binder) isTruth(x context, e *syntax.IsTruth) Expr {
	kind := map[syntax.Truth]Truth{syntax.IsTrue: True, syntax.IsFalse: False, syntax.IsUnknown: UnknownTruth}[e.Truth]
	word := [...]string{True: "TRUE", False: "FALSE", UnknownTruth: "UNKNOWN"}[kind]
	if e.Not {
		word = "NOT " + word
	}
	return &IsTruth{b.truth(b.expr(x, e.X), "IS "+word, start(e.X)), kind, e.Not}
}

func (b *binder) isDistinct(x context, e *syntax.IsDistinct) Expr {
	l, r := b.expr(x, e.Left), b.expr(x, e.Right)
	c, err := fn.Operator("=", l.Type(), r.Type())
	must(err, e.Pos())
	args := b.fitted([]Expr{l, r}, c.Casts, c.Types, []int{start(e.Left), start(e.Right)})
	return &IsDistinct{args[0], args[1], e.Not}
}

func (b *binder) nullIf(x context, e *syntax.NullIf) Expr {
	l, r := b.expr(x, e.Left), b.expr(x, e.Right)
	b.copied(1, e.Pos(), l)
	equal := b.operator(e.Pos(), syntax.Operator{Sign: "="}, l, r, start(e.Left), start(e.Right))
	if call, is := equal.(*Call); is && l.Type() == value.Unknown {
		l = call.Args[0]
	}
	return &NullIf{b.resolved(l, start(e.Left)), equal}
}

func (b *binder) caseExpr(x context, e *syntax.Case) Expr {
	x.conditional = "CASE"
	var operand Expr
	if e.Operand != nil {
		operand = b.resolved(b.expr(x, e.Operand), start(e.Operand))
	}
	if operand != nil {
		b.copied(len(e.Whens)-1, e.Pos(), operand)
	}
	out := &Case{}
	var results []Expr
	var pos []int
	for _, w := range e.Whens {
		cond := b.expr(x, w.Cond)
		if operand != nil {
			cond = b.operator(w.Cond.Pos(), syntax.Operator{Sign: "="}, operand, cond, w.Pos(), start(w.Cond))
		}
		out.Whens = append(out.Whens, When{Cond: b.truth(cond, "CASE/WHEN", start(w.Cond))})
		results = append(results, b.expr(x, w.Then))
		pos = append(pos, start(w.Then))
	}
	// PostgreSQL looks at ELSE first.
	if e.Else != nil {
		results = append([]Expr{b.expr(x, e.Else)}, results...)
		pos = append([]int{start(e.Else)}, pos...)
	}
	results, out.T = b.unified("CASE", results, pos)
	if e.Else != nil {
		out.Else, results = results[0], results[1:]
	}
	for i := range out.Whens {
		out.Whens[i].Then = results[i]
	}
	return out
}

func (b *binder) collate(x context, e *syntax.Collate) Expr {
	switch e.Name.Last() {
	case "default", "C", "POSIX", "ucs_basic":
	default:
		fail(e.Pos(), sqlerr.UndefinedObject, "collation \"%s\" for encoding \"UTF8\" does not exist", e.Name.Last())
	}
	inner := b.resolved(b.expr(x, e.X), start(e.X))
	if !inner.Type().IsString() {
		fail(e.Pos(), sqlerr.DatatypeMismatch, "collations are not supported by type %s", inner.Type())
	}
	return inner
}

func (b *binder) current(e *syntax.Current) Expr {
	c, err := fn.Resolve(e.Name, nil, false)
	must(err, e.Pos())
	var out Expr = &Call{Call: c, Pos: e.Pos()}
	if e.Precision >= 0 {
		out = b.cast(out, target{typ: out.Type(), mods: []int{e.Precision}, pos: e.Pos()}, e.Pos())
	}
	return out
}

// start is where an expression begins, which is what errors about its type point at.
func start(e syntax.Expr) int {
	pos := e.Pos()
	inner := func(x syntax.Expr) int { return min(pos, start(x)) }
	switch e := e.(type) {
	case *syntax.Binary:
		return inner(e.Left)
	case *syntax.Cast:
		if e.Form == syntax.CastColons {
			return inner(e.X)
		}
	case *syntax.Logic:
		return inner(e.Args[0])
	case *syntax.IsNull:
		return inner(e.X)
	case *syntax.IsTruth:
		return inner(e.X)
	case *syntax.IsDistinct:
		return inner(e.Left)
	case *syntax.Between:
		return inner(e.X)
	case *syntax.In:
		return inner(e.X)
	case *syntax.Like:
		return inner(e.X)
	case *syntax.Quantified:
		return inner(e.X)
	case *syntax.Collate:
		return inner(e.X)
	case *syntax.Subscript:
		return inner(e.X)
	case *syntax.Field:
		return inner(e.X)
	}
	return pos
}
