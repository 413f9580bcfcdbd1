// Package metrics tells Prometheus how the server is doing.
//
// It owns the names, units and labels of everything that is measured, and who
// may read it. It alone knows Prometheus: other packages are measured by what
// stands around them (doors, handlers of jobs, the renderer) or call a plain
// function that they were given. Rooms know nothing of it.
//
// Labels come from our own tables, never from what a client has sent, and the
// flow definitions that are named are the few whose tasks wait longest: the number
// of series has a bound that no client can move.
package metrics

import (
	"context"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"

	"foureyes/internal/store"
)

// Parts are what Metrics are read from. All fields but Now may be left out.
type Parts struct {
	// Version is that of the binary, Database the name of the engine.
	Version, Database string
	// Now is the clock that durations are taken by.
	Now func() time.Time
	// Figures reads what the database knows, as of a time by the server's clock.
	Figures func(ctx context.Context) (store.Figures, error)
	// Pool tells of the connections to the database.
	Pool func() store.Connections
	// Standby tells of the standby that SQL queries are asked of; left out where there is none.
	Standby func() store.StandbyFigures
	// Leads tells whether this server does what is due by time.
	Leads func() bool
	// Jump is how far the clock has jumped, while that is not believed.
	Jump func() time.Duration
}

// Metrics are those of one server. They are safe for concurrent use.
type Metrics struct {
	registry *prometheus.Registry
	now      func() time.Time

	requests  *prometheus.CounterVec
	latencies *prometheus.HistogramVec
	inFlight  *prometheus.GaugeVec
	jobs      *prometheus.HistogramVec
	renders   *prometheus.HistogramVec
	outputs   *prometheus.HistogramVec
	writes    *prometheus.HistogramVec
	loops     *prometheus.CounterVec
	tasks     *prometheus.CounterVec
	streams   prometheus.Gauge
	spans     *prometheus.CounterVec
}

// buckets are upper bounds in seconds: from a durable write on a quiet disk to what
// somebody would call hanging.
var buckets = []float64{.001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 10}

// New makes Metrics with a registry of their own.
func New(p Parts) *Metrics {
	m := &Metrics{
		registry:  prometheus.NewRegistry(),
		now:       p.Now,
		requests:  counter("requests_total", "Requests that were answered, by door, operation and HTTP status; 499 for clients that hung up.", "door", "operation", "code"),
		latencies: histogram("request_seconds", "Time from a request's arrival to the end of its answer.", "door", "operation"),
		inFlight:  gauge("requests_in_flight", "Requests that are being answered.", "door"),
		jobs:      histogram("job_seconds", "Time that saved jobs ran, by kind and how they ended; a failed one is tried again.", "kind", "outcome"),
		renders:   histogram("render_seconds", "Time to render a worker task template with its input.", "outcome"),
		outputs:   histogram("output_write_seconds", "Time to write an output.json into its bucket.", "outcome"),
		writes:    histogram("database_write_seconds", "Time from a change's request to its durable commit: done, refused by a rule, or failed.", "outcome"),
		loops:     counter("human_loops_total", "Human loops that came into a status; InProgress counts those that were started.", "status"),
		tasks:     counter("assignments_total", "Assignments that came into a status; Accepted counts claims and resumptions, Submitted answers.", "status"),
		spans:     counter("trace_spans_total", "Spans of traces, recorded and sent: a collector has taken those that were sent.", "outcome"),
		streams:   prometheus.NewGauge(prometheus.GaugeOpts{Namespace: namespace, Name: "event_streams", Help: "Browsers and scripts that look on by server-sent events."}),
	}
	m.registry.MustRegister(
		m.requests, m.latencies, m.inFlight, m.jobs, m.renders, m.outputs, m.writes, m.loops, m.tasks, m.streams, m.spans,
		collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}), build(p),
	)
	m.registerState(p)
	return m
}

// namespace begins every name of ours.
const namespace = "foureyes"

func counter(name, help string, labels ...string) *prometheus.CounterVec {
	return prometheus.NewCounterVec(prometheus.CounterOpts{Namespace: namespace, Name: name, Help: help}, labels)
}

func gauge(name, help string, labels ...string) *prometheus.GaugeVec {
	return prometheus.NewGaugeVec(prometheus.GaugeOpts{Namespace: namespace, Name: name, Help: help}, labels)
}

func histogram(name, help string, labels ...string) *prometheus.HistogramVec {
	return prometheus.NewHistogramVec(prometheus.HistogramOpts{Namespace: namespace, Name: name, Help: help, Buckets: buckets}, labels)
}
