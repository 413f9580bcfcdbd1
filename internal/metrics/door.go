package metrics

import (
	"context"
	"net/http"
	"strconv"
	"time"

	"foureyes/internal/aws"
)

// Door counts and times the requests of a door. What the operation was is what the
// door notes by aws.NameOperation.
func (m *Metrics) Door(name string, h http.Handler) http.Handler {
	inFlight := m.inFlight.WithLabelValues(name)
	return aws.Watch(h, func(r *http.Request) (*http.Request, func(int)) {
		inFlight.Inc()
		began := m.now()
		return r, func(status int) {
			m.answered(r.Context(), name, status, began)
			inFlight.Dec()
		}
	})
}

func (m *Metrics) answered(ctx context.Context, door string, status int, began time.Time) {
	operation := aws.OperationFrom(ctx)
	if operation == "" {
		operation = "other"
	}
	m.requests.WithLabelValues(door, operation, strconv.Itoa(status)).Inc()
	m.since(began, m.latencies.WithLabelValues(door, operation))
}
