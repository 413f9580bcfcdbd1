package endurance

import (
	"net"
	"net/http"
	"net/url"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"foureyes/internal/object/objecttest/gateway"
	"foureyes/internal/store/storetest/pgtest"
)

// The line to the database becomes bad under a server that goes on. Slow answers make
// slow answers; where none come, requests fail in time, and /readyz says so meanwhile.
func TestBadLineToDatabaseLosesNothing(t *testing.T) {
	databaseURL := pgtest.URL(t)
	_, wired := pgtest.NewWire(t, databaseURL)
	u, err := url.Parse(wired)
	if err != nil {
		t.Fatal(err)
	}
	q := u.Query()
	l := newLine(t, net.JoinHostPort(q.Get("host"), q.Get("port")))
	host, port, err := net.SplitHostPort(l.address())
	if err != nil {
		t.Fatal(err)
	}
	q.Set("host", host)
	q.Set("port", port)
	u.RawQuery = q.Encode()

	seed := newSeed(t)
	s := newServer(t, filepath.Join(t.TempDir(), "data"), u.String())
	s.flags = append(s.flags, "--database-statement-timeout", "5s")
	w := newWorld(t, s)
	w.rise(t)
	drain := w.live(t, seed, w.furnish(t, seed))
	w.failing.Store(true)
	for range rounds() {
		for _, a := range ailments {
			w.awaitAcks(t, 200)
			l.suffer(t, a)
			begun := time.Now()
			if a.deaf {
				w.awaitReady(t, http.StatusServiceUnavailable)
				t.Logf("%s: /readyz says so after %v", a.name, time.Since(begun).Round(time.Millisecond))
				if long() { // half a minute
					w.awaitFailures(t, 1)
				}
			} else {
				w.awaitAcks(t, 10)
				t.Logf("%s: 10 requests succeeded in %v", a.name, time.Since(begun).Round(time.Millisecond))
			}
			l.heal(t, a)
			healed := time.Now()
			w.awaitReady(t, http.StatusOK)
			w.awaitAcks(t, 1)
			t.Logf("%s: all is well %v after the line is", a.name, time.Since(healed).Round(time.Millisecond))
		}
	}
	w.awaitAcks(t, 200)
	drain()
	w.failing.Store(false)
	w.stopRest(t)
	w.finish(t, true)
	t.Logf("%d requests succeeded, %d were told that they failed", w.acks, w.failed.Load())
	w.check(t)
	w.server.stop(t)
	w.events.judge(t, checkDatabase(t, w.server, openDatabase(t, w.server, databaseURL), false))
}

// rounds is how often each ailment comes.
func rounds() int {
	if long() {
		return 20
	}
	return 1
}

// The line to the S3 store becomes bad: no request fails for it, and outputs are written
// later.
func TestBadLineToObjectsLosesNothing(t *testing.T) {
	outside := gateway.Run(t)
	l := newLine(t, strings.TrimPrefix(outside.URL, "http://"))
	seed := newSeed(t)
	s := newServer(t, filepath.Join(t.TempDir(), "data"), "")
	s.flags = append(s.flags, "--objects-url", "s3://?endpoint="+url.QueryEscape("http://"+l.address())+"&region="+gateway.Region)
	s.environment = gatewayKeys
	w := newWorld(t, s)
	w.outside = outside
	w.rise(t)
	drain := w.live(t, seed, w.furnish(t, seed))
	for range rounds() {
		for _, a := range ailments {
			w.awaitOutputs(t, 20)
			l.suffer(t, a)
			begun := time.Now()
			w.awaitAcks(t, 200)
			if !a.deaf {
				w.awaitOutputs(t, 1)
			}
			t.Logf("%s: 200 requests succeeded in %v", a.name, time.Since(begun).Round(time.Millisecond))
			l.heal(t, a)
			healed := time.Now()
			w.awaitOutputs(t, 10)
			t.Logf("%s: outputs are written %v after the line is well", a.name, time.Since(healed).Round(time.Millisecond))
		}
	}
	drain()
	w.stopRest(t)
	w.finish(t, true)
	w.check(t)
	w.server.stop(t)
	w.events.judge(t, checkDatabase(t, w.server, openDatabase(t, w.server, ""), true))
}

// awaitOutputs waits until requesters have seen so many more loops end, whose outputs are
// written by then.
func (w *world) awaitOutputs(t *testing.T, n int) {
	t.Helper()
	until := w.ledger.ended() + n
	poll(t, "outputs", func() bool { return t.Failed() || w.ledger.ended() >= until })
}
