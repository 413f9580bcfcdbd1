package catalog

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"

	"foureyes/internal/ddsql/value"
	"foureyes/internal/store/storetest/pgtest"
)

var update = flag.Bool("update", false, "write data from PostgreSQL instead of comparing it")

// connect opens a new database of a PostgreSQL that is of the version which this
// package presents.
func connect(t *testing.T) *pgx.Conn {
	t.Helper()
	db, err := pgx.Connect(t.Context(), pgtest.AsSuperuser(pgtest.URL(t)))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := db.Close(context.WithoutCancel(t.Context())); err != nil {
			t.Error(err)
		}
	})
	if version := db.PgConn().ParameterStatus("server_version"); !strings.HasPrefix(version, "15.") {
		t.Skipf("the catalogues of PostgreSQL 15 are compared, and this one is %s", version)
	}
	if _, err := db.Exec(t.Context(), "CREATE EXTENSION hstore SCHEMA pg_catalog; SET timezone = 'UTC'"); err != nil {
		t.Fatal(err)
	}
	return db
}

// What data holds is what PostgreSQL has.
func TestDataIsPostgreSQLs(t *testing.T) {
	db := connect(t)
	compareFile(t, "data/shapes.txt", captureShapes(t, db))
	for _, c := range captured(t, db) {
		compareFile(t, "data/"+c.name+".tsv", captureRows(t, db, c))
	}
}

func compareFile(t *testing.T, file, want string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(file, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	have, err := os.ReadFile(file)
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		t.Fatal(err)
	}
	if string(have) != want {
		t.Errorf("%s is not what PostgreSQL has; run this test with -update", file)
	}
}

// captureShapes writes a line for each catalogue: schema, name, kind, OID (0 when
// it is not the same everywhere), and the columns with their types, those that
// cannot be NULL marked. Domains count as what they are of, as in a result.
func captureShapes(t *testing.T, db *pgx.Conn) string {
	t.Helper()
	rows, err := db.Query(t.Context(), `
		SELECT n.nspname, c.relname, c.relkind::text, CASE WHEN c.oid < 10000 THEN c.oid ELSE 0 END,
			string_agg(a.attname || ':' || b.typname || CASE WHEN a.attnotnull THEN '!' ELSE '' END, ' ' ORDER BY a.attnum)
		FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
			JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0
			JOIN pg_type t ON t.oid = a.atttypid
			JOIN pg_type b ON b.oid = CASE WHEN t.typtype = 'd' THEN t.typbasetype ELSE t.oid END
		WHERE c.relkind IN ('r', 'v') AND n.nspname IN ('pg_catalog', 'information_schema')
		GROUP BY 1, 2, 3, 4 ORDER BY n.nspname DESC, c.relname COLLATE "C"`)
	if err != nil {
		t.Fatal(err)
	}
	var text strings.Builder
	var schema, name, kind, columns string
	var oid uint32
	if _, err := pgx.ForEachRow(rows, []any{&schema, &name, &kind, &oid, &columns}, func() error {
		_, err := fmt.Fprintf(&text, "%s %s %s %d %s\n", schema, name, kind, oid, columns)
		return err
	}); err != nil {
		t.Fatal(err)
	}
	return text.String()
}

// rowsOf says which of a catalogue's rows are kept.
type rowsOf struct{ name, where, order string }

