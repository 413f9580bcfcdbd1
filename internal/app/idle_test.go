package app

import (
	"bufio"
	"log/slog"
	"net"
	"net/http"
	"testing"
	"testing/synctest"
	"time"

	"foureyes/internal/live"
)

// pipes is a listener in memory, whose connections keep to a fake clock.
type pipes chan net.Conn

func (p pipes) Accept() (net.Conn, error) {
	c, open := <-p
	if !open {
		return nil, http.ErrServerClosed
	}
	return c, nil
}

func (p pipes) Close() error   { return nil }
func (p pipes) Addr() net.Addr { return &net.TCPAddr{} }

// AWS SDKs for Go keep connections for 90 seconds, also such as they have opened and then
// not used, because another one was free sooner. A POST on one that we close meanwhile fails.
func TestConnectionsOutliveThePoolsOfSDKs(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		pool := http.DefaultTransport.(*http.Transport).IdleConnTimeout
		l := make(pipes)
		a := &App{listener: l, live: live.NewHub("test"), Surroundings: Surroundings{Log: slog.New(slog.DiscardHandler)}}
		a.serve(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusNoContent) }))
		ours, theirs := net.Pipe()
		l <- theirs
		answers := bufio.NewReader(ours)
		for range 3 { // the first time nothing was ever sent
			time.Sleep(pool + time.Second) //nolint:forbidigo // of the bubble's clock
			go func() { _, _ = ours.Write([]byte("POST / HTTP/1.1\r\nHost: here\r\nContent-Length: 0\r\n\r\n")) }()
			r, err := http.ReadResponse(answers, nil)
			if err != nil || r.StatusCode != http.StatusNoContent {
				t.Fatalf("after %v: %+v, %v", pool, r, err)
			}
			_ = r.Body.Close()
		}
		time.Sleep(idleTimeout + time.Second) //nolint:forbidigo // of the bubble's clock
		if _, err := answers.ReadByte(); err == nil {
			t.Error("it stays open for ever")
		}
		close(l)
		if err := a.server.Shutdown(t.Context()); err != nil {
			t.Error(err)
		}
		a.work.Wait()
	})
}
