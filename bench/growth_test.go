package bench_test

import (
	"fmt"
	"os"
	"strconv"
	"sync/atomic"
	"testing"
	"time"

	"foureyes/internal/humanloop"
)

// BenchmarkGrowth fills a database with the rows of BENCH_LIVES loops (20,000), each from
// its start to Completed in as many steps as a server takes, and tells how many
// bytes each leaves in which table and index. Then all of them are old, and
// leave: how many in a second one server removes, and what is left of the tables.
func BenchmarkGrowth(b *testing.B) {
	lives := int64(20_000)
	if text := os.Getenv("BENCH_LIVES"); text != "" {
		var err error
		if lives, err = strconv.ParseInt(text, 10, 64); err != nil || lives < 1 {
			b.Fatalf("BENCH_LIVES: %q is not a number of loops", text)
		}
	}
	for name, make := range engines {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				grow(b, make(b), lives)
			}
		})
	}
}

func grow(b *testing.B, d database, lives int64) {
	b.Helper()
	text := input(b)
	prepared(b, d.settings, func(b *testing.B, host string) {
		prepare(b, host)
		s := stage{body: bodyAround(b, text)}
		if err := s.start(dial(b, host, "sagemaker")); err != nil {
			b.Fatal(err)
		}
	})
	copied := d.raw()
	w := newRaw(b, copied, text)
	before, done := readSizes(b, copied.db), readWork(b, copied.db)
	liveRaw(b, w, lives)
	full := readSizes(b, copied.db)
	more := grown(full, before)
	costs{more, readWork(b, copied.db).since(done)}.printEach(int(lives))
	rate := retire(b, copied, lives)
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(float64(sum(more))/float64(lives), "B/loop")
	b.ReportMetric(rate, "removed/s")
	fmt.Fprintf(os.Stdout, "removed: %.0f loops in a second; tables and indexes have %.0f MB then, %.0f MB before\n",
		rate, float64(sum(readSizes(b, copied.db)))/1e6, float64(sum(full))/1e6)
}

// liveRaw writes the rows of lives from many callers at once.
func liveRaw(b *testing.B, w *raw, lives int64) {
	b.Helper()
	const callers = 16
	var begun atomic.Int64
	errs := make(chan error, callers)
	for range callers {
		go func() {
			for begun.Add(1) <= lives {
				if err := w.life(); err != nil {
					errs <- err
					return
				}
			}
			errs <- nil
		}()
	}
	for range callers {
		if err := <-errs; err != nil {
			b.Fatal(err)
		}
	}
}

// retire lets all loops leave that are over, and gives how many do in a second.
func retire(b *testing.B, c rawCopy, lives int64) float64 {
	b.Helper()
	db, err := c.open(b.Context())
	if err != nil {
		b.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	began := time.Now()
	removed, err := humanloop.Retention{Store: db, For: time.Hour}.Run(b.Context(), now().Add(2*time.Hour))
	if err != nil || int64(removed.Loops) != lives {
		b.Fatalf("removed %d of %d loops: %v", removed.Loops, lives, err)
	}
	return float64(lives) / time.Since(began).Seconds()
}
