package plan

import (
	"foureyes/internal/ddsql/fn"
	"foureyes/internal/ddsql/sqlerr"
	"foureyes/internal/ddsql/syntax"
	"foureyes/internal/ddsql/value"
)

// windowRef is a window function with its window, as long as its column is not
// numbered yet.
type windowRef struct {
	call      WindowCall
	partition []Expr
	order     []SortKey
	t         value.Type
}

// Type is the function's.
func (e *windowRef) Type() value.Type { return e.t }

// changed copies the reference with its expressions changed.
func (e *windowRef) changed(r *rewriter, nest int) Expr {
	return &windowRef{r.windowCall(e.call, nest), r.exprs(e.partition, nest), r.keys(e.order, nest), e.t}
}

// sameWindow tells whether two have the same window, frames aside.
func (e *windowRef) sameWindow(o *windowRef) bool {
	return sameList(e.partition, o.partition) && sameKeys(e.order, o.order)
}

func (e *windowRef) same(o *windowRef) bool {
	a, b := e.call, o.call
	if !e.sameWindow(o) || !sameList(a.Args, b.Args) || !sameExpr(a.Filter, b.Filter) || anyVolatile(a.Args) {
		return false
	}
	if (a.Window == nil) != (b.Window == nil) || a.Window != nil && a.Window.Window != b.Window.Window ||
		a.Aggregate != nil && a.Aggregate.Aggregate != b.Aggregate.Aggregate {
		return false
	}
	f, g := a.Frame, b.Frame
	return f.Mode == g.Mode && f.Exclude == g.Exclude && f.Start.Kind == g.Start.Kind && f.End.Kind == g.End.Kind &&
		sameExpr(f.Start.Offset, g.Start.Offset) && sameExpr(f.End.Offset, g.End.Offset)
}

// windowCall binds a call with OVER.
func (b *binder) windowCall(x context, e *syntax.Call) Expr {
	switch {
	case x.inAggregate:
		fail(e.Pos(), sqlerr.GroupingError, "aggregate function calls cannot contain window function calls")
	case x.inWindow:
		fail(e.Pos(), sqlerr.WindowingError, "window function calls cannot be nested")
	case x.windows == nil:
		fail(e.Pos(), sqlerr.WindowingError, "window functions are not allowed in %s", x.clause)
	case e.Distinct:
		fail(e.Pos(), sqlerr.FeatureNotSupported, "DISTINCT is not implemented for window functions")
	case e.OrderBy != nil && !e.WithinGroup:
		fail(e.Pos(), sqlerr.FeatureNotSupported, "aggregate ORDER BY is not implemented for window functions")
	case e.WithinGroup:
		fail(e.Pos(), sqlerr.FeatureNotSupported, "OVER is not supported for ordered-set aggregate %s", e.Name.Last())
	}
	inside := x
	inside.inWindow, inside.sets = true, nil
	args, pos := b.arguments(inside, e)
	ref := &windowRef{}
	ref.call = WindowCall{Pos: e.Pos()}
	b.windowFunction(ref, e, args, pos)
	if e.Filter != nil {
		if ref.call.Window != nil {
			fail(e.Pos(), sqlerr.FeatureNotSupported, "FILTER is not implemented for non-aggregate window functions")
		}
		ref.call.Filter = b.truth(b.expr(inside, e.Filter), "FILTER", start(e.Filter))
	}
	inside.clause = "window definitions"
	b.window(inside, ref, e.Over)
	return ref
}

// windowFunction chooses the function: one of windows alone, or an aggregate.
func (b *binder) windowFunction(ref *windowRef, e *syntax.Call, args []Expr, pos []int) {
	name := e.Name.Last()
	w, is, err := fn.ResolveWindow(name, typesOf(args))
	if is {
		must(err, e.Pos())
		ref.call.Window, ref.t = w, w.Returns
		ref.call.Args = b.fitted(args, w.Casts, w.Types, pos)
		return
	}
	a, is, err := fn.ResolveAggregate(name, typesOf(args), -1)
	if !is {
		_, err = fn.Resolve(name, typesOf(args), e.Variadic)
		must(err, e.Pos())
		fail(e.Pos(), sqlerr.WrongObjectType, "OVER specified, but %s is not a window function nor an aggregate function", name)
	}
	must(err, e.Pos())
	ref.call.Aggregate, ref.t = a, a.Returns
	ref.call.Args = b.fitted(args, a.Casts, a.Types, pos)
}

