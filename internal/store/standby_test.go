package store

import (
	"context"
	"net"
	"testing"
	"time"

	"foureyes/internal/inventory"
	"foureyes/internal/store/storetest/pgtest"
)

// accounts counts what a SQL query that begins now would find, at whichever of the two it is asked.
func accounts(t *testing.T, s *Store) (n int) {
	t.Helper()
	if err := s.forQueries(t.Context()).QueryRowContext(t.Context(), `SELECT count(*) FROM account`).Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

func TestStandbyAnswersWhileItIsNear(t *testing.T) {
	server := pgtest.NewBreakable(t)
	s := openThere(t, server.URL())
	server.Follow(t)
	if err := s.UseStandby(server.StandbyURL(), 0); err != nil {
		t.Fatal(err)
	}
	there := pgtest.Open(t, server.StandbyURL())
	replay := func(what string) {
		t.Helper()
		if _, err := there.ExecContext(t.Context(), what); err != nil {
			t.Fatal(err)
		}
	}
	save := func(id string) {
		t.Helper()
		if err := s.write(t.Context(), insert(id)); err != nil {
			t.Fatal(err)
		}
	}
	save("one")
	// It catches up by itself.
	for asked := int64(0); asked == 0; {
		if n := accounts(t, s); n != 1 {
			t.Fatalf("%d accounts", n)
		}
		f, _ := s.Standby()
		asked = f.Answered
	}

	replay(`SELECT pg_wal_replay_pause()`)
	save("two")
	before, _ := s.Standby()
	if n := accounts(t, s); n != 2 {
		t.Errorf("%d accounts: the standby was asked, which lacks one", n)
	}
	if after, _ := s.Standby(); after.Passed != before.Passed+1 || after.Lag <= 0 {
		t.Errorf("%+v after %+v", after, before)
	}
	s.standby.most = time.Hour
	if n := accounts(t, s); n != 1 {
		t.Errorf("%d accounts: the standby may be an hour behind, and was not asked", n)
	}

	// A whole query, with its transaction and cursor.
	d := definition(t, "aws.sagemaker_human_loop")
	snapshot := s.Snapshot(t.Context())
	rows, err := snapshot.Select(inventory.Selection{Table: d, Columns: []int{d.Column("creation_time")}, Limit: -1})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := rows.Next(); err == nil {
		t.Error("there is a human loop")
	}
	if err := snapshot.Close(); err != nil {
		t.Error(err)
	}

	replay(`SELECT pg_wal_replay_resume()`)
	server.Promote(t)
	before, _ = s.Standby()
	if accounts(t, s); before.Passed+1 != func() int64 { f, _ := s.Standby(); return f.Passed }() {
		t.Error("one that follows nobody any more was asked")
	}
}

func TestStandbyThatIsAwayKeepsNobodyWaiting(t *testing.T) {
	s := openThere(t, pgtest.URL(t))
	if err := s.UseStandby("postgres:///postgres?host="+t.TempDir(), time.Hour); err != nil {
		t.Fatal(err)
	}
	if err := s.write(t.Context(), insert("one")); err != nil {
		t.Fatal(err)
	}
	for range 3 {
		if n := accounts(t, s); n != 1 {
			t.Errorf("%d accounts", n)
		}
	}
	if f, _ := s.Standby(); f.Passed != 3 || f.Answered != 0 || !s.standby.resting.Load() {
		t.Errorf("%+v, resting: %v", f, s.standby.resting.Load())
	}
}

// Who gives up a query says nothing of the standby that was asked.
func TestStandbyIsNotAwayBecauseACallerGivesUp(t *testing.T) {
	s := openThere(t, pgtest.URL(t))
	silent, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, giveUp := context.WithCancel(t.Context())
	go func() {
		c, err := silent.Accept()
		giveUp()
		if err == nil {
			<-t.Context().Done()
			_ = c.Close()
		}
	}()
	t.Cleanup(func() { _ = silent.Close() })
	if err := s.UseStandby("postgres://"+silent.Addr().String()+"/postgres?sslmode=disable", time.Hour); err != nil {
		t.Fatal(err)
	}
	if s.standby.near(ctx, s.reader) || s.standby.resting.Load() {
		t.Error("near, or resting")
	}
}
