// Package trace tells an OpenTelemetry collector what the server does and what came
// of it: a span for each request of an operation, for each change of the database, for each
// saved job, and for each output that is written.
//
// It owns the names and attributes of spans, what is kept of one with the work that
// goes on later, and the way to the collector. It alone knows OpenTelemetry. Like
// metrics, spans are made by what stands around doors, handlers and objects; rooms
// know nothing of it, and hand on the context that they were given.
//
// A human loop's trace is that of the request that started it, and what the server
// does for the loop by itself goes on in it: whatever becomes of the loop is found
// there, and is recorded if the start was. What people do about it (to accept, to
// submit, to stop) are requests of their own and traces of their own, linked with the start.
//
// Attributes hold names and ids: no inputs, answers, e-mail or network addresses,
// paths of requests, or texts of errors.
package trace

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/url"
	"strings"
	"time"

	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/exporters/otlp/otlptrace"
	"go.opentelemetry.io/otel/exporters/otlp/otlptrace/otlptracehttp"
	"go.opentelemetry.io/otel/sdk/resource"
	sdk "go.opentelemetry.io/otel/sdk/trace"
	otel "go.opentelemetry.io/otel/trace"
)

const (
	// queue is how many spans wait for the collector; what comes then is dropped.
	queue = 16384
	// batch is how many go at once, every so often or when there are so many.
	batch = 1024
	every = 2 * time.Second
	// upload is how long the collector may take for a batch.
	upload = 10 * time.Second
	// flush is how long the last spans may take at the end.
	flush = 5 * time.Second
)

// Parts are what a Tracer is made of.
type Parts struct {
	// URL is the collector's, for OTLP over HTTP. Without a path it gets the usual one,
	// /v1/traces.
	URL string
	// Ratio is the part of traces that begin here which is recorded: 0 to 1. One that a
	// caller has begun is recorded if the caller says so.
	Ratio float64
	// Version is that of the binary, Database the engine in OpenTelemetry's words.
	Version, Database string
	Log               *slog.Logger
	// Recorded and Sent are told how many spans were made, and how many of them the
	// collector took.
	Recorded, Sent func(spans int)
}

// Tracer makes the spans of one server. A nil Tracer makes none, and puts nothing in
// front of anything.
type Tracer struct {
	tracer   otel.Tracer
	database string
	provider *sdk.TracerProvider
	wire     *otlptrace.Exporter
}

// New makes a Tracer. It returns at once, whether the collector is there or not. End
// it with Stop.
func New(ctx context.Context, p Parts) (*Tracer, error) {
	to, err := endpoint(p.URL)
	if err != nil {
		return nil, err
	}
	// Headers, as for a token, are those of OTEL_EXPORTER_OTLP_HEADERS.
	wire, err := otlptracehttp.New(ctx, otlptracehttp.WithEndpointURL(to), otlptracehttp.WithTimeout(upload),
		otlptracehttp.WithRetry(otlptracehttp.RetryConfig{Enabled: true, InitialInterval: time.Second, MaxInterval: upload, MaxElapsedTime: 3 * upload}))
	if err != nil {
		return nil, fmt.Errorf("make the exporter of traces: %w", err)
	}
	about, err := resource.New(ctx, resource.WithTelemetrySDK(), resource.WithHost(),
		resource.WithAttributes(attribute.String("service.name", "foureyes"), attribute.String("service.version", p.Version)),
		resource.WithFromEnv()) // the last word is the operator's
	if err != nil {
		return nil, errors.Join(fmt.Errorf("describe this server to the collector: %w", err), wire.Shutdown(ctx))
	}
	waiting := sdk.NewBatchSpanProcessor(&told{SpanExporter: wire, log: p.Log, sent: p.Sent},
		sdk.WithMaxQueueSize(queue), sdk.WithMaxExportBatchSize(batch), sdk.WithBatchTimeout(every))
	provider := sdk.NewTracerProvider(sdk.WithResource(about), sdk.WithSpanProcessor(&counted{waiting, p.Recorded}),
		sdk.WithSampler(sdk.ParentBased(sdk.TraceIDRatioBased(p.Ratio))))
	return &Tracer{tracer: provider.Tracer("foureyes"), database: p.Database, provider: provider, wire: wire}, nil
}

// endpoint is a collector's URL with its path.
func endpoint(text string) (string, error) {
	u, err := url.Parse(text)
	if err != nil {
		return "", fmt.Errorf("read the collector's URL: %w", err)
	}
	if strings.Trim(u.Path, "/") == "" {
		u.Path = "/v1/traces"
	}
	return u.String(), nil
}

// Stop sends what is left, for some seconds at most, and drops the rest.
func (t *Tracer) Stop(ctx context.Context) error {
	if t == nil {
		return nil
	}
	last, cancel := context.WithTimeout(ctx, flush)
	defer cancel()
	// A collector that does not answer is cut off then, which ends what waits for it.
	defer context.AfterFunc(last, func() { _ = t.wire.Shutdown(context.WithoutCancel(ctx)) })()
	if err := t.provider.Shutdown(context.WithoutCancel(ctx)); err != nil {
		return fmt.Errorf("stop sending traces: %w", err)
	}
	return nil
}
