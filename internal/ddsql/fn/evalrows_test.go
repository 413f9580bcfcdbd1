package fn_test

import (
	"errors"
	"io"
	"slices"
	"strconv"
	"strings"

	"foureyes/internal/ddsql/fn"
	"foureyes/internal/ddsql/syntax"
	"foureyes/internal/ddsql/value"
)

// rows gives what a function that gives rows gives, as texts.
func (v *evaluator) rows(e *syntax.Call) (string, error) {
	args, err := v.arguments(e)
	if err != nil {
		return "", err
	}
	set, _, err := fn.ResolveSet(e.Name.Last(), typesOf(args), e.Variadic)
	if err != nil {
		return "", err
	}
	values, err := v.castAll(set.Casts, args)
	if err != nil {
		return "", err
	}
	next, err := set.Open(v.env, values)
	if err != nil {
		return "", err
	}
	var items []value.Value
	for {
		row, err := next()
		if errors.Is(err, io.EOF) {
			if len(items) == 0 {
				return "NULL", nil
			}
			return value.NewArray(value.Text, items...).String(), nil
		}
		if err != nil {
			return "", err
		}
		items = append(items, shownRow(row))
	}
}

// shownRow is a row as a cast to text shows it.
func shownRow(row []value.Value) value.Value {
	if len(row) > 1 {
		return value.OfText(value.OfRecord(&value.Row{Fields: slices.Clone(row)}).String())
	}
	if row[0].IsNull() {
		return value.Null
	}
	if row[0].Kind() == value.KindBool {
		return value.OfText(strconv.FormatBool(row[0].Bool()))
	}
	return value.OfText(row[0].String())
}

// aggregate runs an aggregate over the elements of an array, each of which is x
// in turn.
func (v *evaluator) aggregate(call, array syntax.Expr) (typed, error) {
	e := call.(*syntax.Call)
	list, err := v.eval(array)
	if err != nil {
		return typed{}, err
	}
	items := slices.Clone(list.value.List().Items)
	direct := -1
	if e.WithinGroup {
		direct = len(e.Args)
		slices.SortStableFunc(items, func(a, b value.Value) int {
			if a.IsNull() || b.IsNull() {
				return 0
			}
			return value.Compare(a, b)
		})
	}
	v.x = typed{value.Null, list.typ.Elem()}
	args, err := v.arguments(e)
	if err != nil {
		return typed{}, err
	}
	if e.WithinGroup {
		args = append(args, v.x)
	}
	a, ok, err := fn.ResolveAggregate(e.Name.Last(), typesOf(args), direct)
	if err != nil || !ok {
		return typed{}, err
	}
	var directValues []value.Value
	if e.WithinGroup {
		if directValues, err = v.castAll(a.Casts[:direct], args[:direct]); err != nil {
			return typed{}, err
		}
	}
	state, err := a.New(directValues)
	if err != nil {
		return typed{}, err
	}
	for _, item := range items {
		v.x.value = item
		if args, err = v.arguments(e); err != nil {
			return typed{}, err
		}
		casts := a.Casts
		if e.WithinGroup {
			args, casts = []typed{v.x}, a.Casts[direct:]
		}
		values, err := v.castAll(casts, args)
		if err != nil {
			return typed{}, err
		}
		if a.Aggregate.Strict && slices.ContainsFunc(values, value.Value.IsNull) {
			continue
		}
		if err := state.Step(v.env, values); err != nil {
			return typed{}, err
		}
	}
	out, err := state.Result(v.env)
	return typed{out, a.Returns}, err
}

// evaluate computes a line of a case file: an expression, an aggregate over an
// array (agg(x) FROM array), or with rows a function that gives rows.
func evaluate(line string, rows bool) (typed, string, error) {
	v := newEvaluator()
	text, source, overArray := strings.Cut(line, " FROM ARRAY[")
	if overArray {
		array, err := syntax.ParseExpr("ARRAY["+source, syntax.DefaultLimits)
		if err != nil {
			return typed{}, "", err
		}
		call, err := syntax.ParseExpr(text, syntax.DefaultLimits)
		if err != nil {
			return typed{}, "", err
		}
		out, err := v.aggregate(call, array)
		return out, out.value.String(), err
	}
	e, err := syntax.ParseExpr(line, syntax.DefaultLimits)
	if err != nil {
		return typed{}, "", err
	}
	if rows {
		text, err := v.rows(e.(*syntax.Call))
		return typed{typ: value.TextArray}, text, err
	}
	out, err := v.eval(e)
	return out, out.value.String(), err
}
