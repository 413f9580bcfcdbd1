package trace

import (
	"context"
	"errors"
	"net/http"
	"time"

	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/codes"
	"go.opentelemetry.io/otel/propagation"
	otel "go.opentelemetry.io/otel/trace"

	"foureyes/internal/aws"
	"foureyes/internal/fault"
	"foureyes/internal/flow"
	"foureyes/internal/humanloop"
	"foureyes/internal/job"
)

// The attributes: OpenTelemetry's own names (semantic conventions) where it has one.
const (
	attrAccount = attribute.Key("cloud.account.id")
	attrRegion  = attribute.Key("cloud.region")
	attrRequest = attribute.Key("aws.request_id")
	attrMethod  = attribute.Key("http.request.method")
	attrStatus  = attribute.Key("http.response.status_code")
	attrEngine  = attribute.Key("db.system.name")
	attrBucket  = attribute.Key("aws.s3.bucket")
	attrKey     = attribute.Key("aws.s3.key")
	attrDoor    = attribute.Key("foureyes.door")
	attrLoop    = attribute.Key("foureyes.human_loop.arn")
	attrJob     = attribute.Key("foureyes.job.id")
	attrAttempt = attribute.Key("foureyes.job.attempt")
)

// Door makes a span for each request of a door, which goes on from the caller's
// traceparent. It has the name of the operation, or of the door if that was not
// known.
func (t *Tracer) Door(name string, h http.Handler) http.Handler {
	if t == nil {
		return h
	}
	return aws.Watch(h, func(r *http.Request) (*http.Request, func(int)) {
		ctx := propagation.TraceContext{}.Extract(r.Context(), propagation.HeaderCarrier(r.Header))
		ctx, span := t.tracer.Start(ctx, name, otel.WithSpanKind(otel.SpanKindServer))
		return r.WithContext(ctx), func(code int) {
			if span.IsRecording() {
				answered(ctx, span, name, r.Method, code)
			}
			span.End()
		}
	})
}

func answered(ctx context.Context, span otel.Span, name, verb string, code int) {
	if operation := aws.OperationFrom(ctx); operation != "" {
		span.SetName(operation)
	}
	id, _ := aws.RequestFrom(ctx)
	span.SetAttributes(attrDoor.String(name), attrMethod.String(verb), attrStatus.Int(code), attrRequest.String(id))
	if in, at := aws.AccountFrom(ctx); in != "" {
		span.SetAttributes(attrAccount.String(in), attrRegion.String(at))
	}
	if code >= http.StatusInternalServerError {
		span.SetStatus(codes.Error, "")
	}
}

// Handlers makes a span for each run of a job, which goes on from what made the job
// necessary. A job that nothing traced has made necessary gets none.
func (t *Tracer) Handlers(handlers map[string]job.Handler) map[string]job.Handler {
	if t == nil {
		return handlers
	}
	traced := make(map[string]job.Handler, len(handlers))
	for kind, h := range handlers {
		traced[kind] = func(ctx context.Context, payload string, now time.Time) error {
			row := job.From(ctx)
			from, links := kept(row.Trace)
			if !from.IsValid() {
				return h(ctx, payload, now)
			}
			ctx, span := t.tracer.Start(otel.ContextWithRemoteSpanContext(ctx, from), kind, otel.WithSpanKind(otel.SpanKindConsumer),
				otel.WithLinks(links...), otel.WithAttributes(attrJob.String(row.ID), attrAttempt.Int(row.Attempts)))
			return during(span, func() error { return h(ctx, payload, now) })
		}
	}
	return traced
}

// Write makes a span for a change of the database, from its request to its durable
// commit, inside of the one that asks for it; what it gives ends that. Changes that
// nothing traced has asked for get none.
func (t *Tracer) Write(ctx context.Context) (end func(error)) {
	if t == nil || !otel.SpanFromContext(ctx).IsRecording() {
		return func(error) {}
	}
	_, span := t.tracer.Start(ctx, "commit", otel.WithSpanKind(otel.SpanKindClient), otel.WithAttributes(attrEngine.String(t.database)))
	return func(err error) { over(span, err) }
}

// Outputs makes a span for each output document that is written by a job that has one.
func (t *Tracer) Outputs(o humanloop.Objects) humanloop.Objects {
	if t == nil {
		return o
	}
	return outputs{t, o}
}

type outputs struct {
	t *Tracer
	o humanloop.Objects
}

// PutObject writes an object.
func (o outputs) PutObject(ctx context.Context, as flow.Access, bucket, key, contentType string, body []byte) error {
	if !otel.SpanFromContext(ctx).IsRecording() {
		return o.o.PutObject(ctx, as, bucket, key, contentType, body)
	}
	ctx, span := o.t.tracer.Start(ctx, "PutObject", otel.WithSpanKind(otel.SpanKindClient),
		otel.WithAttributes(attrBucket.String(bucket), attrKey.String(key)))
	return during(span, func() error { return o.o.PutObject(ctx, as, bucket, key, contentType, body) })
}

var errPanicked = errors.New("it panicked")

// during runs what a span is of, and ends that; also if it panics.
func during(span otel.Span, run func() error) error {
	err := errPanicked // until it has come back
	defer func() { over(span, err) }()
	err = run()
	return err
}

// over ends a span. That something failed is told, and not how: texts of errors may
// name people and addresses. The log has them, by the ids that the span tells.
func over(span otel.Span, err error) {
	if err != nil && !fault.Refused(err) {
		span.SetStatus(codes.Error, "")
	}
	span.End()
}
