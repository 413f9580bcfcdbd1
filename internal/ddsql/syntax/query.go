package syntax

// Query is a whole query expression. A *Query is also a Statement, and a Body
// when it stood in parentheses inside another query.
type Query struct {
	At
	With    *With // nil without WITH
	Body    Body
	OrderBy []Order
	Limit   Expr // nil for none; LIMIT ALL is NULL
	Offset  Expr // nil for none
	Ties    bool // FETCH FIRST ... WITH TIES
}

// With is WITH [RECURSIVE] and its common table expressions.
type With struct {
	At
	Recursive bool
	Tables    []CommonTable
}

// CommonTable is one name AS (query) of WITH.
type CommonTable struct {
	At
	Name         string
	Columns      []string // nil when the query's own names stay
	Query        Statement
	Materialized Materialization
}

// Materialization is what WITH says about computing the query once.
type Materialization int

// What WITH can say; the engine decides when it says nothing.
const (
	MaterializeDefault Materialization = iota
	MaterializeAlways
	MaterializeNever
)

// Select is SELECT up to its WINDOW clause. TABLE t is a Select of * from t.
type Select struct {
	At
	Distinct      bool
	DistinctOn    []Expr // DISTINCT ON (...); Distinct is true as well
	Targets       []Target
	From          []Source // several for a comma join
	Where         Expr
	GroupBy       []GroupItem
	GroupDistinct bool // GROUP BY DISTINCT
	Having        Expr
	Windows       []NamedWindow
}

// Target is one item of the select list; *, t.* are a Column with Star, and
// (row).* is a Field with Star. Its position is the expression's first character.
type Target struct {
	At
	Expr  Expr
	Alias string // empty without one; OutputName has PostgreSQL's rule then
}

// GroupKind tells what an item of GROUP BY is.
type GroupKind int

// The kinds of item in GROUP BY.
const (
	GroupExpr   GroupKind = iota // an expression; *Row without ROW is several
	GroupEmpty                   // ()
	GroupRollup                  // ROLLUP (items)
	GroupCube                    // CUBE (items)
	GroupSets                    // GROUPING SETS (items)
)

// GroupItem is an item of GROUP BY.
type GroupItem struct {
	At
	Kind  GroupKind
	Expr  Expr        // of GroupExpr
	Items []GroupItem // of GroupRollup, GroupCube and GroupSets
}

// Values is VALUES (...), (...).
type Values struct {
	At
	Rows [][]Expr
}

// SetKind is one of the set operations.
type SetKind int

// The set operations. INTERSECT binds tighter than the others.
const (
	Union SetKind = iota
	Intersect
	Except
)

// SetOperation joins the rows of two bodies.
type SetOperation struct {
	At
	Kind        SetKind
	All         bool
	Left, Right Body
}

// Order is an item of ORDER BY. Its position is the expression's.
type Order struct {
	At
	Expr  Expr
	Desc  bool
	Using *Operator // ORDER BY x USING >; Desc has no meaning then
	Nulls NullsOrder
}

// NullsOrder says where NULLs go.
type NullsOrder int

// Where NULLs go: by default last when ascending and first when descending.
const (
	NullsDefault NullsOrder = iota
	NullsFirst
	NullsLast
)

// NamedWindow is name AS (...) of the WINDOW clause.
type NamedWindow struct {
	At
	Name   string
	Window Window
}

// Window is what OVER has: a name alone (Name, no parentheses), or a definition
// that may build on another window (Base).
type Window struct {
	At
	Name        string // OVER w
	Base        string // OVER (w ...)
	PartitionBy []Expr
	OrderBy     []Order
	Frame       *Frame // nil for the default frame
}

// FrameMode is the unit that a frame counts in.
type FrameMode int

// The units of frames.
const (
	FrameRange FrameMode = iota
	FrameRows
	FrameGroups
)

// BoundKind is where a frame begins or ends.
type BoundKind int

// Where a frame begins or ends, in the order in which they may stand.
const (
	UnboundedPreceding BoundKind = iota
	OffsetPreceding
	CurrentRow
	OffsetFollowing
	UnboundedFollowing
)

// Bound is one end of a frame.
type Bound struct {
	Kind   BoundKind
	Offset Expr // of OffsetPreceding and OffsetFollowing
}

// Exclusion is what a frame leaves out around the current row.
type Exclusion int

// What a frame can leave out.
const (
	ExcludeNoOthers Exclusion = iota
	ExcludeCurrentRow
	ExcludeGroup
	ExcludeTies
)

// Frame is the frame of a window. Without BETWEEN the end is the current row.
type Frame struct {
	At
	Mode       FrameMode
	Start, End Bound
	Exclude    Exclusion
}

// Alias is what a source is called: AS name (columns).
type Alias struct {
	At
	Name    string
	Columns []string
}

// Table is a table by name. Its position is the name's.
type Table struct {
	At
	Name  Name
	Only  bool   // ONLY name
	Alias *Alias // nil without one
}

// Derived is a query in FROM.
type Derived struct {
	At
	Query   *Query
	Lateral bool
	Alias   *Alias
}

// Rows is one table function in FROM, or several by ROWS FROM (...).
type Rows struct {
	At
	Calls      []RowsCall
	From       bool // it was written as ROWS FROM (...)
	Lateral    bool
	Ordinality bool // WITH ORDINALITY
	Alias      *Alias
}

// RowsCall is a table function: a *Call, or another expression that can stand in
// FROM like a call (*Current, *Coalesce ...).
type RowsCall struct {
	Call    Expr
	Columns []ColumnDef // AS (name type, ...); nil when the function knows its shape
}

// ColumnDef is one name type [COLLATE c] of a column definition list.
type ColumnDef struct {
	At
	Name    string
	Type    TypeName
	Collate Name // nil for none
}

// JoinKind is which rows without a partner stay.
type JoinKind int

// The kinds of join. A cross join has neither ON nor USING.
const (
	JoinInner JoinKind = iota
	JoinLeft
	JoinRight
	JoinFull
	JoinCross
)

// Join joins two sources. Exactly one of Natural, Using and On is there, none
// for a cross join.
type Join struct {
	At
	Kind        JoinKind
	Left, Right Source
	Natural     bool
	Using       []string
	UsingAlias  string // USING (...) AS name
	On          Expr
	Alias       *Alias // (a JOIN b ...) AS name
}

func (*Query) statement()   {}
func (*Query) body()        {}
func (*Select) body()       {}
func (*Values) body()       {}
func (*SetOperation) body() {}
func (*Table) source()      {}
func (*Derived) source()    {}
func (*Rows) source()       {}
func (*Join) source()       {}
