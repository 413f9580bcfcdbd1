package fn_test

import (
	"strconv"
	"time"

	"foureyes/internal/ddsql/fn"
	"foureyes/internal/ddsql/sqlerr"
	"foureyes/internal/ddsql/syntax"
	"foureyes/internal/ddsql/value"
)

// typed is a value with its type.
type typed struct {
	value value.Value
	typ   value.Type
}

// evaluator computes expressions without tables, as simply as can be: what the
// executor does with plans this does with the tree. x is what the column x is.
type evaluator struct {
	env *fn.Env
	x   typed
}

func newEvaluator() *evaluator {
	return &evaluator{env: &fn.Env{
		Now: time.Date(2026, 11, 22, 10, 30, 0, 0, time.UTC), User: "analyst", Database: "foureyes", Version: "PostgreSQL 15.0",
	}}
}

func (v *evaluator) eval(e syntax.Expr) (typed, error) {
	switch e := e.(type) {
	case *syntax.Literal:
		return v.literal(e)
	case *syntax.Column:
		return v.x, nil
	case *syntax.Cast:
		return v.cast(e)
	case *syntax.Unary:
		return v.operator(e.Op.Sign, nil, e.X)
	case *syntax.Binary:
		return v.operator(e.Op.Sign, e.Left, e.Right)
	case *syntax.Like:
		return v.like(e)
	case *syntax.Logic:
		return v.logic(e)
	case *syntax.Not:
		x, err := v.eval(e.X)
		if err != nil || x.value.IsNull() {
			return typed{value.Null, value.Bool}, err
		}
		return typed{value.OfBool(!x.value.Bool()), value.Bool}, nil
	case *syntax.IsNull:
		x, err := v.eval(e.X)
		return typed{value.OfBool(x.value.IsNull() != e.Not), value.Bool}, err
	case *syntax.IsDistinct:
		return v.distinct(e)
	case *syntax.Array:
		return v.array(e)
	case *syntax.Row:
		return v.row(e)
	case *syntax.Subscript:
		return v.subscript(e)
	case *syntax.Quantified:
		return v.quantified(e)
	case *syntax.Call:
		return v.call(e)
	case *syntax.Current:
		c, err := fn.Resolve(e.Name, nil, false)
		if err != nil {
			return typed{}, err
		}
		out, err := c.Eval(v.env, nil)
		return typed{out, c.Returns}, err
	}
	return typed{}, sqlerr.New(sqlerr.FeatureNotSupported, "this test does not evaluate %T", e)
}

func (v *evaluator) logic(e *syntax.Logic) (typed, error) {
	out := typed{value.OfBool(!e.Or), value.Bool}
	for _, a := range e.Args {
		x, err := v.eval(a)
		if err != nil {
			return typed{}, err
		}
		if x.value.IsNull() {
			out.value = value.Null
		} else if x.value.Bool() == e.Or {
			return x, nil
		}
	}
	return out, nil
}

func (v *evaluator) literal(e *syntax.Literal) (typed, error) {
	switch e.Kind {
	case syntax.Null:
		return typed{value.Null, value.Unknown}, nil
	case syntax.Boolean:
		return typed{value.OfBool(e.Text == "true"), value.Bool}, nil
	case syntax.String:
		return typed{value.OfText(e.Text), value.Unknown}, nil
	}
	if n, err := strconv.ParseInt(e.Text, 10, 64); err == nil {
		return typed{value.OfInt(n), value.Int8}, nil
	}
	f, err := value.ParseText(value.Float8, e.Text, v.env.Now)
	return typed{f, value.Float8}, err
}

func typeNamed(t syntax.TypeName) (value.Type, error) {
	found, ok := value.ByName(t.Name.Last())
	if !ok {
		return 0, sqlerr.New(sqlerr.UndefinedObject, "type \"%s\" does not exist", t.Name.Last())
	}
	if len(t.Array) > 0 {
		found = found.Array()
	}
	return found, nil
}

