package plan

import (
	"strings"

	"foureyes/internal/ddsql/fn"
	"foureyes/internal/ddsql/sqlerr"
	"foureyes/internal/ddsql/syntax"
	"foureyes/internal/ddsql/value"
)

// target is a type as a cast names it.
type target struct {
	typ    value.Type
	mods   []int
	fields *syntax.IntervalFields
	pos    int
}

// ResolveType finds the type that was written, without what stood in parentheses
// after it.
func ResolveType(t syntax.TypeName) (found value.Type, err error) {
	err = catch(func() { found = (&binder{}).typeOf(t).typ })
	return found, err
}

// typeOf finds the type that was written.
func (b *binder) typeOf(t syntax.TypeName) target {
	name := t.Name.Last()
	found, ok := value.ByName(name)
	if len(t.Name) > 1 && !systemSchema(t.Name[len(t.Name)-2]) {
		ok = false
	}
	if !ok {
		written := strings.Join(t.Name, ".") + strings.Repeat("[]", min(len(t.Array), 1))
		fail(t.Pos(), sqlerr.UndefinedObject, "type \"%s\" does not exist", written)
	}
	if len(t.Array) > 0 && found.Elem() == 0 {
		if found = found.Array(); found == 0 {
			fail(t.Pos(), sqlerr.UndefinedObject, "type \"%s[]\" does not exist", name)
		}
	}
	out := target{typ: found, fields: t.Fixed, pos: t.Pos()}
	for _, m := range t.Mods {
		out.mods = append(out.mods, modifier(m))
	}
	if t.Fixed != nil && t.Fixed.Precision >= 0 {
		out.mods = []int{t.Fixed.Precision}
	}
	return out
}

func systemSchema(name string) bool {
	return name == "pg_catalog" || name == "public" || name == "information_schema"
}

// modifier reads a number in parentheses after a type.
func modifier(e syntax.Expr) int {
	sign := 1
	if u, is := e.(*syntax.Unary); is && u.Op.Sign == "-" {
		sign, e = -1, u.X
	}
	l, is := e.(*syntax.Literal)
	if !is || l.Kind != syntax.Integer {
		fail(e.Pos(), sqlerr.SyntaxError, "type modifiers must be simple constants or identifiers")
	}
	n := 0
	for _, c := range l.Text {
		n = n*10 + int(c-'0')
	}
	return sign * n
}

// cast converts an expression as CAST says.
func (b *binder) cast(e Expr, to target, pos int) Expr {
	var fit func(value.Value) (value.Value, error)
	if len(to.mods) > 0 {
		elem := to.typ
		if elem.IsArray() {
			elem = elem.Elem()
		}
		var err error
		fit, err = fn.Modify(elem, to.mods, true)
		must(err, to.pos)
		if to.typ.IsArray() && fit != nil {
			fit = eachElement(fit)
		}
	}
	if e.Type() == value.Unknown && to.fields != nil && to.fields.From != "" {
		if c, is := e.(*Const); is && !c.Value.IsNull() {
			v, err := fn.ParseIntervalFields(c.Value.Str(), to.fields.From, to.fields.To)
			must(err, pos)
			e = &Const{v, value.Interval}
		}
	}
	e = b.converted(e, to.typ, fn.Explicit, pos)
	if fit != nil {
		e = b.folded(&Cast{X: e, To: to.typ, Modify: fit, Pos: pos})
	}
	return e
}

// eachElement applies a function to the elements of an array.
func eachElement(fit func(value.Value) (value.Value, error)) func(value.Value) (value.Value, error) {
	return func(v value.Value) (value.Value, error) {
		if v.IsNull() {
			return v, nil
		}
		list := *v.List()
		list.Items = append([]value.Value(nil), list.Items...)
		for i, item := range list.Items {
			var err error
			if list.Items[i], err = fit(item); err != nil {
				return value.Null, err
			}
		}
		return value.OfArray(&list), nil
	}
}

// converted converts an expression where the context allows it, else it is refused.
func (b *binder) converted(e Expr, to value.Type, c fn.Context, pos int) Expr {
	from := e.Type()
	if from == to {
		return e
	}
	if from == value.Unknown {
		return b.decided(e, to, pos)
	}
	cast, err := fn.FindCast(from, to, c)
	must(err, pos)
	return b.folded(&Cast{X: e, To: to, Cast: cast, Pos: pos})
}

