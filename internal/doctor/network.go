package doctor

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/netip"
	"strings"
	"syscall"

	"foureyes/internal/config"
)

// server asks whether a server runs already, which explains ports that are taken.
func (e *examination) server(ctx context.Context) {
	answer, err := ask(ctx, "http://"+reachable(e.Settings.Listen)+"/readyz")
	switch {
	case err != nil:
		e.add("server", Skipped, "none answers at "+e.Settings.Listen, "")
	case answer == "ready":
		e.running = true
		e.good("server", "ready, at "+e.Settings.Listen)
	case strings.HasPrefix(answer, "ready\n"):
		e.running = true
		e.add("server", Warning, answer, mendServer(answer))
	case strings.HasPrefix(answer, "not ready"):
		e.running = true
		e.add("server", Failure, "a server runs and is "+answer, "See its log, and the findings below.")
	default:
		e.add("server", Failure, "something else answers at "+e.Settings.Listen, "Stop it, or choose another --listen.")
	}
}

// mendServer says what to do about a server that is ready, and says something besides.
func mendServer(answer string) string {
	if strings.Contains(answer, "the clock jumped") {
		return "Set the clock right, or restart the server to believe it."
	}
	return "See its log, and the findings below."
}

// reachable makes an address to ask of one to listen on.
func reachable(address string) string {
	host, port, err := net.SplitHostPort(address)
	if err != nil {
		return address
	}
	if ip, err := netip.ParseAddr(host); host == "" || err == nil && ip.IsUnspecified() {
		host = "127.0.0.1"
	}
	return net.JoinHostPort(host, port)
}

// ask gives the text at a URL.
func ask(ctx context.Context, url string) (string, error) {
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return "", fmt.Errorf("make the request: %w", err)
	}
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		return "", fmt.Errorf("ask: %w", err)
	}
	defer func() { _ = answer.Body.Close() }()
	body, err := io.ReadAll(io.LimitReader(answer.Body, 1024))
	if err != nil {
		return "", fmt.Errorf("read the answer: %w", err)
	}
	return strings.TrimSpace(string(body)), nil
}

// ports asks whether the server could listen.
func (e *examination) ports(ctx context.Context) {
	for _, p := range []struct{ flag, address string }{
		{"listen", e.Settings.Listen}, {"sql-listen", e.Settings.SQLListen}, {"metrics-listen", e.Settings.MetricsListen},
	} {
		if p.address != "" {
			e.port(ctx, p.flag, p.address)
		}
	}
}

func (e *examination) port(ctx context.Context, flag, address string) {
	check := "--" + flag
	l, err := (&net.ListenConfig{}).Listen(ctx, "tcp", address)
	switch {
	case err == nil:
		_ = l.Close() // nobody has connected
		e.good(check, address+" is free")
	case errors.Is(err, syscall.EADDRINUSE) && e.running:
		e.good(check, address+" is taken, as it should be while the server runs")
	case errors.Is(err, syscall.EADDRINUSE) && address == config.DefaultSQLListen:
		e.add(check, Warning, address+" is taken", "The server goes on without the SQL tables; choose another --sql-listen for them.")
	default:
		e.add(check, Failure, err.Error(), "Stop what has the address, or choose another --"+flag+".")
	}
}

// publicURL asks whether the server is reached as people and programs reach it.
func (e *examination) publicURL(ctx context.Context) {
	const check = "public URL"
	switch {
	case e.Settings.PublicURL == "":
		e.add(check, Skipped, "none is set; links lead to --listen, which others may not reach", "")
		return
	case !e.running:
		e.add(check, Skipped, "asked for only while the server runs", "")
		return
	}
	answer, err := ask(ctx, strings.TrimRight(e.Settings.PublicURL, "/")+"/healthz")
	switch {
	case err != nil:
		e.add(check, Warning, err.Error(), "Workers open links and images there: look at DNS, the proxy and its certificate. From this machine alone it may be closed.")
	case answer != "ok":
		e.add(check, Failure, e.Settings.PublicURL+" is answered by something else", "Let the proxy pass every path on, with the Host header as it came.")
	default:
		e.good(check, e.Settings.PublicURL+" leads here")
	}
}
