package catalog

import (
	"slices"

	"foureyes/internal/ddsql/table"
	"foureyes/internal/ddsql/value"
)

// relationMakers are the catalogues of pg_catalog about tables and indexes.
func relationMakers() map[[2]string]rowMaker {
	return map[[2]string]rowMaker{
		nameOf("pg_class"):       {each: classRow, about: aboutOID("oid"), plain: true},
		nameOf("pg_attribute"):   {each: attributeRows, about: aboutOID("attrelid"), plain: true},
		nameOf("pg_index"):       {each: indexRow, about: aboutOID("indexrelid")},
		nameOf("pg_constraint"):  {each: constraintRow},
		nameOf("pg_description"): {each: descriptionRows, about: aboutOID("objoid"), fixed: extensionDescriptions},
		nameOf("pg_namespace"):   {all: namespaceRows},
		nameOf("pg_tables"):      {each: tableRow, about: about("schemaname", "tablename")},
		nameOf("pg_views"):       {each: viewRow, about: about("schemaname", "viewname")},
		nameOf("pg_indexes"):     {each: indexViewRow},
	}
}

func classRow(_ *Catalog, r *relation) []fields {
	f := fields{
		"oid": r.oid, "relname": r.name, "relnamespace": r.namespace, "relowner": oidOwner, "reltuples": -1,
		"relhasindex": len(r.indexes) > 0, "relpersistence": "p", "relkind": r.kind, "relnatts": len(r.columns()),
		"relhasrules": r.kind == 'v', "relispopulated": true, "relreplident": "n",
	}
	switch r.kind {
	case 'r':
		f["relam"], f["relfilenode"] = oidHeap, r.oid
		if !r.system {
			f["relreplident"] = "d"
		}
		if r.meta.Rows > 0 {
			f["reltuples"] = r.meta.Rows
		}
	case 'i':
		f["relam"], f["relfilenode"], f["reltuples"] = oidBtree, r.oid, r.meta.Rows
	}
	return []fields{f}
}

func attributeRows(_ *Catalog, r *relation) []fields {
	var rows []fields
	for i, column := range r.columns() {
		s := storage()[column.Type]
		rows = append(rows, fields{
			"attrelid": r.oid, "attname": column.Name, "atttypid": int64(column.Type), "attstattarget": -1, "attlen": s.length,
			"attnum": i + 1, "attndims": dimensions(column.Type), "attcacheoff": -1, "atttypmod": -1, "attbyval": s.byValue,
			"attalign": s.align, "attstorage": s.storage, "attnotnull": r.notNull(i), "attislocal": true, "attcollation": s.collation,
		})
	}
	return rows
}

func dimensions(t value.Type) int {
	if t.IsArray() && t != value.Int2Vector && t != value.OIDVector {
		return 1
	}
	return 0
}

// vector makes an int2vector or oidvector.
func vector(elem value.Type, numbers []int64) value.Value {
	items := make([]value.Value, len(numbers))
	for i, n := range numbers {
		items[i] = value.OfInt(n)
	}
	return value.NewVector(elem, items...)
}

func indexRow(_ *Catalog, r *relation) []fields {
	if r.index == nil {
		return nil
	}
	x := r.index
	n := len(x.columns)
	keys, collations, classes := make([]int64, n), make([]int64, n), make([]int64, n)
	for i, column := range r.columns() {
		keys[i] = int64(x.columns[i] + 1)
		collations[i] = storage()[column.Type].collation.Int()
		classes[i] = opclassOf(column.Type)
	}
	return []fields{{
		"indexrelid": r.oid, "indrelid": x.of.oid, "indnatts": n, "indnkeyatts": n, "indisunique": x.unique,
		"indisprimary": x.primary, "indimmediate": true, "indisvalid": true, "indisready": true, "indislive": true,
		"indkey": vector(value.Int2, keys), "indcollation": vector(value.OID, collations), "indclass": vector(value.OID, classes),
		"indoption": vector(value.Int2, make([]int64, n)),
	}}
}

// constraintRow is the primary key of which a relation is the index.
func constraintRow(_ *Catalog, r *relation) []fields {
	if r.index == nil || !r.index.primary {
		return nil
	}
	var keys []value.Value
	for _, c := range r.index.columns {
		keys = append(keys, value.OfInt(int64(c+1)))
	}
	return []fields{{
		"oid": r.index.constraint, "conname": r.name, "connamespace": r.namespace, "contype": "p", "convalidated": true,
		"conrelid": r.index.of.oid, "conindid": r.oid, "conislocal": true, "connoinherit": true,
		"confupdtype": " ", "confdeltype": " ", "confmatchtype": " ",
		"conkey": value.NewArray(value.Int2, keys...),
	}}
}

func descriptionRows(_ *Catalog, r *relation) []fields {
	var rows []fields
	for i := 0; r.isTable() && i <= len(r.meta.Columns); i++ {
		if text, ok := comment(r.meta, i); ok {
			rows = append(rows, fields{"objoid": r.oid, "classoid": classOID("pg_class"), "objsubid": i, "description": text})
		}
	}
	return rows
}

// comment is what there is to say of a table, or with a number from 1 up of one of
// its columns.
func comment(m *table.Meta, column int) (string, bool) {
	if column > len(m.Columns) || column < 0 {
		return "", false
	}
	text := m.Summary
	switch {
	case column > 0:
		text = m.Columns[column-1].Comment
	case text == "":
		text = m.Title
	}
	return text, text != ""
}

// classOID is the OID of a catalogue.
func classOID(name string) uint32 { return catalogues().byName[nameOf(name)].oid }

// schema is a row of pg_namespace.
type schema struct {
	oid  uint32
	name string
}

// schemas are those of the catalogues, and those that have tables.
func (c *Catalog) schemas() []schema {
	list := []schema{{oidCatalog, "pg_catalog"}, {oidInformation, "information_schema"}}
	for name, oid := range c.own().schemas {
		list = append(list, schema{oid, name})
	}
	slices.SortFunc(list, func(a, b schema) int { return int(a.oid) - int(b.oid) })
	return list
}

func namespaceRows(c *Catalog) []fields {
	var rows []fields
	for _, s := range c.schemas() {
		rows = append(rows, fields{"oid": s.oid, "nspname": s.name, "nspowner": oidOwner})
	}
	return rows
}

func tableRow(c *Catalog, r *relation) []fields {
	if r.kind != 'r' {
		return nil
	}
	return []fields{{
		"schemaname": r.schema, "tablename": r.name, "tableowner": c.options.Owner, "hasindexes": len(r.indexes) > 0,
		"hasrules": false, "hastriggers": false, "rowsecurity": false,
	}}
}

func viewRow(c *Catalog, r *relation) []fields {
	if r.kind != 'v' {
		return nil
	}
	return []fields{{"schemaname": r.schema, "viewname": r.name, "viewowner": c.options.Owner}}
}

func indexViewRow(_ *Catalog, r *relation) []fields {
	if r.index == nil {
		return nil
	}
	return []fields{{"schemaname": r.schema, "tablename": r.index.of.name, "indexname": r.name, "indexdef": r.definition(false)}}
}
