package endurance

import (
	"bytes"
	"context"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"sync/atomic"
	"syscall"
	"testing"
	"time"
)

// newProxy gives the address of a plain proxy in front of servers: each request goes to
// the next one that takes connections.
func newProxy(t *testing.T, servers []*server) string {
	t.Helper()
	return newTurns(servers).serve(t)
}

// newWatchfulProxy is newProxy that also asks each server now and then whether it is
// ready. One that does not say so gets no more requests; those that it has stay with it.
func newWatchfulProxy(t *testing.T, servers []*server) (string, *turns) {
	t.Helper()
	p := newTurns(servers)
	for _, h := range p.hosts {
		go p.watch(t.Context(), h)
	}
	return p.serve(t), p
}

// turns passes requests on to hosts in turn.
type turns struct {
	hosts   []*host
	through *http.Transport
	last    atomic.Int64
}

// host is a server behind a proxy.
type host struct {
	address string
	lost    atomic.Bool // it does not answer
}

func newTurns(servers []*server) *turns {
	p := &turns{through: &http.Transport{MaxIdleConnsPerHost: 32}}
	for _, s := range servers {
		p.hosts = append(p.hosts, &host{address: s.address})
	}
	return p
}

func (p *turns) serve(t *testing.T) string {
	t.Helper()
	proxy := httptest.NewServer(&httputil.ReverseProxy{
		Rewrite: func(r *httputil.ProxyRequest) {
			r.SetURL(&url.URL{Scheme: "http", Host: "replicas"})
			r.Out.Host = r.In.Host // which is signed
		},
		Transport: p,
		ErrorLog:  slog.NewLogLogger(slog.DiscardHandler, slog.LevelError),
		// A server that dies leaves its clients without an answer.
		ErrorHandler: func(http.ResponseWriter, *http.Request, error) { panic(http.ErrAbortHandler) },
	})
	t.Cleanup(proxy.Close)
	return proxy.URL
}

// RoundTrip tries another host where nobody listens: there the request was not sent.
func (p *turns) RoundTrip(r *http.Request) (*http.Response, error) {
	var body []byte
	if r.Body != nil {
		var err error
		if body, err = io.ReadAll(r.Body); err != nil {
			return nil, err
		}
	}
	for attempt := 1; ; attempt++ {
		out := r.Clone(r.Context())
		out.URL.Host = p.next()
		if r.Body != nil {
			out.Body = io.NopCloser(bytes.NewReader(body))
		}
		answer, err := p.through.RoundTrip(out)
		if err == nil || attempt == len(p.hosts) || !errors.Is(err, syscall.ECONNREFUSED) {
			return answer, err
		}
	}
}

// next is the host whose turn it is. Those that are lost are left out, unless all are.
func (p *turns) next() string {
	var h *host
	for range p.hosts {
		if h = p.hosts[int(p.last.Add(1))%len(p.hosts)]; !h.lost.Load() {
			break
		}
	}
	return h.address
}

// watch asks a host whether it is ready, until the test ends.
func (p *turns) watch(ctx context.Context, h *host) {
	again := time.NewTicker(300 * time.Millisecond)
	defer again.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-again.C:
			h.lost.Store(!p.ready(ctx, h))
		}
	}
}

// ready gives a busy machine time enough: only who is frozen or gone takes so long.
func (p *turns) ready(ctx context.Context, h *host) bool {
	ctx, cancel := context.WithTimeout(ctx, 5*time.Second)
	defer cancel()
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+h.address+"/readyz", nil)
	if err != nil {
		return false
	}
	answer, err := p.through.RoundTrip(r)
	if err != nil {
		return false
	}
	defer answer.Body.Close()
	return answer.StatusCode == http.StatusOK
}
