package app

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"foureyes/internal/clock"
	"foureyes/internal/object"
	"foureyes/internal/store"
)

// surroundings are a database whose clock somebody sets, and a process's clock that
// nobody can set.
type surroundings struct {
	elapsed, ahead time.Duration // since noon; by how much the database is ahead of that
	leads          bool
	err            error
	recalled       []time.Time
	log            bytes.Buffer
}

func (s *surroundings) local() time.Time { return noon.Add(s.elapsed) }

func (s *surroundings) ServerTime(context.Context) (time.Time, error) {
	return noon.Add(s.elapsed + s.ahead), s.err
}

func (s *surroundings) Lead(context.Context) (bool, error) { return s.leads, s.err }

func (s *surroundings) RecallJobs(_ context.Context, now time.Time) (int, error) {
	s.recalled = append(s.recalled, now)
	return 1, s.err
}

func (s *surroundings) sweeper() *sweeper {
	return &sweeper{clock: clock.New(s.local), database: s, log: slog.New(slog.NewTextHandler(&s.log, nil))}
}

// wait lets time pass and asks.
func (s *surroundings) wait(t *testing.T, w *sweeper, d time.Duration, want bool) {
	t.Helper()
	s.elapsed += d
	now, ok := w.may(t.Context())
	if ok != want || !now.Equal(noon.Add(s.elapsed+s.ahead)) {
		t.Errorf("after %v: %v at %v, want %v at %v", s.elapsed, ok, now, want, noon.Add(s.elapsed+s.ahead))
	}
}

func TestSweepsPauseWhileTheClockIsNotBelieved(t *testing.T) {
	s := &surroundings{leads: true, ahead: 2 * time.Hour}
	w := s.sweeper()
	s.wait(t, w, 0, true)
	s.ahead += 4 * time.Minute
	s.wait(t, w, time.Second, true)
	if s.ahead += 40 * 24 * time.Hour; strings.Contains(s.log.String(), "level=ERROR") {
		t.Error("an alarm before the jump:", s.log.String())
	}
	for range 3 {
		s.wait(t, w, time.Minute, false)
	}
	if n := strings.Count(s.log.String(), "level=ERROR"); n != 1 || w.jump() != 40*24*time.Hour {
		t.Errorf("%d alarms, jump %v: %s", n, w.jump(), s.log.String())
	}
	s.recalled = nil
	s.ahead -= 40 * 24 * time.Hour
	s.wait(t, w, time.Minute, true)
	if len(s.recalled) != 1 || !s.recalled[0].Equal(w.clock.Now()) || w.jump() != 0 {
		t.Errorf("what was saved in the jump was recalled at %v; jump %v", s.recalled, w.jump())
	}
}

func TestSweepsGoOnByTheNewTimeAfterAWhile(t *testing.T) {
	s := &surroundings{leads: true}
	w := s.sweeper()
	s.wait(t, w, 0, true)
	s.ahead = 8 * time.Hour
	s.wait(t, w, time.Second, false)
	s.wait(t, w, clock.Hold-time.Second, false)
	s.wait(t, w, time.Second, true)
	s.wait(t, w, time.Second, true)
}

// A restart is how an operator says that the new time is right.
func TestNewProcessBelievesTheClock(t *testing.T) {
	s := &surroundings{leads: true}
	s.wait(t, s.sweeper(), 0, true)
	s.ahead = 7 * 24 * time.Hour
	s.wait(t, s.sweeper(), time.Second, true)
	if len(s.recalled) != 2 {
		t.Errorf("jobs were recalled at %v, want once for each process", s.recalled)
	}
}

func TestOnlyTheLeaderSweeps(t *testing.T) {
	s := &surroundings{}
	w := s.sweeper()
	s.wait(t, w, 0, false)
	s.leads = true
	s.wait(t, w, time.Second, true)
	s.err = errors.New("the database is gone")
	s.leads = false
	s.wait(t, w, time.Second, false)
	if !strings.Contains(s.log.String(), "the database is gone") {
		t.Error(s.log.String())
	}
	s.err, s.leads = nil, true
	s.wait(t, w, time.Second, true)
}

func TestReadinessTellsOfAJump(t *testing.T) {
	s := &surroundings{leads: true}
	a := &App{sweeper: s.sweeper(), time: clock.New(s.local), Surroundings: Surroundings{Log: slog.New(slog.DiscardHandler)}}
	a.config.Data, a.store = newDatabase(t)
	var err error
	if a.files, err = object.New(a.objectsFolder(), a.store, s.local); err != nil {
		t.Fatal(err)
	}
	s.wait(t, a.sweeper, 0, true)
	s.ahead = 3 * time.Hour
	s.wait(t, a.sweeper, time.Second, false)
	w := httptest.NewRecorder()
	a.ready(w, httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/readyz", nil))
	want := "ready\nthe clock jumped forward by 3h0m0s: nothing becomes due until it is set right\n"
	if w.Code != http.StatusOK || w.Body.String() != want {
		t.Errorf("%d %q", w.Code, w.Body)
	}
}

// A server that was frozen finds that the proxies which asked it have given up: that is no error of its own.
func TestReadinessOfAClientThatHungUp(t *testing.T) {
	var log strings.Builder
	a := &App{Surroundings: Surroundings{Log: slog.New(slog.NewTextHandler(&log, nil))}}
	_, a.store = newDatabase(t)
	ctx, hangUp := context.WithCancel(t.Context())
	hangUp()
	w := httptest.NewRecorder()
	a.ready(w, httptest.NewRequestWithContext(ctx, http.MethodGet, "/readyz", nil))
	if w.Code != http.StatusServiceUnavailable || log.Len() > 0 {
		t.Errorf("%d, and the log says %q", w.Code, log.String())
	}
}

// newDatabase opens an SQLite database in a data folder with an objects folder.
func newDatabase(t *testing.T) (string, *store.Store) {
	t.Helper()
	folder := t.TempDir()
	s, err := store.OpenSQLite(t.Context(), folder)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	makeFolder(t, folder, "objects")
	return folder, s
}
