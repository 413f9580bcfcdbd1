package store_test

import (
	"database/sql"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"foureyes/internal/store"
	"foureyes/internal/store/storetest"
)

func TestSQLiteIsAStore(t *testing.T) {
	empty := newSQLite(t)
	storetest.Run(t, func(t *testing.T) (open func() storetest.Store) {
		folder := t.TempDir()
		if err := os.WriteFile(filepath.Join(folder, store.SQLiteFile), empty, 0o600); err != nil {
			t.Fatal(err)
		}
		return func() storetest.Store { return openSQLite(t, folder) }
	})
}

func openSQLite(t *testing.T, folder string) *store.Store {
	t.Helper()
	s, err := store.OpenSQLite(t.Context(), folder)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// newSQLite is the file of a database that was opened once. Copies of it save the
// suite from making all tables for each of its tests.
func newSQLite(t *testing.T) []byte {
	t.Helper()
	folder := t.TempDir()
	if err := openSQLite(t, folder).Close(); err != nil {
		t.Fatal(err)
	}
	file, err := os.ReadFile(filepath.Join(folder, store.SQLiteFile))
	if err != nil {
		t.Fatal(err)
	}
	return file
}

func TestMigrationsRunOnce(t *testing.T) {
	folder := t.TempDir()
	var first []string
	for range 3 {
		if err := openSQLite(t, folder).Close(); err != nil {
			t.Fatal(err)
		}
		now := tables(t, filepath.Join(folder, store.SQLiteFile))
		if first == nil {
			first = now
		}
		if diff := cmp.Diff(first, now); diff != "" {
			t.Error(diff)
		}
	}
	if len(first) < 40 {
		t.Errorf("only %d tables, indexes and steps: %v", len(first), first)
	}
}

// tables gives everything that migrations have made, and the steps that were run.
func tables(t *testing.T, file string) []string {
	t.Helper()
	db, err := sql.Open("sqlite", file)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	rows, err := db.QueryContext(t.Context(), `
		SELECT type || ' ' || name || ' ' || COALESCE(sql, '') FROM sqlite_master
		UNION ALL SELECT 'step ' || version_id || ' ' || is_applied || ' ' || tstamp FROM goose_db_version ORDER BY 1`)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = rows.Close() }()
	var all []string
	for rows.Next() {
		var one string
		if err := rows.Scan(&one); err != nil {
			t.Fatal(err)
		}
		all = append(all, one)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return all
}
