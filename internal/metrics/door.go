package metrics

import (
	"io"
	"net/http"
	"strconv"
	"time"

	"foureyes/internal/aws"
)

// statusGone stands for a client that hung up before it was answered: nginx's number.
const statusGone = 499

// Door counts and times the requests of a door. What the operation was is what the
// door notes by aws.NameOperation.
func (m *Metrics) Door(name string, h http.Handler) http.Handler {
	inFlight := m.inFlight.WithLabelValues(name)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		inFlight.Inc()
		defer inFlight.Dec()
		a := &answer{ResponseWriter: w}
		defer m.answered(name, r, a, m.now())
		h.ServeHTTP(a, r)
		a.complete = true
	})
}

func (m *Metrics) answered(door string, r *http.Request, a *answer, began time.Time) {
	operation := aws.OperationFrom(r.Context())
	if operation == "" {
		operation = "other"
	}
	m.requests.WithLabelValues(door, operation, strconv.Itoa(a.code(r.Context().Err()))).Inc()
	m.since(began, m.latencies.WithLabelValues(door, operation))
}

// answer notes the status of an answer.
type answer struct {
	http.ResponseWriter

	status   int
	complete bool // the handler has come back, and did not panic
}

// code is the status that went out, or that would have; gone is set if the client
// hung up.
func (a *answer) code(gone error) int {
	switch {
	case a.status != 0:
		return a.status
	case !a.complete:
		return http.StatusInternalServerError
	case gone != nil:
		return statusGone
	}
	return http.StatusOK
}

// WriteHeader notes the final status.
func (a *answer) WriteHeader(status int) {
	if a.status == 0 && status >= http.StatusOK {
		a.status = status
	}
	a.ResponseWriter.WriteHeader(status)
}

// Write begins the answer if nothing has.
func (a *answer) Write(p []byte) (int, error) {
	if a.status == 0 {
		a.status = http.StatusOK
	}
	return a.ResponseWriter.Write(p)
}

// ReadFrom lets files go out without a copy, where the connection can do that.
func (a *answer) ReadFrom(from io.Reader) (int64, error) {
	if a.status == 0 {
		a.status = http.StatusOK
	}
	return io.Copy(a.ResponseWriter, from)
}

// Unwrap gives http.ResponseController the way to flush and to set deadlines.
func (a *answer) Unwrap() http.ResponseWriter { return a.ResponseWriter }
