package plan_test

import (
	"slices"
	"testing"

	"foureyes/internal/ddsql/plan"
	"foureyes/internal/ddsql/sqlerr"
	"foureyes/internal/ddsql/syntax"
	"foureyes/internal/ddsql/table"
	"foureyes/internal/ddsql/value"
)

// catalog has tables of the kinds that queries of the tests name.
func catalog() *table.Catalog {
	column := func(name string, t value.Type) table.Column { return table.Column{Name: name, Type: t} }
	flow := &table.Meta{Schema: "aws", Name: "flow", Key: []int{0}, Columns: []table.Column{
		column("_key", value.Text), column("name", value.Text), column("status", value.Text), column("made", value.Timestamp),
		column("config", value.JSON), column("tags", value.Hstore), column("size", value.Int8),
	}}
	loop := &table.Meta{Schema: "aws", Name: "loop", Key: []int{0}, Columns: []table.Column{
		column("_key", value.Text), column("flow", value.Text), column("status", value.Text), column("made", value.Timestamp),
		column("seconds", value.Float8), column("ids", value.TextArray), column("n", value.Int8),
	}}
	return table.NewCatalog([]string{"aws"}, table.NewMemory(flow, nil), table.NewMemory(loop, nil))
}

// bind binds one query.
func bind(t *testing.T, sql string, params ...value.Type) (*plan.Prepared, error) {
	t.Helper()
	statements, err := syntax.Parse(sql, syntax.DefaultLimits)
	if err != nil {
		t.Fatalf("%s: %v", sql, err)
	}
	return plan.Bind(statements[0].(*syntax.Query), plan.Env{Catalog: catalog(), Params: params})
}

// columns shows the names and types of a result.
func columns(p *plan.Prepared) string {
	s := ""
	for i, c := range p.Root.Columns() {
		if i > 0 {
			s += ", "
		}
		s += c.Name + " " + c.Type.String()
	}
	return s
}

func TestResultColumns(t *testing.T) {
	for sql, want := range map[string]string{
		"SELECT 1, 'a', null, 1.5, true, now()":                                                                                     "?column? bigint, ?column? text, ?column? text, ?column? double precision, ?column? boolean, now timestamp with time zone",
		"SELECT name, size + 1 AS n, tags->'a', config->>'b' FROM flow":                                                             "name text, n bigint, ?column? text, ?column? text",
		"SELECT count(*), max(made), string_agg(name, ',') FROM flow":                                                               "count bigint, max timestamp without time zone, string_agg text",
		"SELECT f.name, count(*) FROM flow f JOIN loop l ON l.flow = f._key GROUP BY 1 HAVING count(*) > 1 ORDER BY 2 DESC LIMIT 5": "name text, count bigint",
		"SELECT f.name, count(l.*) FROM flow f, loop l GROUP BY f._key":                                                             "name text, count bigint",
		"SELECT * FROM flow JOIN loop USING (_key, status)":                                                                         "_key text, status text, name text, made timestamp without time zone, config json, tags hstore, size bigint, flow text, made timestamp without time zone, seconds double precision, ids text[], n bigint",
		"SELECT row_number() OVER (PARTITION BY status ORDER BY made) FROM flow":                                                    "row_number bigint",
		"SELECT k, count(*) FROM flow, unnest(akeys(tags)) AS k GROUP BY k ORDER BY 2 DESC":                                         "k text, count bigint",
		"SELECT (SELECT count(*) FROM loop l WHERE l.flow = f._key) FROM flow f":                                                    "count bigint",
		"SELECT * FROM (VALUES (1, 'a'), (2, NULL)) v (a, b)":                                                                       "a bigint, b text",
		"SELECT 1 UNION SELECT 1.5":                                                                                                 "?column? double precision",
		"SELECT 'a' UNION SELECT null":                                                                                              "?column? text",
		"WITH RECURSIVE t (n) AS (VALUES (1) UNION ALL SELECT n + 1 FROM t WHERE n < 5) SELECT sum(n) FROM t":                       "sum bigint",
		"SELECT CASE WHEN true THEN 1 ELSE 2.5 END, COALESCE(null, 'x'), ARRAY[1, 2], ROW(1, 'a')":                                  "case double precision, coalesce text, array bigint[], row record",
		"SELECT generate_series(1, 3) + 1, ids[1] FROM loop":                                                                        "?column? bigint, ids text",
		"SELECT (each(tags)).key FROM flow":                                                                                         "key text",
		"SELECT x.a FROM flow f, LATERAL (SELECT f.size AS a) x":                                                                    "a bigint",
		"SELECT status FROM flow WHERE _key IN (SELECT flow FROM loop WHERE n = flow.size)":                                         "status text",

		"SELECT f FROM flow f": "f record",

		"SELECT $1::int + 1, $2 || 'a', name = $3 FROM flow": "?column? bigint, ?column? text, ?column? boolean",

		"SELECT extract(year FROM made), made AT TIME ZONE 'UTC', CURRENT_DATE FROM flow": "extract double precision, timezone timestamp with time zone, current_date date",
	} {
		p, err := bind(t, sql)
		if err != nil {
			t.Errorf("%s: %v", sql, err)
			continue
		}
		if got := columns(p); got != want {
			t.Errorf("%s\ngives %s\nwant  %s", sql, got, want)
		}
	}
}

