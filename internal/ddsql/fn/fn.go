// Package fn holds the SQL dialect's functions, operators, casts, aggregates
// and window functions, and PostgreSQL's rules for choosing among those that
// share a name.
//
// Everything here is a plain function of its arguments and an Env. What the
// rows are, in which order they come and which of them a FILTER or DISTINCT
// leaves out is left to the executor; syntax that is no function, such as CASE
// or COALESCE, to the binder.
package fn

import (
	"foureyes/internal/ddsql/value"
)

// Volatility says how long a function's answer for the same arguments holds.
type Volatility uint8

// Immutable answers hold for ever and may be computed while planning, Stable
// ones during one query, Volatile ones for one call.
const (
	Immutable Volatility = iota
	Stable
	Volatile
)

// Eval computes one call. Arguments have the types that the function declares.
type Eval func(e *Env, args []value.Value) (value.Value, error)

// Func is one function or operator of one signature.
type Func struct {
	Name string
	Args []value.Type
	// Variadic says that the last of Args is an array type whose elements may be
	// written as arguments of their own; Any there takes values of every type. Eval
	// always gets the elements one by one.
	Variadic bool
	// Defaults is how many of the last arguments may be left out; Eval then gets
	// fewer.
	Defaults int
	// Names are the names of the arguments where calls write name => value; nil for
	// most. Those that such a call leaves out are 0.
	Names []string
	// Returns is the type of the answer; a polymorphic one is resolved from the
	// arguments.
	Returns value.Type
	// Strict functions are not called when an argument is NULL, and are NULL then.
	Strict     bool
	Volatility Volatility
	Eval       Eval
	// Bind, when set, makes Eval for the types of the arguments at hand.
	Bind func(types []value.Type) Eval
}

// Aggregate is one aggregate function of one signature.
type Aggregate struct {
	Name    string
	Args    []value.Type
	Returns value.Type
	// Strict aggregates skip rows that have a NULL among the arguments. The executor
	// leaves those out before Step.
	Strict bool
	// Ordered is how many of Args are direct arguments of an ordered-set aggregate,
	// as in percentile_cont(0.5) WITHIN GROUP (ORDER BY x): Args is the direct ones
	// and then what is sorted by. Below 0 for others. Step gets the sorted values
	// alone, in order.
	Ordered int
	// Variadic says that the last of Args stands for any number of arguments.
	Variadic bool
	// New begins a group. types are those of the arguments after casts, direct the
	// direct arguments of an ordered-set aggregate.
	New func(types []value.Type, direct []value.Value) (State, error)
}

// State is an aggregate over one group's rows so far.
type State interface {
	// Step adds a row. The slice is the caller's again afterwards.
	Step(e *Env, args []value.Value) error
	// Result is the answer so far; more steps may follow.
	Result(e *Env) (value.Value, error)
	// Size is how many bytes the state takes.
	Size() int64
}

// Merger is a State that can take in another one of the same aggregate.
type Merger interface {
	State
	// Merge adds the rows of another state, which is not used any more.
	Merge(e *Env, other State) error
}

// Undoer is a State that can take back the row that Step added first of those
// that remain, so that a moving window frame costs one step a row.
type Undoer interface {
	State
	// Undo takes a row back.
	Undo(e *Env, args []value.Value) error
}

// Window is one window function of one signature. Every aggregate works as a
// window function too; those are not among them.
type Window struct {
	Name     string
	Args     []value.Type
	Defaults int
	Returns  value.Type
	// Eval gives the answer for a row of a partition.
	Eval func(e *Env, p Partition, row int) (value.Value, error)
}

// Partition is what a window function sees: rows in the window's order,
// counted from 0.
type Partition interface {
	// Len is how many rows the partition has.
	Len() int
	// Args is how many arguments the call has.
	Args() int
	// Arg is an argument at a row.
	Arg(row, arg int) (value.Value, error)
	// Peers gives the rows that ORDER BY puts level with this one, first and the
	// one after the last, and how many groups of peers come before them.
	Peers(row int) (first, end, before int)
	// Frame gives the rows of the frame of a row, those that EXCLUDE leaves out not
	// among them, as half-open ranges by rising row.
	Frame(row int) ([]Range, error)
}

// Range is rows from From up to, and without, To.
type Range struct{ From, To int }

// Set is a function that gives rows.
type Set struct {
	Name     string
	Args     []value.Type
	Variadic bool
	Defaults int
	// Returns is the type of the one column, or Record when Columns says more.
	Returns value.Type
	// Columns are the columns of a row; nil for one that is named like the function.
	Columns []Column
	Strict  bool // no rows when an argument is NULL
	// Open begins a call and gives its rows one by one.
	Open func(e *Env, args []value.Value) (Next, error)
}

// Column is one column that a Set gives.
type Column struct {
	Name string
	Type value.Type
}

// Next gives the next row, or io.EOF after the last one. The row is the
// caller's until the next call.
type Next func() ([]value.Value, error)
