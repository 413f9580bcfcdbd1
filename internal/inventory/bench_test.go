package inventory_test

import (
	"os"
	"strconv"
	"testing"

	"foureyes/internal/ddsql/table"
	"foureyes/internal/ddsql/value"
)

// benchLoops is how many loops the benchmarks ask over; BENCH_LOOPS says otherwise.
func benchLoops(b *testing.B) int {
	b.Helper()
	n, err := strconv.Atoi(os.Getenv("BENCH_LOOPS"))
	if err != nil {
		return 100_000
	}
	return n
}

const week = 7 * 24 * 3600 * 1000

// fill makes a thousand flow definitions and many loops, over half a year.
func (h *house) fill(b testing.TB, loops int) {
	b.Helper()
	numbers := func(n int) string {
		if h.url != "" {
			return "FROM generate_series(0, " + strconv.Itoa(n-1) + ") AS n (i)"
		}
		return "FROM (WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < " + strconv.Itoa(n-1) + ") SELECT i FROM n)"
	}
	blob := "x'ff'"
	if h.url != "" {
		blob = `'\xff'::bytea`
	}
	// One transaction of all loops would count each open one in a version of its own of
	// the same row; SQLite's default memory is too little for the indexes of millions.
	before, after := `PRAGMA cache_size = -1000000`, `PRAGMA cache_size = -2000`
	if h.url != "" {
		before = `ALTER TABLE human_loop DISABLE TRIGGER ALL`
		after = `ALTER TABLE human_loop ENABLE TRIGGER ALL;
			INSERT INTO human_loop_tally (account_id, region, share, loops) SELECT account_id, region, 0, count(*) FROM human_loop WHERE ended_at IS NULL GROUP BY 1, 2`
	}
	for _, query := range []string{
		`INSERT INTO account (id, created_at) VALUES ('` + mine + `', 0)`,
		`INSERT INTO workforce (id, account_id, region, name, cognito_config, oidc_config, source_ip_config, vpc_config, ip_address_type, created_by, created_at, updated_at)
			VALUES ('w', '` + mine + `', 'us-east-1', 'default', '{}', '', '[]', '', '', '', 0, 0)`,
		`INSERT INTO workteam (id, account_id, region, workforce_id, name, description, members, notification_topic, worker_access, created_by, created_at, updated_at)
			VALUES ('t', '` + mine + `', 'us-east-1', 'w', 't', '', '[]', '', '', '', 0, 0)`,
		`INSERT INTO human_task_ui (id, account_id, region, name, content, sha256, created_by, created_at) VALUES ('u', '` + mine + `', 'us-east-1', 'u', '', '', '', 0)`,
		`INSERT INTO flow_definition (id, account_id, region, name, status, role_arn, request_source, conditions, workteam_id, workteam_arn, human_task_ui_id, human_task_ui_arn,
			task_title, task_description, task_count, time_limit_seconds, task_keywords, task_price, output_path, kms_key_id, created_by, created_at, output_uri)
			SELECT 'flow-' || i, '` + mine + `', 'us-east-1', 'flow-' || i, 'Active', '', '', '', 't', '', 'u', '', '', '', 1, 3600, '[]', '', 's3://b', '', '', i, 's3://b' ` + numbers(1000),
		before,
		`INSERT INTO human_loop (id, account_id, region, name, flow_id, status, failure_code, failure_reason, task_count, holders, answers, open_slots, input_sha256, classifiers, created_by, created_at, ended_at)
			SELECT '01J' || CAST(1000000000000000000 + i AS TEXT), '` + mine + `', 'us-east-1', 'loop-' || i, 'flow-' || (i % 1000),
			CASE i % 10 WHEN 0 THEN 'Failed' WHEN 1 THEN 'Stopped' WHEN 2 THEN 'InProgress' ELSE 'Completed' END, CASE i % 10 WHEN 0 THEN 'Expired' ELSE '' END, '',
			1, 0, 1, 0, ` + blob + `, '[]', 'arn:aws:iam::` + mine + `:root', ` + strconv.FormatInt(start, 10) + ` + i * (CAST(26 AS BIGINT) * ` + strconv.Itoa(week) + ` / ` + strconv.Itoa(loops) + `), CASE WHEN i % 10 = 2 THEN NULL ELSE i END ` + numbers(loops),
		after,
	} {
		if _, err := h.db.Exec(query); err != nil {
			b.Fatal(err)
		}
	}
	if _, err := h.db.Exec(map[bool]string{true: "VACUUM ANALYZE", false: "ANALYZE"}[h.url != ""]); err != nil {
		b.Fatal(err)
	}
}

// The questions whose answers are to be quick, as the engine puts them to the table.
func BenchmarkLoops(b *testing.B) {
	b.Run("SQLite", func(b *testing.B) { benchmarkLoops(b, openSQLite(b)) })
	b.Run("PostgreSQL", func(b *testing.B) { benchmarkLoops(b, openPostgres(b)) })
}

func benchmarkLoops(b *testing.B, h *house) {
	loops := benchLoops(b)
	h.fill(b, loops)
	from := h.tables(mine)["aws.sagemaker_human_loop"]
	column := func(name string) int {
		i, _ := from.Meta().Column(name)
		return i
	}
	created, status, arn := column("creation_time"), column("human_loop_status"), column("human_loop_arn")
	completed := []table.Condition{{Column: status, Op: table.Eq, Value: value.OfText("Completed")}}
	since := value.OfTimestamp(946684800_000_000*-1 + (start+26*week-week)*1000)
	all := table.Aggregate{Column: -1}
	for _, q := range []struct {
		name string
		rows int
		r    table.Request
	}{
		{"by ARN", 1, table.Request{Columns: []int{status, created}, Limit: -1, Filter: []table.Condition{
			{Column: arn, Op: table.Eq, Value: value.OfText("arn:aws:sagemaker:us-east-1:" + mine + ":human-loop/loop-777")},
		}}},
		{"newest 5 of a week", 5, table.Request{
			Columns: everyColumn(from.Meta()).Columns, Limit: 5, Order: []table.Order{{Column: created, Desc: true, NullsFirst: true}},
			Filter: []table.Condition{{Column: created, Op: table.Ge, Value: since}},
		}},
		{"count", 1, table.Request{Limit: -1, Group: &table.Group{Aggregates: []table.Aggregate{all}}}},
		{"by status", 4, table.Request{Limit: -1, Group: &table.Group{Keys: []table.Key{{Column: status}}, Aggregates: []table.Aggregate{all}}}},
		{"per day with FILTER", 183, table.Request{Limit: -1, Group: &table.Group{Keys: []table.Key{{Column: created, Trunc: "day"}}, Aggregates: []table.Aggregate{all, {Column: -1, Filter: completed}}}}},
		{"all rows of two columns", loops, table.Request{Columns: []int{status, created}, Limit: -1}},
	} {
		b.Run(q.name, func(b *testing.B) {
			if a := from.Accept(q.r); q.r.Group != nil && !a.Group || !a.Limit {
				b.Fatalf("not accepted: %+v", a)
			}
			for b.Loop() {
				rows, err := from.Scan(b.Context(), q.r)
				must(b, err)
				got, batch := 0, new(table.Batch)
				for rows.Next(batch) == nil {
					got += batch.Count
				}
				must(b, rows.Close())
				if got < q.rows-1 || got > q.rows+1 {
					b.Fatalf("%d rows, want %d", got, q.rows)
				}
			}
		})
	}
}
