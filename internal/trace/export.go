package trace

import (
	"context"
	"log/slog"
	"sync/atomic"

	sdk "go.opentelemetry.io/otel/sdk/trace"
)

// told is an exporter whose failures are told once each time that they begin. Its
// spans are dropped then: a trace is not worth what it would cost to keep it.
type told struct {
	sdk.SpanExporter

	log     *slog.Logger
	sent    func(spans int)
	failing atomic.Bool
}

// ExportSpans sends spans. It never fails: else the SDK would tell standard error of
// each batch.
func (e *told) ExportSpans(ctx context.Context, spans []sdk.ReadOnlySpan) error {
	if err := e.SpanExporter.ExportSpans(ctx, spans); err != nil {
		if !e.failing.Swap(true) {
			e.log.WarnContext(ctx, "traces cannot be sent and are dropped until the collector takes them; see --traces-url", "error", err)
		}
		return nil
	}
	e.sent(len(spans))
	if e.failing.Swap(false) {
		e.log.InfoContext(ctx, "the collector takes traces again")
	}
	return nil
}

// counted tells of each span that was recorded.
type counted struct {
	sdk.SpanProcessor

	recorded func(spans int)
}

// OnEnd takes a span that is over.
func (c *counted) OnEnd(s sdk.ReadOnlySpan) {
	c.recorded(1)
	c.SpanProcessor.OnEnd(s)
}
