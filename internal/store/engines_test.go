package store_test

import (
	"os"
	"path/filepath"
	"testing"

	"foureyes/internal/store"
	"foureyes/internal/store/storetest"
	"foureyes/internal/store/storetest/pgtest"
)

// database opens a database of one test's own; again after Close.
type database func() *store.Store

// An engine makes one database with all its tables; what it returns makes copies of
// it, which saves a suite from making all tables for each of its tests.
var engines = map[string]func(t *testing.T) (another func(t *testing.T) database){
	"SQLite": func(t *testing.T) func(t *testing.T) database {
		folder := t.TempDir()
		closed(t, openSQLite(t, folder))
		file, err := os.ReadFile(filepath.Join(folder, store.SQLiteFile))
		if err != nil {
			t.Fatal(err)
		}
		return func(t *testing.T) database {
			folder := t.TempDir()
			if err := os.WriteFile(filepath.Join(folder, store.SQLiteFile), file, 0o600); err != nil {
				t.Fatal(err)
			}
			return func() *store.Store { return openSQLite(t, folder) }
		}
	},
	"PostgreSQL": func(t *testing.T) func(t *testing.T) database {
		url := pgtest.URL(t)
		closed(t, openPostgres(t, url))
		return func(t *testing.T) database {
			url := pgtest.Copy(t, url)
			return func() *store.Store { return openPostgres(t, url) }
		}
	},
}

func openPostgres(t *testing.T, url string) *store.Store {
	t.Helper()
	s, err := store.OpenPostgres(t.Context(), url, store.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func closed(t *testing.T, s *store.Store) {
	t.Helper()
	if err := s.Close(); err != nil {
		t.Error(err)
	}
}

func TestEveryEngineIsAStore(t *testing.T) {
	for name, engine := range engines {
		t.Run(name, func(t *testing.T) {
			another := engine(t)
			storetest.Run(t, func(t *testing.T) func() storetest.Store {
				open := another(t)
				return func() storetest.Store { return open() }
			})
		})
	}
}

// onEngines runs a test on a new database of each engine.
func onEngines(t *testing.T, test func(t *testing.T, s *store.Store)) {
	t.Helper()
	for name, engine := range engines {
		t.Run(name, func(t *testing.T) {
			s := engine(t)(t)()
			t.Cleanup(func() { closed(t, s) })
			test(t, s)
		})
	}
}
