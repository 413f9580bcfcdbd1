package plan

import (
	"slices"

	"foureyes/internal/ddsql/fn"
	"foureyes/internal/ddsql/syntax"
	"foureyes/internal/ddsql/value"
)

// sameExpr tells whether two expressions over the same row are written the same and
// so have the same value.
func sameExpr(a, b Expr) bool {
	if a == nil || b == nil {
		return a == nil && b == nil
	}
	a, b = bare(a), bare(b)
	switch a := a.(type) {
	case *Const:
		b, is := b.(*Const)
		return is && a.T == b.T && sameValue(a.Value, b.Value)
	case *Column:
		b, is := b.(*Column)
		return is && a.Index == b.Index
	case *Outer:
		b, is := b.(*Outer)
		return is && a.Depth == b.Depth && a.Index == b.Index
	case *Param:
		b, is := b.(*Param)
		return is && a.Number == b.Number
	case *Call:
		b, is := b.(*Call)
		return is && a.Call.Func == b.Call.Func && slices.Equal(a.Call.Types, b.Call.Types) && sameList(a.Args, b.Args)
	case *Cast:
		b, is := b.(*Cast)
		return is && a.To == b.To && a.Modify == nil && b.Modify == nil && sameExpr(a.X, b.X)
	case *aggregateRef:
		b, is := b.(*aggregateRef)
		return is && a.owner == b.owner && a.index == b.index
	case *setRef:
		b, is := b.(*setRef)
		return is && a.call.Set == b.call.Set && sameList(a.args, b.args)
	case *windowRef:
		b, is := b.(*windowRef)
		return is && a.same(b)
	}
	return sameForm(a, b)
}

// bare takes off what only the binder knows of an expression.
func bare(e Expr) Expr {
	for {
		s, is := e.(*shapedExpr)
		if !is {
			return e
		}
		e = s.Expr
	}
}

// sameForm is sameExpr for what has a syntax of its own.
func sameForm(a, b Expr) bool {
	switch a := a.(type) {
	case *Logic:
		b, is := b.(*Logic)
		return is && a.Or == b.Or && sameList(a.Args, b.Args)
	case *Not:
		b, is := b.(*Not)
		return is && sameExpr(a.X, b.X)
	case *IsNull:
		b, is := b.(*IsNull)
		return is && a.Not == b.Not && sameExpr(a.X, b.X)
	case *IsTruth:
		b, is := b.(*IsTruth)
		return is && a.Not == b.Not && a.Truth == b.Truth && sameExpr(a.X, b.X)
	case *IsDistinct:
		b, is := b.(*IsDistinct)
		return is && a.Not == b.Not && sameExpr(a.Left, b.Left) && sameExpr(a.Right, b.Right)
	case *Coalesce:
		b, is := b.(*Coalesce)
		return is && sameList(a.Args, b.Args)
	case *NullIf:
		b, is := b.(*NullIf)
		return is && sameExpr(a.X, b.X) && sameExpr(a.Equal, b.Equal)
	case *Extreme:
		b, is := b.(*Extreme)
		return is && a.Least == b.Least && sameList(a.Args, b.Args)
	case *In:
		b, is := b.(*In)
		return is && a.Not == b.Not && sameExpr(a.X, b.X) && sameList(a.List, b.List)
	case *Case:
		b, is := b.(*Case)
		return is && sameExpr(a.Else, b.Else) && slices.EqualFunc(a.Whens, b.Whens, func(x, y When) bool {
			return sameExpr(x.Cond, y.Cond) && sameExpr(x.Then, y.Then)
		})
	case *Field:
		b, is := b.(*Field)
		return is && a.Index == b.Index && sameExpr(a.X, b.X)
	case *Subscript:
		b, is := b.(*Subscript)
		return is && sameExpr(a.X, b.X) && slices.EqualFunc(a.Dims, b.Dims, func(x, y Dimension) bool {
			return x.Slice == y.Slice && sameExpr(x.Low, y.Low) && sameExpr(x.High, y.High)
		})
	case *Array:
		b, is := b.(*Array)
		return is && a.T == b.T && sameList(a.Elements, b.Elements)
	case *Record:
		b, is := b.(*Record)
		return is && sameList(a.Fields, b.Fields)
	case *Subquery:
		b, is := b.(*Subquery)
		return is && (a == b || a.Kind == b.Kind && sameQuery(a.written, b.written) && sameExpr(a.Compare, b.Compare))
	case *subColumn:
		b, is := b.(*subColumn)
		return is && a.index == b.index
	case *Quantified:
		b, is := b.(*Quantified)
		return is && a.All == b.All && a.Op.Func == b.Op.Func && sameExpr(a.X, b.X) && sameExpr(a.Array, b.Array)
	}
	return a == b
}

func sameQuery(a, b *syntax.Query) bool {
	return a != nil && b != nil && syntax.Format(a) == syntax.Format(b)
}

func sameList(a, b []Expr) bool { return slices.EqualFunc(a, b, sameExpr) }

// sameValue compares constants; NULL is the same as NULL, and what has no equality
// is compared as text.
func sameValue(a, b value.Value) bool {
	if a.IsNull() || b.IsNull() {
		return a.IsNull() && b.IsNull()
	}
	return a.Kind() == b.Kind() && string(value.AppendText(nil, a)) == string(value.AppendText(nil, b))
}

// position finds an expression in a list, -1 when it is not there.
func position(list []Expr, e Expr) int {
	return slices.IndexFunc(list, func(other Expr) bool { return sameExpr(e, other) })
}

func sameKeys(a, b []SortKey) bool {
	return slices.EqualFunc(a, b, func(x, y SortKey) bool {
		return x.Desc == y.Desc && x.NullsFirst == y.NullsFirst && sameExpr(x.Expr, y.Expr)
	})
}

// sameAggregate tells whether two aggregates give the same; volatile arguments are
// computed for each.
func sameAggregate(a, b AggregateCall) bool {
	return a.Call.Aggregate == b.Call.Aggregate && a.Distinct == b.Distinct && sameExpr(a.Filter, b.Filter) &&
		sameList(a.Args, b.Args) && sameList(a.Direct, b.Direct) && sameKeys(a.OrderBy, b.OrderBy) && !anyVolatile(a.Args)
}

// anyVolatile tells whether a list holds a function that may give something else at
// each call.
func anyVolatile(list []Expr) bool {
	found := false
	for _, e := range list {
		lookInto(e, func(e Expr, _ int) {
			if c, is := e.(*Call); is && c.Call.Func.Volatility == fn.Volatile {
				found = true
			}
		})
	}
	return found
}
