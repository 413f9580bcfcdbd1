package store

import (
	"os"
	"path/filepath"
	"testing"
)

const pageSize = 4096

// The log begins anew once all of it is copied: it does not grow with what was ever
// written.
func TestTheLogOfSQLiteStaysSmall(t *testing.T) {
	folder := t.TempDir()
	s, err := OpenSQLite(t.Context(), folder)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	s.writeMuch(t, 3*mostLogPages)
	log, err := os.Stat(filepath.Join(folder, SQLiteFile+"-wal"))
	if err != nil {
		t.Fatal(err)
	}
	if pages := log.Size() / pageSize; pages > 2*mostLogPages {
		t.Errorf("the log has %d pages", pages)
	}
}

// What the log holds is copied without the writer.
func TestCopyingTheLogFillsTheDatabase(t *testing.T) {
	folder := t.TempDir()
	s, err := OpenSQLite(t.Context(), folder)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	size := func() int64 {
		file, err := os.Stat(filepath.Join(folder, SQLiteFile))
		if err != nil {
			t.Fatal(err)
		}
		return file.Size()
	}
	before := size()
	const pages = mostLogPages / 10
	s.writeMuch(t, pages)
	if err := s.writer.(*writer).log.copy(t.Context()); err != nil {
		t.Fatal(err)
	}
	if grown := size() - before; grown < pages*pageSize {
		t.Errorf("the database has grown by %d bytes", grown)
	}
}

func TestTheCheckpointerIsToldAfterManyChanges(t *testing.T) {
	c := &checkpointer{due: make(chan struct{}, 1)}
	c.committed(copyAfter - 1)
	if len(c.due) != 0 {
		t.Error("told too early")
	}
	c.committed(1)
	c.committed(copyAfter) // while it is behind
	if len(c.due) != 1 {
		t.Error("not told")
	}
	<-c.due
	c.committed(1)
	if len(c.due) != 0 {
		t.Error("told again without need")
	}
}
