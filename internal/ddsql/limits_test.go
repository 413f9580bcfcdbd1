package ddsql_test

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"foureyes/internal/ddsql"
	"foureyes/internal/ddsql/sqlerr"
	"foureyes/internal/ddsql/table"
)

// open begins a session over a table of so many rows, with limits.
func open(l ddsql.Limits, rows int) (*ddsql.Session, *ddsql.Engine) {
	t := loops(rows)
	engine := ddsql.NewEngine(l, func() time.Time { return time.UnixMilli(0) }, slog.New(slog.DiscardHandler))
	return engine.NewSession(ddsql.Owner{
		User: "u", Database: "foureyes", Server: "15.0", Path: []string{"aws"},
		Snapshot: func(_ context.Context, path []string) (ddsql.Snapshot, error) {
			return ddsql.Snapshot{Tables: table.NewCatalog(path, t)}, nil
		},
	}), engine
}

// ask runs one statement and gives the number of rows, or the error.
func ask(ctx context.Context, s *ddsql.Session, sql string) (int, error) {
	trees, err := ddsql.Parse(sql)
	if err != nil {
		return 0, err
	}
	rows, err := s.Execute(ctx, trees[0])
	if err != nil {
		return 0, err
	}
	defer rows.Close()
	var b table.Batch
	n := 0
	for {
		err := rows.Next(&b)
		if errors.Is(err, io.EOF) {
			return n, nil
		}
		if err != nil {
			return n, err
		}
		n += b.Count
	}
}

// endless are queries that would run for hours, each in another operator or
// function.
var endless = map[string]string{
	"cross join":           "SELECT count(*) FROM generate_series(1, 1000000) a, generate_series(1, 1000000) b, generate_series(1, 1000) c",
	"cross join of tables": "SELECT count(*) FROM loop a, loop b, loop c WHERE a.answers + b.answers + c.answers = -1",
	"recursion":            "WITH RECURSIVE t(n) AS (SELECT 1 UNION ALL SELECT 1 FROM t WHERE n = 1) SELECT count(*) FROM t LIMIT 1 OFFSET 1000000000",
	"generate_series":      "SELECT count(g) FROM generate_series(1, 1000000000000) g",
	"projected series":     "SELECT generate_series(1, 100000000000) OFFSET 99999999999",
	"correlated subquery":  "SELECT count(*) FROM loop a WHERE (SELECT count(*) FROM loop b WHERE b.id + a.id = -1) > 1",
	"lateral":              "SELECT count(*) FROM loop a, LATERAL (SELECT b.id FROM loop b, loop c WHERE b.id + c.id + a.id = -1) x",
	"window":               "SELECT max(n) FROM (SELECT string_agg(id::text, '') OVER (ORDER BY id ROWS BETWEEN 2000 PRECEDING AND 1 PRECEDING EXCLUDE CURRENT ROW) n FROM loop) x",
	"sort":                 "SELECT a.id FROM loop a, generate_series(1, 40) g ORDER BY md5(a.id::text || g::text) LIMIT 1 OFFSET 399999",
	"distinct":             "SELECT count(DISTINCT g % 7) FROM generate_series(1, 1000000000000) g",
	"regular expression":   "SELECT count(*) FROM generate_series(1, 100000000) g WHERE repeat('ab', 5000) ~ ('(a|b)*c' || g)",
	"repeat":               "SELECT sum(length(repeat('x', 10000000))) FROM generate_series(1, 10000000)",
	"like":                 "SELECT count(*) FROM generate_series(1, 100000000) g WHERE repeat('ab', 5000) LIKE '%a%b%a%b%a%b%c' || g",
	"nested loop":          "SELECT count(*) FROM loop a LEFT JOIN loop b ON a.id > b.id + 100000 LEFT JOIN loop c ON b.id > c.id + 100000 WHERE a.id < 0 OR c.id IS NULL OR true",
	"filter":               "SELECT 1 FROM generate_series(1, 1000000000000) g WHERE g < 0",
	"union":                "SELECT g % 3 FROM generate_series(1, 1000000000000) g UNION SELECT 1",
	"except":               "SELECT g % 3 FROM generate_series(1, 1000000000000) g EXCEPT SELECT 1",
}

func TestQueriesEndAtTheirTime(t *testing.T) {
	for name, sql := range endless {
		t.Run(name, func(t *testing.T) {
			s, _ := open(ddsql.Limits{Time: 30 * time.Millisecond, Memory: 2 << 30}, 10_000)
			_, err := ask(t.Context(), s, sql)
			if sqlerr.Code(err) != sqlerr.QueryCanceled || !strings.Contains(err.Error(), "timeout") {
				t.Errorf("the query ended with %v", err)
			}
		})
	}
}

func TestQueriesEndWithTheirClient(t *testing.T) {
	s, _ := open(ddsql.Limits{}, 10_000)
	ctx, cancel := context.WithCancel(t.Context())
	trees, err := ddsql.Parse("SELECT g FROM generate_series(1, 1000000000000) g")
	if err != nil {
		t.Fatal(err)
	}
	rows, err := s.Execute(ctx, trees[0])
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	var b table.Batch
	if err := rows.Next(&b); err != nil {
		t.Fatal(err)
	}
	cancel()
	if err := rows.Next(&b); sqlerr.Code(err) != sqlerr.QueryCanceled || !strings.Contains(err.Error(), "user request") {
		t.Errorf("after its client has gone the query said %v", err)
	}
}

