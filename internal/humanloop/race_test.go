package humanloop_test

import (
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"foureyes/internal/auth"
	"foureyes/internal/flow"
	"foureyes/internal/humanloop"
)

// crowd is how many race for how much. Flows want one, two and three answers in turn.
type crowd struct{ workers, flows, loops int }

var (
	smallCrowd = crowd{workers: 40, flows: 10, loops: 400}
	largeCrowd = crowd{workers: 200, flows: 50, loops: 10_000}
)

// starters is how many start loops at the same time; half of them before anybody
// works, the others during the race.
const starters = 8

// Many workers take tasks from the same flows at the same time, as fast as they can.
// The ledger says what must hold.
func TestWorkersRaceForTasks(t *testing.T) {
	c := smallCrowd
	if os.Getenv("FOUREYES_TEST_LONG") != "" {
		c = largeCrowd
	}
	for name, engine := range engines {
		t.Run(name, func(t *testing.T) {
			r := newRace(t, engine(t), c)
			took := r.run(t)
			times := r.acceptTimes()
			t.Logf("%d tasks accepted in %v by %d workers, %.0f each second; p50 %v, p99 %v; a worker got %d to %d; overtaken by %d at most",
				len(times), took, c.workers, float64(len(times))/took.Seconds(), quantile(times, 0.5), quantile(times, 0.99),
				r.fewest(), r.most(), r.overtaken())
		})
	}
}

// BenchmarkRace is the race of the large crowd, for its figures.
func BenchmarkRace(b *testing.B) {
	for name, engine := range engines {
		b.Run(name, func(b *testing.B) {
			var took time.Duration
			var times []time.Duration
			var overtaken int
			for range b.N {
				r := newRace(b, engine(b), largeCrowd)
				took += r.run(b)
				times = append(times, r.acceptTimes()...)
				overtaken = max(overtaken, r.overtaken())
			}
			b.ReportMetric(0, "ns/op") // one operation is the whole race
			b.ReportMetric(float64(len(times))/took.Seconds(), "accepts/s")
			b.ReportMetric(float64(quantile(times, 0.5).Microseconds())/1000, "p50-ms")
			b.ReportMetric(float64(quantile(times, 0.99).Microseconds())/1000, "p99-ms")
			b.ReportMetric(float64(overtaken), "overtaken")
		})
	}
}

// race is a crowd at work in the room, on a real database.
type race struct {
	*ledger

	crowd crowd
	db    *onStore
	room  *humanloop.Service
	flows []flow.Definition
	ids   atomic.Int64
}

func newRace(tb testing.TB, db *onStore, c crowd) *race {
	tb.Helper()
	r := &race{crowd: c, db: db, ledger: newLedger(c)}
	r.room = humanloop.NewService(humanloop.Parts{Store: db, Flows: db, NewID: func(time.Time) string {
		return fmt.Sprintf("id-%09d", r.ids.Add(1))
	}})
	there := &base{}
	if err := there.fill(tb.Context(), db.Store); err != nil {
		tb.Fatal(err)
	}
	people := auth.NewPeople(db, 1)
	for i := range c.workers {
		p, err := people.Create(tb.Context(), auth.NewPerson{Email: fmt.Sprintf("worker-%d@example.com", i), Account: account}, moment())
		if err != nil {
			tb.Fatal(err)
		}
		r.workers = append(r.workers, &worker{id: p.ID, random: rand.New(rand.NewPCG(7, uint64(i)))})
	}
	for i := range c.flows {
		d := flow.Definition{
			ID: fmt.Sprintf("flow-%02d", i), Account: account, Region: region, Name: fmt.Sprint("check-", i), Status: flow.Active,
			WorkteamID: there.team.ID, HumanTaskUIID: there.ui.ID, TaskCount: 1 + i%3, TimeLimit: time.Hour, OutputPath: "s3://out",
			CreatedAt: moment(),
		}
		if err := db.CreateFlowDefinition(tb.Context(), d, there.team, nil, nil); err != nil {
			tb.Fatal(err)
		}
		r.flows = append(r.flows, d)
	}
	return r
}

// moment is the time in the precision that is stored.
func moment() time.Time { return time.Now().UTC().Truncate(time.Millisecond) }

// run lets all work until every loop is done, and gives how long that took.
func (r *race) run(tb testing.TB) time.Duration {
	tb.Helper()
	ctx := tb.Context()
	r.start(tb, 0, r.crowd.loops/2)
	began := time.Now()
	var all sync.WaitGroup
	all.Go(func() {
		r.start(tb, r.crowd.loops/2, r.crowd.loops)
		r.allStarted()
	})
	for _, w := range r.workers {
		all.Go(func() {
			if err := r.work(ctx, w); err != nil {
				tb.Error(err)
				r.giveUp()
			}
		})
	}
	all.Wait()
	took := time.Since(began)
	r.checkEnd(tb)
	r.checkTables(tb)
	return took
}

