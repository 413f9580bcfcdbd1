package catalog

import (
	"errors"
	"io"
	"slices"
	"sync"
	"testing"

	"foureyes/internal/ddsql/fn"
	"foureyes/internal/ddsql/table"
	"foureyes/internal/ddsql/value"
)

var _ fn.Catalog = (*Catalog)(nil)

// sample is tables with columns of most types, keys, indexes, comments and a view.
func sample() []table.Table {
	loops := &table.Meta{
		Schema: "aws", Name: "loop", Summary: "One row for each loop.", Rows: 3,
		Columns: []table.Column{
			{Name: "account_id", Type: value.Text, NotNull: true, Comment: "Whose it is."},
			{Name: "number", Type: value.Int8, NotNull: true},
			{Name: "creation_time", Type: value.Timestamp, Comment: "When it began."},
			{Name: "Mixed Name", Type: value.Text},
			{Name: "done", Type: value.Bool},
			{Name: "share", Type: value.Float8},
			{Name: "detail", Type: value.JSON},
			{Name: "document", Type: value.JSONB},
			{Name: "tags", Type: value.Hstore},
			{Name: "words", Type: value.TextArray},
			{Name: "numbers", Type: value.Int8Array},
			{Name: "address", Type: value.Inet},
			{Name: "took", Type: value.Interval},
			{Name: "day", Type: value.Date},
			{Name: "at", Type: value.TimestampTZ},
			{Name: "label", Type: value.Name},
			{Name: "small", Type: value.Int4},
			{Name: "key", Type: value.UUID},
			{Name: "raw", Type: value.Bytea},
		},
		Key:     []int{0, 1},
		Indexes: []table.Index{{Name: "loop_by_time", Columns: []int{2, 1}}, {Name: "loop_small", Columns: []int{16}, Unique: true}},
	}
	worker := &table.Meta{
		Schema: "own", Name: "worker", Columns: []table.Column{{Name: "id", Type: value.Text, NotNull: true}, {Name: "order", Type: value.Int8}},
		Key: []int{0}, Indexes: []table.Index{{Name: "worker_pkey", Columns: []int{0}, Unique: true}, {Columns: []int{1, 0}}},
	}
	summary := &table.Meta{
		Schema: "own", Name: "summary", View: true, Title: "Summary",
		Columns: []table.Column{{Name: "number", Type: value.Int8}, {Name: "tags", Type: value.Hstore}}, Key: []int{0},
	}
	return []table.Table{table.NewMemory(loops, nil), table.NewMemory(worker, nil), table.NewMemory(summary, nil)}
}

func sampleCatalog() *Catalog {
	return New(sample(), Options{Database: "db", User: "reader", Owner: "postgres", Path: []string{"aws", "missing", "own"}})
}

// scan reads columns of a catalogue, whole, or the rows that meet conditions.
func scan(t testing.TB, c *Catalog, schema, name string, filter []table.Condition, columns ...string) [][]value.Value {
	t.Helper()
	from, ok := c.Tables().Lookup(schema, name)
	if !ok {
		t.Fatalf("there is no %s.%s", schema, name)
	}
	request := table.Request{Filter: filter, Limit: -1}
	for _, name := range columns {
		i, ok := from.Meta().Column(name)
		if !ok {
			t.Fatalf("there is no column %s", name)
		}
		request.Columns = append(request.Columns, i)
	}
	rows, err := from.Scan(t.Context(), request)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	var all [][]value.Value
	for {
		var b table.Batch
		err := rows.Next(&b)
		if errors.Is(err, io.EOF) {
			return all
		}
		if err != nil {
			t.Fatal(err)
		}
		for i := range b.Count {
			all = append(all, b.Row(i))
		}
	}
}

