package store

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"strings"
	"sync"
	"testing"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"foureyes/internal/store/storetest/pgtest"
)

func openHere(t *testing.T) *Store {
	t.Helper()
	s, err := OpenSQLite(t.Context(), t.TempDir())
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

// onBoth runs a test on each engine.
func onBoth(t *testing.T, test func(t *testing.T, s *Store)) {
	t.Helper()
	t.Run("SQLite", func(t *testing.T) { test(t, openHere(t)) })
	t.Run("PostgreSQL", func(t *testing.T) { test(t, openThere(t, pgtest.URL(t))) })
}

// insert adds rows to the smallest table.
func insert(ids ...string) func(*tx) error {
	return func(t *tx) error {
		for _, id := range ids {
			if _, err := t.exec(`INSERT INTO account (id, created_at) VALUES ($1, 0)`, id); err != nil {
				return err
			}
		}
		return nil
	}
}

func (s *Store) has(t *testing.T, id string) bool {
	t.Helper()
	n, err := one(s.read(t.Context()), value[int], `SELECT COUNT(*) FROM account WHERE id = $1`, id)
	if err != nil {
		t.Error(err)
	}
	return n == 1
}

// hold keeps the writer busy until release is called.
func (s *Store) hold(t *testing.T) (release func()) {
	t.Helper()
	started, goOn, ended := make(chan struct{}), make(chan struct{}), make(chan error)
	go func() {
		ended <- s.write(context.WithoutCancel(t.Context()), func(*tx) error {
			close(started)
			<-goOn
			return nil
		})
	}()
	<-started
	return func() {
		close(goOn)
		if err := <-ended; err != nil {
			t.Error(err)
		}
	}
}

// queue lets these changes wait for the writer in this order, as one group, and
// gives what they return once it goes on.
func (s *Store) queue(t *testing.T, changes ...func(*tx) error) (results func() []error) {
	t.Helper()
	errs := make([]error, len(changes))
	var wait sync.WaitGroup
	for i, change := range changes {
		wait.Go(func() { errs[i] = s.write(context.WithoutCancel(t.Context()), change) })
		for len(s.writer.(*writer).queue) <= i {
			runtime.Gosched()
		}
	}
	return func() []error {
		wait.Wait()
		return errs
	}
}

func TestOnlyCollidingWritesOfManyFail(t *testing.T) {
	onBoth(t, func(t *testing.T, s *Store) {
		const writes, names = 2000, 1600
		errs := make([]error, writes)
		var wait sync.WaitGroup
		for i := range writes {
			wait.Go(func() {
				own, shared := fmt.Sprint("own-", i), fmt.Sprint("shared-", i%names)
				errs[i] = s.write(t.Context(), insert(own, shared))
				if saved := errs[i] == nil; saved != s.has(t, own) {
					t.Errorf("write %d: %v, but its row is there: %v", i, errs[i], !saved)
				}
			})
		}
		wait.Wait()
		winners := map[int]int{}
		for i, err := range errs {
			switch {
			case err == nil:
				winners[i%names]++
			case !isTaken(err):
				t.Errorf("write %d: %v", i, err)
			}
		}
		for name := range names {
			if winners[name] != 1 || !s.has(t, fmt.Sprint("shared-", name)) {
				t.Errorf("the name %d was given %d times", name, winners[name])
			}
		}
		n, err := one(s.read(t.Context()), value[int], `SELECT COUNT(*) FROM account`)
		if err != nil || n != 2*names {
			t.Errorf("%d rows, %v; each of %d winners has two", n, err, names)
		}
	})
}

func TestPanicHarmsNoOther(t *testing.T) {
	s := openHere(t)
	release := s.hold(t)
	results := s.queue(t, insert("before"), func(t *tx) error {
		if err := insert("half")(t); err != nil {
			return err
		}
		panic("boom")
	}, insert("after"))
	release()
	errs := results()
	if errs[0] != nil || errs[2] != nil || errs[1] == nil || errs[1].Error() != "panic in a write: boom" {
		t.Error(errs)
	}
	if !s.has(t, "before") || s.has(t, "half") || !s.has(t, "after") {
		t.Error("the panic took others with it, or left half of itself")
	}
}

func TestWriteGivenUpBeforeItsTurnIsNotRun(t *testing.T) {
	s := openHere(t)
	ctx, cancel := context.WithCancel(t.Context())
	release := s.hold(t)
	result := make(chan error)
	go func() { result <- s.write(ctx, insert("late")) }()
	for len(s.writer.(*writer).queue) == 0 {
		runtime.Gosched()
	}
	cancel()
	release()
	if err := <-result; !errors.Is(err, context.Canceled) || s.has(t, "late") {
		t.Error(err)
	}
	if err := s.write(ctx, insert("later")); !errors.Is(err, context.Canceled) || s.has(t, "later") {
		t.Error(err)
	}
}

func TestWriteGivenUpInItsTurnIsFinished(t *testing.T) {
	onBoth(t, func(t *testing.T, s *Store) {
		ctx, cancel := context.WithCancel(t.Context())
		err := s.write(ctx, func(t *tx) error {
			cancel()
			return insert("saved")(t)
		})
		if err != nil || !s.has(t, "saved") {
			t.Error(err)
		}
	})
}

func TestCloseFinishesWhatWaitsAndRefusesTheRest(t *testing.T) {
	folder := t.TempDir()
	s, err := OpenSQLite(t.Context(), folder)
	if err != nil {
		t.Fatal(err)
	}
	release := s.hold(t)
	results := s.queue(t, insert("a"), insert("b"))
	closed := make(chan error)
	go func() { closed <- s.Close() }()
	release()
	if err := errors.Join(results()...); err != nil {
		t.Error(err)
	}
	if err := <-closed; err != nil {
		t.Error(err)
	}
	if err := s.write(t.Context(), insert("c")); !errors.Is(err, errClosed) {
		t.Errorf("after Close: %v", err)
	}
	if err := s.Close(); err != nil {
		t.Errorf("the second Close: %v", err)
	}
	if s.Ready(t.Context()) == nil {
		t.Error("a closed store says that it is ready")
	}
	if s, err = OpenSQLite(t.Context(), folder); err != nil {
		t.Fatal(err)
	}
	defer func() { _ = s.Close() }()
	if !s.has(t, "a") || !s.has(t, "b") || s.has(t, "c") {
		t.Error("what was acknowledged is not what is there")
	}
}

// SQLite gives up the whole transaction when a page cannot be had. Whoever shared
// it must neither lose its write nor be told that it failed.
func TestFullDiskRefusesOnlyTheWriteThatMeetsIt(t *testing.T) {
	s := openHere(t)
	limit := func(pages string) {
		t.Helper()
		if err := s.write(t.Context(), func(t *tx) error {
			_, err := one(t, value[int], `PRAGMA max_page_count = `+pages)
			return err
		}); err != nil {
			t.Fatal(err)
		}
	}
	used, err := one(s.read(t.Context()), value[int], `PRAGMA page_count`)
	if err != nil {
		t.Fatal(err)
	}
	limit(fmt.Sprint(used + 1))
	release := s.hold(t)
	results := s.queue(t, insert("before"), insert(strings.Repeat("large", 1<<15)), insert("after"), insert("before"))
	release()
	errs := results()
	var full *sqlite.Error
	if !errors.As(errs[1], &full) || full.Code() != sqlite3.SQLITE_FULL {
		t.Errorf("the large one: %v", errs[1])
	}
	if errs[0] != nil || errs[2] != nil || !isTaken(errs[3]) {
		t.Errorf("the others: %v, %v, %v", errs[0], errs[2], errs[3])
	}
	if !s.has(t, "before") || !s.has(t, "after") {
		t.Error("an acknowledged row is missing")
	}
	limit("1000000")
	if err := s.write(t.Context(), insert("once there is room")); err != nil {
		t.Error(err)
	}
}

func TestJobsAreSignalledOnceTheyAreSaved(t *testing.T) {
	onBoth(t, func(t *testing.T, s *Store) {
		save := func(t *tx) error {
			t.savedJobs = true
			return nil
		}
		if err := s.write(t.Context(), func(t *tx) error { return errors.Join(save(t), errNoRow) }); !errors.Is(err, errNoRow) {
			t.Error(err)
		}
		if err := s.write(t.Context(), insert("no job")); err != nil {
			t.Error(err)
		}
		select {
		case <-s.JobsSaved():
			t.Error("a signal without a job")
		default:
		}
		for range 3 { // nobody listens meanwhile
			if err := s.write(t.Context(), save); err != nil {
				t.Error(err)
			}
		}
		<-s.JobsSaved()
	})
}
