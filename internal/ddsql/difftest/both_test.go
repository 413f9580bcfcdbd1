package difftest

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5/pgconn"

	"foureyes/internal/ddsql"
	"foureyes/internal/ddsql/sqlerr"
	"foureyes/internal/ddsql/table"
	"foureyes/internal/ddsql/value"
	"foureyes/internal/store/storetest/pgtest"
)

// result is what an engine says to a query: columns and rows, or a SQLSTATE.
type result struct {
	types []value.Type
	rows  [][]string
	code  string
	text  string // of the error
}

// both are the two engines with the same tables.
type both struct {
	ours   *ddsql.Session
	theirs *pgconn.PgConn
}

func open(t testing.TB) *both {
	t.Helper()
	url := pgtest.AsSuperuser(pgtest.URL(t))
	conn, err := pgconn.Connect(t.Context(), url)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close(context.WithoutCancel(t.Context())) })
	b := &both{theirs: conn}
	script := "CREATE EXTENSION hstore; CREATE SCHEMA d; SET search_path = d, public; SET timezone = 'UTC'; SET lc_messages = 'C';\n"
	var tables []table.Table
	for _, r := range relations {
		script += r.script()
		m, err := r.memory()
		if err != nil {
			t.Fatal(err)
		}
		tables = append(tables, m)
	}
	if _, err := conn.Exec(t.Context(), script).ReadAll(); err != nil {
		t.Fatal(err)
	}
	b.ours = session(tables)
	return b
}

func session(tables []table.Table) *ddsql.Session {
	engine := ddsql.NewEngine(ddsql.Limits{Time: 20 * time.Second}, func() time.Time { return now }, slog.New(slog.DiscardHandler))
	return engine.NewSession(ddsql.Owner{
		User: "tester", Database: "foureyes", Version: "PostgreSQL 15", Server: "15.0", Path: []string{"d", "public"},
		Snapshot: func(_ context.Context, path []string) (ddsql.Snapshot, error) {
			return ddsql.Snapshot{Tables: table.NewCatalog(path, tables...)}, nil
		},
	})
}

// ask asks our engine.
func (b *both) ask(ctx context.Context, sql string) result {
	trees, err := ddsql.Parse(sql)
	if err != nil {
		return failed(err)
	}
	if len(trees) != 1 {
		return result{code: "??", text: fmt.Sprintf("%d statements", len(trees))}
	}
	rows, err := b.ours.Execute(ctx, trees[0])
	if err != nil {
		return failed(err)
	}
	var r result
	for _, c := range rows.Columns {
		r.types = append(r.types, c.Type)
	}
	all, err := rows.All()
	if err != nil {
		return failed(err)
	}
	for _, row := range all {
		texts := make([]string, len(row))
		for i, v := range row {
			texts[i] = null
			if !v.IsNull() {
				texts[i] = string(value.AppendText(nil, v))
			}
		}
		r.rows = append(r.rows, texts)
	}
	return r
}

func failed(err error) result {
	e := sqlerr.From(err)
	return result{code: e.Code, text: err.Error()}
}

// askPostgreSQL asks the other one.
func (b *both) askPostgreSQL(ctx context.Context, sql string) result {
	results, err := b.theirs.Exec(ctx, sql).ReadAll()
	if refused, ok := errors.AsType[*pgconn.PgError](err); ok {
		return result{code: refused.Code, text: refused.Message}
	}
	if err != nil {
		return result{code: "??", text: err.Error()}
	}
	var r result
	last := results[len(results)-1]
	for _, f := range last.FieldDescriptions {
		r.types = append(r.types, value.Type(f.DataTypeOID))
	}
	for _, row := range last.Rows {
		texts := make([]string, len(row))
		for i, v := range row {
			texts[i] = null
			if v != nil {
				texts[i] = string(v)
			}
		}
		r.rows = append(r.rows, texts)
	}
	return r
}

// agreed gives the type that stands for several: the dialect has one integer, one
// number with a point and one text.
func agreed(t value.Type) value.Type {
	switch t {
	case value.Int2, value.Int4:
		return value.Int8
	case value.Float4, value.Numeric:
		return value.Float8
	case value.VarChar, value.BPChar, value.Name, value.Unknown:
		return value.Text
	}
	if e := t.Elem(); e != 0 && agreed(e) != e {
		return agreed(e).Array()
	}
	const firstOfExtensions = 16384 // where extensions' types and tables' row types begin
	if t >= firstOfExtensions || t == value.Record {
		return value.Hstore
	}
	return t
}

// difference says how two results differ; empty when they do not.
func difference(ours, theirs result, ordered bool) string {
	switch {
	case ours.code != theirs.code:
		return fmt.Sprintf("we say %q %s, PostgreSQL %q %s", ours.code, ours.text, theirs.code, theirs.text)
	case len(theirs.types) == 0 && len(theirs.rows) == 0:
		// The client says nothing about the columns of no rows.
		ours.types = nil
	case len(ours.types) != len(theirs.types):
		return fmt.Sprintf("we have %d columns, PostgreSQL %d", len(ours.types), len(theirs.types))
	}
	for i := range ours.types {
		if ours.types[i] == value.Int8 && theirs.types[i] == value.Numeric {
			continue // sum(bigint), which has no greater integer here
		}
		if a, b := agreed(ours.types[i]), agreed(theirs.types[i]); a != b {
			return fmt.Sprintf("column %d: our type is %s, PostgreSQL's %s", i+1, a, b)
		}
	}
	if len(ours.rows) != len(theirs.rows) {
		return fmt.Sprintf("we have %d rows, PostgreSQL %d\nours   %q\ntheirs %q", len(ours.rows), len(theirs.rows), first(ours.rows), first(theirs.rows))
	}
	a, b := normal(ours), normal(theirs)
	if !ordered {
		slices.SortFunc(a, slices.Compare)
		slices.SortFunc(b, slices.Compare)
	}
	for i := range a {
		if !sameTexts(a[i], b[i]) {
			return fmt.Sprintf("row %d:\nours   %q\ntheirs %q", i+1, a[i], b[i])
		}
	}
	return ""
}

func first(rows [][]string) [][]string { return rows[:min(len(rows), 5)] }

// normal writes numbers with a point in one way, so that 2.50 is 2.5.
func normal(r result) [][]string {
	out := make([][]string, len(r.rows))
	for i, row := range r.rows {
		out[i] = slices.Clone(row)
		for k, text := range row {
			if agreed(r.types[k]) == value.Float8 {
				out[i][k] = rounded(text)
			}
		}
	}
	return out
}

func rounded(text string) string {
	f, err := strconv.ParseFloat(text, 64)
	if err != nil || math.IsNaN(f) || math.IsInf(f, 0) {
		return text
	}
	if f == 0 {
		return "0"
	}
	return strconv.FormatFloat(f, 'g', 12, 64)
}

// sameTexts compares rows; arrays of numbers are compared number by number.
func sameTexts(a, b []string) bool {
	for i := range a {
		if a[i] != b[i] && strings.Join(numbersOf(a[i]), " ") != strings.Join(numbersOf(b[i]), " ") {
			return false
		}
		if a[i] != b[i] && !strings.HasPrefix(a[i], "{") && !strings.HasPrefix(a[i], "(") {
			return false
		}
	}
	return true
}

func numbersOf(text string) []string {
	parts := strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune("{},()", r) })
	for i, p := range parts {
		parts[i] = rounded(p)
	}
	return parts
}
