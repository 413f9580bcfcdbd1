package metrics

import (
	"crypto/subtle"
	"net/http"

	"github.com/prometheus/client_golang/prometheus/promhttp"
)

// Page shows everything, in the form of the Prometheus text format or OpenMetrics.
func (m *Metrics) Page() http.Handler {
	return promhttp.HandlerFor(m.registry, promhttp.HandlerOpts{Registry: m.registry, MaxRequestsInFlight: 4})
}

// Guarded shows the page to those who know the token, as Prometheus sends it
// (authorization: credentials). Without a token nobody may see it, because the page
// names flow definitions; being near proves nothing behind a proxy.
func Guarded(token string, page http.Handler) http.Handler {
	want := []byte("Bearer " + token)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch {
		case token == "":
			http.Error(w, "metrics are off here: set --metrics-token, or --metrics-listen for an address of their own", http.StatusNotFound)
		case subtle.ConstantTimeCompare([]byte(r.Header.Get("Authorization")), want) != 1:
			w.Header().Set("WWW-Authenticate", `Bearer realm="metrics"`)
			http.Error(w, "send the server's --metrics-token as Authorization: Bearer TOKEN", http.StatusUnauthorized)
		default:
			page.ServeHTTP(w, r)
		}
	})
}