// hungry are queries that keep more than they may.
var hungry = map[string]string{
	"sort":           "SELECT id, repeat(flow, 20) AS f FROM loop ORDER BY f",
	"aggregate":      "SELECT id, count(*) FROM loop GROUP BY id",
	"array_agg":      "SELECT array_agg(repeat(flow, 20)) FROM loop",
	"string_agg":     "SELECT string_agg(repeat(flow, 50), ',') FROM loop",
	"distinct":       "SELECT DISTINCT id, flow FROM loop",
	"count distinct": "SELECT count(DISTINCT repeat(id::text, 20)) FROM loop",
	"join":           "SELECT count(*) FROM loop a JOIN loop b ON a.id = b.id AND a.flow = b.flow",
	"common table":   "WITH x AS MATERIALIZED (SELECT id, flow FROM loop) SELECT count(*) FROM x a, x b WHERE a.id = b.id",
	"recursion":      "WITH RECURSIVE t(n) AS (SELECT 1 UNION SELECT n + 1 FROM t) SELECT count(*) FROM t",
	"window":         "SELECT row_number() OVER (ORDER BY flow) FROM loop",
	"union":          "SELECT id FROM loop UNION SELECT id + 1 FROM loop",
	"except":         "SELECT 1 EXCEPT SELECT id FROM loop",
	"in":             "SELECT count(*) FROM loop WHERE id NOT IN (SELECT id + 1 FROM loop)",
	"array":          "SELECT cardinality(ARRAY(SELECT repeat(flow, 30) FROM loop, generate_series(1, 10)))",
	"json_agg":       "SELECT json_agg(loop) FROM loop",
}

func TestQueriesKeepWithinTheirMemory(t *testing.T) {
	for name, sql := range hungry {
		t.Run(name, func(t *testing.T) {
			s, engine := open(ddsql.Limits{Memory: 2 << 20, AllMemory: 16 << 20}, 100_000)
			_, err := ask(t.Context(), s, sql)
			if code := sqlerr.Code(err); code != sqlerr.OutOfMemory && code != sqlerr.ProgramLimitExceeded {
				t.Errorf("the query ended with %v", err)
			}
			if left := engine.MemoryUsed(); left != 0 {
				t.Errorf("%d bytes are still counted", left)
			}
		})
	}
}

func TestAllQueriesTogetherKeepWithinTheirMemory(t *testing.T) {
	s, engine := open(ddsql.Limits{Memory: 64 << 20, AllMemory: 1 << 20}, 100_000)
	_, err := ask(t.Context(), s, hungry["distinct"])
	if e := sqlerr.From(err); e == nil || e.Code != sqlerr.OutOfMemory || !strings.Contains(e.Detail, "together") {
		t.Errorf("the query ended with %v", err)
	}
	if left := engine.MemoryUsed(); left != 0 {
		t.Errorf("%d bytes are still counted", left)
	}
}

func TestMemoryIsGivenBack(t *testing.T) {
	s, engine := open(ddsql.Limits{Memory: 1 << 30, AllMemory: 2 << 30}, 10_000)
	for name, sql := range hungry {
		if name == "recursion" {
			continue
		}
		if _, err := ask(t.Context(), s, sql); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if left := engine.MemoryUsed(); left != 0 {
			t.Fatalf("%s: %d bytes are still counted", name, left)
		}
	}
}

func TestResultsHaveALimit(t *testing.T) {
	s, _ := open(ddsql.Limits{Rows: 5000}, 10_000)
	n, err := ask(t.Context(), s, "SELECT id FROM loop")
	if sqlerr.Code(err) != sqlerr.ConfigurationLimitExceeded || n > 5000 {
		t.Errorf("%d rows, then %v", n, err)
	}
	if n, err := ask(t.Context(), s, "SELECT id FROM loop LIMIT 5000"); n != 5000 || err != nil {
		t.Errorf("%d rows, then %v", n, err)
	}
}

func TestQueriesWaitForTheirTurn(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		first, engine := open(ddsql.Limits{Queries: 1, Wait: time.Second}, 10)
		trees, err := ddsql.Parse("SELECT id FROM loop")
		if err != nil {
			t.Fatal(err)
		}
		rows, err := first.Execute(t.Context(), trees[0])
		if err != nil {
			t.Fatal(err)
		}
		second := engine.NewSession(ddsql.Owner{Snapshot: func(context.Context, []string) (ddsql.Snapshot, error) {
			return ddsql.Snapshot{Tables: table.NewCatalog(nil)}, nil
		}})
		if _, err := ask(t.Context(), second, "SELECT 1"); sqlerr.Code(err) != sqlerr.TooManyConnections {
			t.Errorf("while another query runs: %v", err)
		}
		ended := make(chan error)
		go func() {
			_, err := ask(t.Context(), second, "SELECT 1")
			ended <- err
		}()
		synctest.Wait()
		rows.Close()
		if err := <-ended; err != nil {
			t.Errorf("after the other query has ended: %v", err)
		}
	})
}

func TestDeepQueriesAreRefused(t *testing.T) {
	s, _ := open(ddsql.Limits{}, 1)
	for name, sql := range map[string]string{
		"parentheses": "SELECT " + strings.Repeat("(", 50_000) + "1" + strings.Repeat(")", 50_000),
		"operators":   "SELECT 1" + strings.Repeat(" + 1", 50_000),
		"queries":     "SELECT * FROM " + strings.Repeat("(SELECT * FROM ", 5000) + "loop" + strings.Repeat(") x", 5000),
		"cases":       "SELECT " + strings.Repeat("CASE WHEN true THEN ", 20_000) + "1" + strings.Repeat(" END", 20_000),
		"nots":        "SELECT " + strings.Repeat("NOT ", 50_000) + "true",
	} {
		if _, err := ask(t.Context(), s, sql); sqlerr.Code(err) != sqlerr.StatementTooComplex {
			t.Errorf("%s: %v", name, err)
		}
	}
}
