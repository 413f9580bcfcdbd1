package endurance

import (
	"bufio"
	"fmt"
	"net"
	"strings"
	"sync"
	"testing"
	"time"
)

// stream is one stream of events, and who reads it: it notes what kinds of events came,
// and after which one it ended.
type stream struct {
	token string

	mu   sync.Mutex
	conn net.Conn
	last string              // the id of the last event
	seen map[string]struct{} // kinds of events
	news chan struct{}       // closed when anything comes, and then another one
	over chan struct{}       // closed when the server has ended it
}

func newStream(token string) *stream { return &stream{token: token} }

// open connects to a server, going on after the last event, and returns once the stream
// has begun. It may be called from any goroutine.
func (s *stream) open(t *testing.T, at *server) {
	conn, err := (&net.Dialer{Timeout: patience}).DialContext(t.Context(), "tcp", at.address)
	if err != nil {
		t.Error(err)
		return
	}
	context := ""
	if s.last != "" {
		context = "Last-Event-ID: " + s.last + "\r\n"
	}
	if _, err := fmt.Fprintf(conn, "GET /api/v1/events HTTP/1.1\r\nHost: %s\r\nAuthorization: Bearer %s\r\n%s\r\n", at.address, s.token, context); err != nil {
		t.Error(err)
		return
	}
	s.conn, s.seen = conn, map[string]struct{}{}
	s.news, s.over = make(chan struct{}), make(chan struct{})
	in := bufio.NewReaderSize(conn, 512)
	if status, err := in.ReadString('\n'); err != nil || !strings.Contains(status, " 200 ") {
		t.Errorf("a stream has not begun: %q %v", status, err)
		return
	}
	go s.read(in)
	s.until(t, "to begin", func() bool { return s.last != "" })
}

// read takes in lines until the server ends them. Between those of the stream are the
// lengths of HTTP's chunks.
func (s *stream) read(in *bufio.Reader) {
	for {
		line, err := in.ReadString('\n')
		s.mu.Lock()
		if err != nil {
			close(s.over)
			s.mu.Unlock()
			return
		}
		line = strings.TrimSpace(line)
		if kind, is := strings.CutPrefix(line, "event: "); is {
			s.seen[kind] = struct{}{}
		}
		if id, is := strings.CutPrefix(line, "id: "); is {
			s.last = id
			close(s.news)
			s.news = make(chan struct{})
		}
		s.mu.Unlock()
	}
}

// await waits for an event of a kind.
func (s *stream) await(t *testing.T, kind string) {
	t.Helper()
	s.until(t, "to tell of "+kind, func() bool { _, is := s.seen[kind]; return is })
}

// until waits for something that is looked at anew whenever an event has come.
func (s *stream) until(t *testing.T, what string, done func() bool) {
	end := time.NewTimer(patience)
	defer end.Stop()
	for {
		s.mu.Lock()
		is, news, over := done(), s.news, s.over
		s.mu.Unlock()
		if is {
			return
		}
		select {
		case <-news:
		case <-over:
			t.Errorf("a stream ended, and had %s", what)
			return
		case <-end.C:
			t.Errorf("waited in vain for a stream %s", what)
			return
		}
	}
}

// awaitEnd waits until the server has ended the stream.
func (s *stream) awaitEnd(t *testing.T) {
	t.Helper()
	select {
	case <-s.over:
	case <-time.After(patience):
		t.Fatal("a server that stops has not ended a stream")
	}
	s.close()
}

// forget leaves only what comes from now on.
func (s *stream) forget() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.seen = map[string]struct{}{}
}

func (s *stream) close() { _ = s.conn.Close() }
