package plan

import (
	"reflect"

	"foureyes/internal/ddsql/syntax"
	"foureyes/internal/ddsql/value"
)

// reads tells whether a query names a table without schema, at any depth. A name
// that a WITH inside gives to something else counts as well: then the table is
// bound as recursive and turns out not to read itself.
func reads(n syntax.Node, name string) bool {
	found := false
	inspect(reflect.ValueOf(n), func(t *syntax.Table) {
		found = found || len(t.Name) == 1 && t.Name[0] == name
	})
	return found
}

var tableType = reflect.TypeFor[*syntax.Table]()

// inspect calls see for each table of a tree.
func inspect(v reflect.Value, see func(*syntax.Table)) {
	switch v.Kind() {
	case reflect.Interface:
		if !v.IsNil() {
			inspect(v.Elem(), see)
		}
	case reflect.Pointer:
		if v.IsNil() {
			return
		}
		if v.Type() == tableType {
			see(v.Interface().(*syntax.Table))
		}
		inspect(v.Elem(), see)
	case reflect.Struct:
		for i := range v.NumField() {
			inspect(v.Field(i), see)
		}
	case reflect.Slice:
		for i := range v.Len() {
			inspect(v.Index(i), see)
		}
	}
}

func typesOfColumns(columns []column) []value.Type {
	types := make([]value.Type, len(columns))
	for i, c := range columns {
		types[i] = c.typ
	}
	return types
}
