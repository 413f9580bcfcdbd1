package plan

import (
	"foureyes/internal/ddsql/fn"
	"foureyes/internal/ddsql/sqlerr"
	"foureyes/internal/ddsql/syntax"
	"foureyes/internal/ddsql/value"
)

// array binds ARRAY[...]; want is the type of the elements if it is known, else 0.
func (b *binder) array(x context, e *syntax.Array, want value.Type) Expr {
	if len(e.Elements) == 0 {
		if want == 0 {
			panic(sqlerr.At(e.Pos(), sqlerr.IndeterminateDatatype, "cannot determine type of empty array").
				WithHint("Explicitly cast to the desired type, for example ARRAY[]::integer[]."))
		}
		return &Array{T: want.Array(), Pos: e.Pos()}
	}
	nested := false
	var list []Expr
	var pos []int
	for _, item := range e.Elements {
		inner, is := item.(*syntax.Array)
		if is && inner.Inner {
			nested = true
			list = append(list, b.array(x, inner, want))
		} else {
			list = append(list, b.expr(x, item))
		}
		pos = append(pos, start(item))
	}
	if want != 0 && !nested {
		for i := range list {
			list[i] = b.converted(list[i], want, fn.Explicit, pos[i])
		}
		return b.foldedArray(&Array{Elements: list, T: want.Array(), Pos: e.Pos()})
	}
	args, t := b.unified("ARRAY", list, pos)
	if t.IsArray() {
		return b.foldedArray(&Array{Elements: args, Nested: true, T: t, Pos: e.Pos()})
	}
	if t.Array() == 0 {
		fail(e.Pos(), sqlerr.UndefinedObject, "could not find array type for data type %s", t)
	}
	return b.foldedArray(&Array{Elements: args, T: t.Array(), Pos: e.Pos()})
}

// foldedArray makes a constant of a plain array of constants.
func (b *binder) foldedArray(a *Array) Expr {
	if a.Nested {
		return a
	}
	list := &value.List{Elem: a.T.Elem(), Dims: []value.Dim{{Len: len(a.Elements), Lower: 1}}}
	for _, e := range a.Elements {
		c, is := e.(*Const)
		if !is {
			return a
		}
		list.Items = append(list.Items, c.Value)
	}
	return &Const{value.OfArray(list), a.T}
}

// row binds ROW(...); t.* inside is all columns of t.
func (b *binder) row(x context, e *syntax.Row) Expr {
	r := &Record{}
	for _, f := range e.Fields {
		if expanded, is := b.star(x, f); is {
			for _, item := range expanded {
				r.Fields = append(r.Fields, item.expr)
			}
			continue
		}
		r.Fields = append(r.Fields, b.resolved(b.expr(x, f), start(f)))
	}
	return r
}

// star is what * and t.* and (record).* stand for; is is false for others.
func (b *binder) star(x context, e syntax.Expr) (items []item, is bool) {
	switch e := e.(type) {
	case *syntax.Column:
		if e.Star {
			return b.starColumns(x, e), true
		}
	case *syntax.Field:
		if e.Star {
			return starFields(b.expr(x, e.X), e.Pos()), true
		}
	}
	return nil, false
}

func (b *binder) starColumns(x context, e *syntax.Column) []item {
	fields, depth := []field(nil), 0
	switch n := len(e.Name); n {
	case 0:
		if x.level == nil || x.level.query == nil || len(x.level.scope.tables) == 0 {
			fail(e.Pos(), sqlerr.SyntaxError, "SELECT * with no tables specified is not valid")
		}
		fields = x.level.scope.fields
	default:
		schema := ""
		if n > 1 {
			schema = e.Name[n-2]
		}
		var t *named
		if t, depth = tableAround(x.level, schema, e.Name[n-1]); t == nil {
			if f := b.lookup(x.level, &syntax.Column{At: e.At, Name: e.Name}); f != nil && f.shape != nil {
				return starFields(f.asExpr(), e.Pos())
			}
			panic(b.noTable(x.level, e.Name[n-1], e.Pos()))
		}
		fields = t.fields
	}
	out := make([]item, len(fields))
	for i, f := range fields {
		f.expr = outerExpr(f.expr, depth)
		out[i] = item{name: f.name, expr: f.asExpr()}
	}
	return out
}

