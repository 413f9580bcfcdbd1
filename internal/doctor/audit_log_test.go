package doctor_test

import (
	"log/slog"
	"os"
	"path/filepath"
	"testing"
	"time"

	"foureyes/internal/audit"
	"foureyes/internal/audit/chain"
	"foureyes/internal/audit/folder"
	"foureyes/internal/doctor"
	"foureyes/internal/store"
)

func TestAuditLogIsWhereItShouldBe(t *testing.T) {
	c := fresh(t)
	if _, told := examine(t, c)["audit log"]; told {
		t.Error("there is to be none")
	}
	c.AuditLog = t.TempDir()
	expect(t, examine(t, c), "audit log", doctor.Good, "nothing was written yet")
	if err := os.Mkdir(c.Data, 0o700); err != nil {
		t.Fatal(err)
	}
	s, err := store.OpenSQLite(t.Context(), c.Data)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = s.Close() }()
	expect(t, examine(t, c), "audit log", doctor.Good, "nothing was written yet")
	if err := s.SaveAudit(t.Context(), []audit.Entry{{At: noon, Outcome: audit.Success}}); err != nil {
		t.Fatal(err)
	}
	w := chain.NewWriter(s, folder.Folder(c.AuditLog), slog.New(slog.DiscardHandler))
	if _, err := w.Write(t.Context(), noon.Add(time.Hour), func() bool { return true }); err != nil {
		t.Fatal(err)
	}
	expect(t, examine(t, c), "audit log", doctor.Good, "batch 1, the last, lies in "+c.AuditLog)
	if err := os.Remove(filepath.Join(c.AuditLog, chain.Name(1))); err != nil {
		t.Fatal(err)
	}
	expect(t, examine(t, c), "audit log", doctor.Failure, "it is not in its place")
}

func TestAuditLogThatCannotBeWritten(t *testing.T) {
	c := fresh(t)
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	c.AuditLog = file
	expect(t, examine(t, c), "audit log", doctor.Failure, "not a directory")
	c.AuditLog = filepath.Join(t.TempDir(), "new", "log")
	expect(t, examine(t, c), "audit log", doctor.Good, "it will be in "+c.AuditLog)
}
