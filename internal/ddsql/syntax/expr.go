package syntax

// LiteralKind tells what a literal was written as.
type LiteralKind int

// The kinds of literal.
const (
	Null    LiteralKind = iota
	Boolean             // Text is true or false
	Integer             // Text is decimal digits that fit an int4
	Numeric             // Text is any other number: 1.5, 1e3, 3000000000
	String              // Text is the string, quotes and escapes resolved
)

// Literal is a constant.
type Literal struct {
	At
	Kind LiteralKind
	Text string
}

// Param is $1.
type Param struct {
	At
	Number int // from 1
}

// Column is a name that may be qualified: a, t.a, s.t.a. What each part is, the
// binder finds out; a whole table's row is written the same way. With Star it is
// name.*, or * alone when Name is empty.
type Column struct {
	At
	Name Name
	Star bool
}

// CastForm tells how a cast was written.
type CastForm int

// How casts are written.
const (
	CastColons  CastForm = iota // x::type
	CastCall                    // CAST(x AS type)
	CastLiteral                 // type 'literal'
)

// Cast turns X into a type.
type Cast struct {
	At
	Form CastForm
	X    Expr
	Type TypeName
}

// Operator is an operator's sign, with a schema when it was written as
// OPERATOR(schema.sign). != is already <>.
type Operator struct {
	Schema string
	Sign   string
}

// Unary is a prefix operator. A minus before a number stays an operator.
type Unary struct {
	At
	Op Operator
	X  Expr
}

// Binary is an operator between two operands, comparison included.
type Binary struct {
	At
	Op          Operator
	Left, Right Expr
}

// Not is NOT x.
type Not struct {
	At
	X Expr
}

// Logic is a chain of AND or of OR, left to right: a AND b AND c has three.
type Logic struct {
	At
	Or   bool
	Args []Expr
}

// IsNull is X IS [NOT] NULL, also written ISNULL and NOTNULL.
type IsNull struct {
	At
	X   Expr
	Not bool
}

// Truth is what IS can ask of a boolean.
type Truth int

// What IS can ask of a boolean.
const (
	IsTrue Truth = iota
	IsFalse
	IsUnknown
)

// IsTruth is X IS [NOT] TRUE, FALSE or UNKNOWN.
type IsTruth struct {
	At
	X     Expr
	Truth Truth
	Not   bool
}

// IsDistinct is Left IS [NOT] DISTINCT FROM Right.
type IsDistinct struct {
	At
	Left, Right Expr
	Not         bool
}

// Between is X [NOT] BETWEEN [SYMMETRIC] Low AND High.
type Between struct {
	At
	X, Low, High Expr
	Symmetric    bool
	Not          bool
}

// In is X [NOT] IN a list or a query; one of List and Query is there.
type In struct {
	At
	X     Expr
	List  []Expr
	Query *Query
	Not   bool
}

// Matching is one of the ways to match a pattern.
type Matching int

// The ways to match a pattern.
const (
	MatchLike Matching = iota
	MatchILike
	MatchSimilar
)

// Like is X [NOT] LIKE, ILIKE or SIMILAR TO Pattern [ESCAPE Escape].
type Like struct {
	At
	Kind       Matching
	X, Pattern Expr
	Escape     Expr // nil for the backslash
	Not        bool
}

// Quantified is X op ANY (...) or X op ALL (...), over an array or a query; SOME
// is ANY, and LIKE and ILIKE are their operators ~~, !~~, ~~*, !~~*.
type Quantified struct {
	At
	X     Expr
	Op    Operator
	All   bool
	Array Expr   // nil when Query is there
	Query *Query // nil when Array is there
}

// Exists is EXISTS (query).
type Exists struct {
	At
	Query *Query
}

// Subquery is a query in parentheses where a value is wanted.
type Subquery struct {
	At
	Query *Query
}

// ArrayQuery is ARRAY(query).
type ArrayQuery struct {
	At
	Query *Query
}

// Array is ARRAY[...]; the inner brackets of ARRAY[[1], [2]] are Arrays too.
type Array struct {
	At
	Elements []Expr
	Inner    bool // brackets without ARRAY
}

// Row is ROW(...), or a list of at least two in parentheses.
type Row struct {
	At
	Fields   []Expr
	Explicit bool // it was written with ROW
}

