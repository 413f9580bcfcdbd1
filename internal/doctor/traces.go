package doctor

import (
	"context"
	"net"
	"net/url"
)

// collector asks whether somebody listens where traces are sent.
func (e *examination) collector(ctx context.Context) {
	u, err := url.Parse(e.Settings.TracesURL)
	if err != nil || u.Host == "" {
		return // there is none, or settings tells of a mistake in it
	}
	port := u.Port()
	if port == "" {
		port = map[string]string{"http": "80", "https": "443"}[u.Scheme]
	}
	address := net.JoinHostPort(u.Hostname(), port)
	conn, err := (&net.Dialer{}).DialContext(ctx, "tcp", address)
	if err != nil {
		e.add("--traces-url", Warning, err.Error(), "Traces are dropped until the collector is there; nothing else waits for it.")
		return
	}
	_ = conn.Close() // nothing was said
	e.good("--traces-url", address+" answers")
}
