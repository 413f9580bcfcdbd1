package inventory_test

import (
	"database/sql"
	"encoding/json"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"foureyes/internal/ddsql/table"
	"foureyes/internal/ddsql/value"
	"foureyes/internal/store/storetest/pgtest"
)

// PostgreSQL's own views have the columns, the types and the values of the tables, and
// each role sees its account.
func TestNativeViewsAreTheTables(t *testing.T) {
	h := openPostgres(t)
	h.seed(t, 9, 120)
	must(t, h.store.ShowViews(t.Context(), host))
	for role, account := range map[string]string{"reader_mine": mine, "reader_theirs": theirs} {
		must(t, h.store.CreateSQLRole(t.Context(), role, account, "it's secret"))
		db := h.as(t, role)
		for name, from := range h.tables(account) {
			t.Run(role+" "+name, func(t *testing.T) { compareView(t, db, name, from) })
		}
	}
	must(t, h.store.ShowViews(t.Context(), "another.example.org")) // made anew, rights and all
	for role := range map[string]string{"reader_mine": mine, "reader_theirs": theirs} {
		var hosts string
		must(t, h.as(t, role).QueryRow(`SELECT DISTINCT sub_domain FROM aws.sagemaker_workteam`).Scan(&hosts))
		if hosts != "another.example.org" {
			t.Errorf("%s sees the host %s", role, hosts)
		}
		must(t, h.store.DeleteSQLRole(t.Context(), role))
	}
}

// as opens the database as a role.
func (h *house) as(t *testing.T, role string) *sql.DB {
	t.Helper()
	u, err := url.Parse(h.url)
	must(t, err)
	settings := u.Query()
	settings.Set("user", role)
	u.RawQuery = settings.Encode()
	return pgtest.Open(t, u.String())
}

func compareView(t *testing.T, db *sql.DB, name string, from table.Table) {
	t.Helper()
	m := from.Meta()
	all := read(t, from, everyColumn(m))
	want := make([]string, 0, len(all))
	for _, row := range all {
		want = append(want, native(m, row))
	}
	rows, err := db.Query(`SELECT * FROM ` + name)
	must(t, err)
	defer func() { must(t, rows.Close()) }()
	checkColumns(t, rows, m)
	var got []string
	for rows.Next() {
		cells, places := make([]sql.NullString, len(m.Columns)), make([]any, len(m.Columns))
		for i := range cells {
			places[i] = &cells[i]
		}
		must(t, rows.Scan(places...))
		var row []value.Value
		for i, c := range cells {
			v := value.Null
			if c.Valid {
				v = parsed(t, m.Columns[i].Type, c.String)
			}
			row = append(row, v)
		}
		got = append(got, native(m, row))
	}
	must(t, rows.Err())
	slices.Sort(want)
	slices.Sort(got)
	if diff := cmp.Diff(want, got); diff != "" || len(got) == 0 {
		t.Errorf("(-table +view):\n%s", diff)
	}
}

func checkColumns(t *testing.T, rows *sql.Rows, m *table.Meta) {
	t.Helper()
	types, err := rows.ColumnTypes()
	must(t, err)
	for i, c := range m.Columns {
		kind := strings.ToLower(types[i].DatabaseTypeName())
		if c.Type == value.Hstore && strings.Trim(kind, "0123456789") == "" {
			kind = "hstore" // the driver knows an extension's type by number only
		}
		if types[i].Name() != c.Name || kind != c.Type.Name() {
			t.Errorf("column %d is %s %s, want %s %s", i, types[i].Name(), kind, c.Name, c.Type.Name())
		}
	}
	if len(types) != len(m.Columns) {
		t.Errorf("there are %d columns, want %d", len(types), len(m.Columns))
	}
}

// parsed reads a cell of the driver's text.
func parsed(t *testing.T, of value.Type, text string) value.Value {
	t.Helper()
	if of == value.Timestamp {
		text = strings.TrimSuffix(strings.Replace(text, "T", " ", 1), "Z")
	}
	v, err := value.ParseText(of, text, noon)
	must(t, err)
	return v
}

// native prints a row; json by what it means.
func native(m *table.Meta, row []value.Value) string {
	plain := slices.Clone(row)
	for i, v := range plain {
		if m.Columns[i].Type == value.JSON && !v.IsNull() {
			var meaning any
			if json.Unmarshal([]byte(v.Str()), &meaning) == nil {
				text, _ := json.Marshal(meaning)
				plain[i] = value.OfText(string(text))
			}
		}
	}
	return show(plain)
}

// A role can do nothing but read the views.
func TestRolesReadViewsAndNothingElse(t *testing.T) {
	h := openPostgres(t)
	h.seed(t, 10, 5)
	must(t, h.store.ShowViews(t.Context(), host))
	must(t, h.store.CreateSQLRole(t.Context(), "reader_only", mine, "secret"))
	db := h.as(t, "reader_only")
	for _, query := range []string{
		`SELECT * FROM human_loop`, `SELECT * FROM sql_role`, `SELECT * FROM access_key`,
		`DELETE FROM aws.sagemaker_human_loop`, `UPDATE aws.sagemaker_flow_definition SET role_arn = ''`,
		`SET default_transaction_read_only = off; INSERT INTO sql_role VALUES ('reader_only', '` + theirs + `')`,
		`CREATE TABLE aws.mine (a int)`, `SET ROLE postgres`,
	} {
		if _, err := db.Exec(query); err == nil {
			t.Errorf("%s was allowed", query)
		}
	}
	var rows int
	must(t, h.db.QueryRow(`SELECT count(*) FROM aws.sagemaker_flow_definition`).Scan(&rows))
	if rows != 0 {
		t.Errorf("a role without an account sees %d rows", rows)
	}
	must(t, h.store.DeleteSQLRole(t.Context(), "reader_only"))
}

// What is not PostgreSQL has no views, and says so when a role is asked for.
func TestSQLiteHasNoRoles(t *testing.T) {
	h := openSQLite(t)
	must(t, h.store.ShowViews(t.Context(), host))
	if err := h.store.CreateSQLRole(t.Context(), "reader", mine, "secret"); err == nil {
		t.Error("a role was made")
	}
}
