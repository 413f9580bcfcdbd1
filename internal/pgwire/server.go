package pgwire

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"crypto/tls"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"sync"
	"time"
)

// Config is what a Server works with. Now and Log are required; limits that are zero
// take their default.
type Config struct {
	Now func() time.Time // for deadlines of sockets
	Log *slog.Logger
	// Version is what clients take as PostgreSQL's; 15.0 by default.
	Version string
	// Certificate is asked for each connection with TLS; nil refuses TLS.
	Certificate func(*tls.ClientHelloInfo) (*tls.Certificate, error)
	// MockKey makes the answers to users who do not exist. It is secret, and the same
	// after a restart and on other servers of the same users; random by default.
	MockKey []byte

	MaxConnections int           // signed in; 100
	MaxPerUser     int           // of them of one user; 50
	MaxPending     int           // not signed in yet; 100
	MaxMessage     int           // bytes of one message; 16 MiB
	MaxPrepared    int           // statements, and portals, of one connection; 1,000
	SignInTimeout  time.Duration // from the first byte to the session; 10 s
	IdleTimeout    time.Duration // between messages; negative for ever, 1 h
	WriteTimeout   time.Duration // until the client reads 64 KiB; 1 min
}

func (c Config) complete() Config {
	count := func(n *int, standard int) {
		if *n <= 0 {
			*n = standard
		}
	}
	count(&c.MaxConnections, 100)
	count(&c.MaxPerUser, 50)
	count(&c.MaxPending, 100)
	count(&c.MaxMessage, 16<<20)
	count(&c.MaxPrepared, 1000)
	span := func(d *time.Duration, standard time.Duration) {
		if *d == 0 {
			*d = standard
		}
	}
	span(&c.SignInTimeout, 10*time.Second)
	span(&c.IdleTimeout, time.Hour)
	span(&c.WriteTimeout, time.Minute)
	if c.Version == "" {
		c.Version = "15.0"
	}
	if c.MockKey == nil {
		c.MockKey = make([]byte, 32)
		_, _ = rand.Read(c.MockKey) // never fails
	}
	return c
}

// Server serves any number of listeners. It is safe for concurrent use.
type Server struct {
	backend  Backend
	config   Config
	stopping chan struct{} // closed when Shutdown begins
	work     sync.WaitGroup

	mu        sync.Mutex
	stopped   bool
	listeners map[net.Listener]struct{}
	conns     map[*conn]struct{}
	sessions  map[uint32]*conn // signed in, by the id that cancellations name
	users     map[string]int   // how many of them
	pending   int
	last      uint32 // id given last
}

// New makes a Server. It does nothing before Serve.
func New(b Backend, c Config) *Server {
	return &Server{
		backend: b, config: c.complete(), stopping: make(chan struct{}),
		listeners: map[net.Listener]struct{}{}, conns: map[*conn]struct{}{}, sessions: map[uint32]*conn{}, users: map[string]int{},
	}
}

// Serve accepts connections until Shutdown, which gives nil, or until the listener
// fails. The values of ctx are in the contexts of all sessions; its end is not.
func (s *Server) Serve(ctx context.Context, l net.Listener) error {
	if !s.listen(l) {
		return errors.Join(errShutdown, l.Close())
	}
	defer s.work.Done()
	for pause := time.Duration(0); ; {
		c, err := l.Accept()
		switch {
		case err == nil:
			pause = 0
			s.accept(context.WithoutCancel(ctx), c)
		case s.isStopping():
			return nil
		case !passing(err):
			return fmt.Errorf("accept a connection: %w", err)
		default:
			pause = min(max(2*pause, 5*time.Millisecond), time.Second)
			s.config.Log.WarnContext(ctx, "a connection could not be accepted", "error", err, "pause", pause)
			s.wait(pause)
		}
	}
}

// listen notes a listener, unless the server has stopped.
func (s *Server) listen(l net.Listener) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.stopped {
		return false
	}
	s.listeners[l] = struct{}{}
	s.work.Add(1)
	return true
}

// passing reports whether accepting may work again later: the process had no more
// files, or the client was gone before its turn.
func passing(err error) bool {
	var op *net.OpError
	return errors.As(err, &op) && !errors.Is(err, net.ErrClosed)
}

func (s *Server) wait(d time.Duration) {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
	case <-s.stopping:
	}
}

func (s *Server) isStopping() bool {
	select {
	case <-s.stopping:
		return true
	default:
		return false
	}
}

// accept begins to serve a connection, unless there are too many that have not even
// signed in.
func (s *Server) accept(ctx context.Context, socket net.Conn) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.stopped || s.pending >= s.config.MaxPending {
		_ = socket.Close() // there is nothing that could be lost
		return
	}
	s.pending++
	c := newConn(ctx, s, socket)
	s.conns[c] = struct{}{}
	s.work.Go(c.serve)
}

// admit counts a connection as signed in and gives it an id, or refuses it.
func (s *Server) admit(c *conn, user string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.sessions) >= s.config.MaxConnections {
		return refuseFatal(codeTooMany, "sorry, too many clients already")
	}
	if s.users[user] >= s.config.MaxPerUser {
		return refuseFatal(codeTooMany, "too many connections for role %q", user)
	}
	for taken := true; taken || s.last == 0; _, taken = s.sessions[s.last] {
		s.last = (s.last + 1) & 0x7fffffff // clients take it as a signed number
	}
	c.id, c.user = s.last, user
	s.sessions[c.id] = c
	s.users[user]++
	s.pending--
	return nil
}

// forget ends a connection's place in all counts.
func (s *Server) forget(c *conn) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.conns, c)
	if c.id == 0 {
		s.pending--
		return
	}
	delete(s.sessions, c.id)
	if s.users[c.user]--; s.users[c.user] == 0 {
		delete(s.users, c.user)
	}
}

// cancel ends the running query of a connection whose key is known.
func (s *Server) cancel(id uint32, key []byte) {
	s.mu.Lock()
	c := s.sessions[id]
	s.mu.Unlock()
	if c != nil && subtle.ConstantTimeCompare(c.key, key) == 1 {
		c.cancelQuery()
	}
}

// Shutdown closes the listeners and ends the connections: those that wait for their
// client at once, those that run a query after it, all of them when ctx ends. It
// returns when nothing runs any more, with the error of ctx if that was waited for.
func (s *Server) Shutdown(ctx context.Context) error {
	s.stop()
	done := make(chan struct{})
	go func() {
		s.work.Wait()
		close(done)
	}()
	select {
	case <-done:
		return nil
	case <-ctx.Done():
	}
	s.mu.Lock()
	for c := range s.conns {
		c.terminate()
	}
	s.mu.Unlock()
	<-done
	return ctx.Err()
}

// stop begins the end.
func (s *Server) stop() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.stopped {
		return
	}
	s.stopped = true
	close(s.stopping)
	for l := range s.listeners {
		_ = l.Close() // a second close is no loss
	}
}
