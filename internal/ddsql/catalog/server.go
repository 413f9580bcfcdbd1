package catalog

import (
	"time"

	"foureyes/internal/ddsql/value"
)

// hstoreVersion is the version of the extension whose functions package fn has, and
// hstoreComment what PostgreSQL says of it.
const (
	hstoreVersion = "1.8"
	hstoreComment = "data type for storing sets of (key, value) pairs"
)

// serverMakers are the catalogues about the database, its settings and sessions.
func serverMakers() map[[2]string]rowMaker {
	return map[[2]string]rowMaker{
		nameOf("pg_database"):             {all: databaseRow},
		nameOf("pg_settings"):             {all: settingRows},
		nameOf("pg_stat_activity"):        {all: activityRow},
		nameOf("pg_stat_database"):        {all: databaseCounters},
		nameOf("pg_extension"):            {fixed: extensionRows},
		nameOf("pg_available_extensions"): {fixed: availableExtensions},
	}
}

func databaseRow(c *Catalog) []fields {
	return []fields{{
		"oid": oidDatabase, "datname": c.options.Database, "datdba": oidOwner, "encoding": 6, "datlocprovider": "c",
		"datallowconn": true, "datconnlimit": -1, "dattablespace": 1663, "datcollate": "C", "datctype": "C.UTF-8",
	}}
}

func settingRows(c *Catalog) []fields {
	if c.options.Settings == nil {
		return nil
	}
	var rows []fields
	for _, s := range c.options.Settings() {
		context, kind := "user", "string"
		if s.Fixed {
			context = "internal"
		}
		switch {
		case s.Value == "on" || s.Value == "off":
			kind = "bool"
		case s.Value != "" && isNumber(s.Value):
			kind = "integer"
		}
		f := fields{
			"name": s.Name, "setting": s.Value, "category": "Session", "short_desc": s.Description, "context": context,
			"vartype": kind, "source": "session", "boot_val": s.Value, "reset_val": s.Value, "pending_restart": false,
		}
		if s.Unit != "" {
			f["unit"] = s.Unit
		}
		rows = append(rows, f)
	}
	return rows
}

func isNumber(text string) bool {
	for _, r := range text {
		if r < '0' || r > '9' {
			return false
		}
	}
	return true
}

// activityRow is the session that asks; others are nobody's business.
func activityRow(c *Catalog) []fields {
	s := c.options.Session
	return []fields{{
		"datid": oidDatabase, "datname": c.options.Database, "pid": s.PID, "usesysid": c.roleOID(c.options.User),
		"usename": c.options.User, "application_name": s.Application, "client_port": -1, "state": "active",
		"backend_start": moment(s.Began), "query_start": moment(s.QueryBegan), "xact_start": moment(s.QueryBegan),
		"state_change": moment(s.QueryBegan), "query": s.Query, "backend_type": "client backend",
	}}
}

// moment is an instant, NULL for one that is not known.
func moment(t time.Time) value.Value {
	if t.IsZero() {
		return value.Null
	}
	return value.OfTimeTZ(t)
}

// databaseCounters has nothing counted but the session that asks.
func databaseCounters(c *Catalog) []fields {
	f := fields{"datid": oidDatabase, "datname": c.options.Database}
	for _, column := range catalogues().byName[nameOf("pg_stat_database")].meta.Columns {
		switch column.Type {
		case value.Int8, value.Float8:
			f[column.Name] = 0
		}
	}
	f["numbackends"], f["sessions"] = 1, 1
	return []fields{f}
}

func extensionRows() []fields {
	return []fields{
		{"oid": hashOID("extension", "", "plpgsql"), "extname": "plpgsql", "extowner": oidOwner, "extnamespace": oidCatalog, "extversion": "1.0"},
		{"oid": hashOID("extension", "", "hstore"), "extname": "hstore", "extowner": oidOwner, "extnamespace": oidCatalog, "extrelocatable": true, "extversion": hstoreVersion},
	}
}

func extensionDescriptions() []fields {
	about := func(name, text string) fields {
		return fields{"objoid": hashOID("extension", "", name), "classoid": classOID("pg_extension"), "description": text}
	}
	return []fields{about("plpgsql", "PL/pgSQL procedural language"), about("hstore", hstoreComment)}
}

func availableExtensions() []fields {
	return []fields{
		{"name": "plpgsql", "default_version": "1.0", "installed_version": "1.0", "comment": "PL/pgSQL procedural language"},
		{"name": "hstore", "default_version": hstoreVersion, "installed_version": hstoreVersion, "comment": hstoreComment},
	}
}
