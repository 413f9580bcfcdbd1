package table

import (
	"strings"

	"foureyes/internal/ddsql/value"
)

// Op is what a condition asks of a column.
type Op uint8

// The conditions. Each but IsNull, IsNotNull and NotIn fails on NULL.
const (
	Eq Op = iota
	Ne
	Lt
	Le
	Gt
	Ge
	In
	NotIn     // no NULL among Values; fails on NULL too
	IsNull    // no value
	IsNotNull // no value
	Prefix    // a text that begins with Value, bytewise
	KeyEq     // the hstore's value under Key is Value
	True      // a boolean column that is true
	False     // a boolean column that is false
)

var opNames = [...]string{
	"=", "<>", "<", "<=", ">", ">=", "IN", "NOT IN", "IS NULL", "IS NOT NULL", "LIKE PREFIX", "-> KEY =", "IS TRUE", "IS FALSE",
}

// String is the operator as a plan shows it.
func (o Op) String() string { return opNames[o] }

// Condition is one test of one column against constants of the column's type
// (of type text with KeyEq and Prefix). None of the constants is NULL.
type Condition struct {
	Column int
	Op     Op
	Value  value.Value
	Values []value.Value // of In and NotIn
	Key    string        // of KeyEq
}

// Order is one column to sort by. NULLs come last when ascending and first when
// descending unless NullsFirst says otherwise; it always holds the final choice.
type Order struct {
	Column     int
	Desc       bool
	NullsFirst bool
}

// Group asks for one row for each combination of its keys that occurs; without
// keys for exactly one row. Rows come in any order unless Order asks: its
// columns then count keys and aggregates.
type Group struct {
	Keys       []Key
	Aggregates []Aggregate
}

// Key is a column, or a timestamp column cut to a unit.
type Key struct {
	Column int
	Trunc  string // a unit of date_trunc, or empty
}

// Calc is what an aggregate computes.
type Calc uint8

// The aggregates that a table may be asked for. Count with column -1 counts rows.
const (
	Count Calc = iota
	Sum
	Avg
	Min
	Max
)

// Aggregate is one aggregate over a column, of the rows that meet Filter.
type Aggregate struct {
	Calc   Calc
	Column int // -1 for count(*)
	Filter []Condition
}

// Matches reports whether a column's value meets the condition.
func (c *Condition) Matches(v value.Value) bool {
	switch c.Op {
	case IsNull:
		return v.IsNull()
	case IsNotNull:
		return !v.IsNull()
	}
	if v.IsNull() {
		return false
	}
	switch c.Op {
	case Prefix:
		return strings.HasPrefix(v.Str(), c.Value.Str())
	case KeyEq:
		pair, ok := v.Pairs().Get(c.Key)
		return ok && !pair.Null && pair.Value == c.Value.Str()
	case True:
		return v.Bool()
	case False:
		return !v.Bool()
	case In, NotIn:
		return c.among(v) == (c.Op == In)
	}
	return compares(c.Op, value.Compare(v, c.Value))
}

func (c *Condition) among(v value.Value) bool {
	for _, w := range c.Values {
		if value.Equal(v, w) {
			return true
		}
	}
	return false
}

// compares turns an order into the answer of a comparison.
func compares(o Op, order int) bool {
	switch o {
	case Eq:
		return order == 0
	case Ne:
		return order != 0
	case Lt:
		return order < 0
	case Le:
		return order <= 0
	case Gt:
		return order > 0
	case Ge:
		return order >= 0
	}
	return false
}
