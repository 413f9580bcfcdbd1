package pgwire

import (
	"context"
	"io"
	"net"
	"sync"
	"time"
)

const (
	// feedSize bounds what a client may send ahead, in bytes, before it is read.
	feedSize = 64 << 10
	// readSize is the most that is read at once.
	readSize = 16 << 10
)

// feed reads a socket ahead, so that its end is noticed while a query runs. A client
// that has sent more than feedSize ahead is not read on, and so not watched, until
// the query before has ended.
type feed struct {
	conn net.Conn
	// lost is called when the socket has ended.
	lost context.CancelCauseFunc
	// stopping is closed when the server ends.
	stopping <-chan struct{}
	idle     *time.Timer

	mu    sync.Mutex
	data  []byte
	err   error
	more  chan struct{} // holds a token when there may be data, or the end
	space chan struct{} // holds a token when there may be room
	done  chan struct{} // closed when nobody reads on
}

func newFeed(conn net.Conn, lost context.CancelCauseFunc, stopping <-chan struct{}) *feed {
	return &feed{
		conn: conn, lost: lost, stopping: stopping,
		more: make(chan struct{}, 1), space: make(chan struct{}, 1), done: make(chan struct{}),
	}
}

// run reads until the socket ends, which the owner brings about by closing it, after
// done.
func (f *feed) run() {
	chunk := make([]byte, readSize)
	for {
		n, err := f.conn.Read(chunk)
		if !f.add(chunk[:n], err) {
			return
		}
		if err != nil {
			f.lost(errLost)
			return
		}
	}
}

// add appends what was read, when there is room; false when nobody wants it.
func (f *feed) add(chunk []byte, err error) bool {
	for {
		f.mu.Lock()
		if err != nil || len(f.data)+len(chunk) <= feedSize {
			f.data, f.err = append(f.data, chunk...), err
			f.mu.Unlock()
			signal(f.more)
			return true
		}
		f.mu.Unlock()
		select {
		case <-f.space:
		case <-f.done:
			return false
		}
	}
}

// Read gives what was sent. It waits no longer than the idle limit, nor beyond the
// end of the server; what was sent before either is given first.
func (f *feed) Read(p []byte) (int, error) {
	if n, err := f.take(p); n > 0 || err != nil {
		return n, err
	}
	var idle <-chan time.Time
	if f.idle != nil {
		idle = f.idle.C
	}
	for {
		select {
		case <-f.more:
		case <-f.stopping:
			return 0, shutdownError()
		case <-idle:
			return 0, refuseFatal(codeIdle, "terminating connection due to idle-session timeout")
		}
		if n, err := f.take(p); n > 0 || err != nil {
			return n, err
		}
	}
}

// wait begins the time in which a whole message must come; 0 for as long as it takes.
func (f *feed) wait(limit time.Duration) {
	switch {
	case limit <= 0:
	case f.idle == nil:
		f.idle = time.NewTimer(limit)
	default:
		f.idle.Reset(limit)
	}
}

func (f *feed) take(p []byte) (int, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	n := copy(p, f.data)
	if n == 0 {
		return 0, f.err
	}
	f.data = f.data[:copy(f.data, f.data[n:])]
	signal(f.space)
	return n, nil
}

// signal leaves a token, unless there is one.
func signal(c chan struct{}) {
	select {
	case c <- struct{}{}:
	default:
	}
}

// stop tells run that nobody reads on. The socket is closed after it.
func (f *feed) stop() {
	close(f.done)
	if f.idle != nil {
		f.idle.Stop()
	}
}

// input is what messages are decoded from: the socket itself until the client has
// signed in, then its feed. It remembers that it has ended, since a decoder's error
// does not tell a broken message from a broken connection.
type input struct {
	io.Reader
	ended error
}

// Read reads from what is there now.
func (i *input) Read(p []byte) (int, error) {
	n, err := i.Reader.Read(p)
	if err != nil {
		i.ended = err
	}
	return n, err
}
