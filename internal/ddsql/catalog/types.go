package catalog

import (
	"foureyes/internal/ddsql/value"
)

// stored is how PostgreSQL keeps values of a type, as the catalogues tell it.
type stored struct {
	length, byValue, align, storage, collation value.Value
	opclass                                    int64 // of a B-tree, 0 for none
}

var theStorage lazy[map[value.Type]stored]

// storage is how each type is kept.
func storage() map[value.Type]stored { return theStorage.get(newStorage) }

func newStorage() map[value.Type]stored {
	list := catalogues()
	types, classes := list.byName[nameOf("pg_type")], list.byName[nameOf("pg_opclass")]
	all := map[value.Type]stored{}
	for _, row := range types.fixedRows()[0].rows {
		all[value.Type(row[types.at["oid"]].Int())] = stored{
			length: row[types.at["typlen"]], byValue: row[types.at["typbyval"]], align: row[types.at["typalign"]],
			storage: row[types.at["typstorage"]], collation: row[types.at["typcollation"]],
		}
	}
	for _, row := range classes.fixedRows()[0].rows {
		t := value.Type(row[classes.at["opcintype"]].Int())
		one := all[t]
		one.opclass = row[classes.at["oid"]].Int()
		all[t] = one
	}
	return all
}

// opclassOf is the operator class with which an index orders a type.
func opclassOf(t value.Type) int64 {
	switch {
	case t == value.VarChar:
		t = value.Text
	case t.IsArray():
		t = value.AnyArray
	}
	return storage()[t].opclass
}
