package pgtest

import (
	"bytes"
	"net"
	"net/url"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"
)

// Wire stands between clients and a PostgreSQL, and can be cut.
type Wire struct {
	socket string
	listen net.Listener
	mode   atomic.Int32

	mu  sync.Mutex
	all map[net.Conn]struct{}
}

const (
	whole      int32 = iota
	cutBefore        // a COMMIT does not arrive
	cutBetween       // a COMMIT arrives, and its answer does not
)

// NewWire gives a wire to the server of a database, and the URL that goes through it.
func NewWire(t testing.TB, databaseURL string) (w *Wire, through string) {
	t.Helper()
	u, err := url.Parse(databaseURL)
	if err != nil {
		t.Fatal(err)
	}
	q := u.Query()
	w = &Wire{socket: filepath.Join(q.Get("host"), ".s.PGSQL."+firstPort), all: map[net.Conn]struct{}{}}
	if w.listen, err = (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0"); err != nil {
		t.Fatal(err)
	}
	var serving sync.WaitGroup
	serving.Go(func() { w.serve(&serving) })
	t.Cleanup(func() {
		if err := w.listen.Close(); err != nil {
			t.Error(err)
		}
		w.Cut()
		serving.Wait()
	})
	host, port, err := net.SplitHostPort(w.listen.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	q.Set("host", host)
	q.Set("port", port)
	q.Set("sslmode", "disable")
	u.RawQuery = q.Encode()
	return w, u.String()
}

// Cut breaks all connections that there are.
func (w *Wire) Cut() {
	w.mu.Lock()
	defer w.mu.Unlock()
	for c := range w.all {
		_ = c.Close()
	}
	clear(w.all)
}

// CutBeforeCommit breaks the connection of the next COMMIT, which does not arrive.
func (w *Wire) CutBeforeCommit() { w.mode.Store(cutBefore) }

// CutAfterCommit breaks the connection of the next COMMIT, which arrives, and is
// not answered.
func (w *Wire) CutAfterCommit() { w.mode.Store(cutBetween) }

func (w *Wire) serve(serving *sync.WaitGroup) {
	for {
		client, err := w.listen.Accept()
		if err != nil {
			return
		}
		server, err := net.Dial("unix", w.socket) //nolint:noctx // as long as the test
		if err != nil {
			_ = client.Close()
			continue
		}
		w.mu.Lock()
		w.all[client], w.all[server] = struct{}{}, struct{}{}
		w.mu.Unlock()
		var silent atomic.Bool
		serving.Go(func() { w.forth(client, server, &silent) })
		serving.Go(func() { back(server, client, &silent) })
	}
}

// commit is the message with which clients commit.
var commit = []byte("Q\x00\x00\x00\x0bcommit\x00")

// forth carries what the client says.
func (w *Wire) forth(client, server net.Conn, silent *atomic.Bool) {
	defer func() { _ = client.Close() }()
	defer func() { _ = server.Close() }()
	buffer := make([]byte, 64<<10)
	for {
		n, err := client.Read(buffer)
		if err != nil {
			return
		}
		if bytes.Contains(buffer[:n], commit) {
			if w.mode.CompareAndSwap(cutBefore, whole) {
				return
			}
			silent.Store(w.mode.CompareAndSwap(cutBetween, whole))
		}
		if _, err := server.Write(buffer[:n]); err != nil {
			return
		}
	}
}

// back carries what the server says, until it must be silent: then its next word is
// the end.
func back(server, client net.Conn, silent *atomic.Bool) {
	defer func() { _ = client.Close() }()
	defer func() { _ = server.Close() }()
	buffer := make([]byte, 64<<10)
	for {
		n, err := server.Read(buffer)
		if err != nil || silent.Load() {
			return
		}
		if _, err := client.Write(buffer[:n]); err != nil {
			return
		}
	}
}
