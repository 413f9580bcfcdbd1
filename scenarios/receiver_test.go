package scenarios

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strconv"
	"strings"
	"sync"

	"github.com/rogpeppe/go-internal/testscript"
	webhooks "github.com/standard-webhooks/standard-webhooks/libraries/go"
)

// inbox is a program that listens for webhooks.
type inbox struct {
	mu      sync.Mutex
	answer  int
	arrived chan struct{} // closed and made anew with each request
	calls   []call
}

// call is one request of ours, with the answer that it got.
type call struct {
	path   string
	header http.Header
	body   []byte
	answer int
}

// receiver is a program of the requester's that listens for events:
//
//	receiver start                    $RECEIVER is its URL
//	receiver answer STATUS            from now on; 200 at first
//	receiver wait PATH COUNT STATUS   until so many requests got this answer
//	receiver read PATH SECRET-FILE    what it took, each signature checked by the
//	                                  reference library of Standard Webhooks
func receiver(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) == 0 {
		ts.Fatalf("usage: receiver start | answer STATUS | wait PATH COUNT STATUS | read PATH SECRET-FILE")
	}
	s := storyOf(ts)
	switch args[0] {
	case "start":
		s.inbox = &inbox{answer: http.StatusOK, arrived: make(chan struct{})}
		listening := httptest.NewServer(s.inbox)
		ts.Defer(listening.Close)
		ts.Setenv("RECEIVER", listening.URL)
	case "answer":
		s.inbox.set(number(ts, args[1]))
	case "wait":
		ts.Check(s.inbox.wait(args[1], number(ts, args[2]), number(ts, args[3])))
	case "read":
		out, err := s.inbox.read(args[1], ts.ReadFile(args[2]))
		ts.Check(err)
		_, _ = fmt.Fprint(ts.Stdout(), out)
	default:
		ts.Fatalf("receiver %s: no such word", args[0])
	}
}

func number(ts *testscript.TestScript, text string) int {
	n, err := strconv.Atoi(text)
	ts.Check(err)
	return n
}

func (b *inbox) set(answer int) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.answer = answer
}

// ServeHTTP notes the request and answers as it was told to.
func (b *inbox) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	b.mu.Lock()
	defer b.mu.Unlock()
	if err != nil {
		w.WriteHeader(http.StatusBadRequest)
		return
	}
	b.calls = append(b.calls, call{path: r.URL.Path, header: r.Header, body: body, answer: b.answer})
	w.WriteHeader(b.answer)
	close(b.arrived)
	b.arrived = make(chan struct{})
}

// of gives the calls of a path with an answer, and what is closed with the next one.
func (b *inbox) of(path string, answer int) ([]call, <-chan struct{}) {
	b.mu.Lock()
	defer b.mu.Unlock()
	var some []call
	for _, c := range b.calls {
		if c.path == path && c.answer == answer {
			some = append(some, c)
		}
	}
	return some, b.arrived
}

func (b *inbox) wait(path string, count, answer int) error {
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	for {
		some, next := b.of(path, answer)
		if len(some) >= count {
			return nil
		}
		select {
		case <-next:
		case <-ctx.Done():
			return fmt.Errorf("%s answered %d to %d requests, not to %d", path, answer, len(some), count)
		}
	}
}

var secretPattern = regexp.MustCompile(`whsec_[A-Za-z0-9+/=]+`)

// read prints the events that were taken, one a line, repeats left out.
func (b *inbox) read(path, secret string) (string, error) {
	hook, err := webhooks.NewWebhook(secretPattern.FindString(secret))
	if err != nil {
		return "", err
	}
	taken, _ := b.of(path, http.StatusOK)
	var out strings.Builder
	seen := map[string]bool{}
	for _, c := range taken {
		if err := hook.Verify(c.body, c.header); err != nil {
			return "", fmt.Errorf("%s: %w", c.body, err)
		}
		var e struct{ ID string }
		if err := json.Unmarshal(c.body, &e); err != nil {
			return "", err
		}
		if id := c.header.Get("Webhook-Id"); id != e.ID || seen[id] {
			if id != e.ID {
				return "", fmt.Errorf("the header says %s and the event %s", id, e.ID)
			}
			continue
		}
		seen[e.ID] = true
		out.Write(append(c.body, '\n'))
	}
	return out.String(), nil
}
