package pgtest

import (
	"io"
	"testing"
)

// Breakable is a PostgreSQL of one test's own, which it may stop and start.
type Breakable struct{ server server }

// NewBreakable starts a server, which ends with the test.
func NewBreakable(t testing.TB) *Breakable {
	t.Helper()
	s, err := start()
	if err != nil {
		t.Fatalf("start PostgreSQL: %v", err)
	}
	t.Cleanup(func() {
		if err := s.life.Close(); err != nil {
			t.Error(err)
		}
		_ = s.untilReady() // it is gone once its script is
	})
	return &Breakable{s}
}

// URL opens the server's database. With a standby it leads to whichever of the two
// takes changes.
func (b *Breakable) URL() string {
	return "postgres:///postgres?user=" + superuser + "&host=" + b.server.folder + "," + b.server.folder +
		"&port=" + firstPort + "," + secondPort + "&target_session_attrs=read-write"
}

// Stop ends the server as a power cut does: what was not durable is gone.
func (b *Breakable) Stop(t testing.TB) { t.Helper(); b.order(t, "stop") }

// Start starts the server that was stopped, and returns once it can be used.
func (b *Breakable) Start(t testing.TB) { t.Helper(); b.order(t, "start") }

// Follow starts a standby without which nothing is durable: a commit waits until it
// has it too. The standby has caught up then.
func (b *Breakable) Follow(t testing.TB) {
	t.Helper()
	b.order(t, "standby")
	db := Open(t, b.server.url("postgres", superuser))
	for _, query := range []string{`ALTER SYSTEM SET synchronous_standby_names = '*'`, `SELECT pg_reload_conf()`} {
		if _, err := db.ExecContext(t.Context(), query); err != nil {
			t.Fatal(err)
		}
	}
	standby := Open(t, b.StandbyURL())
	for sync, caughtUp := false, false; !sync || !caughtUp; {
		// A standby that has seen no commit cannot say how far it is behind.
		var place string
		if err := db.QueryRowContext(t.Context(), commitOfNothing).Scan(&place); err != nil {
			t.Fatal(err)
		}
		if err := db.QueryRowContext(t.Context(), `SELECT count(*) = 1 FROM pg_stat_replication WHERE sync_state = 'sync'`).Scan(&sync); err != nil {
			t.Fatal(err)
		}
		if err := standby.QueryRowContext(t.Context(), hasCome, place).Scan(&caughtUp); err != nil {
			t.Fatal(err)
		}
	}
}

const (
	// commitOfNothing is in the log, and gives its place there.
	commitOfNothing = `SELECT pg_logical_emit_message(true, 'pgtest', '')::text`
	// hasCome asks a standby whether it has come behind a place, and has seen a commit.
	hasCome = `SELECT pg_last_wal_replay_lsn() > CAST($1 AS TEXT)::pg_lsn AND pg_last_xact_replay_timestamp() IS NOT NULL`
)

// StandbyURL opens the standby, which can only be read.
func (b *Breakable) StandbyURL() string {
	return "postgres:///postgres?user=" + superuser + "&host=" + b.server.folder + "&port=" + secondPort
}

// Promote makes the standby the server, whose place it takes at the same URL.
func (b *Breakable) Promote(t testing.TB) { t.Helper(); b.order(t, "promote") }

func (b *Breakable) order(t testing.TB, what string) {
	t.Helper()
	_, err := io.WriteString(b.server.life, what+"\n")
	if err == nil {
		err = b.server.untilReady()
	}
	if err != nil {
		t.Fatalf("%s PostgreSQL: %v", what, err)
	}
}
