package bench_test

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"text/tabwriter"
	"time"

	"foureyes/internal/humanloop"
	"foureyes/internal/page"
	"foureyes/internal/store"
	"foureyes/internal/store/storetest/pgtest"
)

// calls is how often each operation is done in a round, in each database.
const calls = 60

// size is how much is in a database.
type size struct{ open, finished int }

func (s size) String() string {
	if s.finished == 0 {
		return strconv.Itoa(s.open) + " open"
	}
	return fmt.Sprintf("%d open, %d finished", s.open, s.finished)
}

// sizes reads BENCH_LOOPS: numbers of open loops, each with the finished ones after
// a plus sign, as in "10000 1000000 1000000+10000000".
func sizes(b *testing.B) []size {
	b.Helper()
	given := os.Getenv("BENCH_LOOPS")
	if given == "" {
		given = "10000 50000+50000"
	}
	var all []size
	for word := range strings.FieldsSeq(given) {
		open, finished, _ := strings.Cut(word, "+")
		if finished == "" {
			finished = "0"
		}
		o, err1 := strconv.Atoi(open)
		f, err2 := strconv.Atoi(finished)
		if err1 != nil || err2 != nil || o < 1000 {
			b.Fatalf("BENCH_LOOPS: %q is not a number of open loops, at least 1000, and perhaps +finished", word)
		}
		all = append(all, size{o, f})
	}
	return all
}

// BenchmarkScale compares what the operations of a loop's life cost with little and
// with very much in the database. The databases take turns.
func BenchmarkScale(b *testing.B) {
	for name, open := range map[string]func(*testing.B) (*store.Store, bulk){
		"SQLite": func(b *testing.B) (*store.Store, bulk) {
			folder := b.TempDir()
			s, err := store.OpenSQLite(b.Context(), folder)
			if err != nil {
				b.Fatal(err)
			}
			return s, bulkSQLite(b, filepath.Join(folder, store.SQLiteFile))
		},
		"PostgreSQL": func(b *testing.B) (*store.Store, bulk) {
			url := pgtest.URL(b)
			s, err := store.OpenPostgres(b.Context(), url, store.Limits{})
			if err != nil {
				b.Fatal(err)
			}
			return s, bulkPostgres(pgtest.Open(b, pgtest.AsSuperuser(url)))
		},
	} {
		b.Run(name, func(b *testing.B) {
			var towns []*town
			for _, n := range sizes(b) {
				db, rows := open(b)
				b.Cleanup(func() { _ = db.Close() })
				w := newTown(b, db, n)
				w.fill(b, rows)
				towns = append(towns, w)
			}
			b.ReportMetric(0, "ns/op") // one operation is the whole comparison
			for _, w := range towns {
				w.round(b, 5) // to warm up, and for places to be found
				w.first = w.times["accept, 100,000 answered before"][0]
				w.times = map[string][]time.Duration{}
			}
			for range *rounds {
				for _, w := range towns {
					w.round(b, calls)
				}
			}
			printScale(towns)
		})
	}
}

// timed measures one call.
func (w *town) timed(b *testing.B, operation string, call func() error) {
	b.Helper()
	began := time.Now()
	err := call()
	took := time.Since(began)
	if err != nil {
		b.Fatalf("%s: %v", operation, err)
	}
	if _, ok := w.times[operation]; !ok {
		w.order = append(w.order, operation)
	}
	w.times[operation] = append(w.times[operation], took)
}

