package bench_test

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"strings"
	"testing"
	"time"

	"foureyes/internal/config"
	"foureyes/internal/flow"
	"foureyes/internal/humanloop"
	"foureyes/internal/page"
	"foureyes/internal/store"
	"foureyes/internal/taskui"
)

// loopsThere is how many loops a list or a worker meets.
const loopsThere = 10_000

// room is the room humanloop on a real database, without HTTP and without the
// jobs that follow.
type room struct {
	*humanloop.Service

	person string
	input  string
	names  []string
}

// outside stands in for what a room asks of others.
type outside struct{}

func (outside) PutObject(context.Context, flow.Access, string, string, string, []byte) error {
	return nil
}
func (outside) MediaLink(string, string, string, string, time.Time) string { return "/media/" }

// now is the time in the precision that is stored.
func now() time.Time { return time.Now().UTC().Truncate(time.Millisecond) }

// newRoom makes a room with a worker and a flow definition that has loopsThere
// open loops.
func newRoom(b *testing.B) *room {
	b.Helper()
	folder := b.TempDir()
	prepared(b, settings(folder), prepare)
	db, err := store.OpenSQLite(b.Context(), folder)
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() {
		if err := db.Close(); err != nil {
			b.Error(err)
		}
	})
	worker, _, err := db.PersonByEmail(b.Context(), adminEmail)
	if err != nil {
		b.Fatal(err)
	}
	r := &room{person: worker.ID, input: input(b), Service: humanloop.NewService(humanloop.Parts{
		Store: db, Flows: db, Templates: db, Renderer: taskui.New(taskui.Limits{}), Objects: outside{}, Links: outside{},
		NewID: func(time.Time) string { return newID() },
	})}
	r.fill(b)
	return r
}

// prepared lets a server run for as long as it takes to prepare its database.
func prepared(b *testing.B, c config.Serve, how func(*testing.B, string)) {
	b.Helper()
	a, err := startApp(b.Context(), c, slog.DiscardHandler)
	if err != nil {
		b.Fatal(err)
	}
	how(b, strings.TrimPrefix(a.URL(), "http://"))
	if err := a.Stop(context.WithoutCancel(b.Context())); err != nil {
		b.Fatal(err)
	}
}

// fill starts loopsThere loops, from many callers so that they share commits.
func (r *room) fill(b *testing.B) {
	b.Helper()
	const callers = 50
	r.names = make([]string, loopsThere)
	errs := make(chan error, callers)
	for c := range callers {
		go func() {
			for i := c; i < loopsThere; i += callers {
				r.names[i] = newName()
				if _, err := r.Start(b.Context(), humanloop.StartRequest{
					Account: account, Region: region, Principal: principal,
					Name: r.names[i], FlowDefinitionARN: flowARN, InputContent: r.input,
				}, now()); err != nil {
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

// BenchmarkAnswer is what a worker does all day: take the oldest task, hand in an
// answer. Each of the two is a durable write.
func BenchmarkAnswer(b *testing.B) {
	r := newRoom(b)
	answer := json.RawMessage(`{"category": {"label": "receipt"}}`)
	left := loopsThere
	for b.Loop() {
		if left == 0 {
			b.StopTimer()
			r.fill(b)
			left = loopsThere
			b.StartTimer()
		}
		left--
		t, err := r.Next(b.Context(), r.person, "", now())
		if err != nil || t == nil {
			b.Fatalf("take a task: %v, %v", t, err)
		}
		if _, err := r.Submit(b.Context(), r.person, t.Assignment.ID, answer, nil, now()); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkDescribeHumanLoop reads one loop among many by its name.
func BenchmarkDescribeHumanLoop(b *testing.B) {
	r := newRoom(b)
	i := 0
	for b.Loop() {
		i = (i + 7919) % len(r.names) // a prime, so that all come in no order
		if _, err := r.Describe(b.Context(), account, region, r.names[i]); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkListHumanLoops reads pages of ten and of a hundred, newest first: the
// first one, and one in the middle of the list.
func BenchmarkListHumanLoops(b *testing.B) {
	r := newRoom(b)
	middle := r.middle(b)
	for _, limit := range []int{10, 100} {
		for place, after := range map[string]*page.Key{"first": nil, "middle": middle} {
			b.Run(fmt.Sprintf("%s-%d", place, limit), func(b *testing.B) {
				q := page.Query{Limit: limit, Descending: true, After: after}
				for b.Loop() {
					loops, err := r.List(b.Context(), account, region, flowARN, q)
					if err != nil || len(loops) <= limit {
						b.Fatalf("%d loops, %v", len(loops), err)
					}
				}
			})
		}
	}
}

// middle is the place in the middle of the list.
func (r *room) middle(b *testing.B) *page.Key {
	b.Helper()
	loops, err := r.List(b.Context(), account, region, flowARN, page.Query{Limit: loopsThere / 2, Descending: true})
	if err != nil || len(loops) == 0 {
		b.Fatalf("%d loops, %v", len(loops), err)
	}
	last := loops[len(loops)-1]
	return &page.Key{CreatedAt: last.CreatedAt, ID: last.ID}
}
