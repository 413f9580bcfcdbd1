package catalog

import (
	"strings"

	"foureyes/internal/ddsql/syntax"
)

// relation finds a relation by its OID.
func (c *Catalog) relation(oid uint32) (*relation, bool) {
	if r, ok := c.own().byOID[oid]; ok {
		return r, true
	}
	return systemRelation(oid)
}

func systemRelation(oid uint32) (*relation, bool) {
	if _, ok := catalogues().byOID[oid]; !ok {
		return nil, false
	}
	for _, r := range systemRelations() {
		if r.oid == oid {
			return r, true
		}
	}
	return nil, false
}

// FindRelation gives the OID of a table, view or index by its schema and name; an
// empty schema means the search path.
func (c *Catalog) FindRelation(schema, name string) (uint32, bool) {
	if schema != "" {
		return c.relationIn(schema, name)
	}
	for _, s := range c.SearchPath(true) {
		if oid, ok := c.relationIn(s, name); ok {
			return oid, true
		}
	}
	return 0, false
}

func (c *Catalog) relationIn(schema, name string) (uint32, bool) {
	if s, ok := catalogues().byName[[2]string{schema, name}]; ok {
		return s.oid, true
	}
	r, ok := c.own().byName[[2]string{schema, name}]
	if !ok {
		return 0, false
	}
	return r.oid, true
}

// RelationName gives the schema and name of a relation, and whether the search path
// finds it by its name alone.
func (c *Catalog) RelationName(oid uint32) (schema, name string, visible, ok bool) {
	r, ok := c.relation(oid)
	if !ok {
		return "", "", false, false
	}
	found, ok := c.FindRelation("", r.name)
	return r.schema, r.name, ok && found == oid, true
}

// FindSchema gives the OID of a schema.
func (c *Catalog) FindSchema(name string) (uint32, bool) {
	for _, s := range c.schemas() {
		if s.name == name {
			return s.oid, true
		}
	}
	return 0, false
}

// SchemaName gives the name of a schema.
func (c *Catalog) SchemaName(oid uint32) (string, bool) {
	for _, s := range c.schemas() {
		if s.oid == oid {
			return s.name, true
		}
	}
	return "", false
}

// FindRole gives the OID of a role.
func (c *Catalog) FindRole(name string) (uint32, bool) {
	for _, r := range c.roles() {
		if r.name == name {
			return r.oid, true
		}
	}
	return 0, false
}

func (c *Catalog) roleOID(name string) uint32 {
	oid, _ := c.FindRole(name)
	return oid
}

// RoleName gives the name of a role.
func (c *Catalog) RoleName(oid uint32) (string, bool) {
	for _, r := range c.roles() {
		if r.oid == oid {
			return r.name, true
		}
	}
	return "", false
}

// Description is the comment of a table (column 0), or of one of its columns.
func (c *Catalog) Description(oid uint32, column int) (string, bool) {
	r, ok := c.relation(oid)
	if !ok {
		return extensionDescription(oid, column)
	}
	if !r.isTable() {
		return "", false
	}
	return comment(r.meta, column)
}

func extensionDescription(oid uint32, column int) (string, bool) {
	for _, f := range extensionDescriptions() {
		if text, ok := f["description"].(string); ok && f["objoid"] == oid && column == 0 {
			return text, true
		}
	}
	return "", false
}

// IndexDefinition is CREATE INDEX of an index, or with column above 0 that column's
// name. Short leaves out the schema of a table that the search path finds.
func (c *Catalog) IndexDefinition(oid uint32, column int, short bool) (string, bool) {
	r, ok := c.own().byOID[oid]
	if !ok || r.index == nil {
		return "", false
	}
	if column == 0 {
		_, _, visible, _ := c.RelationName(r.index.of.oid)
		return r.definition(short && visible), true
	}
	columns := r.columns()
	if column < 0 || column > len(columns) {
		return "", true
	}
	return syntax.QuoteName(columns[column-1].Name), true
}

// definition is CREATE INDEX of an index; short leaves out its table's schema.
func (r *relation) definition(short bool) string {
	word := "CREATE INDEX "
	if r.index.unique {
		word = "CREATE UNIQUE INDEX "
	}
	on := syntax.QuoteName(r.index.of.name)
	if !short {
		on = syntax.QuoteName(r.schema) + "." + on
	}
	return word + syntax.QuoteName(r.name) + " ON " + on + " USING btree (" + r.columnList() + ")"
}

func (r *relation) columnList() string {
	var names []string
	for _, column := range r.columns() {
		names = append(names, syntax.QuoteName(column.Name))
	}
	return strings.Join(names, ", ")
}

// ConstraintDefinition is the text of a primary key.
func (c *Catalog) ConstraintDefinition(oid uint32) (string, bool) {
	r, ok := c.own().constraints[oid]
	if !ok {
		return "", false
	}
	return "PRIMARY KEY (" + r.columnList() + ")", true
}

// ViewDefinition is the query of a view. There is none to show: a view here is only
// a table that is presented as one.
func (c *Catalog) ViewDefinition(uint32) (string, bool) { return "", false }
