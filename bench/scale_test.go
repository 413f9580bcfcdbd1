package bench_test

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"strconv"
	"strings"
	"testing"
	"text/tabwriter"

	"foureyes/internal/humanloop"
	"foureyes/internal/page"
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

// BenchmarkScale compares what the operations of a loop's life, what people who look on
// and programs ask, starting up and retention cost with little and with very much in
// the database. One filling serves all of it. In the first part the databases take
// turns.
func BenchmarkScale(b *testing.B) {
	for _, engine := range []string{"SQLite", "PostgreSQL"} { // in this order: the first one's files are gone then
		b.Run(engine, func(b *testing.B) {
			var towns []*town
			for _, n := range sizes(b) {
				towns = append(towns, newTown(b, engine, n))
			}
			b.ReportMetric(0, "ns/op") // one operation is the whole comparison
			inTurns(b, towns)
			printLives(towns)
			for _, w := range towns {
				w.lookAround(b)
			}
			printLooks(towns)
		})
	}
}

// inTurns does every operation of the room in each database, round by round.
func inTurns(b *testing.B, towns []*town) {
	b.Helper()
	for _, w := range towns {
		w.round(b, 5) // to warm up, and for places to be found
		w.first = w.took[veteranAccepts][0]
		w.timings = newTimings()
	}
	for range *rounds {
		for _, w := range towns {
			w.round(b, calls)
		}
	}
}

// printLives writes what the room's operations took.
func printLives(towns []*town) {
	printSizes(towns, func(w *town) *timings { return w.timings })
}

// printLooks writes what was measured besides.
func printLooks(towns []*town) {
	printSizes(towns, func(w *town) *timings { return w.looks })
	out := tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprint(out, "\n\tGB\tfilled in s\tthe veteran's first accept, ms\tremoved/s\tready after ms: median\tmost\tat rest: MB\tcores\t\n")
	for _, w := range towns {
		starts := w.starting
		starts.print(out, fmt.Sprintf("%s\t%.1f\t%.0f\t%.0f\t%.0f", w.size, float64(w.bytes)/1e9, w.filledIn.Seconds(), milliseconds(w.first), w.removed))
	}
	_ = out.Flush() // to the terminal
}

// veteranAccepts is what somebody does who has answered very many of a flow's loops
// before anybody else has come.
const veteranAccepts = "accept, 100,000 answered before"

// round does every operation some times.
func (w *town) round(b *testing.B, times int) {
	b.Helper()
	ctx := b.Context()
	for range times {
		w.work(b, "accept", "submit", w.novice, "")
		w.work(b, veteranAccepts, "submit, then", w.veteran, w.flows[0].ID)
		w.timed(b, "start", func() error {
			_, err := w.Start(ctx, humanloop.StartRequest{
				Account: account, Region: region, Principal: principal, Name: newName(),
				FlowDefinitionARN: w.flows[w.random.IntN(len(w.flows))].ARN(), InputContent: w.input,
			}, now())
			return err
		})
		w.timed(b, "describe", func() error {
			_, err := w.Describe(ctx, account, region, w.name(w.gone+w.random.IntN(w.open+w.finished-w.gone)))
			return err
		})
		w.lists(b)
		w.timed(b, "jobs of a worker", func() error { _, err := w.Jobs(ctx, w.novice); return err })
		w.timed(b, "jobs, 100,000 answered before", func() error { _, err := w.Jobs(ctx, w.veteran); return err })
		w.timed(b, "a worker's own answers", func() error {
			_, err := w.db.Answered(ctx, w.novice, page.Query{Limit: 10})
			return err
		})
		w.timed(b, "what operators see", func() error { _, err := w.db.Figures(ctx, now()); return err })
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
	for _, list := range []struct {
		operation string
		flow      int
		page.Query
	}{
		{"list", 0, page.Query{Limit: 10, Descending: true}},
		{"list, from the middle", 0, page.Query{Limit: 10, Descending: true, After: middle, From: w.began.Add(-finishedAge), Until: now()}},
		{"list, backward", 0, page.Query{Limit: 10, After: middle, From: w.began.Add(-finishedAge), Until: now()}},
		{"list, of one small flow", 7, page.Query{Limit: 10, Descending: true}},
	} {
		w.timed(b, list.operation, func() error {
			found, err := w.List(b.Context(), account, region, w.flows[list.flow].ARN(), list.Query)
			if err == nil && len(found) < 10 {
				err = fmt.Errorf("only %d loops", len(found))
			}
			return err
		})
	}
}
