package metrics

import (
	"context"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"foureyes/internal/fault"
	"foureyes/internal/flow"
	"foureyes/internal/humanloop"
	"foureyes/internal/job"
	"foureyes/internal/live"
	"foureyes/internal/taskui"
)

// How something ended.
const (
	done    = "done"
	failed  = "failed"
	refused = "refused" // by a rule, as it should be
)

func outcome(err error) string {
	if err != nil {
		return failed
	}
	return done
}

// since observes the time from began until now.
func (m *Metrics) since(began time.Time, o prometheus.Observer) {
	o.Observe(m.now().Sub(began).Seconds())
}

// Handlers times each handler of jobs.
func (m *Metrics) Handlers(handlers map[string]job.Handler) map[string]job.Handler {
	timed := make(map[string]job.Handler, len(handlers))
	for kind, h := range handlers {
		timed[kind] = func(ctx context.Context, payload string, now time.Time) error {
			began, ended := m.now(), failed // what a panic leaves
			defer func() { m.since(began, m.jobs.WithLabelValues(kind, ended)) }()
			err := h(ctx, payload, now)
			ended = outcome(err)
			return err
		}
	}
	return timed
}

// Renderer times a renderer.
func (m *Metrics) Renderer(r humanloop.Renderer) humanloop.Renderer { return renderer{m, r} }

type renderer struct {
	m *Metrics
	r humanloop.Renderer
}

// Render renders.
func (r renderer) Render(ctx context.Context, q taskui.Request) (string, error) {
	began := r.m.now()
	page, err := r.r.Render(ctx, q)
	r.m.since(began, r.m.renders.WithLabelValues(outcome(err)))
	return page, err
}

// Outputs times the writing of output documents.
func (m *Metrics) Outputs(o humanloop.Objects) humanloop.Objects { return outputs{m, o} }

type outputs struct {
	m *Metrics
	o humanloop.Objects
}

// PutObject writes an object.
func (o outputs) PutObject(ctx context.Context, as flow.Access, bucket, key, contentType string, body []byte) error {
	began := o.m.now()
	err := o.o.PutObject(ctx, as, bucket, key, contentType, body)
	o.m.since(began, o.m.outputs.WithLabelValues(outcome(err)))
	return err
}

// Write begins to time a change of the database; what it gives ends that.
func (m *Metrics) Write(context.Context) (end func(error)) {
	began := m.now()
	return func(err error) {
		m.since(began, m.writes.WithLabelValues(written(err)))
	}
}

// written tells the refusals of rules from failures of the database.
func written(err error) string {
	switch {
	case err == nil:
		return done
	case fault.Refused(err):
		return refused
	}
	return failed
}

// Note counts what has changed. It never blocks.
func (m *Metrics) Note(notes []live.Note) {
	for _, n := range notes {
		if n.Loop != nil {
			m.loops.WithLabelValues(n.Loop.Status).Inc()
		}
		if n.Task != nil {
			m.tasks.WithLabelValues(n.Task.Status).Inc()
		}
	}
}

// Looking counts who looks on: 1 for one that begins, -1 for one that ends.
func (m *Metrics) Looking(change int) { m.streams.Add(float64(change)) }

// Recorded counts spans of traces that were made.
func (m *Metrics) Recorded(spans int) { m.spans.WithLabelValues("recorded").Add(float64(spans)) }

// Sent counts those that a collector has taken.
func (m *Metrics) Sent(spans int) { m.spans.WithLabelValues("sent").Add(float64(spans)) }
