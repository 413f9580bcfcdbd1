package plan

import (
	"foureyes/internal/ddsql/fn"
	"foureyes/internal/ddsql/table"
	"foureyes/internal/ddsql/value"
)

// OutColumn says what a column of a node's rows is.
type OutColumn struct {
	Name string
	Type value.Type
}

// Node is a step of a plan that gives rows.
type Node interface {
	// Columns are the columns of its rows.
	Columns() []OutColumn
}

// Shape is what every node has.
type Shape struct{ Out []OutColumn }

// Columns are the columns of its rows.
func (s *Shape) Columns() []OutColumn { return s.Out }

// Scan reads a table. The request is what the table has accepted.
type Scan struct {
	Shape
	Table   table.Table
	Request table.Request
	// Conditions on columns that are not constants yet: parameters, or columns of an
	// outer row. The executor computes them when the scan opens and puts them into the
	// request; one that is NULL gives no rows.
	Late []LateCondition
}

// LateCondition is a condition whose value is known when the scan opens.
type LateCondition struct {
	Condition table.Condition // without Value
	Value     Expr            // over no input row
}

// Values gives rows that are written in the query. One row without columns is
// what a SELECT without FROM reads.
type Values struct {
	Shape
	Rows [][]Expr
}

// FunctionScan gives the rows of functions side by side; the shorter ones are
// filled with NULL. With Ordinality a column that counts the rows follows.
type FunctionScan struct {
	Shape
	Calls      []FunctionCall
	Ordinality bool
}

// FunctionCall is one function in FROM. Its arguments see no input row, but the
// rows around it as Outer.
type FunctionCall struct {
	// Set gives rows; nil for a plain expression (Value), which gives one.
	Set   *fn.SetCall
	Args  []Expr
	Value Expr
	// Columns is how many columns it gives. A Record is taken apart when Expand.
	Columns int
	Expand  bool
	// Casts convert the columns of a record to those of a column definition list; nil
	// without one.
	Casts []*Cast
	Pos   int
}

// Filter leaves out the rows for which Cond is not true.
type Filter struct {
	Shape
	Input Node
	Cond  Expr
}

// Project computes expressions over each row.
type Project struct {
	Shape
	Input Node
	Exprs []Expr
}

// ProjectSet computes expressions some of which give several rows (functions that
// give rows, in a select list): all run side by side, the shorter ones are filled
// with NULL, and an input row for which all give none is left out.
type ProjectSet struct {
	Shape
	Input Node
	Items []SetItem
}

// SetItem is one item of ProjectSet: a plain expression, or a call.
type SetItem struct {
	Value Expr        // of a plain item
	Set   *fn.SetCall // of the others
	Args  []Expr
	Pos   int
}

// JoinKind is which rows of a join are given.
type JoinKind uint8

// The kinds of join. Semi and Anti give the left columns alone: left rows that
// have, and that have not, a partner.
const (
	Inner JoinKind = iota
	Left
	Right
	Full
	Semi
	Anti
)

// Join puts rows of two inputs side by side: left columns, then right ones.
type Join struct {
	Shape
	Kind        JoinKind
	Left, Right Node
	// LeftKeys and RightKeys are equal in partners (NULL equals nothing): over the left
	// and over the right row. None means that every pair is tried.
	LeftKeys, RightKeys []Expr
	// Cond is over both rows, left then right; nil for true.
	Cond Expr
	// Lateral tells that the right input uses the left row, as Outer of depth 1.
	Lateral bool
	// BuildLeft tells that the left side is the one to be kept in memory.
	BuildLeft bool
}

// SortKey is one item to sort by, over the input row.
type SortKey struct {
	Expr       Expr
	Desc       bool
	NullsFirst bool
}

// Sort sorts. Keep, if not below 0, is how many of the first rows are wanted.
type Sort struct {
	Shape
	Input Node
	Keys  []SortKey
	Keep  int64
}

