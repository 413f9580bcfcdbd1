package store

import (
	"context"
	"encoding/json"
	"net"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"foureyes/internal/live"
	"foureyes/internal/store/storetest/pgtest"
)

// neighbour is a server that looks on: what it hears, and how often it has missed
// something.
type neighbour struct {
	*Store

	heard          chan []live.Note
	missed, broken chan struct{}
}

// looksOn gives a server that listens already.
func looksOn(t *testing.T, url string) neighbour {
	t.Helper()
	n := neighbour{openThere(t, url), make(chan []live.Note, 100), make(chan struct{}, 100), make(chan struct{}, 100)}
	ctx, end := context.WithCancel(t.Context())
	done := make(chan struct{})
	go func() {
		defer close(done)
		n.Share(ctx, Listener{
			Heard:  func(notes []live.Note) { n.heard <- notes },
			Missed: func() { n.missed <- struct{}{} },
			Broken: func(error) { n.broken <- struct{}{} },
		})
	}()
	t.Cleanup(func() { end(); <-done })
	awaited(t, n.missed)
	return n
}

// awaited waits for what must come.
func awaited[T any](t *testing.T, c <-chan T) (v T) {
	t.Helper()
	select {
	case v = <-c:
	case <-time.After(time.Minute):
		t.Fatal("it did not come")
	}
	return v
}

func note(id string) live.Note {
	return live.Note{
		FlowID: "f", Waiting: true,
		Loop: &live.Loop{ID: id, Account: "1", Region: "eu-west-1", Name: "n", ARN: "arn", Status: "Completed", Over: true},
		Task: &live.Task{ID: "t", PersonID: "p", Status: "Submitted"},
	}
}

func TestServersTellEachOtherWhatHasChanged(t *testing.T) {
	url := pgtest.URL(t)
	one, two := looksOn(t, url), looksOn(t, url)
	one.done(false, []live.Note{note("a")})
	if diff := cmp.Diff([]live.Note{note("a")}, awaited(t, two.heard)); diff != "" {
		t.Error(diff)
	}
	two.done(false, []live.Note{note("b"), note("c")})
	if diff := cmp.Diff([]live.Note{note("b"), note("c")}, awaited(t, one.heard)); diff != "" {
		t.Error(diff)
	}
	if len(one.heard)+len(two.heard) > 0 {
		t.Error("a server hears itself")
	}
}

func TestServerThatWasCutOffKnowsThatItHasMissedSomething(t *testing.T) {
	url := pgtest.URL(t)
	one, two := looksOn(t, url), looksOn(t, url)
	if _, err := pgtest.Open(t, url).ExecContext(t.Context(),
		`SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity WHERE application_name = 'foureyes notes'`); err != nil {
		t.Fatal(err)
	}
	for _, s := range []neighbour{one, two} {
		awaited(t, s.broken)
		awaited(t, s.missed)
	}
	one.done(false, []live.Note{note("a")})
	// Its connection for sending was cut as well: either the note comes, or the word that
	// one is missing.
	select {
	case <-two.heard:
	case <-two.missed:
	case <-time.After(time.Minute):
		t.Error("neither a note nor a word about it")
	}
}

// swallowing is a connection that a network may fall silent on: what is sent does not
// arrive, and nothing tells so.
type swallowing struct {
	net.Conn

	swallows atomic.Bool
}

// Write sends, or seems to.
func (s *swallowing) Write(p []byte) (int, error) {
	if s.swallows.Load() {
		return len(p), nil
	}
	return s.Conn.Write(p)
}

func TestNotesThatASilentNetworkSwallowsAreSaidToBeMissing(t *testing.T) {
	url := pgtest.URL(t)
	other := looksOn(t, url)
	config, err := readURL(url)
	if err != nil {
		t.Fatal(err)
	}
	made := make(chan *swallowing, 2)
	dial := config.DialFunc
	config.DialFunc = func(ctx context.Context, network, address string) (net.Conn, error) {
		c, err := dial(ctx, network, address)
		if err != nil {
			return nil, err
		}
		s := &swallowing{Conn: c}
		made <- s
		return s, nil
	}
	n := newNeighbours(*config)
	ctx, end := context.WithCancel(t.Context())
	done := make(chan struct{})
	go func() { defer close(done); n.send(ctx) }()
	t.Cleanup(func() {
		end()
		<-done
		if err := n.close(); err != nil {
			t.Error(err)
		}
	})
	n.tell([]live.Note{note("a")})
	awaited(t, other.heard)
	awaited(t, made).swallows.Store(true)
	n.tell([]live.Note{note("b")})
	awaited(t, other.missed) // though there is nothing more to tell
}

func TestNotesThatAreTooManyAreSaidToBeMissing(t *testing.T) {
	n := &neighbours{self: "me", poke: make(chan struct{}, 1)}
	for range mostShared + 1 {
		n.tell([]live.Note{note("a")})
	}
	notes, lost := n.take()
	if len(notes) != 0 || !lost {
		t.Errorf("%d notes, lost %v", len(notes), lost)
	}
	if diff := cmp.Diff([]string{`{"from":"me","lost":true}`}, messages("me", notes, lost)); diff != "" {
		t.Error(diff)
	}
}

func TestNotesAreDividedIntoMessagesThatFit(t *testing.T) {
	notes := make([]live.Note, 500)
	for i := range notes {
		notes[i] = note(strconv.Itoa(i) + strings.Repeat("x", i%63))
	}
	var got []live.Note
	for _, text := range messages("me", notes, false) {
		var m message
		if err := json.Unmarshal([]byte(text), &m); err != nil || len(text) > longestMessage || m.From != "me" {
			t.Fatalf("%d bytes, %v: %s", len(text), err, text)
		}
		got = append(got, m.Notes...)
	}
	if diff := cmp.Diff(notes, got); diff != "" {
		t.Error(diff)
	}
}

func TestMessageThatNobodyUnderstandsIsMissed(t *testing.T) {
	n := &neighbours{self: "me"}
	missed := 0
	to := Listener{Heard: func([]live.Note) { t.Error("heard") }, Missed: func() { missed++ }}
	for _, text := range []string{`not JSON`, `{"from":"other","lost":true}`, `{"from":"me","lost":true}`} {
		n.pass(text, to)
	}
	if missed != 2 {
		t.Errorf("missed %d times, want 2", missed)
	}
}
