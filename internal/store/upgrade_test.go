package store

import (
	"context"
	"database/sql"
	"fmt"
	"io/fs"
	"maps"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/pressly/goose/v3"

	"foureyes/internal/auth"
	"foureyes/internal/store/storetest/pgtest"
)

// place is where human loops can be started: the flow definition flow, in account 1 and region r.
const place = `
	INSERT INTO account (id, created_at) VALUES ('1', 0);
	INSERT INTO access_key (id, account_id, principal, sealed_secret, created_at) VALUES ('AKIA', '1', 'ines', '', 0);
	INSERT INTO human_task_ui (id, account_id, region, name, content, sha256, created_by, created_at) VALUES ('ui', '1', 'r', 'ui', '', '', '', 0);
	INSERT INTO workforce (id, account_id, region, name, cognito_config, oidc_config, source_ip_config, vpc_config, ip_address_type, created_by, created_at, updated_at)
		VALUES ('force', '1', 'r', 'default', '', '', '[]', '', '', '', 0, 0);
	INSERT INTO workteam (id, account_id, region, workforce_id, name, description, members, notification_topic, worker_access, created_by, created_at, updated_at)
		VALUES ('team', '1', 'r', 'force', 'team', '', '[]', '', '', '', 0, 0);
	INSERT INTO flow_definition (id, account_id, region, name, status, role_arn, request_source, conditions, workteam_id, workteam_arn, human_task_ui_id,
			human_task_ui_arn, task_title, task_description, task_count, time_limit_seconds, task_keywords, task_price, output_path, kms_key_id, created_by, created_at)
		VALUES ('flow', '1', 'r', 'flow', 'Active', '', '', '', 'team', '', 'ui', '', '', '', 1, 60, '[]', '', 's3://bucket/out/', '', '', 0);`

// filled is what stands in a database of an early version.
const filled = place + `
	INSERT INTO human_loop (id, account_id, region, name, flow_id, status, failure_code, failure_reason, task_count, holders, answers, open_slots,
			input_sha256, classifiers, created_by, created_at, ended_at)
		SELECT 'loop-' || n, '1', 'r', 'loop-' || n, 'flow', 'InProgress', '', '', 1, 0, 0, 1, '', '[]', '', n, CASE WHEN n % 4 = 0 THEN n END
		FROM generate_series(1, 2000) AS n;`

// early makes a database as a version had it that knew so many steps, with rows in it.
func early(t *testing.T, step int64) (url string) {
	t.Helper()
	url = pgtest.URL(t)
	db := pgtest.Open(t, url)
	h := historyOf(postgresEngine)
	provider, err := goose.NewProvider(h.dialect, db, h.files)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := provider.UpTo(t.Context(), step); err != nil {
		t.Fatal(err)
	}
	if _, err := db.ExecContext(t.Context(), filled); err != nil {
		t.Fatal(err)
	}
	return url
}

// checkFilled asks for what the steps since have made of the rows.
func checkFilled(t *testing.T, s *Store) {
	t.Helper()
	for want, query := range map[string]string{
		"2000 1500 0 2000": `SELECT concat_ws(' ', COUNT(*), SUM(open_slots) FILTER (WHERE ended_at IS NULL), SUM(holders), MAX(created_at)) FROM human_loop`,
		"1500":             `SELECT SUM(loops)::TEXT FROM human_loop_tally`,
		"s3://bucket/out":  `SELECT output_uri FROM flow_definition`,
		"FullAccess":       `SELECT name FROM access_key_policy WHERE access_key_id = 'AKIA'`,
	} {
		if got, err := one(s.read(t.Context()), value[string], query); err != nil || got != want {
			t.Errorf("%s: %s, %v; want %s", query, got, err, want)
		}
	}
	schema, err := historyOf(postgresEngine).read(t.Context(), s.reader)
	if err != nil || schema.Waiting() != 0 || schema.Floor == 0 || schema.Floor > schema.Newest {
		t.Errorf("%+v, %v", schema, err)
	}
}

// Servers of a new version start at once, as processes, on what an early one has left.
func TestManyServersBringAnOldDatabaseUpToDate(t *testing.T) {
	url := early(t, 2)
	acknowledged := make([][]string, 4)
	t.Run("servers", func(t *testing.T) {
		for i := range acknowledged {
			t.Run("", func(t *testing.T) {
				t.Parallel()
				acknowledged[i] = killInFlight(t, url, 20)
			})
		}
	})
	s := openThere(t, url)
	checkFilled(t, s)
	for _, some := range acknowledged {
		for _, id := range some {
			if !s.has(t, id) {
				t.Errorf("%s was acknowledged and is gone", id)
			}
		}
	}
}

// later is the history of a version to come, which knows more steps.
func later(t *testing.T, steps map[string]string) history {
	t.Helper()
	h := historyOf(postgresEngine)
	files := fstest.MapFS{}
	known, err := fs.Glob(h.files, "*.sql")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range known {
		text, err := fs.ReadFile(h.files, name)
		if err != nil {
			t.Fatal(err)
		}
		files[name] = &fstest.MapFile{Data: text}
	}
	for name, text := range steps {
		files[name] = &fstest.MapFile{Data: []byte(text)}
	}
	h.files = files
	return h
}

