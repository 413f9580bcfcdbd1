package endurance

import (
	"math/rand/v2"
	"path/filepath"
	"testing"
	"time"

	"foureyes/internal/store/storetest/pgtest"
)

// The database breaks under a server that goes on: what was acknowledged is kept, and
// nothing is there twice.

func TestRestartedDatabaseLosesNothing(t *testing.T) {
	restarts := 2
	if long() {
		restarts = 50
	}
	database := pgtest.NewBreakable(t)
	breakUnderLoad(t, database.URL(), restarts, func() {
		database.Stop(t)
		database.Start(t)
	})
}

func TestPromotedStandbyHasAllThatWasAcknowledged(t *testing.T) {
	database := pgtest.NewBreakable(t)
	database.Follow(t)
	breakUnderLoad(t, database.URL(), 1, func() {
		database.Stop(t)
		database.Promote(t)
	})
}

func TestCutConnectionsLoseNothing(t *testing.T) {
	cuts := 40
	if long() {
		cuts = 2000
	}
	wire, url := pgtest.NewWire(t, pgtest.URL(t))
	random := rand.New(rand.NewPCG(newSeed(t), 1))
	breakUnderLoad(t, url, cuts, func() {
		switch random.IntN(3) {
		case 0:
			wire.Cut()
		case 1:
			wire.CutBeforeCommit()
		case 2:
			wire.CutAfterCommit()
		}
	})
}

// breakUnderLoad breaks the database so many times while clients are at work. fault
// returns once the database can be used again.
func breakUnderLoad(t *testing.T, databaseURL string, times int, fault func()) {
	t.Helper()
	seed := newSeed(t)
	random := rand.New(rand.NewPCG(seed, 2))
	w := newWorld(t, newServer(t, filepath.Join(t.TempDir(), "data"), databaseURL))
	w.rise(t)
	drain := w.live(t, seed, w.furnish(t, seed))
	w.failing.Store(true)
	var away, back time.Duration
	for range times {
		w.awaitAcks(t, 1+random.IntN(2000/times+20))
		begun := time.Now()
		fault()
		there := time.Now()
		w.awaitAcks(t, 1)
		away, back = max(away, there.Sub(begun)), max(back, time.Since(there))
	}
	w.awaitAcks(t, 200)
	drain()
	w.failing.Store(false)
	w.stopRest(t)
	w.finish(t, true)
	t.Logf("%d requests succeeded through %d faults, and %d were told that it failed; the database was away for at most %v, "+
		"and then a request succeeded within %v", w.acks, times, w.failed.Load(), away.Round(time.Millisecond), back.Round(time.Millisecond))
	w.server.stop(t)
	w.server.start(t) // which sweeps up what uncertain writes have left
	w.check(t)
	w.server.stop(t)
	w.events.judge(t, checkDatabase(t, w.server, openDatabase(t, w.server, databaseURL), false))
}
