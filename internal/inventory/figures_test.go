package inventory_test

import (
	"context"
	"database/sql"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"testing"
	"text/tabwriter"
	"time"

	"github.com/google/go-cmp/cmp"

	"foureyes/internal/ddsql"
	"foureyes/internal/ddsql/catalog"
	"foureyes/internal/ddsql/value"
	"foureyes/internal/inventory"
	"foureyes/internal/store"
	"foureyes/internal/store/storetest/pgtest"
)

// figure is a query, and what somebody who knows PostgreSQL's tables would write for it.
type figure struct {
	name, sql, base string
}

var figures = []figure{
	{
		"lookup by ARN",
		`SELECT human_loop_status, creation_time FROM aws.sagemaker_human_loop WHERE human_loop_arn = 'arn:aws:sagemaker:us-east-1:` + mine + `:human-loop/loop-777'`,
		`SELECT status, timestamp 'epoch' + created_at * interval '1 millisecond' FROM human_loop WHERE account_id = '` + mine + `' AND region = 'us-east-1' AND name = 'loop-777' AND deleted_at IS NULL`,
	},
	{
		"newest 5 of a week, all columns",
		`SELECT * FROM aws.sagemaker_human_loop WHERE creation_time >= '` + lastWeek.Format(time.DateTime) + `' ORDER BY creation_time DESC LIMIT 5`,
		fmt.Sprintf(`SELECT l.*, f.name, (SELECT hstore(array_agg(key), array_agg(value)) FROM tag WHERE resource_id = f.id) FROM human_loop l JOIN flow_definition f ON f.id = l.flow_id
			WHERE l.account_id = '%s' AND l.created_at >= %d ORDER BY l.created_at DESC LIMIT 5`, mine, lastWeek.UnixMilli()),
	},
	{
		"count",
		`SELECT count(*) FROM aws.sagemaker_human_loop`,
		`SELECT count(*) FROM human_loop WHERE account_id = '` + mine + `'`,
	},
	{
		"group by status",
		`SELECT human_loop_status, count(*) FROM aws.sagemaker_human_loop GROUP BY 1`,
		`SELECT status, count(*) FROM human_loop WHERE account_id = '` + mine + `' GROUP BY 1`,
	},
	{
		"per day, with FILTER",
		`SELECT date_trunc('day', creation_time), count(*), count(*) FILTER (WHERE human_loop_status = 'Completed') FROM aws.sagemaker_human_loop GROUP BY 1`,
		`SELECT date_trunc('day', timestamp 'epoch' + created_at * interval '1 millisecond'), count(*), count(*) FILTER (WHERE status = 'Completed')
			FROM human_loop WHERE account_id = '` + mine + `' GROUP BY 1`,
	},
	{
		"join on tags, top 5 groups",
		`SELECT f.tags->'team', count(*), avg(l.duration_in_seconds) FROM aws.sagemaker_human_loop l
			JOIN aws.sagemaker_flow_definition f ON f.flow_definition_arn = l.flow_definition_arn
			WHERE l.human_loop_status = 'Failed' GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 5`,
		`SELECT t.value, count(*), avg((l.ended_at - l.created_at) / 1000.0) FROM human_loop l
			JOIN flow_definition f ON f.id = l.flow_id JOIN tag t ON t.resource_id = f.id AND t.key = 'team'
			WHERE l.account_id = '` + mine + `' AND l.status = 'Failed' GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 5`,
	},
}

// lastWeek is when the newest week of loops begins.
var lastWeek = time.UnixMilli(start + 25*week).UTC()

// side is one of those that answer.
type side struct {
	name string
	// ask runs a query and reads all rows, in text.
	ask func(b *testing.B, f figure) []string
}

const (
	figureRounds = 5
	// figureSlot is how long a side repeats a query in a round; once at least.
	figureSlot = 100 * time.Millisecond
)

// BenchmarkFigures asks the engine, from the text of a query to its last row, over both
// databases, and PostgreSQL itself on one core: the same text of its views, and its own
// tables. They take turns.
func BenchmarkFigures(b *testing.B) {
	loops := benchLoops(b)
	houses := []*house{openSQLite(b), openOneCore(b)}
	for _, h := range houses {
		began := time.Now()
		h.fill(b, loops)
		h.tag(b)
		b.Logf("%d loops written in %s", loops, time.Since(began).Round(time.Second))
	}
	sessions := []*ddsql.Session{houses[0].session(), houses[1].session()}
	postgres := houses[1].db
	must(b, houses[1].store.ShowViews(b.Context(), host))
	if _, err := postgres.Exec(`INSERT INTO sql_role (role, account_id) VALUES (current_user, '` + mine + `')`); err != nil {
		b.Fatal(err)
	}
	sides := []side{
		{"engine on SQLite", func(b *testing.B, f figure) []string { return askEngine(b, sessions[0], f.sql) }},
		{"engine on PostgreSQL", func(b *testing.B, f figure) []string { return askEngine(b, sessions[1], f.sql) }},
		{"PostgreSQL's tables", func(b *testing.B, f figure) []string { return askPostgres(b, postgres, f.base) }},
		{"PostgreSQL's views", func(b *testing.B, f figure) []string { return askPostgres(b, postgres, f.sql) }},
	}
	for b.Loop() {
		var text strings.Builder
		w := tabwriter.NewWriter(&text, 0, 0, 2, ' ', tabwriter.AlignRight)
		_, _ = fmt.Fprintf(w, "%d loops, medians in ms\tSQLite\tPostgreSQL\ttables\tviews\tSQLite x tables\tPostgreSQL x tables\tkB on SQLite\tkB on PostgreSQL\t\n", loops)
		for _, f := range figures {
			m := measure(b, sides, f)
			_, _ = fmt.Fprintf(w, "%s\t%.2f\t%.2f\t%.2f\t%.2f\t%.2f\t%.2f\t%s\t%s\t\n", f.name, m[0], m[1], m[2], m[3],
				m[0]/m[2], m[1]/m[2], peak(b, sessions[0], f.sql), peak(b, sessions[1], f.sql))
		}
		must(b, w.Flush())
		b.Log("\n" + text.String())
	}
}

