package catalog

import (
	"slices"
	"time"

	"foureyes/internal/ddsql/table"
)

// Options are what the catalogues tell beside the tables.
type Options struct {
	// Database is the name of the only database, and User who asks.
	Database, User string
	// Owner is the role that owns everything; empty for one named like the database.
	Owner string
	// Roles are other roles; User and Owner need not be among them.
	Roles []string
	// Path is the search path without pg_catalog, which is searched first unless it is
	// among Path.
	Path []string
	// Settings are the session's parameters as pg_settings shows them; nil for none.
	Settings func() []Setting
	// Session is what pg_stat_activity shows.
	Session Session
}

// Setting is one parameter of a session.
type Setting struct {
	Name, Value string
	// Fixed tells that it cannot be changed.
	Fixed bool
	// Unit is what Value counts, such as ms, and Description what it does; both may be
	// empty.
	Unit, Description string
}

// Session is what is known of the client that asks. What is not known is zero.
type Session struct {
	PID         int
	Application string
	Began       time.Time // of the session
	Query       string
	QueryBegan  time.Time
}

// Catalog is the catalogues over one list of tables. It is made for a snapshot, at
// little cost: rows are made when they are read. It is safe for concurrent use.
type Catalog struct {
	options Options
	tables  []table.Table
	catalog *table.Catalog

	relations lazy[*relations]
}

// New makes the catalogues of tables.
func New(tables []table.Table, o Options) *Catalog {
	if o.Owner == "" {
		o.Owner = o.Database
	}
	c := &Catalog{options: o, tables: tables}
	path := o.Path
	if !slices.Contains(path, "pg_catalog") {
		path = append([]string{"pg_catalog"}, path...)
	}
	c.catalog = table.NewCatalog(path, tables...)
	c.catalog.More(c)
	return c
}

// Tables finds the tables and the catalogues by name.
func (c *Catalog) Tables() *table.Catalog { return c.catalog }

// Find finds a catalogue (table.Finder).
func (c *Catalog) Find(schema, name string) (table.Table, bool) {
	s, ok := catalogues().byName[[2]string{schema, name}]
	if !ok {
		return nil, false
	}
	return systemTable{s, c}, true
}

// All is every catalogue (table.Finder).
func (c *Catalog) All() []table.Table {
	var list []table.Table
	for _, s := range catalogues().list {
		list = append(list, systemTable{s, c})
	}
	return list
}

// HasSchema reports whether a schema is one of the catalogues' (table.Finder).
func (c *Catalog) HasSchema(schema string) bool {
	return schema == "pg_catalog" || schema == "information_schema"
}

// SearchPath is the schemas in which names without schema are looked for, those that
// exist; pg_catalog is among them when implicit is wanted.
func (c *Catalog) SearchPath(implicit bool) []string {
	path := make([]string, 0, len(c.options.Path)+1)
	if implicit && !slices.Contains(c.options.Path, "pg_catalog") {
		path = append(path, "pg_catalog")
	}
	for _, name := range c.options.Path {
		if c.catalog.HasSchema(name) {
			path = append(path, name)
		}
	}
	return path
}
