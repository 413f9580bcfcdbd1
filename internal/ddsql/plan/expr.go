package plan

import (
	"foureyes/internal/ddsql/fn"
	"foureyes/internal/ddsql/syntax"
	"foureyes/internal/ddsql/value"
)

// Expr is a typed expression over an input row.
type Expr interface {
	// Type is the type of the result.
	Type() value.Type
}

// Const is a value that is known.
type Const struct {
	Value value.Value
	T     value.Type
}

// Column is a column of the input row.
type Column struct {
	Index int
	T     value.Type
	Name  string // for EXPLAIN
}

// Outer is a column of the row of an enclosing query: the one that the nearest
// Subquery, lateral join or function scan was opened for at depth 1, the next one
// around it at depth 2.
type Outer struct {
	Depth, Index int
	T            value.Type
	Name         string
}

// Param is $n; its type was inferred.
type Param struct {
	Number int // from 1
	T      value.Type
}

// Call is a function or operator. Args have the types that the call wants.
type Call struct {
	Call *fn.Call
	Args []Expr
	// Pos is where in the query errors of the call point at, 0 for nowhere.
	Pos int
}

// Cast converts X. One of Cast and Modify may be nil: Modify fits the value to a
// length or precision after the conversion.
type Cast struct {
	X      Expr
	To     value.Type
	Cast   *fn.Cast
	Modify func(value.Value) (value.Value, error)
	Pos    int
}

// Logic is AND, or OR, of two or more.
type Logic struct {
	Or   bool
	Args []Expr
}

// Not is NOT X.
type Not struct{ X Expr }

// IsNull is X IS [NOT] NULL; a record is NULL when all of its fields are, and not
// NULL when none is.
type IsNull struct {
	X   Expr
	Not bool
}

// Truth is what IS can ask of a boolean.
type Truth uint8

// What IS can ask of a boolean.
const (
	True Truth = iota
	False
	UnknownTruth
)

// IsTruth is X IS [NOT] TRUE, FALSE or UNKNOWN.
type IsTruth struct {
	X     Expr
	Truth Truth
	Not   bool
}

// IsDistinct is Left IS [NOT] DISTINCT FROM Right, of one type.
type IsDistinct struct {
	Left, Right Expr
	Not         bool
}

// When is a condition and what follows from it.
type When struct{ Cond, Then Expr }

// Case is CASE without operand: the binder has made comparisons of one.
type Case struct {
	Whens []When
	Else  Expr // nil for NULL
	T     value.Type
}

// Coalesce is the first of Args that is not NULL.
type Coalesce struct {
	Args []Expr
	T    value.Type
}

// NullIf is NULL when Equal, a comparison of X with something, is true; else X.
type NullIf struct {
	X     Expr
	Equal Expr
}

// Extreme is GREATEST, or LEAST, of the Args that are not NULL.
type Extreme struct {
	Least bool
	Args  []Expr
	T     value.Type
}

// In is X [NOT] IN a list of one type with X.
type In struct {
	X    Expr
	List []Expr
	Not  bool
}

// Quantified is X op ANY (Array), or ALL. Op takes X and an element.
type Quantified struct {
	X     Expr
	Op    *fn.Call
	All   bool
	Array Expr
	Pos   int
}

// SubqueryKind is what is made of a subquery's rows.
type SubqueryKind uint8

// The kinds of subquery.
const (
	Scalar  SubqueryKind = iota // the one column of the one row; NULL for none, 21000 for two
	Exists                      // whether there is a row
	Any                         // whether Compare is true for a row; IN is Any with =
	All                         // whether Compare is true for all rows
	ArrayOf                     // the one column of all rows, as an array
)

// Subquery is a query inside an expression. It sees the input row as Outer
// columns of depth 1.
type Subquery struct {
	Kind SubqueryKind
	Plan Node
	// Compare is computed over the input row with the subquery's columns behind it, of
	// Any and All. Not is told apart by Not around the Subquery.
	Compare Expr
	// Outer tells whether the plan uses columns from outside at all: if not, it runs
	// once.
	Outer bool
	T     value.Type
	Pos   int
	// written is the query's text as a tree, by which the binder tells whether two
	// subqueries over the same row are the same.
	written *syntax.Query
}

// Array is ARRAY[...]. Nested tells that the elements are arrays themselves,
// which become one of one dimension more.
type Array struct {
	Elements []Expr
	Nested   bool
	T        value.Type // of the array
	Pos      int
}

// Record is ROW(...).
type Record struct {
	Fields []Expr
	Names  []string // nil for f1, f2 ...
}

// Dimension is [High] or, with Slice, [Low:High] where either may be nil.
type Dimension struct {
	Low, High Expr
	Slice     bool
}

// Subscript is X[...] of an array.
type Subscript struct {
	X    Expr
	Dims []Dimension
	T    value.Type
}

// Field is a field of a record.
type Field struct {
	X     Expr
	Index int
	T     value.Type
}

// Type is the type of the constant.
func (e *Const) Type() value.Type { return e.T }

// Type is the type of the column.
func (e *Column) Type() value.Type { return e.T }

// Type is the type of the column.
func (e *Outer) Type() value.Type { return e.T }

// Type is the type of the parameter.
func (e *Param) Type() value.Type { return e.T }

// Type is what the function returns.
func (e *Call) Type() value.Type { return e.Call.Returns }

// Type is the type cast to.
func (e *Cast) Type() value.Type { return e.To }

// Type is boolean.
func (e *Logic) Type() value.Type { return value.Bool }

// Type is boolean.
func (e *Not) Type() value.Type { return value.Bool }

// Type is boolean.
func (e *IsNull) Type() value.Type { return value.Bool }

// Type is boolean.
func (e *IsTruth) Type() value.Type { return value.Bool }

// Type is boolean.
func (e *IsDistinct) Type() value.Type { return value.Bool }

// Type is the common type of the branches.
func (e *Case) Type() value.Type { return e.T }

// Type is the common type of the arguments.
func (e *Coalesce) Type() value.Type { return e.T }

// Type is that of X.
func (e *NullIf) Type() value.Type { return e.X.Type() }

// Type is the common type of the arguments.
func (e *Extreme) Type() value.Type { return e.T }

// Type is boolean.
func (e *In) Type() value.Type { return value.Bool }

// Type is boolean.
func (e *Quantified) Type() value.Type { return value.Bool }

// Type is the column's, an array of it, or boolean.
func (e *Subquery) Type() value.Type { return e.T }

// Type is the array's.
func (e *Array) Type() value.Type { return e.T }

// Type is record.
func (e *Record) Type() value.Type { return value.Record }

// Type is the element's, or the array's for slices.
func (e *Subscript) Type() value.Type { return e.T }

// Type is the field's.
func (e *Field) Type() value.Type { return e.T }