// window binds the window of a call: its own, or one of the WINDOW clause with what
// is added.
func (b *binder) window(x context, ref *windowRef, w *syntax.Window) {
	definition := *w
	base := definition.Base
	if w.Name != "" {
		definition = *b.namedWindow(x, w.Name, w.Pos())
		base = definition.Base
	}
	frame := definition.Frame
	partition, order := definition.PartitionBy, definition.OrderBy
	for base != "" {
		outer := b.namedWindow(x, base, w.Pos())
		switch {
		case partition != nil:
			fail(w.Pos(), sqlerr.WindowingError, "cannot override PARTITION BY clause of window \"%s\"", base)
		case order != nil && outer.OrderBy != nil:
			fail(w.Pos(), sqlerr.WindowingError, "cannot override ORDER BY clause of window \"%s\"", base)
		case outer.Frame != nil:
			fail(w.Pos(), sqlerr.WindowingError, "cannot copy window \"%s\" because it has a frame clause", base)
		}
		partition = outer.PartitionBy
		if outer.OrderBy != nil {
			order = outer.OrderBy
		}
		base = outer.Base
	}
	for _, e := range partition {
		p := b.resolved(b.expr(x, e), start(e))
		equality(p.Type(), start(e))
		ref.partition = append(ref.partition, p)
	}
	for _, o := range order {
		ref.order = append(ref.order, b.sortKey(b.resolved(b.expr(x, o.Expr), start(o.Expr)), o))
	}
	ref.call.Frame = Frame{End: Bound{Kind: CurrentRow}}
	if frame != nil {
		ref.call.Frame = b.frame(x, ref, frame, definition.Pos())
	}
}

func (b *binder) namedWindow(x context, name string, pos int) *syntax.Window {
	for i := range x.windows.named {
		if x.windows.named[i].Name == name {
			return &x.windows.named[i].Window
		}
	}
	fail(pos, sqlerr.UndefinedObject, "window \"%s\" does not exist", name)
	return nil
}

// frame binds a frame; pos is where its window stands.
func (b *binder) frame(x context, ref *windowRef, f *syntax.Frame, pos int) Frame {
	out := Frame{
		Mode:    map[syntax.FrameMode]FrameMode{syntax.FrameRange: FrameRange, syntax.FrameRows: FrameRows, syntax.FrameGroups: FrameGroups}[f.Mode],
		Exclude: Exclusion(f.Exclude),
	}
	offsets := f.Start.Offset != nil || f.End.Offset != nil
	switch {
	case out.Mode == FrameGroups && len(ref.order) == 0:
		fail(pos, sqlerr.WindowingError, "GROUPS mode requires an ORDER BY clause")
	case out.Mode == FrameRange && offsets && len(ref.order) != 1:
		fail(pos, sqlerr.WindowingError, "RANGE with offset PRECEDING/FOLLOWING requires exactly one ORDER BY column")
	}
	out.Start, out.End = b.bound(x, ref, out.Mode, f.Start), b.bound(x, ref, out.Mode, f.End)
	return out
}

// bound binds one end of a frame. Its offset has no columns of the row.
func (b *binder) bound(x context, ref *windowRef, mode FrameMode, s syntax.Bound) Bound {
	out := Bound{Kind: BoundKind(s.Kind)}
	if s.Offset == nil {
		return out
	}
	word := [...]string{FrameRange: "RANGE", FrameRows: "ROWS", FrameGroups: "GROUPS"}[mode]
	pos := start(s.Offset)
	offset := b.expr(x, s.Offset)
	lookInto(offset, func(e Expr, nest int) {
		if _, is := e.(*Column); is && nest == 0 {
			fail(pos, sqlerr.InvalidColumnReference, "argument of %s must not contain variables", word)
		}
	})
	if mode != FrameRange {
		if t := offset.Type(); t != value.Unknown && t != value.Int8 && t != value.Int4 && t != value.Int2 {
			fail(pos, sqlerr.DatatypeMismatch, "argument of %s must be type bigint, not type %s", word, t)
		}
		out.Offset = b.converted(offset, value.Int8, fn.Implicit, pos)
		return out
	}
	return b.rangeBound(ref, out, offset, pos)
}

// rangeBound finds the operator that moves the sort key by the offset.
func (b *binder) rangeBound(ref *windowRef, out Bound, offset Expr, pos int) Bound {
	key := ref.order[0]
	if !measured(key.Expr.Type()) {
		fail(pos, sqlerr.FeatureNotSupported, "RANGE with offset PRECEDING/FOLLOWING is not supported for column type %s", key.Expr.Type())
	}
	sign := "+"
	if (out.Kind == OffsetPreceding) != key.Desc {
		sign = "-"
	}
	by := offset.Type()
	if by == value.Unknown {
		by = offsetType(key.Expr.Type())
	}
	c, err := fn.Operator(sign, key.Expr.Type(), by)
	if err != nil || c.Types[0] != key.Expr.Type() && !numeric(key.Expr.Type()) {
		fail(pos, sqlerr.FeatureNotSupported,
			"RANGE with offset PRECEDING/FOLLOWING is not supported for column type %s and offset type %s", key.Expr.Type(), by)
	}
	out.Shift, out.Offset = c, b.converted(offset, c.Types[1], fn.Implicit, pos)
	return out
}

// measured tells whether there are distances between values of a type.
func measured(t value.Type) bool {
	switch t.Category() {
	case value.CategoryNumber, value.CategoryDate, value.CategoryTimespan:
		return true
	}
	return false
}

// offsetType is the type of an offset of which only the text is known.
func offsetType(key value.Type) value.Type {
	switch key {
	case value.Timestamp, value.TimestampTZ, value.Date, value.Time, value.Interval:
		return value.Interval
	}
	return key
}
