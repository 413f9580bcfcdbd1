package fn

import (
	"strings"

	"foureyes/internal/ddsql/sqlerr"
	"foureyes/internal/ddsql/value"
)

// Names of functions are in lower case and without schema.

// Resolve chooses a function by its name and the types of its arguments. array
// says that the last argument is written VARIADIC array. A type's name with one
// argument is a cast.
func Resolve(name string, args []Arg, array bool) (*Call, error) {
	list := library().funcs[name]
	c, out := match(signatures(list, (*Func).signature), args, array)
	if out != matched {
		if call := castCall(name, args); call != nil {
			return call, nil
		}
		return nil, unresolved(out, "function", name+typeList(args), functionHint)
	}
	return call(list[c.index], c, args, array)
}

// Operator chooses an operator by its name and the types beside it; left is 0
// for one that stands before its operand.
func Operator(op string, left, right Arg) (*Call, error) {
	if op == "!=" {
		op = "<>"
	}
	args, list := []Arg{left, right}, library().binary[op]
	if left == 0 {
		args, list = []Arg{right}, library().prefix[op]
	}
	c, out := matchOperator(signatures(list, (*Func).signature), args)
	if out != matched {
		text := left.String() + " " + op + " " + right.String()
		if left == 0 {
			text = op + " " + right.String()
		}
		return nil, unresolved(out, "operator", text, operatorHint)
	}
	chosen, err := call(list[c.index], c, args, false)
	if err != nil {
		return nil, err
	}
	return chosen, comparesItems(op, c.types, chosen.Types)
}

// comparesItems refuses to compare arrays whose elements cannot be compared.
func comparesItems(op string, declared, actual []value.Type) error {
	if declared[0] != value.AnyArray {
		return nil
	}
	switch op {
	case "=", "<>", "@>", "<@", "&&":
		if !actual[0].HasEquality() {
			return sqlerr.New(sqlerr.UndefinedFunction, "could not identify an equality operator for type %s", actual[0].Elem())
		}
	default:
		if !actual[0].HasOrder() {
			return sqlerr.New(sqlerr.UndefinedFunction, "could not identify a comparison function for type %s", actual[0].Elem())
		}
	}
	return nil
}

// matchOperator takes one operand of unknown type for the type of the other,
// when there is such an operator, before it asks the general rules.
func matchOperator(list []signature, args []Arg) (candidate, outcome) {
	args = widened(args)
	if len(args) == 2 && (args[0] == value.Unknown) != (args[1] == value.Unknown) {
		known := args[0]
		if known == value.Unknown {
			known = args[1]
		}
		for i, s := range list {
			if s.args[0] == known && s.args[1] == known {
				return candidate{i, s.args}, matched
			}
		}
	}
	return match(list, args, false)
}

// ResolveAggregate chooses an aggregate; direct is how many of the arguments
// stand before WITHIN GROUP, below 0 without it. ok is false when no aggregate
// has this name.
func ResolveAggregate(name string, args []Arg, direct int) (a *AggregateCall, ok bool, err error) {
	list := library().aggregates[name]
	if len(list) == 0 {
		return nil, false, nil
	}
	c, out := match(signatures(list, (*Aggregate).signature), args, false)
	if out != matched {
		return nil, true, unresolved(out, "function", name+typeList(args), functionHint)
	}
	chosen := list[c.index]
	if (chosen.Ordered >= 0) != (direct >= 0) {
		return nil, true, withinGroup(chosen)
	}
	types, returns, err := settle(c.types, args, chosen.Returns)
	if err != nil {
		return nil, true, err
	}
	casts, err := castsTo(args, types)
	return &AggregateCall{chosen, types, casts, returns}, true, err
}

func withinGroup(a *Aggregate) error {
	if a.Ordered >= 0 {
		return sqlerr.New(sqlerr.WrongObjectType, "WITHIN GROUP is required for ordered-set aggregate %s", a.Name)
	}
	return sqlerr.New(sqlerr.WrongObjectType, "%s is not an ordered-set aggregate, so it cannot have WITHIN GROUP", a.Name)
}

