package store

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

func isSyncError(err error) bool {
	var e *sqlite.Error
	return errors.As(err, &e) && e.Code() == sqlite3.SQLITE_IOERR_FSYNC
}

// restartOn opens a copy of the files as they are, as a restart would find
// them.
func restartOn(t *testing.T, folder string) *Store {
	t.Helper()
	copied := t.TempDir()
	for _, suffix := range []string{"", "-wal"} {
		text, err := os.ReadFile(filepath.Join(folder, SQLiteFile+suffix))
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(copied, SQLiteFile+suffix), text, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	s, err := OpenSQLite(t.Context(), copied)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

func everySync(file string) func(string) bool { return func(f string) bool { return f == file } }

func firstSync(file string) func(string) bool {
	done := false
	return func(f string) bool {
		if f != file || done {
			return false
		}
		done = true
		return true
	}
}

// A commit whose fsync fails has its pages in the log already, where a restart would
// take them for committed.
func TestACommitThatCouldNotBeSyncedNeverHappens(t *testing.T) {
	s, folder := openFailing(t)
	if err := s.write(t.Context(), insert("before")); err != nil {
		t.Fatal(err)
	}
	failing.fail(firstSync("wal"), nil)
	release := s.hold(t)
	results := s.queue(t, insert("one"), insert("two"))
	release()
	for _, err := range results() {
		if !isSyncError(err) || errors.Is(err, errUncertain) {
			t.Errorf("got %v", err)
		}
	}
	if !slices.Equal(failing.failed(), []string{"sync wal"}) {
		t.Errorf("failed: %v", failing.failed())
	}
	for where, there := range map[string]*Store{"now": s, "after a restart": restartOn(t, folder)} {
		if !there.has(t, "before") || there.has(t, "one") || there.has(t, "two") {
			t.Errorf("%s: the rows are not those that were acknowledged", where)
		}
	}
	if err := s.write(t.Context(), insert("one")); err != nil {
		t.Error(err)
	}
	if restarted := restartOn(t, folder); !restarted.has(t, "before") || !restarted.has(t, "one") {
		t.Error("what was acknowledged after the failure is gone")
	}
}

func TestADiskThatSyncsNoMoreIsTold(t *testing.T) {
	s, folder := openFailing(t)
	if err := s.write(t.Context(), insert("before")); err != nil {
		t.Fatal(err)
	}
	if err := s.Ready(t.Context()); err != nil {
		t.Error(err)
	}
	failing.fail(everySync("wal"), nil)
	if err := s.write(t.Context(), insert("first")); !isSyncError(err) || !errors.Is(err, errUncertain) {
		t.Errorf("nobody can know, and it was told %v", err)
	}
	// From here on nothing is begun, so that nothing more is uncertain.
	if err := s.write(t.Context(), insert("second")); !isSyncError(err) || errors.Is(err, errUncertain) {
		t.Errorf("got %v", err)
	}
	if err := s.Ready(t.Context()); !isSyncError(err) {
		t.Errorf("it is ready: %v", err)
	}
	failing.fail(nil, nil)
	if err := s.Ready(t.Context()); err != nil {
		t.Errorf("once the disk works again: %v", err)
	}
	if err := s.write(t.Context(), insert("third")); err != nil {
		t.Error(err)
	}
	for where, there := range map[string]*Store{"now": s, "after a restart": restartOn(t, folder)} {
		if !there.has(t, "before") || there.has(t, "first") || there.has(t, "second") || !there.has(t, "third") {
			t.Errorf("%s: the rows are not those that were acknowledged", where)
		}
	}
}

// A checkpoint copies the log into the database. As long as that cannot be synced
// the log stays, and writes go on.
func TestACheckpointThatCannotBeSyncedLosesNothing(t *testing.T) {
	s, folder := openFailing(t)
	failing.fail(everySync("db"), nil)
	const writes = 150 // more pages than a checkpoint waits for
	var told []string
	for i := range writes {
		ids := make([]string, 50)
		for n := range ids {
			ids[n] = fmt.Sprint(i, "-", n, strings.Repeat("-large", 100))
		}
		if err := s.write(t.Context(), insert(ids...)); err != nil {
			t.Fatal(err)
		}
		told = append(told, ids[0])
	}
	if len(failing.failed()) == 0 {
		t.Fatal("there was no checkpoint")
	}
	failing.fail(nil, nil)
	if err := s.write(t.Context(), insert("after")); err != nil {
		t.Error(err)
	}
	restarted := restartOn(t, folder)
	for _, id := range append(told, "after") {
		if !s.has(t, id) || !restarted.has(t, id) {
			t.Fatalf("%.10s was acknowledged and is gone", id)
		}
	}
}

func TestALogThatCannotGrowRefusesClearly(t *testing.T) {
	s, folder := openFailing(t)
	if err := s.write(t.Context(), insert("before")); err != nil {
		t.Fatal(err)
	}
	failing.fail(nil, everySync("wal"))
	if err := s.write(t.Context(), insert("first")); !isFull(err) {
		t.Errorf("got %v", err)
	}
	if err := s.Ready(t.Context()); !isFull(err) {
		t.Errorf("it is ready: %v", err)
	}
	failing.fail(nil, nil)
	if err := errors.Join(s.Ready(t.Context()), s.write(t.Context(), insert("second"))); err != nil {
		t.Error(err)
	}
	restarted := restartOn(t, folder)
	if !restarted.has(t, "before") || restarted.has(t, "first") || !restarted.has(t, "second") {
		t.Error("the rows are not those that were acknowledged")
	}
}
