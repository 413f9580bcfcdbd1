package catalog

import (
	"strconv"

	"foureyes/internal/ddsql/table"
	"foureyes/internal/ddsql/value"
)

// informationMakers are the views of information_schema about schemas, tables and
// keys.
func informationMakers() map[[2]string]rowMaker {
	ofTable := about("table_schema", "table_name")
	return map[[2]string]rowMaker{
		infoOf("information_schema_catalog_name"): {all: func(c *Catalog) []fields {
			return []fields{{"catalog_name": c.options.Database}}
		}},
		infoOf("schemata"):                              {all: schemataRows},
		infoOf("tables"):                                {each: tablesRow, about: ofTable},
		infoOf("views"):                                 {each: viewsRow, about: ofTable},
		infoOf("columns"):                               {each: columnsRows, about: ofTable},
		infoOf("table_constraints"):                     {each: ofKey(keyRow)},
		infoOf("key_column_usage"):                      {each: ofKey(keyColumnRows)},
		infoOf("constraint_column_usage"):               {each: ofKey(constraintColumnRows)},
		infoOf("character_sets"):                        {all: characterSetRow},
		infoOf("collations"):                            {all: collationRows},
		infoOf("collation_character_set_applicability"): {all: collationRows},
	}
}

func schemataRows(c *Catalog) []fields {
	var rows []fields
	for _, s := range c.schemas() {
		rows = append(rows, fields{"catalog_name": c.options.Database, "schema_name": s.name, "schema_owner": c.options.Owner})
	}
	return rows
}

func tablesRow(c *Catalog, r *relation) []fields {
	if !r.isTable() {
		return nil
	}
	kind := "BASE TABLE"
	if r.kind == 'v' {
		kind = "VIEW"
	}
	return []fields{{
		"table_catalog": c.options.Database, "table_schema": r.schema, "table_name": r.name, "table_type": kind,
		"is_insertable_into": "NO", "is_typed": "NO",
	}}
}

func viewsRow(c *Catalog, r *relation) []fields {
	if r.kind != 'v' {
		return nil
	}
	return []fields{{
		"table_catalog": c.options.Database, "table_schema": r.schema, "table_name": r.name, "check_option": "NONE",
		"is_updatable": "NO", "is_insertable_into": "NO", "is_trigger_updatable": "NO", "is_trigger_deletable": "NO",
		"is_trigger_insertable_into": "NO",
	}}
}

func columnsRows(c *Catalog, r *relation) []fields {
	if !r.isTable() {
		return nil
	}
	rows := make([]fields, len(r.meta.Columns))
	for i := range r.meta.Columns {
		rows[i] = columnRow(c.options.Database, r, i)
	}
	return rows
}

func columnRow(database string, r *relation, i int) fields {
	column := &r.meta.Columns[i]
	f := fields{
		"table_catalog": database, "table_schema": r.schema, "table_name": r.name, "column_name": column.Name,
		"ordinal_position": i + 1, "is_nullable": yesNo(!r.notNull(i)), "dtd_identifier": strconv.Itoa(i + 1),
		"is_self_referencing": "NO", "is_identity": "NO", "identity_cycle": "NO", "is_generated": "NEVER", "is_updatable": "NO",
	}
	describeType(f, database, column)
	return f
}

// describeType adds what information_schema tells of a column's type.
func describeType(f fields, database string, column *table.Column) {
	t := column.Type
	f["data_type"], f["udt_catalog"], f["udt_schema"], f["udt_name"] = dataType(t), database, "pg_catalog", t.Name()
	switch t {
	case value.Int2, value.Int4, value.Int8:
		f["numeric_precision"], f["numeric_precision_radix"], f["numeric_scale"] = 8*int(storage()[t].length.Int()), 2, 0
	case value.Float4:
		f["numeric_precision"], f["numeric_precision_radix"] = 24, 2
	case value.Float8:
		f["numeric_precision"], f["numeric_precision_radix"] = 53, 2
	case value.Numeric:
		f["numeric_precision_radix"] = 10
	case value.Date:
		f["datetime_precision"] = 0
	case value.Time, value.Timestamp, value.TimestampTZ, value.Interval:
		f["datetime_precision"] = 6
	case value.Text, value.VarChar:
		f["character_octet_length"] = 1 << 30
	case value.Name:
		f["collation_catalog"], f["collation_schema"], f["collation_name"] = database, "pg_catalog", "C"
	}
}

// dataType is a type's name, ARRAY for all arrays.
func dataType(t value.Type) string {
	if t.IsArray() {
		return "ARRAY"
	}
	return t.String()
}

// ofKey makes rows about the primary key of which a relation is the index.
func ofKey(rows func(c *Catalog, r *relation) []fields) func(*Catalog, *relation) []fields {
	return func(c *Catalog, r *relation) []fields {
		if r.index == nil || !r.index.primary {
			return nil
		}
		return rows(c, r)
	}
}

// keyOf is what every view tells of a primary key.
func keyOf(c *Catalog, r *relation) fields {
	return fields{
		"constraint_catalog": c.options.Database, "constraint_schema": r.schema, "constraint_name": r.name,
		"table_catalog": c.options.Database, "table_schema": r.schema, "table_name": r.index.of.name,
	}
}

func keyRow(c *Catalog, r *relation) []fields {
	f := keyOf(c, r)
	f["constraint_type"], f["is_deferrable"], f["initially_deferred"], f["enforced"] = "PRIMARY KEY", "NO", "NO", "YES"
	return []fields{f}
}

func keyColumnRows(c *Catalog, r *relation) []fields {
	rows := constraintColumnRows(c, r)
	for i := range rows {
		rows[i]["ordinal_position"] = i + 1
	}
	return rows
}

func constraintColumnRows(c *Catalog, r *relation) []fields {
	var rows []fields
	for _, column := range r.columns() {
		f := keyOf(c, r)
		f["column_name"] = column.Name
		rows = append(rows, f)
	}
	return rows
}

func characterSetRow(c *Catalog) []fields {
	return []fields{{
		"character_set_name": "UTF8", "character_repertoire": "UCS", "form_of_use": "UTF8",
		"default_collate_catalog": c.options.Database, "default_collate_schema": "pg_catalog", "default_collate_name": "C",
	}}
}

func collationRows(c *Catalog) []fields {
	var rows []fields
	s := catalogues().byName[nameOf("pg_collation")]
	for _, row := range s.fixedRows()[0].rows {
		rows = append(rows, fields{
			"collation_catalog": c.options.Database, "collation_schema": "pg_catalog", "collation_name": row[s.at["collname"]].Str(),
			"pad_attribute": "NO PAD", "character_set_name": "UTF8",
		})
	}
	return rows
}
