package plan

import (
	"strconv"
	"strings"

	"foureyes/internal/ddsql/fn"
	"foureyes/internal/ddsql/sqlerr"
	"foureyes/internal/ddsql/syntax"
	"foureyes/internal/ddsql/value"
)

func itoa(n int) string { return strconv.Itoa(n) }

// call binds a call, whichever kind of function it names.
func (b *binder) call(x context, e *syntax.Call) Expr {
	name := e.Name.Last()
	if n := len(e.Name); n > 1 && !systemSchema(e.Name[n-2]) {
		fail(e.Pos(), sqlerr.InvalidSchemaName, "schema \"%s\" does not exist", e.Name[n-2])
	}
	switch {
	case e.Over != nil:
		return b.windowCall(x, e)
	case fn.IsAggregate(name) && !fn.IsSet(name):
		return b.aggregate(x, e)
	}
	b.onlyAggregates(e, name)
	switch {
	case fn.IsWindow(name):
		fail(e.Pos(), sqlerr.WrongObjectType, "window function %s requires an OVER clause", name)
	case fn.IsSet(name):
		return b.setCall(x, e)
	}
	args, pos := b.arguments(x, e)
	c, err := fn.Resolve(name, typesOf(args), e.Variadic)
	if err != nil {
		if cast := b.castByName(name, args, pos); cast != nil {
			return cast
		}
		must(err, e.Pos())
	}
	return b.folded(&Call{Call: c, Args: b.fitted(args, c.Casts, c.Types, pos), Pos: e.Pos()})
}

// castByName reads type(x) as a cast of a literal.
func (b *binder) castByName(name string, args []Expr, pos []int) Expr {
	t, is := value.ByName(name)
	if !is || len(args) != 1 || args[0].Type() != value.Unknown {
		return nil
	}
	return b.decided(args[0], t, pos[0])
}

// onlyAggregates refuses what only an aggregate may have.
func (b *binder) onlyAggregates(e *syntax.Call, name string) {
	word := ""
	switch {
	case e.Star:
		_, err := fn.Resolve(name, nil, false)
		must(err, e.Pos())
		fail(e.Pos(), sqlerr.WrongObjectType, "%s(*) specified, but %s is not an aggregate function", name, name)
	case e.Distinct:
		word = "DISTINCT"
	case e.WithinGroup:
		word = "WITHIN GROUP"
	case e.OrderBy != nil:
		word = "ORDER BY"
	case e.Filter != nil:
		word = "FILTER"
	default:
		return
	}
	if !fn.Exists(name) {
		return // that is the larger mistake
	}
	fail(e.Pos(), sqlerr.WrongObjectType, "%s specified, but %s is not an aggregate function", word, name)
}

// parameterNames are the names of arguments, of the functions that are called by
// them; what is left out is 0.
var parameterNames = map[string][]string{
	"make_interval": {"years", "months", "weeks", "days", "hours", "mins", "secs"},
}

// arguments binds the arguments of a call in their order.
func (b *binder) arguments(x context, e *syntax.Call) (args []Expr, pos []int) {
	names := parameterNames[e.Name.Last()]
	for i, a := range e.Args {
		v := b.expr(x, a.Value)
		place := i
		if a.Name != "" {
			place = placeOf(names, a.Name)
			if place < len(args) && place >= 0 && i > place {
				place = -1
			}
		}
		if place < 0 {
			b.noSuchNames(x, e)
		}
		for len(args) < place {
			args, pos = append(args, &Const{value.OfInt(0), value.Int8}), append(pos, 0)
		}
		args, pos = append(args, v), append(pos, start(a.Value))
	}
	return args, pos
}

func placeOf(names []string, name string) int {
	for i, n := range names {
		if n == name {
			return i
		}
	}
	return -1
}

// noSuchNames words that no function has arguments of these names.
func (b *binder) noSuchNames(x context, e *syntax.Call) {
	var shown []string
	for _, a := range e.Args {
		s := b.expr(x, a.Value).Type().String()
		if a.Name != "" {
			s = a.Name + " => " + s
		}
		shown = append(shown, s)
	}
	panic(sqlerr.At(e.Pos(), sqlerr.UndefinedFunction, "function %s(%s) does not exist", e.Name.Last(), strings.Join(shown, ", ")).
		WithHint("No function matches the given name and argument types. You might need to add explicit type casts."))
}

// setRef is a function that gives rows, where a value is wanted. The select list
// computes it in a node of its own, and what is left is a column.
type setRef struct {
	call *fn.SetCall
	args []Expr
	pos  int
}

// Type is the type of the rows.
func (e *setRef) Type() value.Type { return e.call.Returns }

func (b *binder) setCall(x context, e *syntax.Call) Expr {
	switch {
	case x.inAggregate:
		fail(e.Pos(), sqlerr.FeatureNotSupported, "aggregate function calls cannot contain set-returning function calls")
	case x.conditional != "":
		panic(sqlerr.At(e.Pos(), sqlerr.FeatureNotSupported, "set-returning functions are not allowed in %s", x.conditional).
			WithHint("You might be able to move the set-returning function into a LATERAL FROM item."))
	case x.sets == nil:
		fail(e.Pos(), sqlerr.FeatureNotSupported, "set-returning functions are not allowed in %s", x.clause)
	}
	args, pos := b.arguments(x, e)
	c, _, err := fn.ResolveSet(e.Name.Last(), typesOf(args), e.Variadic)
	must(err, e.Pos())
	return &setRef{c, b.fitted(args, c.Casts, c.Types, pos), e.Pos()}
}

// setColumns are the columns of a call's rows, types that stand for others
// resolved.
func setColumns(c *fn.SetCall) []fn.Column {
	out := append([]fn.Column(nil), c.Columns...)
	for i := range out {
		if out[i].Type == value.AnyElement && len(c.Types) > 0 {
			out[i].Type = c.Types[0].Elem()
		}
	}
	return out
}
