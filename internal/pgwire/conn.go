package pgwire

import (
	"context"
	"errors"
	"fmt"
	"net"
	"runtime/debug"
	"sync"
	"time"

	"github.com/jackc/pgx/v5/pgproto3"
)

// lastWords is how long a connection that is ended by force has to say why.
const lastWords = time.Second

// conn is one connection.
type conn struct {
	server    *Server
	config    *Config
	socket    net.Conn // as accepted
	net       net.Conn // with TLS, if the client wants it
	encrypted bool
	ctx       context.Context
	end       context.CancelCauseFunc // ends ctx

	in      *pgproto3.Backend // decodes; what it would send is not used
	input   *input
	feed    *feed
	reading sync.WaitGroup // of the feed
	out     out

	// Who it is: of the server, under its lock.
	id   uint32 // 0 before sign-in
	user string
	key  []byte // allows cancellation

	session    Session
	statements map[string]Statement
	portals    map[string]*portal
	skipping   bool // until Sync

	mu      sync.Mutex
	running context.CancelCauseFunc // ends the running query; nil when there is none
}

func newConn(ctx context.Context, s *Server, socket net.Conn) *conn {
	c := &conn{
		server: s, config: &s.config, socket: socket, input: &input{},
		statements: map[string]Statement{}, portals: map[string]*portal{},
	}
	c.ctx, c.end = context.WithCancelCause(ctx)
	c.use(socket)
	return c
}

// use speaks over another connection from now on.
func (c *conn) use(n net.Conn) {
	c.net, c.input.Reader = n, n
	c.out = out{conn: n, now: c.config.Now, timeout: c.config.WriteTimeout}
}

// serve is the whole life of the connection.
func (c *conn) serve() {
	defer c.server.forget(c)
	defer c.close()
	// A fault in a session is one client's bad luck, not the end of the server.
	defer func() {
		if p := recover(); p != nil {
			c.config.Log.ErrorContext(c.ctx, "a SQL session panicked", "panic", p, "stack", string(debug.Stack()))
			c.say(fatal{refuse(codeInternal, "internal error; the server's log tells more")})
		}
	}()
	if err := c.start(); err != nil {
		c.say(err)
		return
	}
	if c.session != nil {
		c.say(c.loop())
	}
}

// close frees everything, in the order in which things hold each other.
func (c *conn) close() {
	c.end(errEnded)
	c.dropPortals()
	if c.session != nil {
		c.session.Close()
	}
	if c.feed != nil {
		c.feed.stop()
	}
	_ = c.net.Close() // after TLS's own good-bye, which may fail, the socket is closed
	_ = c.socket.Close()
	c.reading.Wait()
}

// terminate ends the connection by force.
func (c *conn) terminate() {
	c.end(errShutdown)
	time.AfterFunc(lastWords, func() { _ = c.socket.Close() })
}

// say tells the client why the connection ends, if it can be told.
func (c *conn) say(err error) {
	if err == nil || errors.Is(err, errLost) {
		return
	}
	e := c.explain(err)
	if c.out.send(response("FATAL", e)) == nil {
		_ = c.out.flush() // nobody is left to be told
	}
}

// explain gives what a client may know of an error. What is not meant for it goes
// into the log.
func (c *conn) explain(err error) *Error {
	if e, ok := errors.AsType[*Error](err); ok {
		return e
	}
	c.config.Log.ErrorContext(c.ctx, "a SQL session failed", "error", err)
	return refuse(codeInternal, "internal error; the server's log tells more")
}

// loop answers messages until the client or an error ends that.
func (c *conn) loop() error {
	for {
		m, err := c.receive()
		if err != nil {
			return err
		}
		if _, ended := m.(*pgproto3.Terminate); ended {
			return nil
		}
		if _, sync := m.(*pgproto3.Sync); c.skipping && !sync {
			continue
		}
		if err := c.handle(m); err != nil {
			return err
		}
	}
}

// receive waits for a message. What breaks the protocol ends the connection, as it
// is not known where the next message begins.
func (c *conn) receive() (pgproto3.FrontendMessage, error) {
	c.feed.wait(c.config.IdleTimeout)
	return c.decode()
}

