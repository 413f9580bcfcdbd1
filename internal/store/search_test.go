package store

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"foureyes/internal/audit"
	"foureyes/internal/humanloop"
	"foureyes/internal/page"
	"foureyes/internal/store/storetest/pgtest"
)

// fewLooked is how many rows a search looks at here, so that most of them have to go on.
const fewLooked = 40

// onEngines runs a test in either engine.
func onEngines(t *testing.T, test func(*testing.T, town)) {
	t.Helper()
	for name, open := range map[string]func(*testing.T) *Store{
		"SQLite":     openHere,
		"PostgreSQL": func(t *testing.T) *Store { return openThere(t, pgtest.URL(t)) },
	} {
		t.Run(name, func(t *testing.T) {
			test(t, town{open(t), time.Date(2026, 2, 3, 12, 0, 0, 0, time.UTC)})
		})
	}
}

// paged collects all pages of a search. None may be longer than the limit, and a search
// whose pages never end is given up.
func paged[T any](t *testing.T, q page.Query, ask func(page.Query) ([]T, *page.Key, error)) (all []T, empty int) {
	t.Helper()
	for range townLoops {
		rows, next, err := ask(q)
		if err != nil || len(rows) > q.Limit {
			t.Fatalf("%d rows of %d, %v", len(rows), q.Limit, err)
		}
		if all = append(all, rows...); len(rows) == 0 {
			empty++
		}
		if next == nil {
			return all, empty
		}
		q.After = next
	}
	t.Fatal("the pages do not end")
	return nil, 0
}

// Whatever is looked for, the pages of a search have all of it, once and in order,
// however few loops each of them looks at.
func TestSearchesFindEveryLoop(t *testing.T) {
	onEngines(t, func(t *testing.T, w town) {
		const flowID = "flow-4"
		w.fill(t, false)
		w.spoil(t, flowID)
		w.looks = 1 << 30
		all, _, err := w.SearchLoops(t.Context(), flowID, "", page.Query{Limit: townLoops})
		if err != nil || len(all) != townLoops/100 {
			t.Fatalf("%d loops, %v", len(all), err)
		}
		w.looks = fewLooked
		random, goneOn := rand.New(rand.NewPCG(3, 4)), 0
		for range 60 {
			status := pick(random, "", humanloop.InProgress, humanloop.Completed, humanloop.Failed, humanloop.Stopped, humanloop.Stopping)
			q := page.Query{
				Limit: 1 + random.IntN(30), Descending: random.IntN(2) == 0, NameContains: pick(random, "", "1", "99", "nobody"),
				From: pick(random, time.Time{}, all[20].CreatedAt), Until: pick(random, time.Time{}, all[170].CreatedAt),
			}
			found, empty := paged(t, q, func(q page.Query) ([]humanloop.Loop, *page.Key, error) {
				return w.SearchLoops(t.Context(), flowID, status, q)
			})
			goneOn += empty
			if got, want := loopIDs(found), loopIDs(looked(all, status, q)); !slices.Equal(got, want) {
				t.Errorf("%s %+v: got %v, want %v", status, q, got, want)
			}
		}
		if goneOn == 0 {
			t.Error("no search had to go on")
		}
	})
}

