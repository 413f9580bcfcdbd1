package endurance

import (
	"errors"
	"io/fs"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"
	"time"

	"foureyes/internal/store/storetest/pgtest"
)

// A dump is made while clients are at work, with the objects copied before and after it,
// and all that came later is lost. In a new database and a new data folder everything is
// there that was acknowledged before the dump began, and work goes on.
func TestDumpHasAllThatWasAcknowledged(t *testing.T) {
	databaseURL, seed := pgtest.URL(t), newSeed(t)
	first := newServer(t, filepath.Join(t.TempDir(), "data"), databaseURL)
	w := newWorld(t, first)
	w.rise(t)
	people := w.furnish(t, seed)
	drain := w.live(t, seed, people)
	w.awaitAcks(t, 500)

	dump, data := filepath.Join(t.TempDir(), "foureyes.dump"), filepath.Join(t.TempDir(), "data")
	copyObjects(t, first.data, data)
	before, begun := w.ledger.copy(), time.Now()
	pgtest.Dump(t, databaseURL, dump)
	lasted := time.Since(begun)
	copyObjects(t, first.data, data)
	w.awaitAcks(t, 200)
	drain()
	first.stop(t)

	restoredURL := pgtest.Restore(t, dump)
	second := newServer(t, data, restoredURL)
	again := newWorld(t, second)
	again.flows, again.ledger = w.flows, before.rewound(w.ledger)
	again.rise(t)
	again.finishWork(t, people)
	t.Logf("%d requests succeeded before and after a dump that took %v", w.acks, lasted.Round(time.Millisecond))
	second.stop(t)
	checkDatabase(t, second, openDatabase(t, second, restoredURL), false)
}

// finishWork has the people hand in all that they hold and all that waits, as browsers do
// that were opened anew, and then checks what is there.
func (w *world) finishWork(t *testing.T, people []*worker) {
	t.Helper()
	close(w.last)
	for i, p := range people {
		anew := &worker{client: newClient(w, p.token), id: p.id, held: map[string]*hold{}, rand: rand.New(rand.NewPCG(0, uint64(i)))}
		anew.work(t)
	}
	w.stopRest(t)
	w.finish(t, true)
	w.check(t)
}

// copyObjects copies the files of objects while a server puts and removes some, as
// `rsync -a` does: what is gone meanwhile is left out, and nothing is removed.
func copyObjects(t *testing.T, from, to string) {
	t.Helper()
	if err := os.MkdirAll(to, 0o700); err != nil {
		t.Fatal(err)
	}
	files := os.DirFS(from)
	err := fs.WalkDir(files, "objects", func(path string, e fs.DirEntry, err error) error {
		switch {
		case errors.Is(err, fs.ErrNotExist):
			return nil
		case err != nil:
			return err
		case e.IsDir():
			return os.MkdirAll(filepath.Join(to, path), 0o700)
		}
		text, err := fs.ReadFile(files, path)
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		return errors.Join(err, os.WriteFile(filepath.Join(to, path), text, 0o600))
	})
	if err != nil {
		t.Fatal(err)
	}
}

// copy is what the clients know at this moment, but for who holds what.
func (l *ledger) copy() *ledger {
	l.mu.Lock()
	defer l.mu.Unlock()
	all := newLedger()
	for name, o := range l.loops {
		now := all.add(name, o.flow, o.input)
		now.start, now.stop, now.remove, now.final, now.outputs = o.start, o.stop, o.remove, o.final, o.outputs
		for worker, contents := range o.answers {
			now.answers[worker] = maps.Clone(contents)
		}
	}
	return all
}

// rewound is what the clients know of a server that has gone back to a moment a little
// after l: what they learned later may have happened or not.
func (l *ledger) rewound(later *ledger) *ledger {
	all := later.copy()
	for name, o := range all.loops {
		was := l.loops[name]
		if was == nil {
			was = &loop{}
		}
		o.final = was.final
		o.start, o.stop, o.remove = o.start.since(was.start), o.stop.since(was.stop), o.remove.since(was.remove)
		for worker, contents := range o.answers {
			for content, f := range contents {
				contents[content] = f.since(was.answers[worker][content])
			}
		}
	}
	return all
}

// since is what is left of a fact where only an earlier one is sure.
func (f fact) since(earlier fact) fact { return max(earlier, min(f, maybe)) }
