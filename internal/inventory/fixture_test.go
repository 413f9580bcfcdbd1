package inventory_test

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"foureyes/internal/ddsql/table"
	"foureyes/internal/ddsql/value"
	"foureyes/internal/inventory"
	"foureyes/internal/store"
	"foureyes/internal/store/storetest/pgtest"
)

const (
	mine   = "000000000042"
	theirs = "000000000043"
	host   = "review.example.org:8080"
)

// house is a store with a way past it, into its tables.
type house struct {
	store *store.Store
	db    *sql.DB
	url   string // on PostgreSQL
}

// onEngines runs a test on a new database of each engine.
func onEngines(t *testing.T, test func(t *testing.T, h *house)) {
	t.Helper()
	t.Run("SQLite", func(t *testing.T) { test(t, openSQLite(t)) })
	t.Run("PostgreSQL", func(t *testing.T) { test(t, openPostgres(t)) })
}

func openSQLite(t testing.TB) *house {
	t.Helper()
	folder := t.TempDir()
	s, err := store.OpenSQLite(t.Context(), folder)
	must(t, err)
	db, err := sql.Open("sqlite", "file:"+filepath.Join(folder, store.SQLiteFile)+"?_pragma=busy_timeout(10000)")
	must(t, err)
	db.SetMaxOpenConns(1)
	t.Cleanup(func() { must(t, errors.Join(db.Close(), s.Close())) })
	return &house{store: s, db: db}
}

