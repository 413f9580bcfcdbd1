package humanloop_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"sync"
	"testing"
	"time"

	"foureyes/internal/flow"
	"foureyes/internal/humanloop"
)

// watched is a store that notes what a sweep asks for and works on, in order.
type watched struct {
	*onStore

	batches [][]string
	mu      sync.Mutex
	done    []string
}

func (w *watched) works(id string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.done = append(w.done, id)
}

// DueAssignments notes what was found.
func (w *watched) DueAssignments(ctx context.Context, now time.Time, limit int) ([]string, error) {
	ids, err := w.onStore.DueAssignments(ctx, now, limit)
	w.batches = append(w.batches, ids)
	return ids, err
}

// DueLoops notes what was found.
func (w *watched) DueLoops(ctx context.Context, now time.Time, limit int) ([]string, error) {
	ids, err := w.onStore.DueLoops(ctx, now, limit)
	w.batches = append(w.batches, ids)
	return ids, err
}

// ChangeAssignment notes the assignment.
func (w *watched) ChangeAssignment(ctx context.Context, id string, rule humanloop.Rule) (humanloop.Assignment, error) {
	w.works(id)
	return w.onStore.ChangeAssignment(ctx, id, rule)
}

// ChangeLoop notes the loop.
func (w *watched) ChangeLoop(ctx context.Context, id string, rule humanloop.Rule) error {
	w.works(id)
	return w.onStore.ChangeLoop(ctx, id, rule)
}

// overdue is how many tasks were in somebody's hands when the server went down.
const overdue = 2500

// fillUp makes that many loops, in no order, each with a holder. It gives the ids of assignments and loops in the order
// in which they become due.
func (w *watched) fillUp(t *testing.T, d flow.Definition) []string {
	t.Helper()
	people := &base{}
	if err := people.fill(t.Context(), w.Store); err != nil {
		t.Fatal(err)
	}
	d.WorkteamID, d.HumanTaskUIID = people.team.ID, people.ui.ID
	if err := w.CreateFlowDefinition(t.Context(), d, people.team, nil, nil); err != nil {
		t.Fatal(err)
	}
	w.insert(t, d, people.people)
	var order []string
	for i := range overdue {
		order = append(order, "a"+aLoopOf(d, i).ID)
	}
	for i := range overdue {
		order = append(order, aLoopOf(d, i).ID)
	}
	return order
}

// aLoopOf is the loop that becomes due as the ith. Ids say nothing of that.
func aLoopOf(d flow.Definition, i int) humanloop.Loop {
	created := d.CreatedAt.Add(time.Duration(i) * time.Second)
	return humanloop.Loop{
		ID: fmt.Sprintf("%04d-%d", i*7919%10000, i), Name: fmt.Sprint("loop-", i), CreatedAt: created, DueAt: created.Add(d.Availability),
	}
}

// insert writes the rows past the store, which would commit each of them.
func (w *watched) insert(t *testing.T, d flow.Definition, people []string) {
	t.Helper()
	tx, err := w.db.BeginTx(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	exec := func(query string, args ...any) {
		if _, err := tx.ExecContext(t.Context(), query, args...); err != nil {
			t.Fatal(err)
		}
	}
	for _, i := range rand.New(rand.NewPCG(1, 2)).Perm(overdue) {
		l := aLoopOf(d, i)
		accepted := l.CreatedAt.Add(time.Second)
		exec(`INSERT INTO human_loop (id, account_id, region, name, flow_id, status, failure_code, failure_reason,
			task_count, holders, answers, open_slots, input_sha256, classifiers, created_by, created_at, due_at)
			VALUES ($1, $2, $3, $4, $5, 'InProgress', '', '', 1, 1, 0, 0, $6, 'null', 'ines', $7, $8)`,
			l.ID, account, region, l.Name, d.ID, []byte{1}, l.CreatedAt.UnixMilli(), l.DueAt.UnixMilli())
		exec(`INSERT INTO assignment (id, loop_id, flow_id, person_id, status, reason, accepted_at, expires_at, paused_ms, time_spent_ms, due_at)
			VALUES ($1, $2, $3, $4, 'Accepted', '', $5, $6, 0, 0, $6)`,
			"a"+l.ID, l.ID, d.ID, people[i%len(people)], accepted.UnixMilli(), accepted.Add(d.TimeLimit).UnixMilli())
	}
	if err := tx.Commit(); err != nil {
		t.Fatal(err)
	}
}

func TestServerThatWasDownForAWeekCatchesUpInOrder(t *testing.T) {
	const batch = 500
	start := time.Date(2026, 2, 3, 12, 0, 0, 0, time.UTC)
	for name, engine := range engines {
		t.Run(name, func(t *testing.T) {
			w := &watched{onStore: engine(t)}
			d := flow.Definition{
				ID: "flow", Account: account, Region: region, Name: "check", Status: flow.Active, TaskCount: 1,
				TimeLimit: time.Hour, Availability: 24 * time.Hour, OutputPath: "s3://out", CreatedAt: start,
			}
			order := w.fillUp(t, d)
			loops := humanloop.NewService(humanloop.Parts{Store: w})
			began, now := time.Now(), start.Add(7*24*time.Hour)
			for n := batch; n == batch; {
				var err error
				if n, err = loops.Sweep(t.Context(), batch, now); err != nil {
					t.Fatal(err)
				}
			}
			t.Logf("%d were overdue; %v each", len(order), time.Since(began)/time.Duration(len(order)))
			if !slices.Equal(order, slices.Concat(w.batches...)) {
				t.Error("what was overdue was not found in the order in which it was due")
			}
			for i, found := range w.batches {
				some := w.done[:min(len(found), len(w.done))]
				w.done = w.done[len(some):]
				if slices.Sort(some); len(found) > batch || !slices.Equal(slices.Sorted(slices.Values(found)), some) {
					t.Errorf("batch %d: %d found, %d done, or not these", i, len(found), len(some))
				}
			}
			if len(w.done) > 0 {
				t.Errorf("%d more were done", len(w.done))
			}
			w.checkEnds(t, now)
		})
	}
}

// checkEnds makes sure that each loop has ended once, as it should, and tells of it.
func (w *watched) checkEnds(t *testing.T, now time.Time) {
	t.Helper()
	count := func(query string) (n int) {
		t.Helper()
		if err := w.db.QueryRowContext(t.Context(), query).Scan(&n); err != nil {
			t.Fatal(err)
		}
		return n
	}
	for query, want := range map[string]int{
		`SELECT COUNT(*) FROM human_loop WHERE status = 'Failed' AND failure_code = 'Expired' AND holders = 0`: overdue,
		`SELECT COUNT(*) FROM assignment WHERE status = 'Expired' AND reason = ''`:                             overdue,
		`SELECT COUNT(*) FROM job WHERE kind = 'send-event'`:                                                   overdue,
		`SELECT COUNT(*) FROM job WHERE kind <> 'send-event'`:                                                  0,
	} {
		if got := count(query); got != want {
			t.Errorf("%s: %d, want %d", query, got, want)
		}
	}
	jobs, err := w.ClaimJobs(t.Context(), now, now.Add(time.Minute), 128)
	if err != nil || len(jobs) != 128 {
		t.Errorf("the first events: %d, %v", len(jobs), err)
	}
}
