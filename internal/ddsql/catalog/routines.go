package catalog

import (
	"strconv"

	"foureyes/internal/ddsql/fn"
	"foureyes/internal/ddsql/value"
)

// routineMakers are the views of information_schema about functions.
func routineMakers() map[[2]string]rowMaker {
	return map[[2]string]rowMaker{
		infoOf("routines"):   {all: routineRows},
		infoOf("parameters"): {all: parameterRows},
	}
}

// specificName is a function's name with its OID, which tells overloads apart.
func specificName(i int, name string) string {
	return value.CutName(name) + "_" + strconv.Itoa(fn.FirstFunctionOID+i)
}

func routineRows(c *Catalog) []fields {
	var rows []fields
	for i, l := range fn.List() {
		f := fields{
			"specific_catalog": c.options.Database, "specific_schema": "pg_catalog", "specific_name": specificName(i, l.Name),
			"routine_catalog": c.options.Database, "routine_schema": "pg_catalog", "routine_name": l.Name,
			"data_type": dataType(l.Returns), "type_udt_catalog": c.options.Database, "type_udt_schema": "pg_catalog",
			"type_udt_name": l.Returns.Name(), "dtd_identifier": "0", "routine_body": "EXTERNAL", "external_language": "INTERNAL",
			"parameter_style": "GENERAL", "is_deterministic": yesNo(l.Volatility == fn.Immutable), "sql_data_access": "MODIFIES",
			"is_null_call": yesNo(l.Strict), "schema_level_routine": "YES", "max_dynamic_result_sets": 0,
			"security_type": "INVOKER", "as_locator": "NO", "is_udt_dependent": "NO",
		}
		if l.Kind == 'f' {
			f["routine_type"] = "FUNCTION"
		}
		rows = append(rows, f)
	}
	return rows
}

func parameterRows(c *Catalog) []fields {
	var rows []fields
	for i, l := range fn.List() {
		for j, t := range l.Args {
			rows = append(rows, fields{
				"specific_catalog": c.options.Database, "specific_schema": "pg_catalog", "specific_name": specificName(i, l.Name),
				"ordinal_position": j + 1, "parameter_mode": "IN", "is_result": "NO", "as_locator": "NO", "data_type": dataType(t),
				"udt_catalog": c.options.Database, "udt_schema": "pg_catalog", "udt_name": t.Name(), "dtd_identifier": strconv.Itoa(j + 1),
			})
		}
	}
	return rows
}