func captured(t *testing.T, db *pgx.Conn) []rowsOf {
	t.Helper()
	var types, names []string
	for _, i := range value.Types() {
		types = append(types, strconv.Itoa(int(i.Type)))
		names = append(names, "'"+i.Name+"'")
	}
	ofTypes := "opcmethod = 403 AND opcdefault AND opcintype IN (" + strings.Join(types, ", ") + ")"
	list := []rowsOf{
		{"pg_type", "typname IN (" + strings.Join(names, ", ") + ")", "oid"},
		{"pg_am", "amname IN ('heap', 'btree')", "oid"},
		{"pg_collation", "collname IN ('default', 'C', 'POSIX', 'ucs_basic')", "collname"},
		{"pg_language", "true", "lanname"},
		{"pg_tablespace", "true", "oid"},
		{"pg_opclass", ofTypes, "opcintype"},
		{"pg_opfamily", "oid IN (SELECT opcfamily FROM pg_opclass WHERE " + ofTypes + ")", "opfname"},
	}
	var used []string
	for _, c := range list {
		for _, column := range columnsOf(t, db, c.name) {
			if column.typ == "regproc" {
				used = append(used, fmt.Sprintf("SELECT %s::oid FROM %s WHERE %s", column.name, c.name, c.where))
			}
		}
	}
	return append(list, rowsOf{"pg_proc", "oid IN (" + strings.Join(used, " UNION ") + ")", "proname, oid"})
}

type captureColumn struct{ name, typ string }

func columnsOf(t *testing.T, db *pgx.Conn, table string) []captureColumn {
	t.Helper()
	rows, err := db.Query(t.Context(), `SELECT attname, atttypid::regtype::text FROM pg_attribute
		WHERE attrelid = $1::text::regclass AND attnum > 0 ORDER BY attnum`, table)
	if err != nil {
		t.Fatal(err)
	}
	list, err := pgx.CollectRows(rows, func(r pgx.CollectableRow) (c captureColumn, err error) {
		return c, r.Scan(&c.name, &c.typ)
	})
	if err != nil {
		t.Fatal(err)
	}
	return list
}

// captureRows writes rows as COPY does; a function is its OID and name. OIDs that a
// PostgreSQL chooses when it is set up are replaced by this package's own.
func captureRows(t *testing.T, db *pgx.Conn, c rowsOf) string {
	t.Helper()
	var items []string
	columns := columnsOf(t, db, c.name)
	for _, column := range columns {
		item := column.name + "::text"
		switch column.typ {
		case "regproc":
			item = column.name + "::oid || '/' || " + column.name + "::text"
		case "aclitem[]":
			item = "NULL::text"
		}
		items = append(items, item)
	}
	rows, err := db.Query(t.Context(), "SELECT ARRAY["+strings.Join(items, ", ")+"] FROM "+c.name+" WHERE "+c.where+" ORDER BY "+c.order)
	if err != nil {
		t.Fatal(err)
	}
	all, err := pgx.CollectRows(rows, pgx.RowTo[[]*string])
	if err != nil {
		t.Fatal(err)
	}
	lines := make([]string, len(all))
	for i, row := range all {
		fields := make([]string, len(row))
		for j, field := range row {
			fields[j] = `\N`
			if field != nil {
				fields[j] = *field
			}
		}
		settle(fields, columns)
		lines[i] = strings.Join(fields, "\t") + "\n"
	}
	slices.Sort(lines)
	return strings.Join(lines, "")
}

// settle replaces OIDs that differ from one PostgreSQL to the next.
func settle(fields []string, columns []captureColumn) {
	name := fields[1]
	for i, c := range columns {
		oid, function, isFunction := strings.Cut(fields[i], "/")
		n, err := strconv.ParseUint(oid, 10, 32)
		if c.typ != "oid" && c.typ != "oidvector" && c.typ != "regproc" || err != nil || n < 10000 {
			continue
		}
		own := hashOID("object", "", name)
		switch {
		case isFunction:
			own = hashOID("object", "", function)
		case name == "hstore" && c.name == "oid", c.name == "typelem", strings.HasPrefix(c.name, "pro"):
			own = uint32(value.Hstore)
		case name == "_hstore" && c.name == "oid", c.name == "typarray":
			own = uint32(value.Hstore.Array())
		}
		fields[i] = strconv.FormatUint(uint64(own), 10)
		if isFunction {
			fields[i] += "/" + function
		}
	}
}