func (c *conn) decode() (pgproto3.FrontendMessage, error) {
	m, err := c.in.Receive()
	var told fatal
	var long *pgproto3.ExceededMaxBodyLenErr
	switch {
	case err == nil:
		return m, nil
	case errors.As(err, &told):
		return nil, told
	case errors.As(err, &long):
		return nil, refuseFatal(codeProtocol, "a message of %d bytes is longer than the %d that are allowed", long.ActualBodyLen, long.MaxExpectedBodyLen)
	case c.input.ended != nil:
		return nil, fmt.Errorf("%w: %w", errLost, err)
	}
	return nil, refuseFatal(codeProtocol, "invalid message: %v", err)
}

// handle answers one message.
func (c *conn) handle(m pgproto3.FrontendMessage) error {
	switch m := m.(type) {
	case *pgproto3.Query:
		return c.query(m.String)
	case *pgproto3.Parse:
		return c.extended(func(ctx context.Context) error { return c.parse(ctx, m) })
	case *pgproto3.Bind:
		return c.extended(func(ctx context.Context) error { return c.bind(ctx, m) })
	case *pgproto3.Describe:
		return c.extended(func(context.Context) error { return c.describe(m) })
	case *pgproto3.Execute:
		return c.extended(func(ctx context.Context) error { return c.execute(ctx, m) })
	case *pgproto3.Close:
		return c.extended(func(context.Context) error { return c.closeObject(m) })
	case *pgproto3.Flush:
		return c.out.flush()
	case *pgproto3.Sync:
		return c.ready()
	case *pgproto3.FunctionCall:
		if err := c.fail(refuse(codeUnsupported, "function calls are not supported")); err != nil {
			return err
		}
		return c.ready()
	case *pgproto3.CopyData, *pgproto3.CopyDone, *pgproto3.CopyFail:
		return nil // left over from a COPY that was refused, as PostgreSQL takes them
	}
	return refuseFatal(codeProtocol, "unexpected message %T", m)
}

// run does the work of one message, which can be canceled meanwhile.
func (c *conn) run(work func(context.Context) error) error {
	ctx, cancel := context.WithCancelCause(c.ctx)
	defer cancel(nil)
	c.setRunning(cancel)
	defer c.setRunning(nil)
	err := work(ctx)
	if err == nil || errors.Is(err, errLost) {
		return err
	}
	// Whatever words a session has for the end of its context, this is why it ended.
	switch cause := context.Cause(ctx); {
	case errors.Is(cause, errCanceled):
		return refuse(codeCanceled, "canceling statement due to user request")
	case errors.Is(cause, errShutdown):
		return shutdownError()
	case errors.Is(cause, errLost):
		return cause
	}
	return err
}

func (c *conn) setRunning(cancel context.CancelCauseFunc) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.running = cancel
}

// cancelQuery ends the running query, if there is one.
func (c *conn) cancelQuery() {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.running != nil {
		c.running(errCanceled)
	}
}

// fail tells the client of an error after which it may go on. An error after which
// it may not is returned.
func (c *conn) fail(err error) error {
	var end fatal
	if errors.As(err, &end) || errors.Is(err, errLost) {
		return err
	}
	c.dropPortals()
	c.session.Fail()
	if err := c.out.send(response("ERROR", c.explain(err))); err != nil {
		return err
	}
	return c.out.flush()
}

// ready ends what was asked for, up to a Sync or of a Query.
func (c *conn) ready() error {
	c.skipping = false
	status := c.session.Status()
	if status == Idle {
		c.dropPortals() // they live no longer than their transaction
	}
	for _, s := range c.session.Settings() {
		if err := c.out.send(&pgproto3.ParameterStatus{Name: s.Name, Value: s.Value}); err != nil {
			return err
		}
	}
	if err := c.out.send(&pgproto3.ReadyForQuery{TxStatus: byte(status)}); err != nil {
		return err
	}
	return c.out.flush()
}
