package endurance

import (
	"fmt"
	"net/http"
	"testing"
	"time"
)

// awaitFailures waits until so many more requests of the load were refused.
func (w *world) awaitFailures(t *testing.T, n int64) {
	t.Helper()
	until := w.failed.Load() + n
	poll(t, fmt.Sprintf("%d refusals", n), func() bool { return w.failed.Load() >= until || t.Failed() })
}

// awaitReady waits for what /readyz answers.
func (w *world) awaitReady(t *testing.T, status int) {
	t.Helper()
	poll(t, fmt.Sprintf("/readyz to answer %d", status), func() bool { return w.ask(t, "/readyz") == status })
}

func (w *world) ask(t *testing.T, path string) int {
	t.Helper()
	// Without a signature, which would lead to another door.
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, w.url+path, nil)
	if err != nil {
		t.Fatal(err)
	}
	a, err := w.operator.http.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer a.Body.Close()
	return a.StatusCode
}

func poll(t *testing.T, what string, done func() bool) {
	t.Helper()
	again, end := time.NewTicker(10*time.Millisecond), time.After(patience)
	defer again.Stop()
	for !done() {
		select {
		case <-again.C:
		case <-end:
			t.Fatalf("waited in vain for %s", what)
		}
	}
}