// spoil gives some loops of a flow the states that the town has not.
func (w town) spoil(t *testing.T, flowID string) {
	t.Helper()
	if err := w.write(t.Context(), func(tx *tx) error {
		for like, status := range map[string]humanloop.Status{"%09": humanloop.Stopping, "%9": humanloop.Finishing, "%8": humanloop.Failed, "%08": humanloop.Stopped} {
			over := "IS NOT NULL"
			if !status.Final() {
				over = "IS NULL"
			}
			if _, err := tx.exec(`UPDATE human_loop SET status = $1 WHERE flow_id = $2 AND name LIKE $3 AND ended_at `+over, status, flowID, like); err != nil {
				return err
			}
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
}

// looked does in Go what a search does.
func looked(all []humanloop.Loop, status humanloop.Status, q page.Query) []humanloop.Loop {
	kept := slices.Collect(func(yield func(humanloop.Loop) bool) {
		for _, l := range all {
			if (status == "" || l.Status.Shown() == status) && strings.Contains(l.Name, q.NameContains) &&
				!l.CreatedAt.Before(q.From) && (q.Until.IsZero() || l.CreatedAt.Before(q.Until)) && !yield(l) {
				return
			}
		}
	})
	if q.Descending {
		slices.Reverse(kept)
	}
	return kept
}

func loopIDs(loops []humanloop.Loop) []string {
	ids := make([]string, 0, len(loops))
	for _, l := range loops {
		ids = append(ids, l.ID)
	}
	return ids
}

func pick[T any](random *rand.Rand, from ...T) T { return from[random.IntN(len(from))] }

// The same holds for the record of who did what.
func TestSearchesFindEveryEntry(t *testing.T) {
	onEngines(t, func(t *testing.T, w town) {
		random := rand.New(rand.NewPCG(5, 6))
		var entries []audit.Entry
		for i := range 1000 {
			entries = append(entries, audit.Entry{
				At: w.now.Add(time.Duration(i/3) * time.Second), RequestID: strconv.Itoa(i), Account: pick(random, "1", "2"),
				PersonID: pick(random, "", "", "", "ann"), Principal: pick(random, "ines", "jo"), AccessKeyID: pick(random, "AKIA", "ASIA"),
				Action:   pick(random, "sagemaker:StartHumanLoop", "foureyes:Next", "foureyes:DisableAccessKey", "s3:PutObject"),
				Resource: fmt.Sprint("loop/", i%7), FlowDefinitionARN: pick(random, "", "arn:1", "arn:2"), Outcome: pick(random, audit.Success, audit.Success, "AccessDeniedException", "ConflictException"),
			})
		}
		if err := w.SaveAudit(t.Context(), entries); err != nil {
			t.Fatal(err)
		}
		w.looks = fewLooked
		goneOn := 0
		for range 100 {
			f := audit.Filter{
				Account: pick(random, "", "1"), PersonID: pick(random, "", "", "ann"), AccessKeyID: pick(random, "", "", "ASIA"),
				Action: pick(random, "", "foureyes:*", "foureyes:Next", "s3:PutObject"), Resource: pick(random, "", "", "loop/3", "nobody"),
				FlowDefinitionARN: pick(random, "", "", "arn:2"), Outcome: pick(random, "", audit.Success, audit.Refused, "ConflictException"),
				From: pick(random, time.Time{}, entries[100].At), Until: pick(random, time.Time{}, entries[900].At),
			}
			found, empty := paged(t, page.Query{Limit: 1 + random.IntN(30)}, func(q page.Query) ([]audit.Kept, *page.Key, error) {
				return w.ListAudit(t.Context(), f, q)
			})
			goneOn += empty
			if got, want := requests(found), wanted(entries, f); !slices.Equal(got, want) {
				t.Errorf("%+v: got %v, want %v", f, got, want)
			}
		}
		if goneOn == 0 {
			t.Error("no search had to go on")
		}
	})
}

func requests(kept []audit.Kept) []string {
	var ids []string
	for _, k := range kept {
		ids = append(ids, k.RequestID)
	}
	return ids
}

// wanted does in Go what a search does.
func wanted(entries []audit.Entry, f audit.Filter) []string {
	var ids []string
	is := func(want, got string) bool { return want == "" || want == got }
	for _, e := range slices.Backward(entries) {
		action, begins := strings.CutSuffix(f.Action, "*")
		if is(f.Account, e.Account) && is(f.PersonID, e.PersonID) && is(f.AccessKeyID, e.AccessKeyID) &&
			(is(f.Action, e.Action) || begins && strings.HasPrefix(e.Action, action)) && strings.Contains(e.Resource, f.Resource) &&
			is(f.FlowDefinitionARN, e.FlowDefinitionARN) && (is(f.Outcome, e.Outcome) || f.Outcome == audit.Refused && e.Outcome != audit.Success) &&
			!e.At.Before(f.From) && (f.Until.IsZero() || e.At.Before(f.Until)) {
			ids = append(ids, e.RequestID)
		}
	}
	return ids
}