// Dimension is one pair of brackets: [High], or [Low:High] with Slice, where
// either may be nil.
type Dimension struct {
	Low, High Expr
	Slice     bool
}

// Subscript is X[...][...].
type Subscript struct {
	At
	X    Expr
	Dims []Dimension
}

// Field is (X).Name, or (X).* with Star.
type Field struct {
	At
	X    Expr
	Name string
	Star bool
}

// CallForm tells which of the standard's spellings a call had; the name is that
// of PostgreSQL's function in any case.
type CallForm int

// The spellings of calls.
const (
	CallPlain      CallForm = iota // name(args)
	CallExtract                    // EXTRACT(field FROM x): extract('field', x)
	CallOverlay                    // OVERLAY(a PLACING b FROM c FOR d): overlay(a, b, c, d)
	CallPosition                   // POSITION(a IN b): position(b, a)
	CallSubstring                  // SUBSTRING(a FROM b FOR c): substring(a, b, c)
	CallSimilar                    // SUBSTRING(a SIMILAR b ESCAPE c): substring(a, b, c)
	CallTrim                       // TRIM(LEADING a FROM b): ltrim(b, a); btrim, rtrim
	CallAtTimeZone                 // x AT TIME ZONE z: timezone(z, x)
	CallOverlaps                   // (a, b) OVERLAPS (c, d): overlaps(a, b, c, d)
	CallNormalize                  // NORMALIZE(x, NFC): normalize(x, 'NFC')
	CallIsNormal                   // x IS NFC NORMALIZED: is_normalized(x, 'NFC')
	CallCollation                  // COLLATION FOR (x): pg_collation_for(x)
)

// Argument is an argument of a call.
type Argument struct {
	Name  string // of name => value; empty for arguments by place
	Value Expr
}

// Call is a function, an aggregate or a window function with its arguments.
type Call struct {
	At
	Form        CallForm
	Name        Name
	Args        []Argument
	Star        bool    // f(*)
	Variadic    bool    // the last argument was marked VARIADIC
	Distinct    bool    // f(DISTINCT x)
	OrderBy     []Order // inside the parentheses or, WithinGroup, of WITHIN GROUP
	WithinGroup bool
	Filter      Expr    // FILTER (WHERE x); nil for none
	Over        *Window // nil for no window
}

// Coalesce is COALESCE(...).
type Coalesce struct {
	At
	Args []Expr
}

// NullIf is NULLIF(Left, Right).
type NullIf struct {
	At
	Left, Right Expr
}

// Extreme is GREATEST(...) or LEAST(...).
type Extreme struct {
	At
	Least bool
	Args  []Expr
}

// Grouping is GROUPING(...).
type Grouping struct {
	At
	Args []Expr
}

// Current is one of the values that are called without parentheses: Name is
// current_date, current_time, current_timestamp, localtime, localtimestamp,
// current_role, current_user, user, session_user, current_catalog or
// current_schema.
type Current struct {
	At
	Name      string
	Precision int // of the times, as in current_time(3); -1 for none
}

// When is one WHEN of a CASE.
type When struct {
	At
	Cond, Then Expr
}

// Case is CASE; with an operand each When is compared with it.
type Case struct {
	At
	Operand Expr // nil for none
	Whens   []When
	Else    Expr // nil for none
}

// Collate is X COLLATE name.
type Collate struct {
	At
	X    Expr
	Name Name
}

func (*Literal) expr()    {}
func (*Param) expr()      {}
func (*Column) expr()     {}
func (*Cast) expr()       {}
func (*Unary) expr()      {}
func (*Binary) expr()     {}
func (*Not) expr()        {}
func (*Logic) expr()      {}
func (*IsNull) expr()     {}
func (*IsTruth) expr()    {}
func (*IsDistinct) expr() {}
func (*Between) expr()    {}
func (*In) expr()         {}
func (*Like) expr()       {}
func (*Quantified) expr() {}
func (*Exists) expr()     {}
func (*Subquery) expr()   {}
func (*ArrayQuery) expr() {}
func (*Array) expr()      {}
func (*Row) expr()        {}
func (*Subscript) expr()  {}
func (*Field) expr()      {}
func (*Call) expr()       {}
func (*Coalesce) expr()   {}
func (*NullIf) expr()     {}
func (*Extreme) expr()    {}
func (*Grouping) expr()   {}
func (*Current) expr()    {}
func (*Case) expr()       {}
func (*Collate) expr()    {}
