package endurance

import (
	"bytes"
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
)

// newProxy gives the address of a plain proxy in front of servers: each request goes to
// the next one that takes connections.
func newProxy(t *testing.T, servers []*server) string {
	t.Helper()
	behind := &turns{through: &http.Transport{MaxIdleConnsPerHost: 32}}
	for _, s := range servers {
		behind.hosts = append(behind.hosts, s.address)
	}
	proxy := httptest.NewServer(&httputil.ReverseProxy{
		Rewrite: func(r *httputil.ProxyRequest) {
			r.SetURL(&url.URL{Scheme: "http", Host: "replicas"})
			r.Out.Host = r.In.Host // which is signed
		},
		Transport: behind,
		ErrorLog:  slog.NewLogLogger(slog.DiscardHandler, slog.LevelError),
		// A server that dies leaves its clients without an answer.
		ErrorHandler: func(http.ResponseWriter, *http.Request, error) { panic(http.ErrAbortHandler) },
	})
	t.Cleanup(proxy.Close)
	return proxy.URL
}

// turns passes requests on to hosts in turn.
type turns struct {
	hosts   []string
	through *http.Transport
	last    atomic.Int64
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
		out.URL.Host = p.hosts[int(p.last.Add(1))%len(p.hosts)]
		if r.Body != nil {
			out.Body = io.NopCloser(bytes.NewReader(body))
		}
		answer, err := p.through.RoundTrip(out)
		if err == nil || attempt == len(p.hosts) || !errors.Is(err, syscall.ECONNREFUSED) {
			return answer, err
		}
	}
}
