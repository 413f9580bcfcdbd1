package portal_test

import (
	"bufio"
	"log/slog"
	"net"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"foureyes/internal/api/jsonapi"
	"foureyes/internal/api/portal"
	"foureyes/internal/auth"
	"foureyes/internal/aws"
	"foureyes/internal/humanloop"
	"foureyes/internal/live"
	"foureyes/internal/store"
	"foureyes/internal/workforce"
)

// house serves the API inside of a synctest bubble: its clients are connected by
// pipes, which hold no bytes, and its time passes when all wait.
type house struct {
	t        *testing.T
	store    *store.Store
	people   *auth.People
	sessions *auth.Sessions
	hub      *live.Hub
	clients  pipes
}

func newHouse(t *testing.T) *house {
	t.Helper()
	db, err := store.OpenSQLite(t.Context(), t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	h := &house{t: t, store: db, people: auth.NewPeople(db, 1), hub: live.NewHub("e"), clients: make(pipes)}
	h.sessions = auth.NewSessions(auth.NewSecondFactors(db, h.people, nil), auth.RequireNone)
	mux := http.NewServeMux()
	portal.Routes(mux, portal.Parts{
		Parts: jsonapi.Parts{Sessions: h.sessions, Account: "000000000000", Log: slog.New(slog.DiscardHandler)},
		Loops: humanloop.NewService(humanloop.Parts{Store: db, Watch: h.hub}), Live: h.hub, Now: time.Now,
		Workforces: workforce.NewService(db, nil, nil, 0),
	})
	server := &http.Server{ReadHeaderTimeout: time.Minute, Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		mux.ServeHTTP(w, r.WithContext(aws.WithRequest(r.Context(), "r", time.Now())))
	})}
	go h.hub.Run()
	go func() { _ = server.Serve(h.clients) }()
	t.Cleanup(func() {
		h.hub.Close()
		_ = server.Close()
		synctest.Wait()
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	return h
}

// pipes is a listener; whoever wants to connect sends the other end.
type pipes chan net.Conn

func (p pipes) Accept() (net.Conn, error) {
	if c, ok := <-p; ok {
		return c, nil
	}
	return nil, net.ErrClosed
}

func (p pipes) Close() error {
	close(p)
	return nil
}

func (pipes) Addr() net.Addr { return &net.UnixAddr{Name: "pipes"} }

// signIn makes a person and lets them in.
func (h *house) signIn(name string) (personID, token string) {
	h.t.Helper()
	now := time.Now()
	person, err := h.people.Create(h.t.Context(), auth.NewPerson{Email: name + "@example.com", Account: "000000000000"}, now)
	if err != nil {
		h.t.Fatal(err)
	}
	link, err := h.sessions.Link(h.t.Context(), person.ID, now.Add(time.Minute), now)
	if err != nil {
		h.t.Fatal(err)
	}
	token, _, err = h.sessions.SignIn(h.t.Context(), auth.Proof{Link: link}, auth.Origin{}, now)
	if err != nil {
		h.t.Fatal(err)
	}
	return person.ID, token
}

// client looks on.
type client struct {
	t    *testing.T
	conn net.Conn
	text *bufio.Scanner
	// began is when it was connected.
	began time.Time
}

// watch connects, and asks for the stream.
func (h *house) watch(token string) *client {
	h.t.Helper()
	here, there := net.Pipe()
	h.clients <- there
	if _, err := here.Write([]byte("GET /api/v1/events HTTP/1.1\r\nHost: foureyes\r\nConnection: close\r\nAuthorization: Bearer " + token + "\r\n\r\n")); err != nil {
		h.t.Fatal(err)
	}
	h.t.Cleanup(func() { _ = here.Close() })
	_ = here.SetReadDeadline(time.Now().Add(2 * time.Minute)) // a failure shall end too
	return &client{h.t, here, bufio.NewScanner(here), time.Now()}
}

// skip reads up to a line with this text.
func (c *client) skip(part string) {
	c.t.Helper()
	for c.text.Scan() {
		if strings.Contains(c.text.Text(), part) {
			return
		}
	}
	c.t.Fatalf("%q has not come", part)
}

// rest reads to the end, and gives what came and how long that took.
func (c *client) rest() (lines []string, took time.Duration) {
	for c.text.Scan() {
		lines = append(lines, c.text.Text())
	}
	return lines, time.Since(c.began)
}

// bustle makes somebody else's notes, twenty in a second, until the test ends.
func (h *house) bustle() {
	tick := time.NewTicker(50 * time.Millisecond)
	done := make(chan struct{})
	h.t.Cleanup(func() { close(done) })
	go func() {
		defer tick.Stop()
		for {
			select {
			case <-tick.C:
				h.hub.Publish([]live.Note{{FlowID: "theirs", Task: &live.Task{ID: "t", PersonID: "somebody else", Status: "Accepted"}}})
			case <-done:
				return
			}
		}
	}()
}

func TestASlowClientIsCut(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHouse(t)
		personID, token := h.signIn("ann")
		note := []live.Note{{FlowID: "f", Task: &live.Task{ID: "t", PersonID: personID, Status: "Accepted"}}}
		slow := h.watch(token)
		slow.skip("id: ")
		slow.skip("")
		h.hub.Publish(note)
		time.Sleep(9 * time.Second) //nolint:forbidigo // in synctest
		slow.skip("event: assignment")
		slow.skip("id: ")
		slow.skip("")
		h.hub.Publish(note)
		time.Sleep(11 * time.Second) //nolint:forbidigo // in synctest
		if lines, took := slow.rest(); strings.Contains(strings.Join(lines, "\n"), "event") || took.Round(time.Second) != 20*time.Second {
			t.Errorf("after %s: %q", took, lines)
		}
	})
}