// Every catalogue can be read, and its rows have the kinds that its columns say.
func TestRowsHaveTheirColumnsTypes(t *testing.T) {
	c := sampleCatalog()
	for _, from := range c.All() {
		m := from.Meta()
		var columns []string
		for _, column := range m.Columns {
			columns = append(columns, column.Name)
		}
		for _, row := range scan(t, c, m.Schema, m.Name, nil, columns...) {
			for i, v := range row {
				column := m.Columns[i]
				switch {
				case v.IsNull() && column.NotNull:
					t.Fatalf("%s.%s.%s is NULL", m.Schema, m.Name, column.Name)
				case !v.IsNull() && v.Kind() != column.Type.Kind():
					t.Fatalf("%s.%s.%s has kind %d, not that of %s", m.Schema, m.Name, column.Name, v.Kind(), column.Type)
				}
			}
		}
	}
}

// Makers name columns that exist: a misspelt one would be dropped in silence.
func TestMakersNameColumnsThatExist(t *testing.T) {
	c := sampleCatalog()
	for _, s := range catalogues().list {
		var all []fields
		if s.rows.fixed != nil {
			all = append(all, s.rows.fixed()...)
		}
		if s.rows.all != nil {
			all = append(all, s.rows.all(c)...)
		}
		if s.rows.each != nil {
			for _, r := range c.own().list {
				all = append(all, s.rows.each(c, r)...)
			}
		}
		for _, f := range all {
			for name := range f {
				if _, ok := s.at[name]; !ok && !shared[s.meta.Name] {
					t.Errorf("%s.%s has no column %s", s.meta.Schema, s.meta.Name, name)
				}
			}
		}
	}
}

// shared are catalogues made by what makes another one's rows as well, which has
// more columns.
var shared = map[string]bool{
	"pg_authid": true, "role_column_grants": true, "collations": true, "collation_character_set_applicability": true,
	"pg_stat_all_tables": true, "pg_stat_sys_tables": true, "pg_stat_user_tables": true, "pg_statio_all_tables": true,
	"pg_statio_sys_tables": true, "pg_statio_user_tables": true, "pg_stat_all_indexes": true, "pg_stat_sys_indexes": true,
	"pg_stat_user_indexes": true, "pg_statio_all_indexes": true, "pg_statio_sys_indexes": true, "pg_statio_user_indexes": true,
}

func TestOIDsAreTellingAndStable(t *testing.T) {
	seen := map[int64]string{}
	for _, name := range []string{"pg_class", "pg_namespace", "pg_type", "pg_proc", "pg_database", "pg_roles", "pg_constraint", "pg_operator", "pg_cast", "pg_extension"} {
		for _, row := range scan(t, sampleCatalog(), "", name, nil, "oid") {
			oid := row[0].Int()
			if oid <= 0 || oid >= 1<<31 {
				t.Errorf("%s has OID %d", name, oid)
			}
			if name != "pg_roles" && seen[oid] == name {
				t.Errorf("%s has OID %d twice", name, oid)
			}
			seen[oid] = name
		}
	}
	one, two := sampleCatalog(), New(sample()[:1], Options{Database: "other"})
	a, _ := one.FindRelation("aws", "loop")
	b, _ := two.FindRelation("aws", "loop")
	if a != b || a == 0 {
		t.Errorf("aws.loop has OID %d, and without its sisters %d", a, b)
	}
}