// start starts the loops from one number to another, of the flows in turn.
func (r *race) start(tb testing.TB, from, to int) {
	var all sync.WaitGroup
	for s := range starters {
		all.Go(func() {
			for i := from + s; i < to; i += starters {
				now := moment()
				l, err := r.room.Start(tb.Context(), humanloop.StartRequest{
					Account: account, Region: region, Principal: "ines", Name: fmt.Sprint("loop-", i),
					FlowDefinitionARN: r.flows[i%len(r.flows)].ARN(), InputContent: "{}",
				}, now)
				if err != nil {
					tb.Error(err)
					r.giveUp()
					return
				}
				r.started(l.Loop)
			}
		})
	}
	all.Wait()
}

// work is what one worker does all day.
func (r *race) work(ctx context.Context, w *worker) error {
	for {
		seen := r.look()
		began := time.Now()
		t, err := r.room.Next(ctx, w.id, "", moment())
		if err != nil {
			return fmt.Errorf("next: %w", err)
		}
		if t == nil {
			if !r.wait(seen) {
				return nil
			}
			continue
		}
		if err := r.accepted(w, t, seen, time.Since(began)); err != nil {
			return err
		}
		if err := r.finish(ctx, w, t); err != nil {
			return fmt.Errorf("assignment %s: %w", t.Assignment.ID, err)
		}
	}
}

// finish does something with a task, after which the worker does not have it any more.
func (r *race) finish(ctx context.Context, w *worker, t *humanloop.Task) error {
	id := t.Assignment.ID
	switch n := w.random.IntN(100); {
	case n < 5:
		r.leaves(w, t, humanloop.Released)
		_, err := r.room.Release(ctx, w.id, id, moment())
		r.cameBack()
		return err
	case n < 8 && r.mayDecline(t):
		r.leaves(w, t, humanloop.Declined)
		_, err := r.room.Decline(ctx, w.id, id, "too blurred", moment())
		r.cameBack()
		return err
	case n < 20:
		if err := r.room.SaveDraft(ctx, w.id, id, json.RawMessage(`{"half":1}`), moment()); err != nil {
			return err
		}
	case n < 24:
		if _, err := r.room.Pause(ctx, w.id, id, moment()); err != nil {
			return err
		}
		if _, err := r.room.Resume(ctx, w.id, id, moment()); err != nil {
			return err
		}
	}
	r.leaves(w, t, humanloop.Submitted)
	if _, err := r.room.Submit(ctx, w.id, id, json.RawMessage(`{"label":"receipt"}`), nil, moment()); err != nil {
		return err
	}
	if r.submitted(t)%(r.crowd.loops/10) == 0 {
		return r.checkNow(ctx)
	}
	return nil
}

// tooMany finds loops with more workers than they want, the same worker twice, or
// numbers that do not agree with their assignments: what all see at one moment.
const tooMany = `SELECT COUNT(*) FROM (
	SELECT l.id FROM human_loop l JOIN assignment a ON a.loop_id = l.id AND a.status IN ('Accepted', 'Paused', 'Submitted')
	GROUP BY l.id, l.task_count, l.holders, l.answers
	HAVING COUNT(*) > l.task_count OR COUNT(DISTINCT a.person_id) < COUNT(*) OR COUNT(*) <> l.holders + l.answers) AS wrong`

// checkNow looks into the tables in the middle of the race.
func (r *race) checkNow(ctx context.Context) error {
	var wrong int
	err := r.db.db.QueryRowContext(ctx, tooMany).Scan(&wrong)
	if err == nil && wrong > 0 {
		err = fmt.Errorf("%d loops have too many workers", wrong)
	}
	return err
}

// checkTables looks into the tables after the race.
func (r *race) checkTables(tb testing.TB) {
	tb.Helper()
	if err := r.checkNow(tb.Context()); err != nil {
		tb.Error(err)
	}
	for query, want := range map[string]int{
		`SELECT COUNT(*) FROM human_loop WHERE status = 'Finishing' AND answers = task_count AND holders = 0`: r.crowd.loops,
		`SELECT COUNT(*) FROM job WHERE kind = 'write-output'`:                                                r.crowd.loops,
		`SELECT COUNT(*) FROM assignment WHERE due_at IS NOT NULL`:                                            0,
		`SELECT COUNT(*) FROM assignment_draft`:                                                               0,
	} {
		var got int
		if err := r.db.db.QueryRowContext(tb.Context(), query).Scan(&got); err != nil || got != want {
			tb.Errorf("%s: %d, want %d, %v", query, got, want, err)
		}
	}
}
