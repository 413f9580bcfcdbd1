package store_test

import (
	"database/sql"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"foureyes/internal/store"
)

func openSQLite(t *testing.T, folder string) *store.Store {
	t.Helper()
	s, err := store.OpenSQLite(t.Context(), folder)
	if err != nil {
		t.Fatal(err)
	}
	return s
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
