package catalog

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"foureyes/internal/ddsql"
	"foureyes/internal/ddsql/syntax"
	"foureyes/internal/ddsql/table"
	"foureyes/internal/ddsql/value"
)

// both is our engine and a PostgreSQL with the same tables.
type both struct {
	ours    *ddsql.Session
	catalog *Catalog // as the session shows it, for its OIDs
	theirs  *pgx.Conn
}

func openBoth(t *testing.T) *both {
	t.Helper()
	b := &both{theirs: connect(t)}
	tables := sample()
	var script strings.Builder
	for _, from := range tables {
		define(&script, from.Meta())
	}
	script.WriteString("SET search_path = aws, own")
	if _, err := b.theirs.Exec(t.Context(), script.String()); err != nil {
		t.Fatalf("%v\n%s", err, script.String())
	}
	o := Options{Database: b.theirs.Config().Database, User: "postgres", Owner: "postgres", Path: []string{"aws", "own"}}
	b.catalog = New(tables, o)
	engine := ddsql.NewEngine(ddsql.Limits{Time: 20 * time.Second}, func() time.Time { return time.Unix(1700000000, 0) }, slog.New(slog.DiscardHandler))
	b.ours = engine.NewSession(ddsql.Owner{
		User: o.User, Database: o.Database, Version: "PostgreSQL 15.0", Server: "15.0", Path: o.Path,
		Snapshot: func(_ context.Context, path []string) (ddsql.Snapshot, error) {
			o.Path = path
			o.Settings = func() []Setting { return []Setting{{Name: "max_index_keys", Value: "32", Fixed: true}} }
			c := New(tables, o)
			return ddsql.Snapshot{Tables: c.Tables(), Names: c}, nil
		},
	})
	return b
}

// define writes the statements that make a table in PostgreSQL.
func define(script *strings.Builder, m *table.Meta) {
	name := syntax.QuoteName(m.Schema) + "." + syntax.QuoteName(m.Name)
	fmt.Fprintf(script, "CREATE SCHEMA IF NOT EXISTS %s;\n", syntax.QuoteName(m.Schema))
	var columns, selected []string
	for _, c := range m.Columns {
		one := syntax.QuoteName(c.Name) + " " + c.Type.String()
		selected = append(selected, "NULL::"+c.Type.String()+" AS "+syntax.QuoteName(c.Name))
		if c.NotNull {
			one += " NOT NULL"
		}
		columns = append(columns, one)
	}
	if m.View {
		fmt.Fprintf(script, "CREATE VIEW %s AS SELECT %s;\nCOMMENT ON VIEW %s IS %s;\n", name, strings.Join(selected, ", "), name, syntax.QuoteText(m.Title))
		return
	}
	fmt.Fprintf(script, "CREATE TABLE %s (%s, PRIMARY KEY (%s));\n", name, strings.Join(columns, ", "), columnNames(m, m.Key))
	for _, x := range m.Indexes {
		if slices.Equal(x.Columns, m.Key) {
			continue
		}
		unique := ""
		if x.Unique {
			unique = "UNIQUE"
		}
		fmt.Fprintf(script, "CREATE %s INDEX %s ON %s (%s);\n", unique, quotedName(x.Name), name, columnNames(m, x.Columns))
	}
	if m.Summary != "" {
		fmt.Fprintf(script, "COMMENT ON TABLE %s IS %s;\n", name, syntax.QuoteText(m.Summary))
	}
	for _, c := range m.Columns {
		if c.Comment != "" {
			fmt.Fprintf(script, "COMMENT ON COLUMN %s.%s IS %s;\n", name, syntax.QuoteName(c.Name), syntax.QuoteText(c.Comment))
		}
	}
}

// quotedName leaves it to PostgreSQL to find a name where there is none.
func quotedName(name string) string {
	if name == "" {
		return ""
	}
	return syntax.QuoteName(name)
}

func columnNames(m *table.Meta, positions []int) string {
	var names []string
	for _, i := range positions {
		names = append(names, syntax.QuoteName(m.Columns[i].Name))
	}
	return strings.Join(names, ", ")
}

// answer is a query's result. OIDs, which are not the same, are only told from NULL.
type answer struct {
	columns []string
	types   []value.Type
	rows    []string
}

func (a *answer) add(texts []string) { a.rows = append(a.rows, strings.Join(texts, " | ")) }

