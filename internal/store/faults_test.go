package store

import (
	"errors"
	"testing"
	"time"

	"foureyes/internal/store/storetest/pgtest"
)

// A COMMIT without an answer may have happened, so it is told as it is, and never
// run a second time.
func TestCommitWithoutAnAnswerIsNotRunAgain(t *testing.T) {
	url := pgtest.URL(t)
	wire, through := pgtest.NewWire(t, url)
	s, direct := openThere(t, through), openThere(t, url)
	for _, test := range []struct {
		id    string
		cut   func()
		saved bool
	}{
		{"before", wire.CutBeforeCommit, false},
		{"after", wire.CutAfterCommit, true},
	} {
		runs := 0
		test.cut()
		err := s.write(t.Context(), func(t *tx) error { runs++; return insert(test.id)(t) })
		if !errors.Is(err, errUncertain) || runs != 1 {
			t.Errorf("%s: %d runs, %v", test.id, runs, err)
		}
		// The server may be in the middle of it: whoever wants the same row waits for that.
		err = direct.write(t.Context(), insert(test.id))
		if saved := isTaken(err); saved != test.saved || !saved && err != nil {
			t.Errorf("%s: saved %v, %v", test.id, saved, err)
		}
		if err := s.write(t.Context(), insert(test.id+", next")); err != nil {
			t.Errorf("after it: %v", err)
		}
	}
}

func TestCutConnectionIsMadeAgain(t *testing.T) {
	wire, through := pgtest.NewWire(t, pgtest.URL(t))
	s := openThere(t, through)
	runs := 0
	err := s.write(t.Context(), func(t *tx) error {
		if runs++; runs < 3 {
			wire.Cut()
		}
		return insert("row")(t)
	})
	if err != nil || runs != 3 {
		t.Errorf("%d runs, %v", runs, err)
	}
	wire.Cut()
	if !s.has(t, "row") {
		t.Error("it is gone")
	}
	wire.Cut()
	if all := columns(t, s, `SELECT id FROM account`); len(all) != 1 {
		t.Errorf("%q", all)
	}
}

// A server that has become a standby takes no changes: the connection is given up, as
// the next one may lead to its successor.
func TestConnectionToAStandbyIsGivenUp(t *testing.T) {
	s := openThere(t, pgtest.URL(t))
	var servers []int
	err := s.write(t.Context(), func(t *tx) error {
		pid, err := one(t, value[int], `SELECT pg_backend_pid()`)
		if err != nil {
			return err
		}
		if servers = append(servers, pid); len(servers) == 1 {
			if _, err := t.exec(`SET TRANSACTION READ ONLY`); err != nil {
				return err
			}
		}
		return insert("row")(t)
	})
	if err != nil || len(servers) != 2 || servers[0] == servers[1] || !s.has(t, "row") {
		t.Errorf("sessions %v, %v", servers, err)
	}
}

func TestLimitsOfAnOperatorHold(t *testing.T) {
	limits := Limits{Connections: 2, Statement: 90 * time.Second, Lock: 40_001 * time.Millisecond, Idle: 50 * time.Second}
	s, err := OpenPostgres(t.Context(), pgtest.URL(t)+"&pool_max_conns=7", limits)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	for name, want := range map[string]string{
		"statement_timeout": "90s", "lock_timeout": "40001ms", "idle_in_transaction_session_timeout": "50s", "synchronous_commit": "on",
	} {
		if got, err := one(s.read(t.Context()), value[string], `SELECT current_setting('`+name+`')`); err != nil || got != want {
			t.Errorf("%s = %s, %v; want %s", name, got, err, want)
		}
	}
	if n := s.reader.Stats().MaxOpenConnections; n != 2 {
		t.Errorf("at most %d connections, want 2", n)
	}
}

// While a server is restarted, changes and questions wait for it.
func TestRestartIsWaitedFor(t *testing.T) {
	server := pgtest.NewBreakable(t)
	s := openThere(t, server.URL())
	if err := s.write(t.Context(), insert("before")); err != nil {
		t.Fatal(err)
	}
	server.Stop(t)
	done := make(chan error, 1)
	found := make(chan bool, 1)
	go func() { done <- s.write(t.Context(), insert("meanwhile")) }()
	go func() { found <- s.has(t, "before") }()
	server.Start(t)
	if err := <-done; err != nil || !<-found || !s.has(t, "meanwhile") {
		t.Errorf("%v", err)
	}
}
