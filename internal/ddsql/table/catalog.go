package table

import (
	"cmp"
	"slices"
)

// Catalog is the tables that a query may name.
type Catalog struct {
	tables map[string]map[string]Table // by schema, then name
	path   []string
	more   Finder
}

// Finder finds tables that a Catalog does not hold, so that many can be named
// without being made first.
type Finder interface {
	// Find finds a table.
	Find(schema, name string) (Table, bool)
	// HasSchema reports whether it has tables in a schema.
	HasSchema(schema string) bool
	// All is every table, in any order.
	All() []Table
}

// NewCatalog makes a catalog of tables. The search path says in which schemas,
// in this order, a name without schema is looked for.
func NewCatalog(searchPath []string, tables ...Table) *Catalog {
	c := &Catalog{tables: map[string]map[string]Table{}, path: slices.Clone(searchPath)}
	for _, t := range tables {
		c.Add(t)
	}
	return c
}

// Add puts a table into the catalog, in place of one of the same name.
func (c *Catalog) Add(t Table) {
	m := t.Meta()
	if c.tables[m.Schema] == nil {
		c.tables[m.Schema] = map[string]Table{}
	}
	c.tables[m.Schema][m.Name] = t
}

// More has the catalog find what it does not hold in f.
func (c *Catalog) More(f Finder) { c.more = f }

func (c *Catalog) find(schema, name string) (Table, bool) {
	t, ok := c.tables[schema][name]
	if !ok && c.more != nil {
		return c.more.Find(schema, name)
	}
	return t, ok
}

// Lookup finds a table. An empty schema means the search path.
func (c *Catalog) Lookup(schema, name string) (Table, bool) {
	if schema != "" {
		return c.find(schema, name)
	}
	for _, s := range c.path {
		if t, ok := c.find(s, name); ok {
			return t, true
		}
	}
	return nil, false
}

// HasSchema reports whether a schema holds tables.
func (c *Catalog) HasSchema(schema string) bool {
	return len(c.tables[schema]) > 0 || c.more != nil && c.more.HasSchema(schema)
}

// Path is the search path.
func (c *Catalog) Path() []string { return slices.Clone(c.path) }

// List is every table by schema and name.
func (c *Catalog) List() []Table {
	var list []Table
	for _, schema := range c.tables {
		for _, t := range schema {
			list = append(list, t)
		}
	}
	if c.more != nil {
		list = append(list, c.more.All()...)
	}
	slices.SortFunc(list, func(a, b Table) int {
		x, y := a.Meta(), b.Meta()
		return cmp.Or(cmp.Compare(x.Schema, y.Schema), cmp.Compare(x.Name, y.Name))
	})
	return list
}
