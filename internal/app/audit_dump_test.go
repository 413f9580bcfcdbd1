package app

import (
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"foureyes/internal/config"
	"foureyes/internal/store"
	"foureyes/internal/store/storetest/pgtest"
)

// A database that was restored from a dump knows less than the files beside it. The server
// says so and leaves them alone; once they are put away the chain goes on.
func TestAuditLogBesideARestoredDump(t *testing.T) {
	url := pgtest.URL(t)
	s, _ := openBoth(t, url)
	c := config.Serve{AuditLog: t.TempDir()}
	a := logging(t, s, c, time.Now)
	saveEntries(t, s, 3)
	a.writeAuditLog(t.Context())
	dump := filepath.Join(t.TempDir(), "foureyes.dump")
	pgtest.Dump(t, url, dump)
	saveEntries(t, s, 4)
	a.writeAuditLog(t.Context())
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}

	restored, err := store.OpenPostgres(t.Context(), pgtest.Restore(t, dump), store.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = restored.Close() })
	b := logging(t, restored, c, time.Now)
	var log strings.Builder
	b.Log = slog.New(slog.NewTextHandler(&log, nil))
	saveEntries(t, restored, 2)
	b.writeAuditLog(t.Context())
	if !strings.Contains(log.String(), "another file of this number") {
		t.Errorf("the log says %q", log.String())
	}
	lost := filepath.Join(c.AuditLog, "000000000002.jsonl")
	if err := os.Rename(lost, filepath.Join(t.TempDir(), "kept.jsonl")); err != nil {
		t.Fatal(err)
	}
	b.writeAuditLog(t.Context())
	if batches, entries := wholeAuditLog(t, c, restored); batches != 2 || entries != 5 {
		t.Errorf("%d entries in %d batches", entries, batches)
	}
}
