package app

import (
	"log/slog"
	"math"
	"strings"
	"sync"
	"testing"
	"time"

	"foureyes/internal/audit"
	"foureyes/internal/audit/chain"
	"foureyes/internal/config"
	"foureyes/internal/object"
	"foureyes/internal/object/objecttest/gateway"
	"foureyes/internal/object/remote"
	"foureyes/internal/store"
	"foureyes/internal/store/storetest/pgtest"
)

// logging is a replica that writes the audit log to a place.
func logging(t *testing.T, s *store.Store, c config.Serve, now func() time.Time) *App {
	t.Helper()
	a, _ := replica(t, s, now)
	a.config = c
	if err := a.openAuditLog(t.Context()); err != nil {
		t.Fatal(err)
	}
	return a
}

func saveEntries(t *testing.T, s *store.Store, n int) {
	t.Helper()
	for range n {
		if err := s.SaveAudit(t.Context(), []audit.Entry{{At: noon, Action: "sagemaker:StartHumanLoop", Outcome: audit.Success}}); err != nil {
			t.Error(err)
		}
	}
}

// wholeAuditLog examines the files beside their database, and counts batches and entries.
func wholeAuditLog(t *testing.T, c config.Serve, s *store.Store) (batches, entries int) {
	t.Helper()
	files, err := AuditFiles(t.Context(), c)
	if err != nil {
		t.Fatal(err)
	}
	written, planned, err := s.LastBatches(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	found, err := chain.Verify(t.Context(), files, chain.Question{Anchors: chain.Beside(written)})
	if err != nil {
		t.Fatal(err)
	}
	if b := found.Beyond(written, planned); found.Broken != nil || b != nil {
		t.Errorf("%+v, %+v", found.Broken, b)
	}
	return found.Batches, found.Entries
}

func TestReplicasWriteOneAuditLog(t *testing.T) {
	url := pgtest.URL(t)
	first, second := openBoth(t, url)
	c := config.Serve{AuditLog: t.TempDir()}
	a, b := logging(t, first, c, time.Now), logging(t, second, c, time.Now)
	write := func(step string, entries int, apps ...*App) {
		t.Helper()
		saveEntries(t, first, 3)
		for _, app := range apps {
			app.writeAuditLog(t.Context())
		}
		if _, got := wholeAuditLog(t, c, first); got != entries {
			t.Errorf("%s: %d entries, want %d", step, got, entries)
		}
	}
	write("the first that asks leads", 3, a)
	write("the other does not", 3, b)
	write("it stays so", 9, b, a)
	killLeader(t, url)
	write("the other has the lead", 12, b)
	write("the first has lost it", 12, a)
	if err := second.Close(); err != nil {
		t.Fatal(err)
	}
	write("it has it again", 18, a)
}

// While the lead changes two servers may be at it, and others change things all the time.
func TestReplicasThatWriteTheAuditLogAtTheSameTime(t *testing.T) {
	first, second := openBoth(t, pgtest.URL(t))
	c := config.Serve{AuditLog: t.TempDir()}
	a, b := logging(t, first, c, time.Now), logging(t, second, c, time.Now)
	saved := make(chan struct{})
	var savers, writers sync.WaitGroup
	for _, s := range []*store.Store{first, second, first} {
		savers.Go(func() { saveEntries(t, s, 60) })
	}
	for _, app := range []*App{a, b} { // neither asks who leads
		writers.Go(func() {
			for done := false; !done; {
				select {
				case <-saved:
					done = true // and once more
				default:
				}
				if _, err := app.auditLog.Write(t.Context(), time.Now(), func() bool { return true }); err != nil {
					t.Error(err)
				}
			}
		})
	}
	savers.Wait()
	close(saved)
	writers.Wait()
	batches, entries := wholeAuditLog(t, c, first)
	if entries != 180 {
		t.Errorf("%d entries in %d batches", entries, batches)
	}
	t.Logf("%d batches", batches)
}

// Entries leave the database only once they are in the audit log.
func TestEntriesLeaveOnceTheyAreInTheAuditLog(t *testing.T) {
	_, s := newDatabase(t)
	now := noon
	a := logging(t, s, config.Serve{AuditLog: t.TempDir(), AuditRetentionDays: 1}, func() time.Time { return now })
	there := func() int {
		t.Helper()
		all, err := s.AuditRange(t.Context(), 0, math.MaxInt64, 99)
		if err != nil {
			t.Fatal(err)
		}
		return len(all)
	}
	saveEntries(t, s, 4)
	now = noon.Add(48 * time.Hour)
	a.retain(t.Context())
	if n := there(); n != 4 {
		t.Errorf("%d entries are there, and none in the audit log", n)
	}
	a.writeAuditLog(t.Context())
	saveEntries(t, s, 2)
	a.retain(t.Context())
	if n := there(); n != 2 {
		t.Errorf("%d entries are there, two of them not in the audit log", n)
	}
	a.writeAuditLog(t.Context())
	if _, n := wholeAuditLog(t, a.config, s); n != 6 {
		t.Errorf("%d entries in the audit log", n)
	}
	f, err := a.figures(t.Context())
	if err != nil || f.AuditLog == nil || f.AuditLog.Due != 0 {
		t.Errorf("%+v, %v", f.AuditLog, err)
	}
}

// What cannot be written is told, and stays where it is.
func TestAuditLogThatCannotBeWritten(t *testing.T) {
	_, s := newDatabase(t)
	a := logging(t, s, config.Serve{AuditLog: "/dev/null/audit"}, func() time.Time { return noon.Add(time.Hour) })
	var log strings.Builder
	a.Log = slog.New(slog.NewTextHandler(&log, nil))
	saveEntries(t, s, 1)
	a.writeAuditLog(t.Context())
	if !strings.Contains(log.String(), "the audit log could not be written") || !strings.Contains(log.String(), "batch 1") {
		t.Errorf("the log says %q", log.String())
	}
}

func TestAuditLogInAnS3Store(t *testing.T) {
	at := gateway.Run(t)
	for name, value := range map[string]string{
		"AWS_ACCESS_KEY_ID": gateway.AccessKeyID, "AWS_SECRET_ACCESS_KEY": gateway.Secret, "AWS_SESSION_TOKEN": "",
		"AWS_CONFIG_FILE": "/dev/null", "AWS_SHARED_CREDENTIALS_FILE": "/dev/null", "AWS_EC2_METADATA_DISABLED": "true",
	} {
		t.Setenv(name, value)
	}
	_, s := newDatabase(t)
	c := config.Serve{AuditLog: "s3://audit/of/one", ObjectsURL: "s3://?endpoint=" + at.URL + "&region=" + gateway.Region}
	a := logging(t, s, c, func() time.Time { return noon.Add(time.Hour) })
	saveEntries(t, s, 3)
	a.writeAuditLog(t.Context()) // there is no bucket yet
	outside, err := c.ObjectStore()
	if err != nil {
		t.Fatal(err)
	}
	objects, err := remote.New(t.Context(), outsideOf(c, outside), s, a.clock)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := objects.CreateBucket(t.Context(), object.Bucket{Name: "audit", Account: account}); err != nil {
		t.Fatal(err)
	}
	for range 3 {
		a.writeAuditLog(t.Context())
		if _, n := wholeAuditLog(t, c, s); n == 0 {
			t.Error("nothing was written")
		}
		saveEntries(t, s, 3)
	}
	if batches, entries := wholeAuditLog(t, c, s); batches != 3 || entries != 9 {
		t.Errorf("%d entries in %d batches", entries, batches)
	}
	if err := at.Stop(); err != nil {
		t.Fatal(err)
	}
	a.writeAuditLog(t.Context())
	if err := at.Start(t.Context()); err != nil {
		t.Fatal(err)
	}
	a.writeAuditLog(t.Context())
	if batches, entries := wholeAuditLog(t, c, s); batches != 4 || entries != 12 {
		t.Errorf("after it was down: %d entries in %d batches", entries, batches)
	}
	c.AuditLog = "s3://audit/of"
	files, err := AuditFiles(t.Context(), c)
	if err != nil {
		t.Fatal(err)
	}
	found, err := chain.Verify(t.Context(), files, chain.Question{})
	if err != nil || found.Broken == nil || found.Broken.File != "one/000000000001.jsonl" {
		t.Errorf("%+v, %v", found.Broken, err)
	}
}
