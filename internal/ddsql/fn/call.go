package fn

import (
	"foureyes/internal/ddsql/value"
)

// Arg is what overload resolution knows of one argument: its type, Unknown for
// a quoted string or NULL without a type.
type Arg = value.Type

// Call is a function chosen for arguments of given types. The caller casts each
// argument by Casts (nil where nothing is to be done) and then calls Eval.
type Call struct {
	Func    *Func
	Types   []value.Type // of the arguments after casts
	Casts   []*Cast
	Returns value.Type
	eval    Eval
	spread  bool // the last argument was written VARIADIC array
}

// Eval calls the function with arguments that are cast already.
func (c *Call) Eval(e *Env, args []value.Value) (value.Value, error) {
	if c.spread {
		args = spread(args)
	}
	if c.Func.Strict {
		for i := range args {
			if args[i].IsNull() {
				return value.Null, nil
			}
		}
	}
	return c.eval(e, args)
}

// spread replaces a last argument that is an array by its elements.
func spread(args []value.Value) []value.Value {
	last := args[len(args)-1]
	if last.IsNull() {
		return args
	}
	return append(args[:len(args)-1:len(args)-1], last.List().Items...)
}

// AggregateCall is an aggregate chosen for arguments of given types.
type AggregateCall struct {
	Aggregate *Aggregate
	Types     []value.Type
	Casts     []*Cast
	Returns   value.Type
}

// New begins a group; direct are the direct arguments of an ordered-set aggregate.
func (a *AggregateCall) New(direct []value.Value) (State, error) {
	return a.Aggregate.New(a.Types, direct)
}

// WindowCall is a window function chosen for arguments of given types.
type WindowCall struct {
	Window  *Window
	Types   []value.Type
	Casts   []*Cast
	Returns value.Type
}

// SetCall is a function that gives rows, chosen for arguments of given types.
type SetCall struct {
	Set     *Set
	Types   []value.Type
	Casts   []*Cast
	Returns value.Type
	Columns []Column
	spread  bool
}

// Open begins the call with arguments that are cast already.
func (s *SetCall) Open(e *Env, args []value.Value) (Next, error) {
	if s.spread {
		args = spread(args)
	}
	if s.Set.Strict {
		for i := range args {
			if args[i].IsNull() {
				return none, nil
			}
		}
	}
	return s.Set.Open(e, args)
}

// Context is where a cast stands, which decides whether it is allowed.
type Context uint8

// Implicit casts happen by themselves in any expression, Assignment ones where
// a value meets a column's type, Explicit ones are written.
const (
	Implicit Context = iota
	Assignment
	Explicit
)

// Cast turns values of one type into another's. Eval is not called with NULL.
type Cast struct {
	From, To   value.Type
	Volatility Volatility
	Eval       func(e *Env, v value.Value) (value.Value, error)
}

// Apply casts a value; NULL stays NULL, and a nil Cast changes nothing.
func (c *Cast) Apply(e *Env, v value.Value) (value.Value, error) {
	if c == nil || v.IsNull() {
		return v, nil
	}
	return c.Eval(e, v)
}
