package event_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"log/slog"
	"maps"
	"net/http"
	"net/http/httptest"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/oklog/ulid/v2"

	"foureyes/internal/auth"
	"foureyes/internal/event"
	"foureyes/internal/event/webhook"
	"foureyes/internal/flow"
	"foureyes/internal/humanloop"
	"foureyes/internal/job"
	"foureyes/internal/page"
	"foureyes/internal/store"
)

// world is a service on a real database, with the runner of its deliveries and a
// clock that stands until it is moved.
type world struct {
	*event.Service

	store  *store.Store
	runner *job.Runner
	mu     sync.Mutex
	now    time.Time
	loops  map[string]humanloop.Loop

	assignments map[string]humanloop.Assignment
	open        int // tasks that wait
}

func newWorld(t *testing.T) *world {
	t.Helper()
	db, err := store.OpenSQLite(t.Context(), t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	keys, err := auth.NewKeys(bytes.Repeat([]byte{7}, auth.MasterKeySize))
	if err != nil {
		t.Fatal(err)
	}
	w := &world{store: db, now: ended, loops: map[string]humanloop.Loop{"loop-1": aLoop(humanloop.Completed)}}
	pending := db.Deliveries()
	w.Service = event.NewService(event.Parts{
		Store: db, Queue: pending, Loops: w, Flows: w, Teams: w, PortalURL: "https://reviews.example/portal", Sealer: keys,
		Receivers: map[string]event.Receiver{event.Webhook: webhook.New()},
		NewID:     func(at time.Time) string { return ulid.MustNew(ulid.Timestamp(at), ulid.DefaultEntropy()).String() },
		Now:       w.clock,
	})
	w.runner = job.NewRunner(pending, w.Deliveries(), w.clock, slog.New(slog.DiscardHandler))
	return w
}

func (w *world) clock() time.Time {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.now
}

// pass moves the clock.
func (w *world) pass(d time.Duration) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.now = w.now.Add(d)
}

// LoopByID finds the loops of the test.
func (w *world) LoopByID(_ context.Context, id string) (humanloop.Loop, error) {
	l, ok := w.loops[id]
	if !ok {
		return l, errors.New("no such loop")
	}
	return l, nil
}

// Assignment finds the assignments of the test.
func (w *world) Assignment(_ context.Context, id string) (humanloop.Assignment, error) {
	a, ok := w.assignments[id]
	if !ok {
		return a, errors.New("no such assignment")
	}
	return a, nil
}

// WorkerID is made from the person's id.
func (w *world) WorkerID(_ context.Context, personID string) (string, error) {
	return "worker of " + personID, nil
}

// FlowDefinitionByID finds the flow of them all.
func (w *world) FlowDefinitionByID(context.Context, string) (flow.Definition, error) {
	return aFlow(), nil
}

// add makes a target of the loops' account in all regions.
func (w *world) add(t *testing.T, name, url string, changes ...func(*event.NewTarget)) event.Target {
	t.Helper()
	n := event.NewTarget{Name: name, Account: "000000000042", Region: "*", Address: url}
	for _, c := range changes {
		c(&n)
	}
	target, _, err := w.Add(t.Context(), n, w.clock())
	if err != nil {
		t.Fatal(err)
	}
	w.pass(time.Millisecond) // ids sort by time
	return target
}

// ends does the job that a loop's end has saved.
func (w *world) ends(t *testing.T, loopID string) {
	t.Helper()
	if err := w.Handlers()[humanloop.SendEventKind](t.Context(), loopID, w.clock()); err != nil {
		t.Fatal(err)
	}
}

// deliver runs the deliveries that are due, and tells how many.
func (w *world) deliver(t *testing.T) int {
	t.Helper()
	n, err := w.runner.RunDue(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func (w *world) waiting(t *testing.T) []job.Saved {
	t.Helper()
	rows, err := w.store.ListJobs(t.Context(), false, page.Query{Limit: 1000})
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

// listener is a receiver of webhooks.
type listener struct {
	*httptest.Server

	mu     sync.Mutex
	answer int
	header http.Header // of the answers
	ids    []string
	bodies []string
}

func listen(t *testing.T) *listener {
	t.Helper()
	l := &listener{answer: http.StatusOK, header: http.Header{}}
	l.Server = httptest.NewServer(l)
	t.Cleanup(l.Close)
	return l
}

// ServeHTTP notes the event and answers as it was told to.
func (l *listener) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	l.mu.Lock()
	defer l.mu.Unlock()
	l.ids, l.bodies = append(l.ids, r.Header.Get("webhook-id")), append(l.bodies, string(body))
	maps.Copy(w.Header(), l.header)
	w.WriteHeader(l.answer)
}

func (l *listener) will(answer int, headers ...string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.answer, l.header = answer, http.Header{}
	for i := 0; i+1 < len(headers); i += 2 {
		l.header.Set(headers[i], headers[i+1])
	}
}

// got gives the ids of the events that came, and their bodies.
func (l *listener) got() (ids, bodies []string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return slices.Clone(l.ids), slices.Clone(l.bodies)
}
