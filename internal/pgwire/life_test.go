package pgwire_test

import (
	"context"
	"errors"
	"log/slog"
	"net"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgproto3"

	"foureyes/internal/pgwire"
)

// pipes is a listener in memory, whose connections obey a test's clock.
type pipes struct {
	conns chan net.Conn
	once  sync.Once
	done  chan struct{}
}

func newPipes() *pipes { return &pipes{conns: make(chan net.Conn), done: make(chan struct{})} }

func (p *pipes) Accept() (net.Conn, error) {
	select {
	case c := <-p.conns:
		return c, nil
	case <-p.done:
		return nil, net.ErrClosed
	}
}

func (p *pipes) Close() error {
	p.once.Do(func() { close(p.done) })
	return nil
}

func (p *pipes) Addr() net.Addr { return &net.UnixAddr{Name: "pipe", Net: "unix"} }

func (p *pipes) dial(context.Context, string, string) (net.Conn, error) {
	client, server := net.Pipe()
	p.conns <- server
	return client, nil
}

// inBubble runs a test with a server whose time is the bubble's.
func inBubble(t *testing.T, c pgwire.Config, test func(t *testing.T, f *fake, s *pgwire.Server, p *pipes)) {
	t.Helper()
	if _, err := verifier(); err != nil { // outside of the bubble
		t.Fatal(err)
	}
	synctest.Test(t, func(t *testing.T) {
		c.Now, c.Log = time.Now, slog.New(slog.DiscardHandler)
		f, p := newFake(), newPipes()
		s := pgwire.New(f, c)
		done := make(chan error, 1)
		go func() { done <- s.Serve(context.WithoutCancel(t.Context()), p) }()
		test(t, f, s, p)
		if err := s.Shutdown(context.WithoutCancel(t.Context())); err != nil {
			t.Errorf("Shutdown: %v", err)
		}
		if err := <-done; err != nil {
			t.Errorf("Serve: %v", err)
		}
		f.cursors.Wait()
	})
}

// client signs in over a pipe, and hands over its socket.
func (p *pipes) client(t *testing.T) *wire {
	t.Helper()
	c, err := pgx.ParseConfig("sslmode=disable host=pipe user=" + user + " password='" + password + "'")
	if err != nil {
		t.Fatal(err)
	}
	c.DialFunc = p.dial
	c.LookupFunc = func(context.Context, string) ([]string, error) { return []string{"pipe"}, nil }
	conn, err := pgconn.ConnectConfig(t.Context(), &c.Config)
	if err != nil {
		t.Fatal(err)
	}
	h, err := conn.Hijack()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = h.Conn.Close() })
	return &wire{t: t, Conn: h.Conn, f: h.Frontend}
}

func TestWhoDoesNotSignInIsCutOff(t *testing.T) {
	inBubble(t, pgwire.Config{SignInTimeout: 10 * time.Second}, func(t *testing.T, _ *fake, _ *pgwire.Server, p *pipes) {
		for _, sent := range []string{"", "\x00\x00", "\x00\x00\x00\x11\x00\x03\x00\x00user\x00x\x00\x00"} {
			began := time.Now()
			c, _ := p.dial(t.Context(), "", "")
			w := &wire{t: t, Conn: c, f: pgproto3.NewFrontend(c, c)}
			w.raw([]byte(sent))
			w.read(-1)
			if took := time.Since(began); took != 10*time.Second {
				t.Errorf("%q was waited for %v", sent, took)
			}
		}
	})
}

func TestIdleConnectionIsEnded(t *testing.T) {
	inBubble(t, pgwire.Config{IdleTimeout: time.Minute}, func(t *testing.T, f *fake, _ *pgwire.Server, p *pipes) {
		w := p.client(t)
		for range 3 {
			time.Sleep(59 * time.Second) //nolint:forbidigo // the bubble's time
			w.send(&pgproto3.Query{String: ""})
			w.expect(2, "EmptyQueryResponse I")
		}
		began := time.Now()
		w.raw([]byte{'Q', 0}) // half a message is none
		w.expect(-1, "FATAL:57P05 end")
		if took := time.Since(began); took != time.Minute {
			t.Errorf("it took %v", took)
		}
		<-f.closed
	})
}

func TestRunningQueryIsNotIdle(t *testing.T) {
	inBubble(t, pgwire.Config{IdleTimeout: time.Minute}, func(t *testing.T, f *fake, _ *pgwire.Server, p *pipes) {
		w := p.client(t)
		w.send(&pgproto3.Query{String: "block"})
		<-f.started
		time.Sleep(time.Hour) //nolint:forbidigo // the bubble's time
		select {
		case end := <-f.ended:
			t.Errorf("it ended with %v", end.why)
		default:
		}
		_ = w.Close()
		<-f.ended
		<-f.closed
	})
}

func TestClientThatDoesNotReadIsCutOff(t *testing.T) {
	inBubble(t, pgwire.Config{WriteTimeout: 30 * time.Second}, func(t *testing.T, f *fake, _ *pgwire.Server, p *pipes) {
		w := p.client(t)
		began := time.Now()
		w.send(&pgproto3.Query{String: "rows 1000000"})
		<-f.closed
		if took := time.Since(began); took != 30*time.Second {
			t.Errorf("it took %v", took)
		}
	})
}

func TestShutdownEndsWhoWaitsAtOnce(t *testing.T) {
	inBubble(t, pgwire.Config{}, func(t *testing.T, _ *fake, s *pgwire.Server, p *pipes) {
		w := p.client(t)
		stranger, _ := p.dial(t.Context(), "", "")
		done := make(chan error, 1)
		go func() { done <- s.Shutdown(t.Context()) }()
		w.expect(-1, "FATAL:57P01 end")
		(&wire{t: t, Conn: stranger}).closed()
		if err := <-done; err != nil {
			t.Errorf("got %v", err)
		}
		if err := s.Serve(t.Context(), newPipes()); err == nil {
			t.Error("a server that has stopped serves again")
		}
	})
}

func TestShutdownWaitsForQueriesAsLongAsItMay(t *testing.T) {
	inBubble(t, pgwire.Config{}, func(t *testing.T, f *fake, s *pgwire.Server, p *pipes) {
		w := p.client(t)
		w.send(&pgproto3.Query{String: "block"})
		<-f.started
		ctx, cancel := context.WithTimeout(t.Context(), 5*time.Second)
		defer cancel()
		began, done := time.Now(), make(chan error, 1)
		go func() { done <- s.Shutdown(ctx) }()
		w.expect(-1, "(t:25/0) FATAL:57P01 end")
		if took := time.Since(began); took != 5*time.Second {
			t.Errorf("it took %v", took)
		}
		if err := <-done; !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("got %v", err)
		}
	})
}

func TestQueryInFlightIsFinishedByShutdown(t *testing.T) {
	inBubble(t, pgwire.Config{}, func(t *testing.T, _ *fake, s *pgwire.Server, p *pipes) {
		w := p.client(t)
		w.send(&pgproto3.Query{String: "rows 100000"})
		w.expect(2, `(n:20/0t:25/0) row["1" "row 1"]`)
		done := make(chan error, 1)
		go func() { done <- s.Shutdown(t.Context()) }()
		rest := w.read(-1)
		if want := `row["100000" "row 100000"] SELECT100000 I FATAL:57P01 end`; len(rest) < len(want) || rest[len(rest)-len(want):] != want {
			t.Errorf("it ended with %s", rest[max(0, len(rest)-100):])
		}
		if err := <-done; err != nil {
			t.Errorf("got %v", err)
		}
	})
}