// measure gives each side's median in milliseconds, and compares what they answer.
func measure(b *testing.B, sides []side, f figure) []float64 {
	b.Helper()
	times := make([][]float64, len(sides))
	var want []string
	for range figureRounds {
		for i, s := range sides {
			for slot := time.Now(); ; {
				began := time.Now()
				got := s.ask(b, f)
				times[i] = append(times[i], time.Since(began).Seconds()*1000)
				if i == 0 {
					want = got
				}
				if diff := cmp.Diff(want, got); len(want) == 0 || len(got) != len(want) || i == 1 && diff != "" {
					b.Fatalf("%s, %s: %d rows, want %d: %s", f.name, s.name, len(got), len(want), diff)
				}
				if time.Since(slot) > figureSlot {
					break
				}
			}
		}
	}
	medians := make([]float64, len(sides))
	for i := range times {
		slices.Sort(times[i])
		medians[i] = times[i][len(times[i])/2]
	}
	return medians
}

// openOneCore opens a PostgreSQL that answers each query with one process.
func openOneCore(b *testing.B) *house {
	b.Helper()
	url := pgtest.URL(b) + "&max_parallel_workers_per_gather=0"
	s, err := store.OpenPostgres(b.Context(), url, store.Limits{})
	must(b, err)
	b.Cleanup(func() { must(b, s.Close()) })
	return &house{store: s, db: pgtest.Open(b, pgtest.AsSuperuser(url)), url: url}
}

// tag gives each flow definition one of twenty teams.
func (h *house) tag(b *testing.B) {
	b.Helper()
	for _, query := range []string{
		`INSERT INTO tag (resource_id, key, value) SELECT id, 'team', 'team-' || (created_at % 20) FROM flow_definition`, `ANALYZE tag`,
	} {
		if _, err := h.db.Exec(query); err != nil {
			b.Fatal(err)
		}
	}
}

// session is one as the server begins it, with its usual limits.
func (h *house) session() *ddsql.Session {
	tables := inventory.New(h.store, host)
	return ddsql.NewEngine(ddsql.Limits{}, time.Now, slog.New(slog.DiscardHandler)).NewSession(ddsql.Owner{
		User: "me", Database: "foureyes", Path: []string{"aws", "foureyes"},
		Snapshot: func(ctx context.Context, path []string) (ddsql.Snapshot, error) {
			of, end := tables.Begin(ctx)
			names := catalog.New(tables.Tables(mine), catalog.Options{Database: "foureyes", User: "me", Path: path})
			return ddsql.Snapshot{Tables: names.Tables(), Names: names, Context: of, Close: end}, nil
		},
	})
}

func askEngine(b *testing.B, s *ddsql.Session, query string) []string {
	b.Helper()
	all := answers(b, s, query)
	lines := make([]string, 0, len(all))
	for _, row := range all {
		lines = append(lines, show(row))
	}
	slices.Sort(lines)
	return lines
}

func answers(b *testing.B, s *ddsql.Session, query string) [][]value.Value {
	b.Helper()
	trees, err := ddsql.Parse(query)
	must(b, err)
	rows, err := s.Execute(b.Context(), trees[0])
	must(b, err)
	all, err := rows.All()
	must(b, err)
	return all
}

// peak is what EXPLAIN ANALYZE tells of a query's memory.
func peak(b *testing.B, s *ddsql.Session, query string) string {
	b.Helper()
	lines := answers(b, s, "EXPLAIN ANALYZE "+query)
	var kB string
	if _, err := fmt.Sscanf(lines[len(lines)-1][0].Str(), "Memory: %s kB at most", &kB); err != nil {
		b.Fatal(err)
	}
	return kB
}

func askPostgres(b *testing.B, db *sql.DB, query string) []string {
	b.Helper()
	rows, err := db.QueryContext(b.Context(), query)
	must(b, err)
	defer func() { must(b, rows.Close()) }()
	names, err := rows.Columns()
	must(b, err)
	cells, places := make([]sql.RawBytes, len(names)), make([]any, len(names))
	for i := range cells {
		places[i] = &cells[i]
	}
	var lines []string
	for rows.Next() {
		must(b, rows.Scan(places...))
		var line []byte
		for _, c := range cells {
			line = append(append(line, c...), '|')
		}
		lines = append(lines, string(line))
	}
	must(b, rows.Err())
	return lines
}
