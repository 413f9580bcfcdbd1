package inventory

import (
	"slices"
	"strings"
	"unicode/utf8"

	"foureyes/internal/ddsql/sqlerr"
	"foureyes/internal/ddsql/table"
	"foureyes/internal/ddsql/value"
)

// Selection is what is asked of one table: part of a query, for one account.
type Selection struct {
	Table   *Definition
	Account string // whose rows; no condition widens it
	Host    string // see New
	Columns []int  // empty with Group
	Where   []Condition
	Order   []table.Order
	Limit   int64 // below 0 for all
	Group   *Group
}

// Condition is a test of one column, with constants as cells hold them. It may also
// be one that is never true, whatever the column.
type Condition struct {
	Column int
	Op     table.Op
	Args   []any
	Key    string // of table.KeyEq
	Never  bool
}

// Group asks for one row per combination of keys: the keys, then the aggregates.
type Group struct {
	Keys       []table.Key
	Aggregates []Aggregate
}

// Aggregate is one aggregate over a column, -1 for the row itself.
type Aggregate struct {
	Calc   table.Calc
	Column int
	Where  []Condition
}

// selection puts a request into the words of the database.
func (s *source) selection(r table.Request) (Selection, error) {
	all := Selection{Table: s.definition, Account: s.account, Host: s.inventory.host, Columns: r.Columns, Order: r.Order, Limit: r.Limit}
	var err error
	if all.Where, err = s.conditions(r.Filter); err != nil || r.Group == nil {
		return all, err
	}
	all.Group = &Group{Keys: r.Group.Keys}
	for _, a := range r.Group.Aggregates {
		where, err := s.conditions(a.Filter)
		if err != nil {
			return all, err
		}
		all.Group.Aggregates = append(all.Group.Aggregates, Aggregate{a.Calc, a.Column, where})
	}
	return all, nil
}

func (s *source) conditions(filter []table.Condition) ([]Condition, error) {
	var where []Condition
	for i := range filter {
		c, err := s.definition.condition(&filter[i])
		if err != nil {
			return nil, err
		}
		where = append(where, c)
	}
	return where, nil
}

func (d *Definition) condition(c *table.Condition) (Condition, error) {
	made := Condition{Column: c.Column, Op: c.Op, Key: c.Key}
	var constants []value.Value
	switch c.Op {
	case table.IsNull, table.IsNotNull, table.True, table.False:
		return made, nil
	case table.In, table.NotIn:
		constants = c.Values
	default:
		constants = []value.Value{c.Value}
	}
	if d.Columns[c.Column].Kind == Moment {
		return momentCondition(made, constants), nil
	}
	for _, v := range constants {
		made.Args = append(made.Args, argument(v))
	}
	return storable(made)
}

func argument(v value.Value) any {
	switch v.Kind() {
	case value.KindInt:
		return v.Int()
	case value.KindFloat:
		return v.Float()
	case value.KindBool:
		return v.Bool()
	}
	return v.Str()
}

// storable takes care of the texts that a database could not be asked for. None of
// them is stored, so what they are compared with is known.
func storable(c Condition) (Condition, error) {
	for _, arg := range append(slices.Clone(c.Args), c.Key) {
		if text, is := arg.(string); is && !utf8.ValidString(text) {
			return c, sqlerr.New("22021", "invalid byte sequence for encoding \"UTF8\"")
		}
	}
	if strings.ContainsRune(c.Key, 0) {
		return Condition{Never: true}, nil
	}
	switch c.Op {
	case table.In, table.NotIn:
		c.Args = slices.DeleteFunc(c.Args, hasNul)
	case table.Eq, table.Prefix, table.KeyEq:
		c.Never = hasNul(c.Args[0])
	case table.Ne:
		if hasNul(c.Args[0]) {
			c.Op, c.Args = table.NotIn, nil
		}
	default:
		cutNul(&c)
	}
	return c, nil
}

func hasNul(arg any) bool {
	text, is := arg.(string)
	return is && strings.ContainsRune(text, 0)
}

// cutNul compares with what stands before U+0000: of the texts that are stored, none
// lies between the two.
func cutNul(c *Condition) {
	text, _ := c.Args[0].(string)
	before, _, found := strings.Cut(text, "\x00")
	if !found {
		return
	}
	c.Args = []any{before}
	switch c.Op {
	case table.Lt:
		c.Op = table.Le
	case table.Ge:
		c.Op = table.Gt
	}
}
