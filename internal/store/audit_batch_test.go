package store

import (
	"math"
	"testing"
	"time"

	"foureyes/internal/audit"
	"foureyes/internal/audit/chain"
	"foureyes/internal/store/storetest/pgtest"
)

func TestEntriesThatWaitForTheAuditLogAreCounted(t *testing.T) {
	for name, open := range map[string]func(*testing.T) *Store{
		"SQLite":     openHere,
		"PostgreSQL": func(t *testing.T) *Store { return openThere(t, pgtest.URL(t)) },
	} {
		t.Run(name, func(t *testing.T) { countWaiting(t, open(t)) })
	}
}

func countWaiting(t *testing.T, s *Store) {
	t.Helper()
	waits := func(want QueueFigures) {
		t.Helper()
		if got, err := s.AuditWaits(t.Context(), noon.Add(time.Minute)); err != nil || got != want {
			t.Errorf("%+v, %v, want %+v", got, err, want)
		}
	}
	waits(QueueFigures{})
	early := anEntry()
	early.At = noon.Add(-time.Minute)
	if err := s.SaveAudit(t.Context(), []audit.Entry{early, anEntry()}); err != nil {
		t.Fatal(err)
	}
	waits(QueueFigures{Due: 2, Overdue: 2 * time.Minute})
	all, err := s.AuditRange(t.Context(), 0, math.MaxInt64, 9)
	if err != nil {
		t.Fatal(err)
	}
	b, _ := chain.Seal(chain.Batch{}, all[:1], noon)
	if err := s.PlanBatch(t.Context(), b); err != nil {
		t.Fatal(err)
	}
	waits(QueueFigures{Due: 2, Overdue: 2 * time.Minute})
	if err := s.BatchWritten(t.Context(), b); err != nil {
		t.Fatal(err)
	}
	waits(QueueFigures{Due: 1, Overdue: time.Minute})
}

// A transaction that has an id, and is seen later than one with a greater id, is told of
// from before that one can be seen.
func TestWritersOfTheAuditAreSeenOnPostgreSQL(t *testing.T) {
	url := pgtest.URL(t)
	s, err := OpenPostgres(t.Context(), url, Limits{})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = s.Close() }()
	slow, err := pgtest.Open(t, url).BeginTx(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := slow.ExecContext(t.Context(), `
		INSERT INTO audit (at, request_id, account_id, region, principal, access_key_id, person_id, action, resource, outcome, source_ip)
		VALUES (1, 'slow', '', '', '', '', '', '', '', '', '')`); err != nil {
		t.Fatal(err)
	}
	if err := s.SaveAudit(t.Context(), []audit.Entry{anEntry()}); err != nil {
		t.Fatal(err)
	}
	before, err := s.AuditMark(t.Context())
	if err != nil || before.Last != 2 || len(before.Writers) != 1 {
		t.Errorf("%+v, %v", before, err)
	}
	if err := slow.Commit(); err != nil {
		t.Fatal(err)
	}
	after, err := s.AuditMark(t.Context())
	if err != nil || after.Last != 2 || len(after.Writers) != 0 {
		t.Errorf("%+v, %v", after, err)
	}
}

func TestBatchesOfADatabaseThatServersUse(t *testing.T) {
	folder := t.TempDir()
	if _, _, err := ReadBatches(t.Context(), Place{Folder: folder}); err == nil {
		t.Error("there is no database")
	}
	s, err := OpenSQLite(t.Context(), folder)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = s.Close() }()
	b, _ := chain.Seal(chain.Batch{}, []audit.Kept{{ID: 1}}, noon)
	if err := s.PlanBatch(t.Context(), b); err != nil {
		t.Fatal(err)
	}
	if written, planned, err := ReadBatches(t.Context(), Place{Folder: folder}); written.Number != 0 || planned != b || err != nil {
		t.Errorf("%+v, %+v, %v", written, planned, err)
	}
}