func TestNamesAreFoundBothWays(t *testing.T) {
	c := sampleCatalog()
	for _, name := range [][2]string{{"aws", "loop"}, {"aws", "loop_pkey"}, {"own", "worker"}, {"pg_catalog", "pg_class"}, {"information_schema", "columns"}} {
		oid, ok := c.FindRelation(name[0], name[1])
		schema, found, visible, known := c.RelationName(oid)
		if !ok || !known || schema != name[0] || found != name[1] || visible == (schema == "information_schema") {
			t.Errorf("%v has OID %d, which is %s.%s, visible %t", name, oid, schema, found, visible)
		}
	}
	if oid, ok := c.FindRelation("", "worker"); !ok || oid == 0 {
		t.Error("worker is not found by the search path")
	}
	if _, ok := c.FindRelation("", "columns"); ok {
		t.Error("information_schema is searched without being asked")
	}
	if got := c.SearchPath(true); !slices.Equal(got, []string{"pg_catalog", "aws", "own"}) {
		t.Errorf("the search path is %v", got)
	}
	if got := c.SearchPath(false); !slices.Equal(got, []string{"aws", "own"}) {
		t.Errorf("the search path without pg_catalog is %v", got)
	}
	for _, name := range []string{"aws", "own", "pg_catalog", "information_schema"} {
		oid, ok := c.FindSchema(name)
		if back, found := c.SchemaName(oid); !ok || !found || back != name {
			t.Errorf("schema %s has OID %d, which is %s", name, oid, back)
		}
	}
	for _, name := range []string{"reader", "postgres"} {
		oid, ok := c.FindRole(name)
		if back, found := c.RoleName(oid); !ok || !found || back != name {
			t.Errorf("role %s has OID %d, which is %s", name, oid, back)
		}
	}
	for _, name := range []string{"array_recv", "hstore_in", "lower", "count"} {
		oid, ok := c.FindFunction(name)
		if back, found := c.FunctionName(oid); !ok || !found || back != name {
			t.Errorf("function %s has OID %d, which is %s", name, oid, back)
		}
	}
}

// A scan for one relation gives what a whole scan gives of it.
func TestScansPassByOtherRelations(t *testing.T) {
	c := sampleCatalog()
	oid, _ := c.FindRelation("aws", "loop")
	from, _ := c.Tables().Lookup("", "pg_attribute")
	column, _ := from.Meta().Column("attrelid")
	filter := []table.Condition{{Column: column, Op: table.Eq, Value: value.OfInt(int64(oid))}}
	rows := scan(t, c, "", "pg_attribute", filter, "attname")
	if len(rows) != 19 || rows[0][0].Str() != "account_id" {
		t.Errorf("aws.loop has the columns %v", rows)
	}
	made := systemTable{catalogues().byName[nameOf("pg_attribute")], c}.rows(filter)
	if len(made) != 19 {
		t.Errorf("%d rows were made to find 19", len(made))
	}
}

func BenchmarkAllColumns(b *testing.B) {
	c := sampleCatalog()
	for b.Loop() {
		if rows := scan(b, c, "information_schema", "columns", nil, "table_name", "column_name"); len(rows) < 2000 {
			b.Fatal(len(rows))
		}
	}
}

func BenchmarkNew(b *testing.B) {
	tables := sample()
	New(tables, Options{}).FindRelation("", "pg_class")
	for b.Loop() {
		c := New(tables, Options{Database: "db", User: "reader", Path: []string{"aws", "own"}})
		if _, ok := c.Tables().Lookup("", "loop"); !ok {
			b.Fatal("no table")
		}
	}
}

func BenchmarkAttributesOfOneTable(b *testing.B) {
	c := sampleCatalog()
	oid, _ := c.FindRelation("aws", "loop")
	from, _ := c.Tables().Lookup("", "pg_attribute")
	column, _ := from.Meta().Column("attrelid")
	filter := []table.Condition{{Column: column, Op: table.Eq, Value: value.OfInt(int64(oid))}}
	for b.Loop() {
		if rows := scan(b, c, "", "pg_attribute", filter, "attname"); len(rows) != 19 {
			b.Fatal(len(rows))
		}
	}
}

// A catalog is asked by several goroutines at once.
func TestCatalogIsSafeForConcurrentUse(t *testing.T) {
	c := sampleCatalog()
	var all sync.WaitGroup
	for range 4 {
		all.Go(func() {
			oid, _ := c.FindRelation("aws", "loop")
			if _, _, _, ok := c.RelationName(oid); !ok {
				t.Error("aws.loop is lost")
			}
			for _, name := range []string{"pg_class", "pg_attribute", "pg_index", "pg_proc"} {
				if len(systemTable{catalogues().byName[nameOf(name)], c}.rows(nil)) == 0 {
					t.Errorf("%s is empty", name)
				}
			}
		})
	}
	all.Wait()
}