func TestMistakes(t *testing.T) {
	for sql, want := range map[string]struct {
		code string
		pos  int
	}{
		"SELECT nope FROM flow":                          {sqlerr.UndefinedColumn, 8},
		"SELECT f.nope FROM flow f":                      {sqlerr.UndefinedColumn, 8},
		"SELECT x.nope FROM flow f":                      {sqlerr.UndefinedTable, 8},
		"SELECT 1 FROM nope":                             {sqlerr.UndefinedTable, 15},
		"SELECT status FROM flow, loop":                  {sqlerr.AmbiguousColumn, 8},
		"SELECT name, count(*) FROM flow":                {sqlerr.GroupingError, 8},
		"SELECT count(*) FROM flow WHERE count(*) > 1":   {sqlerr.GroupingError, 33},
		"SELECT count(count(*)) FROM flow":               {sqlerr.GroupingError, 14},
		"SELECT rank() FROM flow":                        {sqlerr.WrongObjectType, 8},
		"SELECT 1 FROM flow WHERE rank() OVER () = 1":    {sqlerr.WindowingError, 26},
		"SELECT nope(1)":                                 {sqlerr.UndefinedFunction, 8},
		"SELECT 1 + 'a'":                                 {sqlerr.InvalidTextRepresentation, 12},
		"SELECT name + 1 FROM flow":                      {sqlerr.UndefinedFunction, 13},
		"SELECT 1 WHERE 1":                               {sqlerr.DatatypeMismatch, 16},
		"SELECT 1::nope":                                 {sqlerr.UndefinedObject, 11},
		"SELECT a FROM flow a, loop a":                   {sqlerr.DuplicateAlias, 0},
		"SELECT 1 UNION SELECT 1, 2":                     {sqlerr.SyntaxError, 23},
		"SELECT 1 UNION SELECT now()":                    {sqlerr.DatatypeMismatch, 23},
		"SELECT DISTINCT name FROM flow ORDER BY size":   {sqlerr.InvalidColumnReference, 41},
		"SELECT name FROM flow ORDER BY 2":               {sqlerr.InvalidColumnReference, 32},
		"SELECT config FROM flow ORDER BY 1":             {sqlerr.UndefinedFunction, 34},
		"SELECT (SELECT 1, 2)":                           {sqlerr.SyntaxError, 8},
		"SELECT x.a FROM flow f, (SELECT f.size AS a) x": {sqlerr.UndefinedTable, 33},
		"SELECT $1":      {"", 0},
		"SELECT ARRAY[]": {sqlerr.IndeterminateDatatype, 8},
		"SELECT CASE WHEN true THEN 1 ELSE now() END": {sqlerr.DatatypeMismatch, 28},
	} {
		_, err := bind(t, sql)
		if got := sqlerr.From(err); want.code == "" != (err == nil) || err != nil && (got.Code != want.code || got.Position != want.pos) {
			t.Errorf("%s: %v at %d, want %v", sql, err, sqlerrPosition(err), want)
		}
	}
}

func sqlerrPosition(err error) int {
	if err == nil {
		return 0
	}
	return sqlerr.From(err).Position
}

func TestParametersGetTheirTypes(t *testing.T) {
	for sql, want := range map[string][]value.Type{
		"SELECT $1::int + 1, $2 || name FROM flow":            {value.Int4, value.Text},
		"SELECT name FROM flow WHERE size = $2 AND name = $1": {value.Text, value.Int8},
		"SELECT name FROM flow WHERE made > $1 LIMIT $2":      {value.Timestamp, value.Int8},
		"SELECT $1": {value.Text},
		"SELECT name FROM flow WHERE name = ANY ($1)":            {value.TextArray},
		"SELECT $1::regclass, $2::regtype":                       {value.Text, value.Text},
		"SELECT name FROM flow WHERE name IN ($1, $2)":           {value.Text, value.Text},
		"SELECT CASE WHEN $1 THEN 1 ELSE $2 END":                 {value.Bool, value.Int8},
		"SELECT size FROM flow UNION SELECT $1":                  {value.Int8},
		"SELECT * FROM (VALUES ($1, 1), (2, $2)) v":              {value.Int8, value.Int8},
		"SELECT $1 IS NULL":                                      {value.Text},
		"SELECT tags->$1 FROM flow":                              {value.Text},
		"SELECT count(*) FROM loop WHERE made BETWEEN $1 AND $2": {value.Timestamp, value.Timestamp},
	} {
		p, err := bind(t, sql)
		if err != nil {
			t.Errorf("%s: %v", sql, err)
			continue
		}
		if !slices.Equal(p.Params, want) {
			t.Errorf("%s: %v, want %v", sql, p.Params, want)
		}
	}
}

func TestParametersKeepTheTypesThatTheClientGave(t *testing.T) {
	p, err := bind(t, "SELECT name FROM flow WHERE size = $1", value.Int4)
	if err != nil || p.Params[0] != value.Int4 {
		t.Errorf("%v, %v", p, err)
	}
	// A client that knows no better sends everything as varchar.
	if _, err := bind(t, "SELECT name FROM flow WHERE name = $1", value.VarChar); err != nil {
		t.Error(err)
	}
	for sql, want := range map[string]string{
		"SELECT $2::int":                        sqlerr.IndeterminateDatatype,
		"SELECT size = $1, $1 = name FROM flow": sqlerr.UndefinedFunction,
	} {
		if _, err := bind(t, sql); sqlerr.Code(err) != want {
			t.Errorf("%s: %v", sql, err)
		}
	}
}
