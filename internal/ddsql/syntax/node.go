package syntax

import "strings"

// At is the position of a node: a character of the text, counted from 1.
type At int

// Pos gives the position as a number, for sqlerr.
func (a At) Pos() int { return int(a) }

// Node is anything in the tree.
type Node interface {
	// Pos is the character, from 1, that an error about the node points at.
	Pos() int
}

// Statement is one of *Query, *Explain, *Set, *Reset, *Show, *Transaction,
// *Discard, *Prepare, *Execute, *Deallocate, *DeclareCursor, *Fetch,
// *CloseCursor, *Unlisten and *Refused.
type Statement interface {
	Node
	statement()
}

// Expr is one of the expression nodes: *Literal, *Param, *Column, *Cast, *Unary,
// *Binary, *Not, *Logic, *IsNull, *IsTruth, *IsDistinct, *Between, *In, *Like,
// *Quantified, *Exists, *Subquery, *ArrayQuery, *Array, *Row, *Subscript, *Field,
// *Call, *Coalesce, *NullIf, *Extreme, *Grouping, *Current, *Case and *Collate.
type Expr interface {
	Node
	expr()
}

// Source is an item of FROM: *Table, *Derived, *Rows or *Join.
type Source interface {
	Node
	source()
}

// Body is what a query's rows come from: *Select, *Values, *SetOperation, or a
// *Query in parentheses with clauses of its own.
type Body interface {
	Node
	body()
}

// Name is a name as it can be qualified: one to many parts, the last one the
// object's own. Parts are folded to lower case unless they were quoted.
type Name []string

// Last is the object's own name without what qualifies it.
func (n Name) Last() string { return n[len(n)-1] }

// TypeName is a type as it was written, its SQL spelling replaced by
// PostgreSQL's internal one: INT is pg_catalog.int4, as in PostgreSQL's tree.
type TypeName struct {
	At
	Name  Name
	Mods  []Expr // what stood in parentheses: varchar(10) has one
	Array []int  // one for each pair of brackets, its size or -1
	Fixed *IntervalFields
}

// IntervalFields are the fields that an INTERVAL type keeps, as in
// INTERVAL '90' MINUTE TO SECOND(3). INTERVAL(3) has a precision only.
type IntervalFields struct {
	From, To  string // lower case; To is empty when there is one field only
	Precision int    // digits of a second's fraction, or -1
}

// joined writes a name as messages show it: parts with points, without quotes.
func joined(n Name) string { return strings.Join(n, ".") }
