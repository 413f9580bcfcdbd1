package endurance

import (
	"bufio"
	"math/rand/v2"
	"path/filepath"
	"testing"
	"time"

	"foureyes/internal/store/storetest/pgtest"
)

func TestKilledServerKeepsAllThatItAcknowledged(t *testing.T) {
	t.Run("SQLite", func(t *testing.T) { killMany(t, "") })
	t.Run("PostgreSQL", func(t *testing.T) { killMany(t, pgtest.URL(t)) })
}

func killMany(t *testing.T, databaseURL string) {
	kills := 10
	if long() {
		kills = 200
	}
	seed := newSeed(t)
	random := rand.New(rand.NewPCG(seed, 0))
	w := newWorld(t, newServer(t, filepath.Join(t.TempDir(), "data"), databaseURL))
	w.rise(t)
	drain := w.live(t, seed, w.furnish(t, seed))
	started := time.Now()
	for kill := 0; kill < kills && !t.Failed(); kill++ {
		w.awaitAcks(t, random.IntN(800))
		w.fall(t)
		if random.IntN(4) == 0 {
			w.dieEarly(t, random.IntN(3))
			kill++
		}
		w.rise(t)
	}
	lived := time.Since(started)
	drain()
	w.stopRest(t)
	w.finish(t, true)
	w.check(t)
	t.Logf("%d requests succeeded through %d kills in %v", w.acks, kills, lived.Round(time.Millisecond))
	w.server.stop(t)
	w.events.judge(t, checkDatabase(t, w.server, openDatabase(t, w.server, databaseURL), databaseURL == ""))
}

// dieEarly kills a server that is just starting, after it has printed some lines.
func (w *world) dieEarly(t *testing.T, lines int) {
	t.Helper()
	out := bufio.NewScanner(w.server.launch(t))
	for range lines {
		out.Scan()
	}
	w.server.kill(t)
}
