package plan

import (
	"foureyes/internal/ddsql/fn"
	"foureyes/internal/ddsql/sqlerr"
	"foureyes/internal/ddsql/syntax"
	"foureyes/internal/ddsql/value"
)

// negated puts NOT before a condition when it is wanted.
func negated(not bool, e Expr) Expr {
	if not {
		return &Not{e}
	}
	return e
}

func (b *binder) between(x context, e *syntax.Between) Expr {
	v, low, high := b.expr(x, e.X), b.expr(x, e.Low), b.expr(x, e.High)
	pos := e.Pos()
	b.copied(1, pos, v)
	if e.Symmetric {
		b.copied(2, pos, v, low, high)
	}
	within := func(low, high Expr) Expr {
		return &Logic{Args: []Expr{b.compared(pos, ">=", v, low), b.compared(pos, "<=", v, high)}}
	}
	inside := within(low, high)
	if e.Symmetric {
		inside = &Logic{Or: true, Args: []Expr{inside, within(high, low)}}
	}
	return negated(e.Not, inside)
}

func (b *binder) in(x context, e *syntax.In) Expr {
	if e.Query != nil {
		return negated(e.Not, b.anySubquery(x, e.Pos(), e.X, "=", e.Query, Any))
	}
	if row, is := e.X.(*syntax.Row); is {
		return negated(e.Not, b.inRows(x, e, row))
	}
	list, pos := b.list(x, append([]syntax.Expr{e.X}, e.List...))
	types := make([]value.Type, len(list))
	for i := range list {
		types[i] = list[i].Type()
	}
	if t, err := fn.CommonType("IN", types...); err == nil {
		if _, err := fn.Equality(t); err == nil {
			args, _ := b.unified("IN", list, pos)
			return &In{args[0], args[1:], e.Not}
		}
	}
	either := &Logic{Or: true}
	b.copied(len(list)-1, e.Pos(), list[0])
	for _, item := range list[1:] {
		either.Args = append(either.Args, b.compared(e.Pos(), "=", list[0], item))
	}
	if len(either.Args) == 1 {
		return negated(e.Not, either.Args[0])
	}
	return negated(e.Not, either)
}

// inRows is (a, b) IN ((1, 2), (3, 4)).
func (b *binder) inRows(x context, e *syntax.In, row *syntax.Row) Expr {
	either := &Logic{Or: true}
	for _, item := range e.List {
		equal, is := b.rowComparison(x, &syntax.Binary{At: e.At, Op: syntax.Operator{Sign: "="}, Left: row, Right: item})
		if !is {
			equal = b.compared(e.Pos(), "=", b.expr(x, row), b.expr(x, item))
		}
		either.Args = append(either.Args, equal)
	}
	if len(either.Args) == 1 {
		return either.Args[0]
	}
	return either
}

// rowComparison compares two rows field by field.
func (b *binder) rowComparison(x context, e *syntax.Binary) (Expr, bool) {
	l, leftRow := e.Left.(*syntax.Row)
	r, rightRow := e.Right.(*syntax.Row)
	if s, is := e.Right.(*syntax.Subquery); is && leftRow {
		return b.rowAndQuery(x, e, l, s), true
	}
	if !leftRow || !rightRow {
		return nil, false
	}
	if len(l.Fields) != len(r.Fields) {
		fail(e.Pos(), sqlerr.SyntaxError, "unequal number of entries in row expressions")
	}
	if len(l.Fields) == 0 {
		fail(e.Pos(), sqlerr.FeatureNotSupported, "cannot compare rows of zero length")
	}
	left, _ := b.list(x, l.Fields)
	right, _ := b.list(x, r.Fields)
	return b.rowsCompared(e.Pos(), e.Op.Sign, left, right), true
}