// round does every operation some times.
func (w *town) round(b *testing.B, times int) {
	b.Helper()
	ctx := b.Context()
	for range times {
		w.work(b, "accept", "submit", w.novice, "")
		w.work(b, "accept, 100,000 answered before", "submit, then", w.veteran, w.flows[0].ID)
		w.timed(b, "start", func() error {
			_, err := w.Start(ctx, humanloop.StartRequest{
				Account: account, Region: region, Principal: principal, Name: newName(),
				FlowDefinitionARN: w.flows[w.random.IntN(len(w.flows))].ARN(), InputContent: w.input,
			}, now())
			return err
		})
		w.timed(b, "describe", func() error {
			_, err := w.Describe(ctx, account, region, w.name(w.random.IntN(w.open+w.finished)))
			return err
		})
		w.lists(b)
		w.timed(b, "jobs of a worker", func() error { _, err := w.Jobs(ctx, w.novice); return err })
		w.timed(b, "jobs, 100,000 answered before", func() error { _, err := w.Jobs(ctx, w.veteran); return err })
		w.timed(b, "sweep, nothing due", func() error { _, err := w.Sweep(ctx, 500, now()); return err })
		w.timed(b, "10 old loops", func() error {
			_, err := w.db.EndedLoops(ctx, w.flows[3].ID, w.began, humanloop.Ended{At: w.began.Add(-finishedAge)}, 10)
			return err
		})
		w.timed(b, "10 loops to wind up", func() error { _, err := w.db.UnheldLoops(ctx, w.flows[1].ID, "", 10); return err })
	}
}

func (w *town) work(b *testing.B, accept, submit, person, jobID string) {
	b.Helper()
	var task *humanloop.Task
	w.timed(b, accept, func() (err error) {
		task, err = w.Next(b.Context(), person, jobID, now())
		if err == nil && task == nil {
			err = context.Canceled // there is always more
		}
		return err
	})
	w.timed(b, submit, func() error {
		_, err := w.Submit(b.Context(), person, task.Assignment.ID, json.RawMessage(`{"category": {"label": "receipt"}}`), nil, now())
		return err
	})
}

// lists reads pages of ten of the flow that most loops are of.
func (w *town) lists(b *testing.B) {
	b.Helper()
	middle := &page.Key{CreatedAt: w.middle()}
	for operation, q := range map[string]page.Query{
		"list":                    {Limit: 10, Descending: true},
		"list, from the middle":   {Limit: 10, Descending: true, After: middle, From: w.began.Add(-finishedAge), Until: now()},
		"list, backward":          {Limit: 10, After: middle, From: w.began.Add(-finishedAge), Until: now()},
		"list, of one small flow": {Limit: 10, Descending: true},
	} {
		flow := w.flows[0]
		if strings.HasSuffix(operation, "flow") {
			flow = w.flows[7]
		}
		w.timed(b, operation, func() error {
			found, err := w.List(b.Context(), account, region, flow.ARN(), q)
			if err == nil && len(found) < 10 {
				err = fmt.Errorf("only %d loops", len(found))
			}
			return err
		})
	}
}

// printScale writes medians, the slowest hundredth, and how often the first
// database's median goes into the others'.
func printScale(towns []*town) {
	out := tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprint(out, "\n\t")
	for _, w := range towns {
		fmt.Fprintf(out, "%s: p50 us\tp99 us\tratio\t", w.size)
	}
	order := slices.Clone(towns[0].order)
	slices.Sort(order)
	for _, operation := range slices.Compact(order) {
		fmt.Fprintf(out, "\n%s\t", operation)
		for _, w := range towns {
			p50, p99 := quantiles(w.times[operation])
			least, _ := quantiles(towns[0].times[operation])
			fmt.Fprintf(out, "%.0f\t%.0f\t%.2f\t", p50, p99, p50/least)
		}
	}
	fmt.Fprint(out, "\nthe very first accept of who answered 100,000\t")
	for _, w := range towns {
		fmt.Fprintf(out, "%d\t\t\t", w.first.Microseconds())
	}
	fmt.Fprintln(out)
	_ = out.Flush() // to the terminal
}

// quantiles gives the median and the slowest hundredth, in microseconds.
func quantiles(times []time.Duration) (p50, p99 float64) {
	sorted := slices.Sorted(slices.Values(times))
	at := func(q float64) float64 {
		return float64(sorted[min(len(sorted)-1, int(q*float64(len(sorted))))].Nanoseconds()) / 1000
	}
	return at(0.5), at(0.99)
}