var (
	adding = map[string]string{
		"90001_note.sql":  "-- +goose Up\nALTER TABLE access_key ADD COLUMN note TEXT COLLATE \"C\" NOT NULL DEFAULT '';\nCREATE TABLE note (id TEXT PRIMARY KEY);\n",
		"90002_index.sql": "-- +goose NO TRANSACTION\n-- +goose Up\nCREATE INDEX CONCURRENTLY access_key_note ON access_key (note);\n",
	}
	removing = map[string]string{
		"90003_less.sql": "-- +goose Up\nALTER TABLE access_key DROP COLUMN principal;\nUPDATE schema_floor SET step = 90003;\n",
	}
)

func runLater(ctx context.Context, url string, h history) error {
	config, err := pgx.ParseConfig(url)
	if err != nil {
		return err
	}
	db := openPool(*config, migrationSettings)
	defer func() { _ = db.Close() }()
	return migratePostgres(ctx, db, h)
}

// A newer version changes the tables while servers of this one write and read, and a
// report reads for long. Nothing fails, and this version can even start anew, until a
// step says that it must not.
func TestTablesGrowWhileAnOlderVersionWorks(t *testing.T) {
	url := early(t, 2)
	s := openThere(t, url)
	report := longReport(t, s.reader, "access_key")
	stop, wait := make(chan struct{}), sync.WaitGroup{}
	progress := make(chan struct{}, 1)
	for i := range 4 {
		wait.Go(func() { useKeys(t, s, i, stop, progress) })
	}
	migrated := make(chan error, 1)
	go func() { migrated <- runLater(t.Context(), url, later(t, adding)) }()
	// The report keeps the step from its table; the others must not stand behind it.
	for range 100 {
		<-progress
	}
	report()
	if err := <-migrated; err != nil {
		t.Error(err)
	}
	for range 100 {
		<-progress
	}
	close(stop)
	wait.Wait()
	checkFilled(t, s)
	schema, err := ReadSchema(t.Context(), Place{URL: url})
	if err != nil || schema.Waiting() != 0 || schema.Steps[len(schema.Steps)-1].Number != 90002 {
		t.Errorf("%+v, %v", schema, err)
	}
	closeNow(t, url)

	steps := maps.Clone(adding)
	maps.Copy(steps, removing)
	if err := runLater(t.Context(), url, later(t, steps)); err != nil {
		t.Fatal(err)
	}
	if _, err := OpenPostgres(t.Context(), url, Limits{}); err == nil || !strings.Contains(err.Error(), "knows step 90003") {
		t.Errorf("a version that is too old: %v", err)
	}
}

// closeNow opens a database as a server that starts, and closes it.
func closeNow(t *testing.T, url string) {
	t.Helper()
	s, err := OpenPostgres(t.Context(), url, Limits{})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Error(err)
	}
}

// longReport reads a table in a transaction that lasts until end.
func longReport(t *testing.T, db *sql.DB, table string) (end func()) {
	t.Helper()
	begun, err := db.BeginTx(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	var n int
	if err := begun.QueryRowContext(t.Context(), `SELECT COUNT(*) FROM `+table).Scan(&n); err != nil {
		t.Fatal(err)
	}
	return func() {
		if err := begun.Rollback(); err != nil {
			t.Error(err)
		}
	}
}

// useKeys makes access keys and reads them until stop.
func useKeys(t *testing.T, s *Store, number int, stop, progress chan struct{}) {
	for n := 0; ; n++ {
		key := auth.AccessKey{
			ID: fmt.Sprintf("AKIA-%d-%d", number, n), Account: "1", Principal: "ines", SealedSecret: []byte{1}, CreatedAt: time.UnixMilli(1),
		}
		err := s.CreateAccessKey(t.Context(), key)
		if err == nil {
			_, err = s.AccessKey(t.Context(), key.ID)
		}
		if err != nil {
			t.Errorf("while the tables changed: %v", err)
		}
		select {
		case progress <- struct{}{}:
		case <-stop:
			return
		}
	}
}

func TestLockThatNobodyGivesIsNamed(t *testing.T) {
	s := openThere(t, pgtest.URL(t))
	end := longReport(t, s.reader, "access_key")
	defer end()
	conn, err := s.reader.Conn(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = conn.Close() }()
	_, err = conn.ExecContext(t.Context(), `SET lock_timeout = '10ms'`)
	if err == nil {
		_, err = conn.ExecContext(t.Context(), `ALTER TABLE access_key ADD COLUMN note TEXT`)
	}
	if !isLocked(err) || !strings.Contains(describeLocked(err).Error(), "pg_stat_activity") {
		t.Errorf("%v", err)
	}
}

func TestSchemaIsReadWithoutChangingAnything(t *testing.T) {
	for name, at := range map[string]Place{"SQLite": {Folder: t.TempDir()}, "PostgreSQL": {URL: pgtest.URL(t) + "&pool_max_conns=4"}} {
		t.Run(name, func(t *testing.T) {
			for range 2 { // it is as empty the second time
				schema, err := ReadSchema(t.Context(), at)
				if err != nil || schema.Waiting() != len(schema.Steps) || schema.Newest < 19 || schema.Floor != 0 {
					t.Fatalf("%+v, %v", schema, err)
				}
			}
			for range 2 {
				schema, err := Migrate(t.Context(), at)
				if err != nil || schema.Waiting() != 0 || schema.Floor != schema.Steps[18].Number {
					t.Fatalf("%+v, %v", schema, err)
				}
			}
		})
	}
}
