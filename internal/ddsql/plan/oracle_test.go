package plan_test

import (
	"database/sql"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/stdlib"

	"foureyes/internal/ddsql/exec"
	"foureyes/internal/ddsql/fn"
	"foureyes/internal/ddsql/plan"
	"foureyes/internal/ddsql/sqlerr"
	"foureyes/internal/ddsql/syntax"
	"foureyes/internal/ddsql/table"
	"foureyes/internal/ddsql/value"
	"foureyes/internal/store/storetest/pgtest"
)

// What the tables of catalog hold, as text; NULL is a dash.
var (
	flows = `a alpha Active 2026-01-01T00:00 {"x":1,"y":[1,2]} "env"=>"prod" 3
b beta Active 2026-01-02T10:30 {"x":2} "env"=>"test","team"=>"cv" 1
c gamma Failed 2026-02-01T00:00 - "" 7
d delta Failed - {"x":null} "team"=>"cv" -
e - Active 2026-01-02T10:30 [] "env"=>"prod" 3`
	loops = `l1 a Done 2026-01-05T00:00 1.5 {p,q} 1
l2 a Done 2026-01-06T00:00 2.5 {q} 2
l3 a Open 2026-01-07T12:00 - {} 3
l4 b Done 2026-01-05T00:00 10 {p,NULL} 4
l5 b Open 2026-02-05T00:00 0 - 5
l6 c Stopped 2026-01-05T00:00 4 {r,s,t} 6
l7 - Done - 7.25 {p} -
l8 z Open 2026-03-05T00:00 -1 {q,p} 8`
)

func rowsOf(text string) [][]string {
	var rows [][]string
	for line := range strings.Lines(text) {
		rows = append(rows, strings.Fields(line))
	}
	return rows
}

// filled makes our table of the rows.
func filled(t *testing.T, m *table.Meta, text string) table.Table {
	t.Helper()
	var rows [][]value.Value
	for _, cells := range rowsOf(text) {
		row := make([]value.Value, len(cells))
		for i, cell := range cells {
			if cell == "-" {
				continue
			}
			if cell == `""` {
				cell = "" // an empty hstore
			}
			v, err := value.ParseText(m.Columns[i].Type, cell, time.Time{})
			if err != nil {
				t.Fatal(err)
			}
			row[i] = v
		}
		rows = append(rows, row)
	}
	return table.NewMemory(m, rows)
}

// load makes PostgreSQL's tables of the rows.
func load(t *testing.T, db *sql.DB, m *table.Meta, text string) {
	t.Helper()
	var columns []string
	for i, c := range m.Columns {
		column := c.Name + " " + c.Type.String()
		if i == m.Key[0] {
			column += " PRIMARY KEY"
		}
		columns = append(columns, column)
	}
	run := func(q string) {
		if _, err := db.ExecContext(t.Context(), q); err != nil {
			t.Fatalf("%s: %v", q, err)
		}
	}
	run("CREATE TABLE aws." + m.Name + " (" + strings.Join(columns, ", ") + ")")
	for _, cells := range rowsOf(text) {
		for i, cell := range cells {
			switch cell {
			case "-":
				cells[i] = "NULL"
			case `""`:
				cells[i] = "''"
			default:
				cells[i] = syntax.QuoteText(cell)
			}
		}
		run("INSERT INTO aws." + m.Name + " VALUES (" + strings.Join(cells, ", ") + ")")
	}
}

// answer is what a query gives: rows as text, or an error.
type answer struct {
	columns string
	rows    []string
	code    string
	message string
	pos     int
}

func (a answer) String() string {
	if a.code != "" {
		return fmt.Sprintf("%s: %s at %d", a.code, a.message, a.pos)
	}
	return a.columns + "\n  " + strings.Join(a.rows, "\n  ")
}

// Queries must give what PostgreSQL gives, and mistakes be told as it tells them.
func TestQueriesAnswerLikePostgreSQL(t *testing.T) {
	db := pgtest.Open(t, pgtest.AsSuperuser(pgtest.URL(t)))
	db.SetMaxOpenConns(1)
	for _, q := range []string{"CREATE SCHEMA aws", "CREATE EXTENSION hstore", "SET search_path TO aws, public", "SET intervalstyle TO postgres", "SET timezone TO 'UTC'"} {
		if _, err := db.ExecContext(t.Context(), q); err != nil {
			t.Fatal(err)
		}
	}
	tables := catalog()
	ours := table.NewCatalog([]string{"aws"})
	for _, name := range []string{"flow", "loop"} {
		m, _ := tables.Lookup("aws", name)
		text := map[string]string{"flow": flows, "loop": loops}[name]
		load(t, db, m.Meta(), text)
		ours.Add(filled(t, m.Meta(), text))
	}
	for _, q := range cases(t, "testdata/queries.sql") {
		want, got := theirs(t, db, q), answered(t, ours, q)
		if !alike(q, got, want) {
			t.Errorf("%s\nours:       %v\nPostgreSQL: %v", q, got, want)
		}
	}
}

