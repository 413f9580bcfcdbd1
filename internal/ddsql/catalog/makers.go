package catalog

import (
	"maps"

	"foureyes/internal/ddsql/value"
)

// makers says which catalogues have rows, and where from.
func makers() map[[2]string]rowMaker {
	all := map[[2]string]rowMaker{}
	for _, some := range []map[[2]string]rowMaker{
		storedMakers(), relationMakers(), statisticsMakers(), functionMakers(), roleMakers(), serverMakers(),
		informationMakers(), privilegeMakers(), routineMakers(),
	} {
		maps.Copy(all, some)
	}
	return all
}

// storedMakers are the catalogues whose rows stand in data.
func storedMakers() map[[2]string]rowMaker {
	all := map[[2]string]rowMaker{}
	for _, name := range []string{"pg_type", "pg_am", "pg_collation", "pg_language", "pg_tablespace", "pg_opclass", "pg_opfamily"} {
		all[nameOf(name)] = rowMaker{file: name}
	}
	return all
}

// about is what rows about a relation have in the columns for its schema and name.
func about(schema, name string) map[string]func(*relation) value.Value {
	return map[string]func(*relation) value.Value{
		schema: func(r *relation) value.Value { return value.OfText(r.schema) },
		name:   func(r *relation) value.Value { return value.OfText(r.name) },
	}
}

// aboutOID is what rows about a relation have in the column for its OID.
func aboutOID(column string) map[string]func(*relation) value.Value {
	return map[string]func(*relation) value.Value{
		column: func(r *relation) value.Value { return value.OfInt(int64(r.oid)) },
	}
}