func text(t value.Type, v string) string {
	if (t == value.OID || t == value.XID) && v != "0" {
		return "#"
	}
	return v
}

// ask asks our engine.
func (b *both) ask(t *testing.T, sql string) (a answer, err error) {
	trees, err := ddsql.Parse(sql)
	if err != nil {
		return a, err
	}
	rows, err := b.ours.Execute(t.Context(), trees[0])
	if err != nil {
		return a, err
	}
	for _, c := range rows.Columns {
		a.columns, a.types = append(a.columns, c.Name), append(a.types, c.Type)
	}
	all, err := rows.All()
	for _, row := range all {
		texts := make([]string, len(row))
		for i, v := range row {
			if texts[i] = "∅"; !v.IsNull() {
				texts[i] = text(a.types[i], string(value.AppendText(nil, v)))
			}
		}
		a.add(texts)
	}
	return a, err
}

// askPostgreSQL asks the other one.
func (b *both) askPostgreSQL(t *testing.T, sql string) (a answer, err error) {
	reader := b.theirs.PgConn().Exec(t.Context(), sql)
	for reader.NextResult() {
		rows := reader.ResultReader()
		for _, f := range rows.FieldDescriptions() {
			a.columns, a.types = append(a.columns, f.Name), append(a.types, value.Type(f.DataTypeOID))
		}
		a.read(rows)
	}
	return a, reader.Close()
}

func (a *answer) read(rows *pgconn.ResultReader) {
	for rows.NextRow() {
		row := rows.Values()
		texts := make([]string, len(row))
		for i, v := range row {
			if texts[i] = "∅"; v != nil {
				texts[i] = text(a.types[i], string(v))
			}
		}
		a.add(texts)
	}
}

var numberWord = regexp.MustCompile(`\b\d{5,9}\b`)

// translated puts our OIDs in the place of PostgreSQL's.
func (b *both) translated(t *testing.T, sql string) string {
	return numberWord.ReplaceAllStringFunc(sql, func(word string) string {
		var kind, schema, name string
		err := b.theirs.QueryRow(t.Context(), `
			SELECT 'relation', nspname, relname FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace WHERE c.oid = $1::text::oid
			UNION SELECT 'extension', '', extname FROM pg_extension WHERE oid = $1::text::oid
			UNION SELECT 'schema', '', nspname FROM pg_namespace WHERE oid = $1::text::oid`, word).Scan(&kind, &schema, &name)
		if errors.Is(err, pgx.ErrNoRows) {
			return word
		}
		if err != nil {
			t.Fatal(err)
		}
		var oid uint32
		switch kind {
		case "relation":
			oid, _ = b.catalog.FindRelation(schema, name)
		case "extension":
			oid = hashOID("extension", "", name)
		case "schema":
			oid, _ = b.catalog.FindSchema(name)
		}
		return strconv.FormatUint(uint64(oid), 10)
	})
}

// agree asks both and compares the columns, and the rows if wanted.
func (b *both) agree(t *testing.T, sql string, rows bool) {
	t.Helper()
	theirs, err := b.askPostgreSQL(t, sql)
	if err != nil {
		t.Errorf("PostgreSQL refuses it: %v\n%s", err, sql)
		return
	}
	ours, err := b.ask(t, b.translated(t, sql))
	switch {
	case err != nil:
		t.Errorf("we refuse it: %v\n%s", err, sql)
	case !slices.Equal(ours.columns, theirs.columns):
		t.Errorf("our columns are %q, not %q\n%s", ours.columns, theirs.columns, sql)
	case rows:
		slices.Sort(ours.rows)
		slices.Sort(theirs.rows)
		if !slices.Equal(ours.rows, theirs.rows) {
			t.Errorf("%s\nours:\n%s\ntheirs:\n%s", sql, onlyIn(ours.rows, theirs.rows), onlyIn(theirs.rows, ours.rows))
		}
	}
}

// onlyIn are the lines of a that b has not got, the first ones.
func onlyIn(a, b []string) string {
	lines := []string{fmt.Sprintf("(%d rows)", len(a))}
	for _, line := range a {
		if !slices.Contains(b, line) && len(lines) < 9 {
			lines = append(lines, line)
		}
	}
	return strings.Join(lines, "\n")
}
