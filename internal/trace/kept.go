package trace

import (
	"context"
	"errors"
	"net/http"
	"strconv"
	"strings"

	"go.opentelemetry.io/otel/propagation"
	otel "go.opentelemetry.io/otel/trace"
)

// What is kept of a span, with the loop that it started or the job that it made
// necessary, is a traceparent (W3C Trace Context, version 00). A second one, after a
// space, is that of a span to link with.

// header is where a traceparent travels.
const header = "traceparent"

// Of gives what is kept of the span that ctx is in. It is empty where there is none,
// and where it is not recorded: then nothing needs to be kept.
func Of(ctx context.Context) string {
	at := otel.SpanContextFromContext(ctx)
	if !at.IsSampled() || !at.IsValid() {
		return ""
	}
	carrier := propagation.MapCarrier{}
	propagation.TraceContext{}.Inject(ctx, carrier)
	return carrier[header]
}

// Onward gives what is kept with the work that follows from the change of a loop: it
// goes on in the trace of the loop's start, and is linked with the span that made the change if
// that is in another trace. Either may be empty.
func Onward(change, start string) string {
	switch {
	case start == "" || change != "" && sameTrace(change, start):
		return change
	case change == "":
		return start
	}
	return start + " " + change
}

// About notes which human loop the request or the job of ctx is about, by its ARN, and
// links its span with the loop's start, if that is in another trace.
func About(ctx context.Context, loopARN, start string) {
	span := otel.SpanFromContext(ctx)
	if !span.IsRecording() {
		return
	}
	span.SetAttributes(attrLoop.String(loopARN))
	if at := read(start); at.IsValid() && at.TraceID() != span.SpanContext().TraceID() {
		span.AddLink(otel.Link{SpanContext: at})
	}
}

// Carry lets a request to somebody else say which span it belongs to, so that their
// spans can go on from it.
func Carry(ctx context.Context, h http.Header) {
	propagation.TraceContext{}.Inject(ctx, propagation.HeaderCarrier(h))
}

// sameTrace compares the ids of traces: the second part of a traceparent.
func sameTrace(a, b string) bool { return read(a).TraceID() == read(b).TraceID() }

// read reads one traceparent; what it gives is not valid if there is none.
func read(traceparent string) otel.SpanContext {
	fields := strings.Split(traceparent, "-") // version, trace, span, flags
	if len(fields) != 4 {
		return otel.SpanContext{}
	}
	trace, noTrace := otel.TraceIDFromHex(fields[1])
	span, noSpan := otel.SpanIDFromHex(fields[2])
	flags, noFlags := strconv.ParseUint(fields[3], 16, 8)
	if errors.Join(noTrace, noSpan, noFlags) != nil {
		return otel.SpanContext{}
	}
	return otel.NewSpanContext(otel.SpanContextConfig{TraceID: trace, SpanID: span, TraceFlags: otel.TraceFlags(flags), Remote: true})
}

// kept reads what was kept: the span to go on from, and those to link with.
func kept(text string) (from otel.SpanContext, links []otel.Link) {
	first, rest, _ := strings.Cut(text, " ")
	for field := range strings.FieldsSeq(rest) {
		if at := read(field); at.IsValid() {
			links = append(links, otel.Link{SpanContext: at})
		}
	}
	return read(first), links
}
