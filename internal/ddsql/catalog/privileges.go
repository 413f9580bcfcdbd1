package catalog

// privilegeMakers are the views of information_schema about who may do what: who
// asks may read every table that is there.
func privilegeMakers() map[[2]string]rowMaker {
	ofTable := about("table_schema", "table_name")
	tables := rowMaker{each: tablePrivilege, about: ofTable}
	columns := rowMaker{each: columnPrivileges, about: ofTable}
	return map[[2]string]rowMaker{
		infoOf("table_privileges"): tables, infoOf("role_table_grants"): tables,
		infoOf("column_privileges"): columns, infoOf("role_column_grants"): columns,
	}
}

func tablePrivilege(c *Catalog, r *relation) []fields {
	if !r.isTable() {
		return nil
	}
	return []fields{{
		"grantor": c.options.Owner, "grantee": c.options.User, "table_catalog": c.options.Database, "table_schema": r.schema,
		"table_name": r.name, "privilege_type": "SELECT", "is_grantable": "NO", "with_hierarchy": "YES",
	}}
}

func columnPrivileges(c *Catalog, r *relation) []fields {
	if !r.isTable() {
		return nil
	}
	var rows []fields
	for _, column := range r.columns() {
		rows = append(rows, fields{
			"grantor": c.options.Owner, "grantee": c.options.User, "table_catalog": c.options.Database, "table_schema": r.schema,
			"table_name": r.name, "column_name": column.Name, "privilege_type": "SELECT", "is_grantable": "NO",
		})
	}
	return rows
}
