package plan_test

import (
	"strings"
	"testing"

	"foureyes/internal/ddsql/sqlerr"
)

// Forms that hold an expression twice must not double what is nested in them.
func TestNestedFormsDoNotDouble(t *testing.T) {
	const deep = 60
	for name, sql := range map[string]string{
		"between": "SELECT " + strings.Repeat("(", deep) + "size" + strings.Repeat(" BETWEEN size AND size)::int", deep) + " FROM flow",
		"case":    "SELECT " + strings.Repeat("CASE ", deep) + "size" + strings.Repeat(" WHEN 1 THEN 1 WHEN 2 THEN 2 END", deep) + " FROM flow",
		"nullif":  "SELECT " + strings.Repeat("NULLIF(", deep) + "size" + strings.Repeat(", 1)", deep) + " FROM flow",
		"record":  "SELECT 1 FROM flow WHERE " + strings.Repeat("((", deep) + "size" + strings.Repeat(", 1) < (size, 2))::int", deep) + " = 1",
	} {
		if _, err := bind(t, sql); sqlerr.Code(err) != sqlerr.StatementTooComplex {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestResultsHaveSoManyColumns(t *testing.T) {
	wide := "SELECT " + strings.Repeat("f.*, ", 300) + "1 FROM flow f"
	for _, sql := range []string{wide, "SELECT * FROM (" + wide + ") x"} {
		if _, err := bind(t, sql); sqlerr.Code(err) != sqlerr.TooManyColumns {
			t.Errorf("%.40s: %v", sql, err)
		}
	}
	doubling := "SELECT * FROM flow"
	for range 20 {
		doubling = "SELECT x.*, x.* FROM (" + doubling + ") x"
	}
	if _, err := bind(t, doubling); sqlerr.Code(err) != sqlerr.TooManyColumns {
		t.Errorf("doubling: %v", err)
	}
}

// Nested queries whose columns use those below twice must stay small as well.
func TestNestedQueriesDoNotDouble(t *testing.T) {
	sql := "SELECT size AS a FROM flow"
	for range 60 {
		sql = "SELECT a + a AS a FROM (" + sql + ") x"
	}
	if _, err := bind(t, "SELECT a FROM ("+sql+") x WHERE a > 1"); err != nil {
		t.Error(err)
	}
}

// Programs write long lists.
func TestLongListsAreBoundQuickly(t *testing.T) {
	list := strings.Repeat("'a', ", 50_000) + "'b'"
	for _, sql := range []string{
		"SELECT name FROM flow WHERE name IN (" + list + ")",
		"SELECT name FROM flow WHERE name = ANY (ARRAY[" + list + "])",
		"SELECT * FROM (VALUES (1)" + strings.Repeat(", (2)", 50_000) + ") v",
	} {
		if _, err := bind(t, sql); err != nil {
			t.Error(err)
		}
	}
}
