package catalog

import (
	"cmp"
	"slices"
	"strings"

	"foureyes/internal/ddsql/table"
	"foureyes/internal/ddsql/value"
)

// relation is what has a row in pg_class: a table, a view, or an index.
type relation struct {
	oid          uint32
	schema, name string
	namespace    uint32
	kind         byte        // r, v or i, as in pg_class.relkind
	meta         *table.Meta // of the table; with an index, of its table
	index        *index      // nil for what is no index
	system       bool
	indexes      []*relation // of a table
}

// index is what an index has beyond its table.
type index struct {
	of              *relation
	columns         []int // positions in the table
	unique, primary bool
	constraint      uint32 // the OID of the primary key, 0 for others
}

// relations are those of one list of tables.
type relations struct {
	list        []*relation
	byOID       map[uint32]*relation
	byName      map[[2]string]*relation
	constraints map[uint32]*relation // indexes of primary keys
	schemas     map[string]uint32
}

func (l *relations) add(r *relation) {
	l.list = append(l.list, r)
	l.byOID[r.oid] = r
	l.byName[[2]string{r.schema, r.name}] = r
}

var theRelations lazy[[]*relation]

// systemRelations are the catalogues themselves.
func systemRelations() []*relation { return theRelations.get(newSystemRelations) }

func newSystemRelations() []*relation {
	var list []*relation
	for _, s := range catalogues().list {
		r := &relation{
			oid: s.oid, schema: s.meta.Schema, name: s.meta.Name, namespace: oidCatalog,
			kind: s.kind, meta: s.meta, system: true,
		}
		if r.schema == "information_schema" {
			r.namespace = oidInformation
		}
		list = append(list, r)
	}
	return list
}

// own are the relations of the tables that the catalog was made for.
func (c *Catalog) own() *relations {
	return c.relations.get(func() *relations { return newRelations(c.tables) })
}

// newRelations gives tables, their indexes and schemas OIDs, in the order of their
// names, so that they are the same each time.
func newRelations(tables []table.Table) *relations {
	l := &relations{
		byOID: map[uint32]*relation{}, byName: map[[2]string]*relation{},
		constraints: map[uint32]*relation{}, schemas: map[string]uint32{},
	}
	metas := make([]*table.Meta, len(tables))
	for i, t := range tables {
		metas[i] = t.Meta()
	}
	slices.SortFunc(metas, func(a, b *table.Meta) int {
		return cmp.Or(cmp.Compare(a.Schema, b.Schema), cmp.Compare(a.Name, b.Name))
	})
	taken := oids{}
	for _, m := range metas {
		if _, ok := l.schemas[m.Schema]; !ok {
			l.schemas[m.Schema] = schemaOID(taken, m.Schema)
		}
	}
	for _, m := range metas {
		r := &relation{
			oid: taken.take("relation", m.Schema, m.Name), schema: m.Schema, name: m.Name,
			namespace: l.schemas[m.Schema], kind: 'r', meta: m,
		}
		l.add(r)
		if m.View {
			r.kind = 'v'
			continue
		}
		l.addIndexes(taken, r)
	}
	return l
}

func schemaOID(taken oids, name string) uint32 {
	if name == "public" {
		return oidPublic
	}
	return taken.take("schema", "", name)
}

// addIndexes adds the index of a table's primary key, and its others.
func (l *relations) addIndexes(taken oids, r *relation) {
	if len(r.meta.Key) > 0 {
		name := r.name + "_pkey"
		key := &index{of: r, columns: r.meta.Key, unique: true, primary: true, constraint: taken.take("constraint", r.schema, name)}
		l.constraints[key.constraint] = l.addIndex(taken, name, key)
	}
	for i := range r.meta.Indexes {
		x := &r.meta.Indexes[i]
		if slices.Equal(x.Columns, r.meta.Key) {
			continue // the primary key's own
		}
		l.addIndex(taken, indexName(r.meta, x), &index{of: r, columns: x.Columns, unique: x.Unique})
	}
}

// indexName is an index's name; one that has none gets the name that PostgreSQL
// would give it.
func indexName(m *table.Meta, x *table.Index) string {
	if x.Name != "" {
		return x.Name
	}
	parts := []string{m.Name}
	for _, i := range x.Columns {
		parts = append(parts, m.Columns[i].Name)
	}
	return value.CutName(strings.Join(append(parts, "idx"), "_"))
}

func (l *relations) addIndex(taken oids, name string, x *index) *relation {
	r := &relation{
		oid: taken.take("relation", x.of.schema, name), schema: x.of.schema, name: name,
		namespace: x.of.namespace, kind: 'i', meta: x.of.meta, index: x,
	}
	x.of.indexes = append(x.of.indexes, r)
	l.add(r)
	return r
}

// columns are a relation's columns; an index has those that it orders by.
func (r *relation) columns() []*table.Column {
	var list []*table.Column
	if r.index == nil {
		for i := range r.meta.Columns {
			list = append(list, &r.meta.Columns[i])
		}
		return list
	}
	for _, i := range r.index.columns {
		list = append(list, &r.meta.Columns[i])
	}
	return list
}

// notNull reports whether a column can never be NULL. PostgreSQL does not know that
// of a view's columns.
func (r *relation) notNull(column int) bool {
	return r.kind == 'r' && (r.meta.Columns[column].NotNull || slices.Contains(r.meta.Key, column))
}

// isTable reports whether a relation is a table or a view.
func (r *relation) isTable() bool { return r.kind != 'i' }
