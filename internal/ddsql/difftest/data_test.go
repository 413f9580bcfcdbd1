package difftest

import (
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"time"

	"foureyes/internal/ddsql/table"
	"foureyes/internal/ddsql/value"
)

// column is a column of a test table, in both engines.
type column struct {
	name string
	typ  value.Type
	sql  string
	text func(r *rand.Rand, row int) string // the text of a value; null is NULL
}

// relation is a test table.
type relation struct {
	name    string
	rows    int
	columns []column
}

// null stands for NULL among texts.
const null = "\x00"

// sometimes gives NULL now and then.
func sometimes(of func(*rand.Rand, int) string) func(*rand.Rand, int) string {
	return func(r *rand.Rand, row int) string {
		const often = 6
		if r.IntN(often) == 0 {
			return null
		}
		return of(r, row)
	}
}

func number(n int) func(*rand.Rand, int) string {
	return func(r *rand.Rand, _ int) string { return fmt.Sprint(r.IntN(2*n+1) - n) }
}

func oneOf(list ...string) func(*rand.Rand, int) string {
	return func(r *rand.Rand, _ int) string { return list[r.IntN(len(list))] }
}

func rowNumber(_ *rand.Rand, row int) string { return fmt.Sprint(row + 1) }

func double(r *rand.Rand, _ int) string {
	switch r.IntN(12) {
	case 0:
		return "NaN"
	case 1:
		return fmt.Sprint(float64(r.IntN(5)))
	}
	return fmt.Sprint(math.Round(r.NormFloat64()*1e4) / 1e3)
}

func moment(r *rand.Rand, _ int) string {
	begin := time.Date(2024, 1, 30, 22, 0, 0, 0, time.UTC)
	return begin.Add(time.Duration(r.Int64N(60*24*3600)) * time.Second).Format("2006-01-02 15:04:05")
}

func day(r *rand.Rand, _ int) string {
	return time.Date(2024, 2, 1+r.IntN(40), 0, 0, 0, 0, time.UTC).Format(time.DateOnly)
}

func span(r *rand.Rand, _ int) string {
	return []string{"1 day", "2 hours", "1 month 3 days", "-4 days 00:00:01.5", "90 minutes", "1 year"}[r.IntN(6)]
}

func tags(r *rand.Rand, _ int) string {
	return []string{`"env"=>"prod", "team"=>"cv"`, `"env"=>"dev"`, ``, `"team"=>"ocr", "cost"=>NULL`, `"env"=>""`}[r.IntN(5)]
}

func document(r *rand.Rand, _ int) string {
	return []string{
		`{"a": 1, "b": {"c": [1, 2, {"d": "x"}]}}`, `{"a": null, "name": "Ünï"}`, `[1, "two", null, true]`, `{"a": "7", "b": {}}`, `{}`,
		`{"confidence": 0.73, "labels": ["cat", "dog"]}`,
	}[r.IntN(6)]
}

// relations are the tables, in schema d.
var relations = []relation{
	{"num", 120, []column{
		{"id", value.Int8, "int8", rowNumber},
		{"a", value.Int8, "int8", sometimes(number(5))},
		{"b", value.Int8, "int8", sometimes(number(1000))},
		{"f", value.Float8, "float8", sometimes(double)},
		{"s", value.Text, "text", sometimes(oneOf("red", "green", "blue", "Red", "", "ünï", "a%b", "x_y"))},
		{"flag", value.Bool, "bool", sometimes(oneOf("t", "f"))},
	}},
	{"ev", 150, []column{
		{"id", value.Int8, "int8", rowNumber},
		{"num_id", value.Int8, "int8", sometimes(number(130))},
		{"kind", value.Text, "text", oneOf("start", "stop", "submit", "expire")},
		{"at", value.Timestamp, "timestamp", sometimes(moment)},
		{"day", value.Date, "date", sometimes(day)},
		{"took", value.Interval, "interval", sometimes(span)},
		{"tags", value.Hstore, "hstore", tags},
		{"doc", value.JSON, "json", sometimes(document)},
		{"docb", value.JSONB, "jsonb", sometimes(document)},
		{"words", value.TextArray, "text[]", sometimes(oneOf("{}", "{a,b}", "{b,NULL,c}", `{"with space",x,a}`))},
		{"nums", value.Int8Array, "int8[]", sometimes(oneOf("{}", "{1,2,3}", "{3,NULL}", "{-5,10,10,7}"))},
		{"addr", value.Inet, "inet", sometimes(oneOf("10.0.0.1", "10.0.0.0/8", "192.168.1.77/24", "::1", "2001:db8::/32"))},
	}},
	{"dim", 6, []column{
		{"kind", value.Text, "text", func(_ *rand.Rand, row int) string {
			return []string{"start", "stop", "submit", "pause", null, "start"}[row]
		}},
		{"label", value.Text, "text", func(_ *rand.Rand, row int) string { return fmt.Sprintf("label %d", row) }},
		{"weight", value.Float8, "float8", sometimes(double)},
	}},
	{"tree", 15, []column{
		{"id", value.Int8, "int8", rowNumber},
		{"parent", value.Int8, "int8", func(_ *rand.Rand, row int) string {
			if row == 0 {
				return null
			}
			return fmt.Sprint((row + 1) / 2)
		}},
		{"name", value.Text, "text", func(_ *rand.Rand, row int) string { return string(rune('a' + row)) }},
	}},
	{"none", 0, []column{{"id", value.Int8, "int8", rowNumber}, {"s", value.Text, "text", sometimes(oneOf("x"))}}},
}

// texts are the rows of a table, always the same.
func (r relation) texts() [][]string {
	random := rand.New(rand.NewPCG(7, uint64(len(r.name)))) //nolint:gosec // the same data each time
	rows := make([][]string, r.rows)
	for i := range rows {
		for _, c := range r.columns {
			rows[i] = append(rows[i], c.text(random, i))
		}
	}
	return rows
}

// memory is the table for our engine.
func (r relation) memory() (table.Table, error) {
	meta := &table.Meta{Schema: "d", Name: r.name, Rows: int64(r.rows)}
	for _, c := range r.columns {
		meta.Columns = append(meta.Columns, table.Column{Name: c.name, Type: c.typ})
	}
	rows := make([][]value.Value, r.rows)
	for i, texts := range r.texts() {
		for k, text := range texts {
			v := value.Null
			if text != null {
				var err error
				if v, err = value.ParseText(r.columns[k].typ, text, now); err != nil {
					return nil, fmt.Errorf("%s.%s: %w", r.name, r.columns[k].name, err)
				}
			}
			rows[i] = append(rows[i], v)
		}
	}
	return table.NewMemory(meta, rows), nil
}

// script makes the table in PostgreSQL.
func (r relation) script() string {
	var b strings.Builder
	columns := make([]string, len(r.columns))
	for i, c := range r.columns {
		columns[i] = c.name + " " + c.sql
	}
	fmt.Fprintf(&b, "CREATE TABLE d.%s (%s);\n", r.name, strings.Join(columns, ", "))
	for _, row := range r.texts() {
		values := make([]string, len(row))
		for i, text := range row {
			values[i] = "NULL"
			if text != null {
				values[i] = "'" + strings.ReplaceAll(text, "'", "''") + "'"
			}
		}
		fmt.Fprintf(&b, "INSERT INTO d.%s VALUES (%s);\n", r.name, strings.Join(values, ", "))
	}
	return b.String()
}

// now is the time in our engine; PostgreSQL's own differs, so no case asks for it.
var now = time.Date(2026, 3, 4, 5, 6, 7, 0, time.UTC)