// ResolveWindow chooses a window function; ok is false when none has this name.
func ResolveWindow(name string, args []Arg) (w *WindowCall, ok bool, err error) {
	list := library().windows[name]
	if len(list) == 0 {
		return nil, false, nil
	}
	c, out := match(signatures(list, (*Window).signature), args, false)
	if out != matched {
		return nil, true, unresolved(out, "function", name+typeList(args), functionHint)
	}
	types, returns, err := settle(c.types, args, list[c.index].Returns)
	if err != nil {
		return nil, true, err
	}
	casts, err := castsTo(args, types)
	return &WindowCall{list[c.index], types, casts, returns}, true, err
}

// ResolveSet chooses a function that gives rows; ok is false when none has this
// name.
func ResolveSet(name string, args []Arg, array bool) (s *SetCall, ok bool, err error) {
	list := library().sets[name]
	if len(list) == 0 {
		return nil, false, nil
	}
	c, out := match(signatures(list, (*Set).signature), args, array)
	if out != matched {
		return nil, true, unresolved(out, "function", name+typeList(args), functionHint)
	}
	chosen := list[c.index]
	types, returns, err := settle(c.types, args, chosen.Returns)
	if err != nil {
		return nil, true, err
	}
	columns := chosen.Columns
	if columns == nil {
		columns = []Column{{name, returns}}
	}
	casts, err := castsTo(args, types)
	return &SetCall{chosen, types, casts, returns, columns, array}, true, err
}

func (f *Func) signature() signature      { return signature{f.Args, f.Variadic, f.Defaults} }
func (a *Aggregate) signature() signature { return signature{a.Args, a.Variadic, 0} }
func (w *Window) signature() signature    { return signature{w.Args, false, w.Defaults} }
func (s *Set) signature() signature       { return signature{s.Args, s.Variadic, s.Defaults} }

func signatures[T any](list []T, of func(T) signature) []signature {
	out := make([]signature, len(list))
	for i, f := range list {
		out[i] = of(f)
	}
	return out
}

// call readies a chosen function.
func call(f *Func, c candidate, args []Arg, array bool) (*Call, error) {
	types, returns, err := settle(c.types, args, f.Returns)
	if err != nil {
		return nil, err
	}
	casts, err := castsTo(args, types)
	if err != nil {
		return nil, err
	}
	eval := f.Eval
	if f.Bind != nil {
		eval = f.Bind(types)
	}
	return &Call{Func: f, Types: types, Casts: casts, Returns: returns, eval: eval, spread: array}, nil
}

func castsTo(args []Arg, types []value.Type) ([]*Cast, error) {
	casts := make([]*Cast, len(args))
	for i, a := range args {
		if a == types[i] {
			continue
		}
		c, err := FindCast(a, types[i], Implicit)
		if err != nil {
			return nil, err
		}
		casts[i] = c
	}
	return casts, nil
}

// castCall takes type(x) for a cast, when the type takes x.
func castCall(name string, args []Arg) *Call {
	to, ok := value.ByName(name)
	if !ok || len(args) != 1 {
		return nil
	}
	cast, err := FindCast(args[0], to, Explicit)
	if err != nil {
		return nil
	}
	apply := func(e *Env, args []value.Value) (value.Value, error) { return cast.Apply(e, args[0]) }
	f := &Func{Name: name, Args: args, Returns: to, Strict: true, Eval: apply}
	return &Call{Func: f, Types: args, Casts: make([]*Cast, 1), Returns: to, eval: apply}
}

const (
	functionHint = "No function matches the given name and argument types. You might need to add explicit type casts."
	operatorHint = "No operator matches the given name and argument types. You might need to add explicit type casts."
)

func unresolved(out outcome, what, text, hint string) error {
	if out == ambiguous {
		sentence := "operator is not unique: " + text
		if what == "function" {
			sentence = "function " + text + " is not unique"
		}
		return sqlerr.New(sqlerr.AmbiguousFunction, "%s", sentence).
			WithHint("Could not choose a best candidate %s. You might need to add explicit type casts.", what)
	}
	e := sqlerr.New(sqlerr.UndefinedFunction, "%s does not exist: %s", what, text)
	if what == "function" {
		e.Message = "function " + text + " does not exist"
	}
	return e.WithHint("%s", hint)
}

// typeList is the argument list as errors show it.
func typeList(args []Arg) string {
	names := make([]string, len(args))
	for i, a := range args {
		names[i] = a.String()
	}
	return "(" + strings.Join(names, ", ") + ")"
}
