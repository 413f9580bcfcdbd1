package catalog

import (
	"slices"
)

// role is a row of pg_authid.
type role struct {
	oid  uint32
	name string
}

// roles are the owner, who asks, and the others.
func (c *Catalog) roles() []role {
	names := append([]string{c.options.User}, c.options.Roles...)
	slices.Sort(names)
	list := []role{{oidOwner, c.options.Owner}}
	taken := oids{}
	for _, name := range slices.Compact(names) {
		if name != c.options.Owner && name != "" {
			list = append(list, role{taken.take("role", "", name), name})
		}
	}
	return list
}

// roleMakers are the catalogues about roles. Nobody may do more than read, and
// passwords are not shown.
func roleMakers() map[[2]string]rowMaker {
	users := rowMaker{all: userRows}
	roles := rowMaker{all: func(c *Catalog) []fields {
		var rows []fields
		for _, r := range c.roles() {
			rows = append(rows, fields{
				"oid": r.oid, "rolname": r.name, "rolsuper": false, "rolinherit": true, "rolcreaterole": false, "rolcreatedb": false,
				"rolcanlogin": true, "rolreplication": false, "rolbypassrls": false, "rolconnlimit": -1, "rolpassword": "********",
			})
		}
		return rows
	}}
	return map[[2]string]rowMaker{
		nameOf("pg_roles"): roles, nameOf("pg_authid"): roles, nameOf("pg_user"): users, nameOf("pg_shadow"): users,
		infoOf("enabled_roles"): {all: func(c *Catalog) []fields { return []fields{{"role_name": c.options.User}} }},
	}
}

func userRows(c *Catalog) []fields {
	var rows []fields
	for _, r := range c.roles() {
		rows = append(rows, fields{
			"usename": r.name, "usesysid": r.oid, "usecreatedb": false, "usesuper": false, "userepl": false,
			"usebypassrls": false, "passwd": "********",
		})
	}
	return rows
}