func (v *evaluator) cast(e *syntax.Cast) (typed, error) {
	x, err := v.eval(e.X)
	if err != nil {
		return typed{}, err
	}
	to, err := typeNamed(e.Type)
	if err != nil {
		return typed{}, err
	}
	if f := e.Type.Fixed; f != nil && f.From != "" && x.typ == value.Unknown && !x.value.IsNull() {
		span, err := fn.ParseIntervalFields(x.value.Str(), f.From, f.To)
		return typed{span, value.Interval}, err
	}
	cast, err := fn.FindCast(x.typ, to, fn.Explicit)
	if err != nil {
		return typed{}, err
	}
	var mods []int
	if f := e.Type.Fixed; f != nil && f.Precision >= 0 {
		mods = []int{f.Precision}
	}
	out, err := cast.Apply(v.env, x.value)
	if err != nil || len(e.Type.Mods)+len(mods) == 0 {
		return typed{out, to}, err
	}
	for _, m := range e.Type.Mods {
		n, err := v.eval(m)
		if err != nil {
			return typed{}, err
		}
		mods = append(mods, int(n.value.Int()))
	}
	modify, err := fn.Modify(to, mods, true)
	if err != nil {
		return typed{}, err
	}
	out, err = modify(out)
	return typed{out, to}, err
}

func (v *evaluator) operator(op string, left, right syntax.Expr) (typed, error) {
	var args []typed
	for _, x := range []syntax.Expr{left, right} {
		if x == nil {
			continue
		}
		a, err := v.eval(x)
		if err != nil {
			return typed{}, err
		}
		args = append(args, a)
	}
	return v.apply(op, args)
}

func (v *evaluator) apply(op string, args []typed) (typed, error) {
	left := value.Type(0)
	if len(args) == 2 {
		left = args[0].typ
	}
	c, err := fn.Operator(op, left, args[len(args)-1].typ)
	if err != nil {
		return typed{}, err
	}
	return v.run(c, args)
}

// run casts the arguments and calls.
func (v *evaluator) run(c *fn.Call, args []typed) (typed, error) {
	values, err := v.castAll(c.Casts, args)
	if err != nil {
		return typed{}, err
	}
	out, err := c.Eval(v.env, values)
	return typed{out, c.Returns}, err
}

func (v *evaluator) castAll(casts []*fn.Cast, args []typed) ([]value.Value, error) {
	values := make([]value.Value, len(args))
	for i, a := range args {
		x, err := casts[i].Apply(v.env, a.value)
		if err != nil {
			return nil, err
		}
		values[i] = x
	}
	return values, nil
}

func (v *evaluator) like(e *syntax.Like) (typed, error) {
	x, err := v.eval(e.X)
	if err != nil {
		return typed{}, err
	}
	pattern, err := v.eval(e.Pattern)
	if err != nil {
		return typed{}, err
	}
	op := map[syntax.Matching]string{syntax.MatchLike: "~~", syntax.MatchILike: "~~*", syntax.MatchSimilar: "~"}[e.Kind]
	name, args := "similar_to_escape", []typed{pattern}
	if e.Escape != nil {
		escape, err := v.eval(e.Escape)
		if err != nil {
			return typed{}, err
		}
		args = append(args, escape)
		if e.Kind != syntax.MatchSimilar {
			name = "like_escape"
		}
	}
	if e.Escape != nil || e.Kind == syntax.MatchSimilar {
		if pattern, err = v.named(name, args, false); err != nil {
			return typed{}, err
		}
	}
	if e.Not {
		op = "!" + op
	}
	return v.apply(op, []typed{x, pattern})
}

func (v *evaluator) distinct(e *syntax.IsDistinct) (typed, error) {
	l, err := v.eval(e.Left)
	if err != nil {
		return typed{}, err
	}
	r, err := v.eval(e.Right)
	if err != nil {
		return typed{}, err
	}
	c, err := fn.Operator("=", l.typ, r.typ)
	if err != nil {
		return typed{}, err
	}
	values, err := v.castAll(c.Casts, []typed{l, r})
	if err != nil {
		return typed{}, err
	}
	return typed{value.OfBool(value.Distinct(values[0], values[1]) != e.Not), value.Bool}, nil
}