// starFields takes a record apart.
func starFields(e Expr, pos int) []item {
	shape := shapeOf(e)
	if shape == nil {
		fail(pos, sqlerr.FeatureNotSupported, "record type has not been registered")
	}
	out := make([]item, len(shape))
	for i, c := range shape {
		out[i] = item{name: c.Name, expr: &Field{X: e, Index: i, T: c.Type}}
	}
	return out
}

// shapeOf is the fields of a record as far as they are known.
func shapeOf(e Expr) []fn.Column {
	switch e := e.(type) {
	case *shapedExpr:
		return e.shape
	case *setRef:
		if e.call.Returns == value.Record {
			return setColumns(e.call)
		}
	case *Record:
		out := make([]fn.Column, len(e.Fields))
		for i, f := range e.Fields {
			out[i] = fn.Column{Name: recordName(e, i), Type: f.Type()}
		}
		return out
	}
	return nil
}

func recordName(r *Record, i int) string {
	if i < len(r.Names) {
		return r.Names[i]
	}
	return "f" + itoa(i+1)
}

// fieldOf reads a field of a record by name.
func fieldOf(e Expr, name string, pos int) Expr {
	for i, c := range shapeOf(e) {
		if c.Name == name {
			return &Field{X: e, Index: i, T: c.Type}
		}
	}
	if e.Type() == value.Record {
		fail(pos, sqlerr.UndefinedColumn, "could not identify column \"%s\" in record data type", name)
	}
	fail(pos, sqlerr.WrongObjectType, "column notation .%s applied to type %s, which is not a composite type", name, e.Type())
	return nil
}

func (b *binder) subscript(x context, e *syntax.Subscript) Expr {
	v := b.resolved(b.expr(x, e.X), start(e.X))
	t := v.Type()
	if t == value.JSON || t == value.JSONB || t == value.Hstore {
		return b.keyed(x, v, e)
	}
	if t.Elem() == 0 {
		fail(start(e.X), sqlerr.DatatypeMismatch, "cannot subscript type %s because it does not support subscripting", t)
	}
	out := &Subscript{X: v, T: t.Elem()}
	for _, d := range e.Dims {
		out.Dims = append(out.Dims, Dimension{b.index(x, d.Low), b.index(x, d.High), d.Slice})
		if d.Slice {
			out.T = t
		}
	}
	return out
}

// index binds a subscript, which is a whole number.
func (b *binder) index(x context, e syntax.Expr) Expr {
	if e == nil {
		return nil
	}
	i := b.expr(x, e)
	if i.Type() != value.Unknown {
		if _, err := fn.FindCast(i.Type(), value.Int8, fn.Assignment); err != nil || !numeric(i.Type()) {
			fail(start(e), sqlerr.DatatypeMismatch, "array subscript must have type integer")
		}
	}
	return b.converted(i, value.Int8, fn.Assignment, start(e))
}

func numeric(t value.Type) bool { return t.Category() == value.CategoryNumber }

// keyed reads jsonb['key'] and hstore['key'] as their arrow.
func (b *binder) keyed(x context, v Expr, e *syntax.Subscript) Expr {
	if v.Type() == value.JSON {
		fail(start(e.X), sqlerr.DatatypeMismatch, "cannot subscript type json because it does not support subscripting")
	}
	for _, d := range e.Dims {
		if d.Slice {
			fail(e.Pos(), sqlerr.DatatypeMismatch, "%s subscript does not support slices", v.Type())
		}
		v = b.operator(e.Pos(), syntax.Operator{Sign: "->"}, v, b.expr(x, d.High), start(e.X), start(d.High))
	}
	return v
}
