package ddsql_test

import (
	"context"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"testing"
	"time"

	"foureyes/internal/ddsql"
	"foureyes/internal/ddsql/sqlerr"
	"foureyes/internal/ddsql/table"
	"foureyes/internal/ddsql/value"
)

// loops is a table of so many rows in memory.
func loops(rows int) table.Table {
	meta := &table.Meta{Schema: "aws", Name: "loop", Rows: int64(rows), Columns: []table.Column{
		{Name: "id", Type: value.Int8},
		{Name: "status", Type: value.Text},
		{Name: "created", Type: value.Timestamp},
		{Name: "flow", Type: value.Text},
		{Name: "answers", Type: value.Int8},
	}}
	random := rand.New(rand.NewPCG(1, 2)) //nolint:gosec // the same data each time
	status := []string{"InProgress", "Completed", "Failed", "Stopped"}
	all := make([][]value.Value, rows)
	for i := range all {
		all[i] = []value.Value{
			value.OfInt(int64(i)), value.OfText(status[random.IntN(len(status))]),
			value.OfTimestamp(int64(i) * 1_000_000), value.OfText(fmt.Sprintf("flow-%d", random.IntN(50))), value.OfInt(random.Int64N(4)),
		}
	}
	return &plain{table.NewMemory(meta, all)}
}

// plain is a table that does nothing by itself but give rows, so that the engine's
// own work is measured.
type plain struct{ *table.Memory }

func (*plain) Accept(r table.Request) table.Accepted {
	return table.Accepted{Filter: make([]bool, len(r.Filter)), Rows: 1_000_000}
}

func BenchmarkQueries(b *testing.B) {
	const rows = 1_000_000
	t := loops(rows)
	engine := ddsql.NewEngine(ddsql.Limits{Memory: 2 << 30, AllMemory: 4 << 30}, time.Now, slog.New(slog.DiscardHandler))
	s := engine.NewSession(ddsql.Owner{Path: []string{"aws"}, Snapshot: func(_ context.Context, path []string) (ddsql.Snapshot, error) {
		return ddsql.Snapshot{Tables: table.NewCatalog(path, t)}, nil
	}})
	for _, q := range []struct{ name, sql string }{
		{"count", "SELECT count(*) FROM loop"},
		{"filter", "SELECT count(*) FROM loop WHERE status = 'Failed' AND answers > 1"},
		{"group", "SELECT status, count(*) FROM loop GROUP BY status"},
		{"days", "SELECT date_trunc('day', created), count(*) FILTER (WHERE status = 'Failed'), count(*) FROM loop GROUP BY 1"},
		{"top", "SELECT id, status FROM loop ORDER BY created DESC LIMIT 5"},
		{"sort", "SELECT id FROM loop ORDER BY flow, id"},
		{"join", "SELECT count(*) FROM loop a JOIN loop b ON a.id = b.id + 1"},
		{"window", "SELECT id, row_number() OVER (PARTITION BY flow ORDER BY created DESC) FROM loop"},
		{"distinct", "SELECT count(DISTINCT flow) FROM loop"},
	} {
		b.Run(q.name, func(b *testing.B) {
			for b.Loop() {
				run(b, s, q.sql)
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/rows, "ns/row")
		})
	}
}

func run(b *testing.B, s *ddsql.Session, sql string) {
	b.Helper()
	trees, err := ddsql.Parse(sql)
	if err != nil {
		b.Fatal(err)
	}
	rows, err := s.Execute(b.Context(), trees[0])
	if err != nil {
		b.Fatal(err)
	}
	if _, err := rows.All(); err != nil {
		b.Fatal(err)
	}
}

// BenchmarkTimeLimit reports how long after its limit each endless query ends.
func BenchmarkTimeLimit(b *testing.B) {
	const limit = 50 * time.Millisecond
	for name, sql := range endless {
		b.Run(name, func(b *testing.B) {
			s, _ := open(ddsql.Limits{Time: limit, Memory: 2 << 30}, 10_000)
			for b.Loop() {
				if _, err := ask(b.Context(), s, sql); sqlerr.Code(err) != sqlerr.QueryCanceled {
					b.Fatal(err)
				}
			}
			late := b.Elapsed()/time.Duration(b.N) - limit
			b.ReportMetric(float64(late.Microseconds())/1000, "ms-late/op")
		})
	}
}