func (v *evaluator) array(e *syntax.Array) (typed, error) {
	var items []typed
	var list []value.Type
	for _, element := range e.Elements {
		x, err := v.eval(element)
		if err != nil {
			return typed{}, err
		}
		items, list = append(items, x), append(list, x.typ)
	}
	common, err := fn.CommonType("ARRAY", list...)
	if err != nil {
		return typed{}, err
	}
	values := make([]value.Value, len(items))
	for i, x := range items {
		cast, err := fn.FindCast(x.typ, common, fn.Implicit)
		if err != nil {
			return typed{}, err
		}
		if values[i], err = cast.Apply(v.env, x.value); err != nil {
			return typed{}, err
		}
	}
	out, err := fn.MakeArray(v.env, common, values)
	if common.IsArray() {
		return typed{out, common}, err
	}
	return typed{out, common.Array()}, err
}

func (v *evaluator) row(e *syntax.Row) (typed, error) {
	r := &value.Row{Shape: &value.Shape{}}
	for _, field := range e.Fields {
		x, err := v.eval(field)
		if err != nil {
			return typed{}, err
		}
		if x.typ == value.Unknown {
			x.typ = value.Text
		}
		r.Shape.Types, r.Fields = append(r.Shape.Types, x.typ), append(r.Fields, x.value)
	}
	return typed{value.OfRecord(r), value.Record}, nil
}

func (v *evaluator) subscript(e *syntax.Subscript) (typed, error) {
	x, err := v.eval(e.X)
	if err != nil {
		return typed{}, err
	}
	var bounds []bound
	var at []int64
	sliced := false
	number := func(e syntax.Expr) (int64, bool, error) {
		if e == nil {
			return 0, false, nil
		}
		n, err := v.eval(e)
		return n.value.Int(), true, err
	}
	for _, d := range e.Dims {
		var b bound
		if b.Low, b.HasLow, err = number(d.Low); err != nil {
			return typed{}, err
		}
		if b.High, b.HasHigh, err = number(d.High); err != nil {
			return typed{}, err
		}
		sliced = sliced || d.Slice
		bounds, at = append(bounds, b), append(at, b.High)
	}
	if sliced {
		return typed{slice(x.value, bounds), x.typ}, nil
	}
	return typed{element(x.value, at), x.typ.Elem()}, nil
}

func (v *evaluator) quantified(e *syntax.Quantified) (typed, error) {
	x, err := v.eval(e.X)
	if err != nil {
		return typed{}, err
	}
	array, err := v.eval(e.Array)
	if err == nil && array.typ == value.Unknown {
		elem := x.typ
		if elem == value.Unknown {
			elem = value.Text
		}
		array.typ = elem.Array()
		array.value, err = value.ParseText(array.typ, array.value.Str(), v.env.Now)
	}
	if err != nil || array.value.IsNull() || x.value.IsNull() {
		return typed{value.Null, value.Bool}, err
	}
	unknown := false
	for _, item := range array.value.List().Items {
		out, err := v.apply(e.Op.Sign, []typed{x, {item, array.typ.Elem()}})
		if err != nil {
			return typed{}, err
		}
		if !out.value.IsNull() && out.value.Bool() != e.All {
			return out, nil
		}
		unknown = unknown || out.value.IsNull()
	}
	if unknown {
		return typed{value.Null, value.Bool}, nil
	}
	return typed{value.OfBool(e.All), value.Bool}, nil
}

func (v *evaluator) arguments(e *syntax.Call) ([]typed, error) {
	var args []typed
	for _, a := range e.Args {
		x, err := v.eval(a.Value)
		if err != nil {
			return nil, err
		}
		args = append(args, x)
	}
	return args, nil
}

func typesOf(args []typed) []value.Type {
	list := make([]value.Type, len(args))
	for i, a := range args {
		list[i] = a.typ
	}
	return list
}

func (v *evaluator) call(e *syntax.Call) (typed, error) {
	args, err := v.arguments(e)
	if err != nil {
		return typed{}, err
	}
	return v.named(e.Name.Last(), args, e.Variadic)
}

func (v *evaluator) named(name string, args []typed, variadic bool) (typed, error) {
	c, err := fn.Resolve(name, typesOf(args), variadic)
	if err != nil {
		return typed{}, err
	}
	return v.run(c, args)
}
