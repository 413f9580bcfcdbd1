package endurance

import (
	"database/sql"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"foureyes/internal/store/storetest/pgtest"
)

// jump is how the server's metrics tell how far its clock jumped.
const jump = "foureyes_clock_jump_seconds"

// The clock by which all servers go, that of their PostgreSQL, is set forward by an hour
// under load, right again, back by an hour, and right again. Nothing expires early, and
// nobody loses a session, a task or an answer.
func TestSteppingClockLosesNothing(t *testing.T) {
	rounds := 1
	if long() {
		rounds = 20
	}
	c, databaseURL := newSteppingClock(t)
	replicas, outside := newReplicas(t, 2, databaseURL, "--metrics-token", metricsToken)
	w := newWorld(t, replicas[0])
	w.url, w.outside = newProxy(t, replicas), outside
	w.open()
	seed := newSeed(t)
	drain := w.live(t, seed, w.furnish(t, seed))
	w.failing.Store(true) // requests that say another time are refused
	for range rounds {
		w.awaitAcks(t, 200)
		c.set(t, w, time.Hour)
		t.Logf("a step forward is told of within %v", w.awaitJump(t, replicas, time.Hour))
		w.awaitAcks(t, 300)
		c.set(t, w, 0)
		t.Logf("all is well within %v after the clock is right again", w.awaitJump(t, replicas, 0))
		w.awaitAcks(t, 200)
		c.set(t, w, -time.Hour) // which is believed, and so the way back is a jump
		w.awaitRefusals(t, replicas)
		w.awaitAcks(t, 300)
		c.set(t, w, 0)
		w.awaitJump(t, replicas, time.Hour)
		w.awaitAcks(t, 200)
		restarted := time.Now()
		for _, s := range replicas { // who has set the clock says so
			s.stop(t)
			s.start(t)
		}
		w.awaitJump(t, replicas, 0)
		t.Logf("a clock that went back and is right again is believed %v after a restart of one server after the other began", time.Since(restarted).Round(time.Millisecond))
	}
	w.awaitAcks(t, 200)
	drain()
	w.failing.Store(false)
	w.stopRest(t)
	w.finish(t, true)
	w.check(t)
	for _, s := range replicas {
		s.stop(t)
	}
	db := openDatabase(t, replicas[0], databaseURL)
	if n := number(t, db, `SELECT COUNT(*) FROM assignment WHERE status = 'Expired'`); n != 0 {
		t.Errorf("%d tasks have expired, and none was held for long", n)
	}
	w.events.judge(t, checkDatabase(t, replicas[0], db, false))
}

// awaitJump waits until all servers tell of a jump so far, and says how long that took.
func (w *world) awaitJump(t *testing.T, replicas []*server, want time.Duration) time.Duration {
	t.Helper()
	began := time.Now()
	for _, s := range replicas {
		at := newWorld(t, s)
		at.open()
		poll(t, "a server to tell of its clock", func() bool {
			is := at.metric(t, jump) - want.Seconds()
			return is > -60 && is < 60
		})
		if status := at.ask(t, "/readyz"); status != http.StatusOK {
			t.Errorf("/readyz says %d of a server that answers all requests", status)
		}
	}
	return time.Since(began).Round(time.Millisecond)
}

// awaitRefusals waits until all servers go by a time at which what is signed now is not
// valid yet.
func (w *world) awaitRefusals(t *testing.T, replicas []*server) {
	t.Helper()
	for _, s := range replicas {
		at := newWorld(t, s)
		at.open()
		poll(t, "a server to go by its clock", func() bool {
			return untimely(at.operator.call(t, http.MethodGet, "/human-loops?FlowDefinitionArn="+url.QueryEscape(w.flows[0].arn()), nil))
		})
	}
}

// untimely tells that a request was refused for the time at which it was signed.
func untimely(a answer) bool {
	text := string(a.body)
	return a.status == http.StatusForbidden && (strings.Contains(text, "Signature expired") || strings.Contains(text, "Signature not yet current"))
}

// steppingClock is a PostgreSQL whose clock can be set without anybody's noticing: a
// function of its name stands before PostgreSQL's own.
type steppingClock struct{ db *sql.DB }

func newSteppingClock(t *testing.T) (c steppingClock, databaseURL string) {
	t.Helper()
	databaseURL = pgtest.URL(t)
	c = steppingClock{pgtest.Open(t, pgtest.AsSuperuser(databaseURL))}
	for _, query := range []string{
		`CREATE SCHEMA stepping`,
		`CREATE TABLE stepping.step (by interval NOT NULL)`,
		`INSERT INTO stepping.step VALUES ('0')`,
		`CREATE FUNCTION stepping.clock_timestamp() RETURNS timestamptz LANGUAGE sql VOLATILE
			AS 'SELECT pg_catalog.clock_timestamp() + (SELECT by FROM stepping.step)'`,
		`GRANT USAGE ON SCHEMA stepping TO PUBLIC`,
		`GRANT SELECT ON stepping.step TO PUBLIC`,
	} {
		if _, err := c.db.ExecContext(t.Context(), query); err != nil {
			t.Fatalf("%s: %v", query, err)
		}
	}
	return c, databaseURL + "&search_path=public,stepping,pg_catalog"
}

// set sets the clock, and those of a world's clients, to so far ahead of the right time.
func (c steppingClock) set(t *testing.T, w *world, ahead time.Duration) {
	t.Helper()
	if _, err := c.db.ExecContext(t.Context(), `UPDATE stepping.step SET by = make_interval(secs => $1)`, ahead.Seconds()); err != nil {
		t.Fatal(err)
	}
	w.ahead.Store(int64(ahead))
}