// decided gives an expression without a type the type that its place asks for.
func (b *binder) decided(e Expr, to value.Type, pos int) Expr {
	switch e := e.(type) {
	case *Param:
		return b.decideParameter(e, to, pos)
	case *Const:
		if e.Value.IsNull() {
			return &Const{value.Null, to}
		}
	}
	cast, err := fn.FindCast(value.Unknown, to, fn.Explicit)
	must(err, pos)
	c := &Cast{X: e, To: to, Cast: cast, Pos: pos}
	if k, is := e.(*Const); is {
		v, err := cast.Apply(b.env.Functions, k.Value)
		must(err, pos)
		return &Const{v, to}
	}
	return c
}

func (b *binder) decideParameter(p *Param, to value.Type, pos int) Expr {
	if to == value.Unknown {
		return p
	}
	if to.IsReg() {
		// What a name stands for is known inside a query only, so it comes as a text.
		text := b.decideParameter(p, value.Text, pos)
		cast, err := fn.FindCast(value.Text, to, fn.Explicit)
		must(err, pos)
		return &Cast{X: text, To: to, Cast: cast, Pos: pos}
	}
	switch known := b.params[p.Number-1]; known {
	case value.Unknown:
		b.params[p.Number-1] = to
	case to:
	default:
		panic(sqlerr.At(pos, sqlerr.AmbiguousParameter, "inconsistent types deduced for parameter $%d", p.Number).
			WithDetail("%s versus %s", known, to))
	}
	return &Param{Number: p.Number, T: to}
}

// fitted makes arguments what a call wants: casts are those that the choice of the
// function gave.
func (b *binder) fitted(args []Expr, casts []*fn.Cast, types []value.Type, pos []int) []Expr {
	out := make([]Expr, len(args))
	for i, e := range args {
		switch {
		case e.Type() == value.Unknown && types[i] != value.Unknown:
			out[i] = b.decided(e, types[i], pos[i])
		case casts[i] != nil:
			out[i] = b.folded(&Cast{X: e, To: types[i], Cast: casts[i], Pos: pos[i]})
		default:
			out[i] = e
		}
	}
	return out
}

// unified makes expressions of one type, as the branches of a CASE must be.
func (b *binder) unified(context string, list []Expr, pos []int) ([]Expr, value.Type) {
	types := make([]value.Type, len(list))
	for i, e := range list {
		types[i] = e.Type()
	}
	t, err := fn.CommonType(context, types...)
	if err != nil {
		must(err, at(pos, mismatch(types)))
	}
	out := make([]Expr, len(list))
	for i, e := range list {
		out[i] = b.converted(e, t, fn.Implicit, at(pos, i))
	}
	return out, t
}

// mismatch finds the first type that is of another kind than those before it.
func mismatch(types []value.Type) int {
	for i := range types {
		if _, err := fn.CommonType("", types[:i+1]...); err != nil {
			return i
		}
	}
	return 0
}

func at(pos []int, i int) int {
	if i < len(pos) {
		return pos[i]
	}
	return 0
}

// truth makes an expression a condition; what names the clause in the error.
func (b *binder) truth(e Expr, what string, pos int) Expr {
	if e.Type() == value.Unknown {
		return b.decided(e, value.Bool, pos)
	}
	if e.Type() != value.Bool {
		fail(pos, sqlerr.DatatypeMismatch, "argument of %s must be type boolean, not type %s", what, e.Type())
	}
	return e
}

// resolved gives an expression that still has no type the type text.
func (b *binder) resolved(e Expr, pos int) Expr {
	if e.Type() == value.Unknown {
		return b.decided(e, value.Text, pos)
	}
	return e
}

// folded computes what is constant already. What cannot be computed is left for
// when it is asked for, which may be never.
func (b *binder) folded(e Expr) Expr {
	switch e := e.(type) {
	case *Cast:
		c, is := e.X.(*Const)
		if !is || e.Cast != nil && e.Cast.Volatility != fn.Immutable {
			return e
		}
		v, err := e.Cast.Apply(b.env.Functions, c.Value)
		if err == nil && e.Modify != nil && !v.IsNull() {
			v, err = e.Modify(v)
		}
		if err == nil {
			return &Const{v, e.To}
		}
	case *Call:
		if e.Call.Func.Volatility != fn.Immutable {
			return e
		}
		args := make([]value.Value, len(e.Args))
		for i, a := range e.Args {
			c, is := a.(*Const)
			if !is {
				return e
			}
			args[i] = c.Value
		}
		if v, err := e.Call.Eval(b.env.Functions, args); err == nil {
			return &Const{v, e.Type()}
		}
	}
	return e
}
