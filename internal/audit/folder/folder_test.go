package folder_test

import (
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"foureyes/internal/audit/folder"
)

func TestFilesAreKept(t *testing.T) {
	f := folder.Folder(filepath.Join(t.TempDir(), "not", "there", "yet"))
	if _, there, err := f.Read(t.Context(), "a"); there || err != nil {
		t.Errorf("a file in no folder: %v, %v", there, err)
	}
	if _, err := f.Names(t.Context()); err == nil {
		t.Error("no folder has names")
	}
	for _, name := range []string{"b", "a", "b"} { // the same again changes nothing
		if err := f.Keep(t.Context(), name, []byte("text of "+name)); err != nil {
			t.Fatal(err)
		}
	}
	names, err := f.Names(t.Context())
	if err != nil || !slices.Equal(names, []string{"a", "b"}) {
		t.Errorf("%q, %v", names, err)
	}
	body, there, err := f.Read(t.Context(), "b")
	if string(body) != "text of b" || !there || err != nil {
		t.Errorf("%q, %v, %v", body, there, err)
	}
	info, err := os.Stat(filepath.Join(f.String(), "a"))
	if err != nil || info.Mode().Perm() != 0o400 {
		t.Errorf("%v, %v", info, err)
	}
}

func TestWhatACrashLeavesBehindIsNoFile(t *testing.T) {
	f := folder.Folder(t.TempDir())
	for name, age := range map[string]time.Duration{"old": 2 * time.Hour, "young": 0} {
		path := filepath.Join(f.String(), ".partial-"+name)
		if err := os.WriteFile(path, []byte("half a li"), 0o600); err != nil {
			t.Fatal(err)
		}
		if err := os.Chtimes(path, time.Time{}, time.Now().Add(-age)); err != nil {
			t.Fatal(err)
		}
	}
	if err := f.Keep(t.Context(), "a", nil); err != nil {
		t.Fatal(err)
	}
	if names, err := f.Names(t.Context()); !slices.Equal(names, []string{"a"}) || err != nil {
		t.Errorf("%q, %v", names, err)
	}
	there, err := os.ReadDir(f.String())
	if err != nil || len(there) != 2 || there[0].Name() != ".partial-young" {
		t.Errorf("%v, %v", there, err)
	}
}

func TestFailureLeavesNothing(t *testing.T) {
	f := folder.Folder(t.TempDir())
	if err := os.Mkdir(filepath.Join(f.String(), "a"), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := f.Keep(t.Context(), "a", []byte("x")); err == nil {
		t.Error("a folder became a file")
	}
	there, err := os.ReadDir(f.String())
	if err != nil || len(there) != 1 {
		t.Errorf("%v, %v", there, err)
	}
	if _, _, err := f.Read(t.Context(), "a"); err == nil {
		t.Error("a folder was read")
	}
}
