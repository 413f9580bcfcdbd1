package plan

import (
	"reflect"

	"foureyes/internal/ddsql/syntax"
)

// placeOf finds where a column was first written in the select list, HAVING or
// ORDER BY, outside of aggregates.
func (c *choosing) placeOf(table, name string) int {
	var nodes []syntax.Expr
	for _, t := range c.s.Targets {
		nodes = append(nodes, t.Expr)
	}
	if c.s.Having != nil {
		nodes = append(nodes, c.s.Having)
	}
	for _, o := range c.q.OrderBy {
		nodes = append(nodes, o.Expr)
	}
	for _, n := range nodes {
		if pos := written(reflect.ValueOf(n), table, name); pos > 0 {
			return pos
		}
	}
	return 0
}

// written looks for a column in a tree.
func written(v reflect.Value, table, name string) int {
	switch v.Kind() {
	case reflect.Interface, reflect.Pointer:
		if v.IsNil() {
			return 0
		}
		if column, is := reflect.TypeAssert[*syntax.Column](v); is {
			return matches(column, table, name)
		}
		if call, is := reflect.TypeAssert[*syntax.Call](v); is && call.Over == nil && isAggregate(call) {
			return 0
		}
		return written(v.Elem(), table, name)
	case reflect.Struct:
		for i := range v.NumField() {
			if pos := written(v.Field(i), table, name); pos > 0 {
				return pos
			}
		}
	case reflect.Slice:
		for i := range v.Len() {
			if pos := written(v.Index(i), table, name); pos > 0 {
				return pos
			}
		}
	}
	return 0
}

func matches(c *syntax.Column, table, name string) int {
	n := len(c.Name)
	switch {
	case c.Star && (n == 0 || c.Name[n-1] == table):
		return c.Pos()
	case n == 0 || c.Name[n-1] != name || n > 1 && c.Name[n-2] != table:
		return 0
	}
	return c.Pos()
}
