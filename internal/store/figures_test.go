package store

import (
	"testing"
	"time"

	"foureyes/internal/event"
	"foureyes/internal/store/storetest/pgtest"
)

// What operators see of a database with ten thousand open loops in a hundred flows.
func TestFigures(t *testing.T) {
	for name, open := range map[string]func(*testing.T) *Store{
		"SQLite":     openHere,
		"PostgreSQL": func(t *testing.T) *Store { return openThere(t, pgtest.URL(t)) },
	} {
		t.Run(name, func(t *testing.T) {
			w := town{open(t), time.Date(2026, 2, 3, 12, 0, 0, 0, time.UTC)}
			w.fill(t, name == "PostgreSQL")
			f, err := w.Figures(t.Context(), w.now)
			if err != nil || f.LoopsInProgress != townLoops/2 || f.Jobs.Due != 0 || f.PutAside != 0 {
				t.Errorf("%+v %v", f, err)
			}
			if len(f.Waiting) != mostWaiting {
				t.Fatalf("%d flows are named", len(f.Waiting))
			}
			// The oldest was given back; the second nobody has had yet.
			for i, want := range []Waiting{{"1", "r", "flow-0", 999_999 * time.Millisecond}, {"1", "r", "flow-1", 999_997 * time.Millisecond}} {
				if f.Waiting[i] != want {
					t.Errorf("%+v waits, want %+v", f.Waiting[i], want)
				}
			}
			w.queues(t)
		})
	}
}

// queues looks at the saved jobs when the first of them are due.
func (w town) queues(t *testing.T) {
	t.Helper()
	due := w.now.Add(4_000_000 * time.Millisecond)
	if err := w.write(t.Context(), func(tx *tx) error {
		if _, err := tx.exec(`UPDATE job SET dead_at = 1 WHERE id IN ('try-render:loop-100000', 'try-render:loop-100001')`); err != nil {
			return err
		}
		_, err := tx.exec(`UPDATE job SET kind = $1 WHERE id = 'try-render:loop-100004'`, event.DeliverKind)
		return err
	}); err != nil {
		t.Fatal(err)
	}
	f, err := w.Figures(t.Context(), due.Add(9*time.Millisecond))
	want := Figures{Jobs: QueueFigures{7, 7 * time.Millisecond}, Deliveries: QueueFigures{1, 5 * time.Millisecond}, PutAside: 2}
	if err != nil || f.Jobs != want.Jobs || f.Deliveries != want.Deliveries || f.PutAside != want.PutAside {
		t.Errorf("%+v %v", f, err)
	}
	if f, err = w.Figures(t.Context(), due.Add(time.Hour)); err != nil || f.Jobs.Due+f.Deliveries.Due != mostCounted {
		t.Errorf("%+v %v", f, err)
	}
}