func openPostgres(t testing.TB) *house {
	t.Helper()
	url := pgtest.URL(t)
	s, err := store.OpenPostgres(t.Context(), url, store.Limits{})
	must(t, err)
	t.Cleanup(func() { must(t, s.Close()) })
	return &house{store: s, db: pgtest.Open(t, pgtest.AsSuperuser(url)), url: url}
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// tables are those of an account by their names.
func (h *house) tables(account string) map[string]table.Table {
	all := map[string]table.Table{}
	for _, t := range inventory.New(h.store, host).Tables(account) {
		all[t.Meta().Schema+"."+t.Meta().Name] = t
	}
	return all
}

// everyColumn asks for all rows.
func everyColumn(m *table.Meta) table.Request {
	r := table.Request{Limit: -1}
	for i := range m.Columns {
		r.Columns = append(r.Columns, i)
	}
	return r
}

// read reads all rows of a scan.
func read(t testing.TB, from table.Table, r table.Request) [][]value.Value {
	t.Helper()
	rows, err := from.Scan(t.Context(), r)
	must(t, err)
	return drain(t, rows)
}

func drain(t testing.TB, rows table.Rows) [][]value.Value {
	t.Helper()
	defer func() { must(t, rows.Close()) }()
	var all [][]value.Value
	for b := new(table.Batch); ; {
		err := rows.Next(b)
		if errors.Is(err, io.EOF) {
			return all
		}
		must(t, err)
		for i := range b.Count {
			all = append(all, append([]value.Value{}, b.Row(i)...))
		}
	}
}

// show prints a row for comparison.
func show(row []value.Value) string {
	cells := make([]string, 0, len(row))
	for _, v := range row {
		if v.IsNull() {
			cells = append(cells, "NULL")
		} else {
			cells = append(cells, v.String())
		}
	}
	return strings.Join(cells, " | ")
}

func showAll(rows [][]value.Value) []string {
	lines := make([]string, 0, len(rows))
	for _, row := range rows {
		lines = append(lines, show(row))
	}
	return lines
}

// seeder fills the tables with rows of two accounts by chance. The statements run in
// one transaction.
type seeder struct {
	t    testing.TB
	rand *rand.Rand
	tx   *sql.Tx
}

// seed fills a database. The same seed makes the same rows on both engines.
func (h *house) seed(t testing.TB, seed uint64, loops int) {
	t.Helper()
	tx, err := h.db.BeginTx(context.WithoutCancel(t.Context()), nil)
	must(t, err)
	s := &seeder{t: t, rand: rand.New(rand.NewPCG(seed, 1)), tx: tx}
	for i, account := range []string{mine, theirs} {
		s.account(account, i, loops)
	}
	must(t, tx.Commit())
}

// insert adds a row of values in the order of the columns named.
func (s *seeder) insert(into, columns string, values ...any) {
	s.t.Helper()
	var places []string
	for i := range values {
		places = append(places, fmt.Sprintf("$%d", i+1))
	}
	if _, err := s.tx.Exec(`INSERT INTO `+into+` (`+columns+`) VALUES (`+strings.Join(places, ", ")+`)`, values...); err != nil {
		s.t.Fatalf("%s: %v", into, err)
	}
}

func one[T any](s *seeder, of ...T) T { return of[s.rand.IntN(len(of))] }

// someText has what text can be troubled by.
func (s *seeder) someText() string {
	return one(s, "", "a", "A", "b\"q", `back\slash`, "l'été", "\U0001F600 smile", "tab\there", "line\nfeed", "日本", "zebra", "%_", "\uffff", "\ue000")
}

const start = int64(1_790_000_000_000) // in September 2026

// moment is a time within a few weeks, some of them equal.
func (s *seeder) moment() int64 { return start + s.rand.Int64N(4000)*one(s, int64(1), 60_000, 600_000) }

func (s *seeder) maybe(v any) any {
	if s.rand.IntN(3) == 0 {
		return nil
	}
	return v
}

func (s *seeder) account(account string, n, loops int) {
	id := func(kind string, i int) string { return fmt.Sprintf("%s-%d-%05d", kind, n, i) }
	s.insert("account", "id, created_at", account, start)
	for i := range 5 {
		s.insert("person", "id, email, name, password_hash, worker_id, administrator, created_at, disabled_at",
			id("person", i), fmt.Sprintf("p%d.%d@example.org", n, i), s.someText(), "", fmt.Sprintf("%016x", n*100+i), false, s.moment(), s.maybe(s.moment()))
		for _, group := range []string{"Everyone-in-private-workforce", "b\"eta", "alpha"}[:1+s.rand.IntN(3)] {
			s.insert("membership", "person_id, account_id, region, group_name, created_at", id("person", i), account, one(s, "*", "us-east-1"), group, start)
		}
	}
	s.resources(account, id)
	s.loops(account, id, loops)
	s.events(account, id)
}

var regions = []string{"us-east-1", "cn-north-1", "us-gov-west-1"}

func (s *seeder) resources(account string, id func(string, int) string) {
	for i, region := range regions {
		s.insert("workforce", "id, account_id, region, name, cognito_config, oidc_config, source_ip_config, vpc_config, ip_address_type, created_by, created_at, updated_at, deleted_at",
			id("workforce", i), account, region, one(s, "default", "staff"),
			[]string{`{"userPool":"pool","clientId":"client"}`, "", ""}[i],
			[]string{
				"", `{"clientId":"c","issuer":"https://i.example","authorizationEndpoint":"a","tokenEndpoint":"t","userInfoEndpoint":"u","logoutEndpoint":"l","jwksUri":"j"}`,
				`{"clientId":"c","issuer":"i","authorizationEndpoint":"a","tokenEndpoint":"t","userInfoEndpoint":"u","logoutEndpoint":"l","jwksUri":"j","scope":"openid","authenticationRequestExtraParams":{"k":"v"}}`,
			}[i],
			[]string{`["10.0.0.0/8","192.0.2.0/24"]`, "null", "[]"}[i], []string{"", `{"vpcId":"vpc-1","securityGroupIds":["sg-1"],"subnets":["s-1","s-2"]}`, ""}[i],
			"", "arn:me", s.moment(), s.moment(), nil)
		s.tags(id("workforce", i))
		for j := range 3 {
			team := id("team", i*10+j)
			s.insert("workteam", "id, account_id, region, workforce_id, name, description, members, notification_topic, worker_access, created_by, created_at, updated_at, deleted_at",
				team, account, region, id("workforce", i), fmt.Sprintf("team-%d", j), s.someText(),
				[]string{`[{"cognito":{"userPool":"p","clientId":"c","group":"g"}},{"cognito":{"userPool":"p","clientId":"c","group":"h"}}]`, `[{"oidcGroups":["a","b\"c"]}]`, `[]`}[j],
				[]string{"", "arn:aws:sns:us-east-1:1:t", ""}[j], []string{"", `{}`, `{"sourceIp":"Enabled"}`}[j], "arn:me", s.moment(), s.moment(), []any{nil, nil, start}[j])
			s.tags(team)
		}
		for j := range 4 {
			ui := id("ui", i*10+j)
			s.insert("human_task_ui", "id, account_id, region, name, content, sha256, created_by, created_at, deleted_at",
				ui, account, region, fmt.Sprintf("ui-%d", j), "<p>", strings.Repeat("ab", 32), "arn:me", s.moment(), []any{nil, nil, nil, start}[j])
			s.tags(ui)
			s.flow(account, region, id("flow", i*10+j), id("team", i*10), ui, j)
		}
	}
}

func (s *seeder) flow(account, region, id, team, ui string, j int) {
	path := []string{"s3://bucket/prefix", "s3://bucket", "s3://bucket/a//b", "s3://x/y"}[j]
	s.insert("flow_definition", `id, account_id, region, name, status, role_arn, request_source, conditions, workteam_id, workteam_arn, human_task_ui_id, human_task_ui_arn,
		task_title, task_description, task_count, availability_seconds, time_limit_seconds, task_keywords, task_price, output_path, kms_key_id, created_by, created_at, deleted_at, output_uri`,
		id, account, region, fmt.Sprintf("flow-%d", j), []string{"Active", "Deleting", "Active", "Deleting"}[j], "arn:role", []string{"", "AWS/Textract/AnalyzeDocument/Forms/V1", "", ""}[j],
		[]string{"", `{"Conditions":[{"ConditionType":"Sampling"}]}`, "", ""}[j], team, "arn:team", ui, "arn:ui", s.someText(), s.someText(), j+1,
		[]any{nil, 60, 864000, nil}[j], 3600, []string{"null", `["a","b"]`, "[]", "null"}[j], []string{"", `{"AmountInUsd":{"Dollars":0,"Cents":3,"TenthFractionsOfACent":6}}`, "", ""}[j],
		path, []string{"", "key", "", ""}[j], "arn:me", s.moment(), []any{nil, nil, nil, start}[j], path)
	s.tags(id)
}

func (s *seeder) tags(resource string) {
	for _, key := range []string{"env", "team", `od"d`, "empty"}[:s.rand.IntN(5)] {
		s.insert("tag", "resource_id, key, value", resource, key, one(s, "prod", "dev", "a,b", ""))
	}
}

func (s *seeder) loops(account string, id func(string, int) string, loops int) {
	for i := range loops {
		loop, flow := id("loop", i), id("flow", s.rand.IntN(3)*10+s.rand.IntN(4))
		status := one(s, "InProgress", "Finishing", "Completed", "Completed", "Failed", "Stopped")
		begun, failure := s.moment(), ""
		var ended, deleted any
		if status != "InProgress" && status != "Finishing" {
			ended = begun + s.rand.Int64N(1e7)
			deleted = s.maybe(s.moment())
		}
		if status == "Failed" {
			failure = one(s, "Expired", "ValidationError")
		}
		name := fmt.Sprintf("loop-%d", i)
		if deleted != nil {
			name = fmt.Sprintf("loop-%d", i/2) // names are used again
		}
		s.insert("human_loop", `id, account_id, region, name, flow_id, status, failure_code, failure_reason, task_count, holders, answers, open_slots, input_sha256, classifiers, created_by, created_at, due_at, ended_at, deleted_at`,
			loop, account, one(s, regions...), name, flow, status, failure, s.someText(), 1+s.rand.IntN(3), s.rand.IntN(2), s.rand.IntN(3), 0,
			[]byte{byte(i), 255}, one(s, "null", "[]", `["FreeOfAdultContent"]`), "arn:me", begun, s.maybe(s.moment()), ended, deleted)
		for j := range s.rand.IntN(3) {
			s.assignment(fmt.Sprintf("%s-%d", loop, j), loop, flow, id("person", s.rand.IntN(5)))
		}
	}
}

func (s *seeder) assignment(id, loop, flow, person string) {
	status := one(s, "Accepted", "Paused", "Submitted", "Submitted", "Declined")
	begun := s.moment()
	var paused, ended any
	switch status {
	case "Paused":
		paused = begun + 5
	case "Submitted", "Declined":
		ended = begun + s.rand.Int64N(100_000)
	}
	s.insert("assignment", "id, loop_id, flow_id, person_id, status, reason, accepted_at, expires_at, paused_at, paused_ms, ended_at, time_spent_ms",
		id, loop, flow, person, status, one(s, "", "too dark"), begun, begun+1_000_000, paused, s.rand.Int64N(5000), ended, s.rand.Int64N(100_000))
	if status == "Submitted" {
		s.insert("assignment_answer", "assignment_id, content", id, one(s, `{"a":1}`, `{ "b" : [true, null, "x\"y"] }`))
	}
}

func (s *seeder) events(account string, id func(string, int) string) {
	s.insert("event_target", "id, name, account_id, region, kind, address, settings, sealed_secret, pattern, created_at",
		id("target", 0), id("target", 0), account, "*", "webhook", "https://x.example", "", []byte{1}, "", start)
	for i := range 6 {
		body := fmt.Sprintf(`{\"version\":\"0\",\"detail-type\":\"Some\",\"region\":\"us-east-1\",\"detail\":{\"n\":%d}}`, i)
		s.insert("job", "id, kind, payload, due_at, attempts, last_error, created_at, dead_at",
			"deliver-event:"+id("e", i), "deliver-event", `{"targetId":"`+id("target", 0)+`","eventId":"`+id("e", i)+`","body":"`+body+`"}`,
			[]int64{start, 253402214400000}[i%2], i, []string{"", "refused"}[i%2], s.moment(), []any{nil, nil, start}[i%3])
	}
	s.insert("job", "id, kind, payload, due_at, attempts, last_error, created_at", id("other", 0), "write-output", "no json", start, 0, "", start)
	for i := range 20 {
		s.insert("audit", "at, request_id, account_id, region, principal, access_key_id, person_id, action, resource, outcome, source_ip",
			s.moment(), fmt.Sprint("r", i), one(s, account, ""), one(s, regions...), one(s, "", "arn:me"), "AKIA", "", one(s, "sagemaker:StartHumanLoop", "s3:PutObject"), s.someText(), "Success", "192.0.2.1")
	}
}

var noon = time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC)