func TestAStreamEndsWithItsSession(t *testing.T) {
	for name, end := range map[string]func(h *house, personID, token string) error{
		"signed out": func(h *house, _, token string) error { return h.sessions.SignOut(h.t.Context(), token) },
		"shut out":   func(h *house, id, _ string) error { return h.people.Disable(h.t.Context(), id, time.Now()) },
		"new password": func(h *house, id, _ string) error {
			return h.store.SetPassword(h.t.Context(), id, "hash")
		},
	} {
		for kind, begin := range map[string]func(*house){"quiet": func(*house) {}, "busy": (*house).bustle} {
			t.Run(name+" "+kind, func(t *testing.T) {
				synctest.Test(t, func(t *testing.T) {
					h := newHouse(t)
					begin(h)
					id, token := h.signIn("ann")
					_, another := h.signIn("bob")
					ann, bob := h.watch(token), h.watch(another)
					ann.skip("id: ")
					bob.skip("id: ")
					if err := end(h, id, token); err != nil {
						t.Fatal(err)
					}
					go func() { _, _ = bob.rest() }()
					if _, took := ann.rest(); took > time.Minute+time.Second {
						t.Errorf("it lasted %s", took)
					}
				})
			})
		}
	}
}

func TestAStreamLastsNoLongerThanItsSession(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHouse(t)
		_, token := h.signIn("ann")
		ann := h.watch(token)
		_ = ann.conn.SetReadDeadline(time.Time{})
		if _, took := ann.rest(); took < auth.SessionLife || took > auth.SessionLife+time.Minute {
			t.Errorf("it lasted %s", took)
		}
	})
}

func TestAQuietStreamBeatsThoughMuchHappens(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHouse(t)
		h.bustle()
		_, token := h.signIn("ann")
		ann := h.watch(token)
		for range 4 { // the first one comes at once
			ann.skip(":")
			ann.skip("id: ")
		}
		if took := time.Since(ann.began).Round(time.Second); took != time.Minute {
			t.Errorf("three beats took %s", took)
		}
	})
}

func TestStreamsEndAtOnceWithTheServer(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHouse(t)
		_, token := h.signIn("ann")
		ann := h.watch(token)
		ann.skip("id: ")
		h.hub.Close()
		if _, took := ann.rest(); took != 0 {
			t.Errorf("it lasted %s more", took)
		}
	})
}

func TestOnePersonHasFourStreams(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHouse(t)
		_, token := h.signIn("ann")
		var ann []*client
		for range 4 {
			c := h.watch(token)
			c.skip("HTTP/1.1 200 OK")
			ann = append(ann, c)
		}
		h.watch(token).skip("HTTP/1.1 429 Too Many Requests")
		_, another := h.signIn("bob")
		h.watch(another).skip("HTTP/1.1 200 OK")
		_ = ann[0].conn.Close()
		synctest.Wait()
		h.watch(token).skip("HTTP/1.1 200 OK")
	})
}