// Limit leaves out rows at both ends. Its expressions see no input row.
type Limit struct {
	Shape
	Input         Node
	Count, Offset Expr // nil for none
	// Ties gives the rows that are level with the last one by these keys as well; nil
	// without WITH TIES. The input is sorted by them.
	Ties []SortKey
}

// Distinct leaves out rows that were there before. On, if not nil, are the
// expressions by which rows count as the same: the first row of each stays.
type Distinct struct {
	Shape
	Input Node
	On    []Expr
}

// Aggregate gives one row for each group: the keys, the aggregates, and the
// results of GROUPING.
type Aggregate struct {
	Shape
	Input Node
	Keys  []Expr
	// Sets are the grouping sets, as positions of Keys; nil for one of all keys. Keys
	// that a set lacks are NULL in its rows.
	Sets  [][]int
	Calls []AggregateCall
	// Groupings are the calls of GROUPING, as positions of Keys.
	Groupings [][]int
}

// AggregateCall is one aggregate in a group.
type AggregateCall struct {
	Call *fn.AggregateCall
	// Direct are the direct arguments of an ordered-set aggregate, over the keys'
	// columns of the result row (constants mostly).
	Direct   []Expr
	Args     []Expr // over the input row; of ordered-set aggregates what is sorted by
	Distinct bool
	OrderBy  []SortKey // over the input row
	Filter   Expr      // nil for none
	Pos      int
}

// FrameMode is the unit that a frame counts in.
type FrameMode uint8

// The units of frames.
const (
	FrameRange FrameMode = iota
	FrameRows
	FrameGroups
)

// BoundKind is where a frame begins or ends.
type BoundKind uint8

// Where a frame begins or ends.
const (
	UnboundedPreceding BoundKind = iota
	OffsetPreceding
	CurrentRow
	OffsetFollowing
	UnboundedFollowing
)

// Bound is one end of a frame. Offset sees no input row. With RANGE, Shift is
// the operator that moves the sort key by Offset.
type Bound struct {
	Kind   BoundKind
	Offset Expr
	Shift  *fn.Call
}

// Exclusion is what a frame leaves out around the current row.
type Exclusion uint8

// What a frame can leave out.
const (
	ExcludeNoOthers Exclusion = iota
	ExcludeCurrentRow
	ExcludeGroup
	ExcludeTies
)

// Frame is the part of a partition that a window function sees.
type Frame struct {
	Mode       FrameMode
	Start, End Bound
	Exclude    Exclusion
}

// Window computes window functions of one window: the input's columns, then
// theirs. The rows come in the window's order.
type Window struct {
	Shape
	Input       Node
	PartitionBy []Expr
	OrderBy     []SortKey
	Calls       []WindowCall
}

// WindowCall is one window function, or an aggregate used as one.
type WindowCall struct {
	Window    *fn.WindowCall    // nil for an aggregate
	Aggregate *fn.AggregateCall // nil for a window function
	Args      []Expr
	Filter    Expr
	Frame     Frame
	Pos       int
}

// SetKind is one of the set operations.
type SetKind uint8

// The set operations.
const (
	Union SetKind = iota
	Intersect
	Except
)

// SetOperation joins the rows of two inputs of the same types.
type SetOperation struct {
	Shape
	Kind        SetKind
	All         bool
	Left, Right Node
}

// CommonTable is a common table expression.
type CommonTable struct {
	Name string
	Out  []OutColumn
	// Plan is the query; of a recursive one the part that comes first.
	Plan Node
	// Step is the part of a recursive one that reads itself (Working); nil otherwise.
	Step Node
	// All tells that a recursive one keeps equal rows (UNION ALL).
	All bool
}

// With makes common tables known to its input. Each is computed when it is first
// read, and once.
type With struct {
	Shape
	Tables []*CommonTable
	Input  Node
}

// CommonScan reads a common table. With Working it stands in the Step of a
// recursive one, and reads the rows that the last round gave.
type CommonScan struct {
	Shape
	Table   *CommonTable
	Working bool
}