// cases reads one query per line.
func cases(t testing.TB, file string) []string {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var list []string
	for line := range strings.Lines(string(text)) {
		if line = strings.TrimSpace(line); line != "" && !strings.HasPrefix(line, "--") {
			list = append(list, line)
		}
	}
	return list
}

// theirs asks PostgreSQL, which answers in text.
func theirs(t *testing.T, db *sql.DB, q string) answer {
	t.Helper()
	var a answer
	c, err := db.Conn(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	err = c.Raw(func(driver any) error {
		results := driver.(*stdlib.Conn).Conn().PgConn().Exec(t.Context(), q)
		for results.NextResult() {
			r := results.ResultReader()
			for _, f := range r.FieldDescriptions() {
				a.columns += f.Name + " "
			}
			for r.NextRow() {
				row := r.Values()
				a.rows = append(a.rows, shown(len(row), func(i int) (string, bool) { return string(row[i]), row[i] == nil }))
			}
		}
		return results.Close()
	})
	if e, is := errors.AsType[*pgconn.PgError](err); is {
		return answer{code: e.Code, message: e.Message, pos: int(e.Position)}
	}
	if err != nil {
		t.Fatalf("%s: %v", q, err)
	}
	return a
}

// shown writes a row.
func shown(n int, cell func(int) (text string, null bool)) string {
	cells := make([]string, n)
	for i := range cells {
		text, null := cell(i)
		if null {
			text = "∅"
		} else if f, err := strconv.ParseFloat(text, 64); err == nil && !math.IsInf(f, 0) {
			// Our DECIMAL is a double, which shows no zeros at its end.
			text = strconv.FormatFloat(f, 'g', 12, 64)
		}
		cells[i] = text
	}
	return strings.Join(cells, " | ")
}

// answered runs a query on our tables.
func answered(t *testing.T, tables *table.Catalog, q string) answer {
	t.Helper()
	a, err := runOurs(t, tables, q)
	if err != nil {
		e := sqlerr.From(err)
		return answer{code: e.Code, message: e.Message, pos: e.Position}
	}
	return a
}

func runOurs(t *testing.T, tables *table.Catalog, q string) (a answer, err error) {
	t.Helper()
	statements, err := syntax.Parse(q, syntax.DefaultLimits)
	if err != nil {
		return a, err
	}
	env := &fn.Env{Now: time.Date(2026, 6, 1, 0, 0, 0, 0, time.UTC), User: "postgres", Database: "test"}
	p, err := plan.Bind(statements[0].(*syntax.Query), plan.Env{Catalog: tables, Functions: env})
	if err != nil {
		return a, err
	}
	rows, err := exec.Open(t.Context(), p.Root, exec.Options{Env: env, Budget: exec.NewBudget(1<<28, exec.NewPool(1<<30)), Internal: func(cause any, stack []byte) {
		t.Errorf("%s: %v\n%s", q, cause, stack)
	}})
	if err != nil {
		return a, err
	}
	defer rows.Close()
	for _, c := range p.Root.Columns() {
		a.columns += c.Name + " "
	}
	for {
		var b table.Batch
		if err := rows.Next(&b); errors.Is(err, io.EOF) {
			return a, nil
		} else if err != nil {
			return a, err
		}
		for i := range b.Count {
			row := b.Row(i)
			a.rows = append(a.rows, shown(len(row), func(i int) (string, bool) {
				return string(value.AppendText(nil, row[i])), row[i].IsNull()
			}))
		}
	}
}

// alike compares answers; rows in their order only where the query asks for one.
func alike(q string, a, b answer) bool {
	if !strings.Contains(q[strings.LastIndex(q, ")")+1:], "ORDER BY") {
		slices.Sort(a.rows)
		slices.Sort(b.rows)
	}
	a.message, b.message = plain(a.message), plain(b.message)
	if b.pos == 0 {
		// PostgreSQL gives no place for what goes wrong while a query runs; we do.
		a.pos = 0
	}
	return a.String() == b.String()
}

// plain makes the names of types one: our whole numbers are BIGINT, our others
// DECIMAL.
func plain(message string) string {
	return strings.NewReplacer("integer", "bigint", "numeric", "double precision").Replace(message)
}