// rowsCompared is the comparison of two rows, made of those of their fields.
func (b *binder) rowsCompared(pos int, sign string, left, right []Expr) Expr {
	if len(left) == 1 {
		return b.compared(pos, sign, left[0], right[0])
	}
	switch sign {
	case "=", "<>":
		all := &Logic{Or: sign == "<>"}
		for i := range left {
			all.Args = append(all.Args, b.compared(pos, sign, left[i], right[i]))
		}
		return all
	case "<", "<=", ">", ">=":
		// a < x, or a = x and the rest compares.
		b.copied(1, pos, left[0], right[0])
		first := b.compared(pos, sign[:1], left[0], right[0])
		same := b.compared(pos, "=", left[0], right[0])
		rest := b.rowsCompared(pos, sign, left[1:], right[1:])
		return &Logic{Or: true, Args: []Expr{first, &Logic{Args: []Expr{same, rest}}}}
	}
	panic(sqlerr.At(pos, sqlerr.FeatureNotSupported, "could not determine interpretation of row comparison operator %s", sign).
		WithHint("Row comparison operators must be associated with btree operator families."))
}

// likeSigns are the operators of LIKE and ILIKE, and of SIMILAR TO.
var likeSigns = map[syntax.Matching][2]string{
	syntax.MatchLike: {"~~", "!~~"}, syntax.MatchILike: {"~~*", "!~~*"}, syntax.MatchSimilar: {"~", "!~"},
}

func (b *binder) like(x context, e *syntax.Like) Expr {
	v, pattern := b.expr(x, e.X), b.expr(x, e.Pattern)
	args, pos := []Expr{pattern}, []int{start(e.Pattern)}
	if e.Escape != nil {
		args, pos = append(args, b.expr(x, e.Escape)), append(pos, start(e.Escape))
	}
	if e.Kind == syntax.MatchSimilar {
		pattern = b.function(e.Pos(), "similar_to_escape", args, pos)
	} else if e.Escape != nil {
		pattern = b.function(e.Pos(), "like_escape", args, pos)
	}
	sign := likeSigns[e.Kind][0]
	if e.Not {
		sign = likeSigns[e.Kind][1]
	}
	return b.operator(e.Pos(), syntax.Operator{Sign: sign}, v, pattern, start(e.X), start(e.Pattern))
}

// function calls a plain function by its name.
func (b *binder) function(pos int, name string, args []Expr, places []int) Expr {
	c, err := fn.Resolve(name, typesOf(args), false)
	must(err, pos)
	return b.folded(&Call{Call: c, Args: b.fitted(args, c.Casts, c.Types, places), Pos: pos})
}

func typesOf(list []Expr) []value.Type {
	types := make([]value.Type, len(list))
	for i, e := range list {
		types[i] = e.Type()
	}
	return types
}

func (b *binder) quantified(x context, e *syntax.Quantified) Expr {
	if e.Query != nil {
		kind := Any
		if e.All {
			kind = All
		}
		return b.anySubquery(x, e.Pos(), e.X, e.Op.Sign, e.Query, kind)
	}
	v, array := b.expr(x, e.X), b.expr(x, e.Array)
	elem := array.Type().Elem()
	switch {
	case array.Type() == value.Unknown && v.Type() == value.Unknown:
		elem = value.Text
	case array.Type() == value.Unknown:
		elem = v.Type()
	case elem == 0:
		fail(e.Pos(), sqlerr.WrongObjectType, "op ANY/ALL (array) requires array on right side")
	}
	c, err := fn.Operator(e.Op.Sign, v.Type(), elem)
	must(err, e.Pos())
	if c.Returns != value.Bool {
		fail(e.Pos(), sqlerr.WrongObjectType, "op ANY/ALL (array) requires operator to yield boolean")
	}
	v = b.fitted([]Expr{v}, c.Casts[:1], c.Types[:1], []int{start(e.X)})[0]
	if c.Types[1] != elem || array.Type() == value.Unknown {
		array = b.converted(array, c.Types[1].Array(), fn.Implicit, start(e.Array))
	}
	return &Quantified{X: v, Op: c, All: e.All, Array: array, Pos: e.Pos()}
}
