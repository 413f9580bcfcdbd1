package endurance

import (
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"
)

// metricsToken is what servers are told by --metrics-token where a story asks for figures.
const metricsToken = "endurance-reads-this"

// metric reads one figure, by its name and labels, as the server tells Prometheus.
func (w *world) metric(t *testing.T, name string) float64 {
	t.Helper()
	figures := newClient(w, metricsToken)
	a := figures.call(t, http.MethodGet, "/metrics", nil)
	for line := range strings.Lines(string(a.body)) {
		if value, is := strings.CutPrefix(line, name+" "); is {
			f, err := strconv.ParseFloat(strings.TrimSpace(value), 64)
			if err != nil {
				t.Fatal(err)
			}
			return f
		}
	}
	t.Fatalf("no metric is called %s: %d %.2000s", name, a.status, a.body)
	return 0
}

// count is how many requests have succeeded.
func (w *world) count() int {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.acks
}

// timeAcks tells how long so many requests take.
func (w *world) timeAcks(t *testing.T, n int) time.Duration {
	t.Helper()
	began := time.Now()
	w.awaitAcks(t, n)
	return time.Since(began)
}
