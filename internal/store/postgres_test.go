package store

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"foureyes/internal/fault"
	"foureyes/internal/store/storetest/pgtest"
)

func openThere(t *testing.T, url string) *Store {
	t.Helper()
	s, err := OpenPostgres(t.Context(), url, Limits{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

func TestEnginesHaveTheSameMigrations(t *testing.T) {
	names := func(engine string) (all []string) {
		files, err := fs.ReadDir(migrations, "migrations/"+engine)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range files {
			all = append(all, f.Name())
		}
		return all
	}
	if diff := cmp.Diff(names("sqlite"), names("postgres")); diff != "" || len(names("sqlite")) == 0 {
		t.Error(diff)
	}
}

// The engines' tables have the same columns, so that the queries can be the same.
func TestEnginesHaveTheSameColumns(t *testing.T) {
	lite := columns(t, openHere(t), `SELECT m.name || '.' || c.name FROM sqlite_master m JOIN pragma_table_info(m.name) c
		WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite%' AND m.name NOT LIKE 'goose%' ORDER BY 1`)
	post := columns(t, openThere(t, pgtest.URL(t)), `SELECT (table_name || '.' || column_name) COLLATE "C" FROM information_schema.columns
		WHERE table_schema = 'public' AND table_name NOT LIKE 'goose%' AND column_name <> 'share' ORDER BY 1`)
	if diff := cmp.Diff(lite, post); diff != "" || len(lite) < 50 {
		t.Error(diff)
	}
}

func columns(t *testing.T, s *Store, query string) []string {
	t.Helper()
	all, err := many(s.read(t.Context()), value[string], query)
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// Text that is sorted by a language's rules would be listed in another order than
// SQLite's, and pages would skip or repeat rows.
func TestTextIsComparedByItsBytes(t *testing.T) {
	s := openThere(t, pgtest.URL(t))
	other := columns(t, s, `SELECT table_name || '.' || column_name FROM information_schema.columns
		WHERE table_schema = 'public' AND table_name NOT LIKE 'goose%' AND data_type = 'text' AND collation_name IS DISTINCT FROM 'C'`)
	if len(other) > 0 {
		t.Errorf("columns with another collation than \"C\": %v", other)
	}
}

func TestManyServersMayStartAtOnce(t *testing.T) {
	url := pgtest.URL(t)
	var wait sync.WaitGroup
	for range 6 {
		wait.Go(func() {
			s, err := OpenPostgres(t.Context(), url, Limits{})
			if err != nil {
				t.Error(err)
				return
			}
			if err := s.Close(); err != nil {
				t.Error(err)
			}
		})
	}
	wait.Wait()
}

func TestConnectionsAreDurableAndBounded(t *testing.T) {
	s := openThere(t, pgtest.URL(t)+"&pool_max_conns=3&synchronous_commit=off")
	for name, want := range sessionSettings {
		got, err := one(s.read(t.Context()), value[string], `SELECT current_setting('`+name+`')`)
		if err != nil || got != want && name != "idle_in_transaction_session_timeout" {
			t.Errorf("%s = %s, %v; want %s", name, got, err, want)
		}
	}
	if n := s.reader.Stats().MaxOpenConnections; n != 3 {
		t.Errorf("at most %d connections, want 3", n)
	}
}

func TestUnfitDatabaseIsRefused(t *testing.T) {
	url := pgtest.URL(t)
	if _, err := OpenPostgres(t.Context(), url+"&pool_max_conns=1", Limits{}); err == nil || !strings.Contains(err.Error(), "at least 2") {
		t.Error(err)
	}
	db := pgtest.Open(t, url)
	if _, err := db.ExecContext(t.Context(), `CREATE DATABASE latin ENCODING 'LATIN1' LOCALE 'C' TEMPLATE template0`); err != nil {
		t.Fatal(err)
	}
	name := url[len("postgres:///"):strings.Index(url, "?")]
	if _, err := OpenPostgres(t.Context(), strings.Replace(url, name, "latin", 1), Limits{}); err == nil || !strings.Contains(err.Error(), "LATIN1") {
		t.Error(err)
	}
}

// Two changes that each hold what the other wants: the server ends one of them, and
// it is run again, more than once if they meet again.
func TestDeadlockIsRunAgain(t *testing.T) {
	s := openThere(t, pgtest.URL(t))
	if err := s.write(t.Context(), insert("a", "b")); err != nil {
		t.Fatal(err)
	}
	lock := func(t *tx, id string) error {
		_, err := one(t, value[string], `SELECT id FROM account WHERE id = $1`+t.forUpdate("account"), id)
		return err
	}
	var both, wait sync.WaitGroup
	both.Add(2)
	runs := make([]int, 2)
	for i, order := range [][]string{{"a", "b"}, {"b", "a"}} {
		wait.Go(func() {
			err := s.write(t.Context(), func(t *tx) error {
				if err := lock(t, order[0]); err != nil {
					return err
				}
				if runs[i]++; runs[i] == 1 {
					both.Done()
					both.Wait()
				}
				if err := lock(t, order[1]); err != nil {
					return err
				}
				return insert(fmt.Sprint("saved-", i))(t)
			})
			if err != nil {
				t.Error(err)
			}
		})
	}
	wait.Wait()
	if runs[0]+runs[1] < 3 || !s.has(t, "saved-0") || !s.has(t, "saved-1") {
		t.Errorf("runs %v", runs)
	}
}

// An administrator, or a failover, ends a connection in the middle of a change.
func TestEndedConnectionIsMadeAgain(t *testing.T) {
	s := openThere(t, pgtest.URL(t))
	runs := 0
	err := s.write(t.Context(), func(t *tx) error {
		runs++
		if err := insert("row")(t); err != nil {
			return err
		}
		if runs == 1 {
			if _, err := s.reader.ExecContext(t.ctx, `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
				WHERE state = 'idle in transaction' AND datname = current_database()`); err != nil {
				return err
			}
		}
		return insert("another")(t)
	})
	if err != nil || runs != 2 || !s.has(t, "row") || !s.has(t, "another") {
		t.Errorf("%d runs, %v", runs, err)
	}
}

func TestRefusalAndPanicAreNotRunAgain(t *testing.T) {
	s := openThere(t, pgtest.URL(t))
	runs := 0
	no := errors.New("no")
	err := s.write(t.Context(), func(t *tx) error {
		runs++
		return errors.Join(insert("refused")(t), no)
	})
	if !errors.Is(err, no) || runs != 1 || s.has(t, "refused") {
		t.Errorf("%d runs, %v", runs, err)
	}
	err = s.write(t.Context(), func(t *tx) error {
		if err := insert("half")(t); err != nil {
			return err
		}
		panic("boom")
	})
	if err == nil || err.Error() != "panic in a write: boom" || s.has(t, "half") {
		t.Error(err)
	}
}

func TestConflictThatDoesNotEndIsGivenUp(t *testing.T) {
	s := openThere(t, pgtest.URL(t))
	runs := 0
	err := s.write(t.Context(), func(*tx) error { runs++; return errAgain })
	if !errors.Is(err, errAgain) || runs != attempts {
		t.Errorf("%d runs, %v", runs, err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	runs = 0
	err = s.write(ctx, func(*tx) error { runs++; cancel(); return errAgain })
	if !errors.Is(err, errAgain) || runs != 1 {
		t.Errorf("given up by the caller: %d runs, %v", runs, err)
	}
}

func TestTextWithZeroIsTheCallersFault(t *testing.T) {
	s := openThere(t, pgtest.URL(t))
	if err := s.write(t.Context(), insert("a\x00b")); !fault.Is(err, fault.Invalid) {
		t.Errorf("write: %v", err)
	}
	if _, err := one(s.read(t.Context()), value[string], `SELECT id FROM account WHERE id = $1`, "\x00"); !fault.Is(err, fault.Invalid) {
		t.Errorf("read: %v", err)
	}
}

func TestCloseWaitsAndRefuses(t *testing.T) {
	s := openThere(t, pgtest.URL(t))
	started, goOn, saved := make(chan struct{}), make(chan struct{}), make(chan error)
	go func() {
		saved <- s.write(context.WithoutCancel(t.Context()), func(t *tx) error {
			close(started)
			<-goOn
			return insert("a")(t)
		})
	}()
	<-started
	closed := make(chan error)
	go func() { closed <- s.Close() }()
	close(goOn)
	if err := errors.Join(<-saved, <-closed); err != nil {
		t.Error(err)
	}
	if err := s.write(t.Context(), insert("b")); !errors.Is(err, errClosed) {
		t.Errorf("after Close: %v", err)
	}
}
