package s3

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"time"
)

// entry is what the log tells of a request, beside the exchange.
type entry struct {
	operation string
	code      string
	err       error
	took      time.Duration
}

// panicked is a panic as an error.
type panicked struct {
	value any
	stack string
}

// Error gives what was panicked with.
func (p *panicked) Error() string { return fmt.Sprintf("panic: %v", p.value) }

// statusGone is what the log has for a client that hung up: nginx's number.
const statusGone = 499

// write logs one line, without keys' contents or secrets. Failures of our own
// tell their cause.
func (h *handler) write(ctx context.Context, x *exchange, e entry) {
	if e.err != nil && errors.Is(ctx.Err(), context.Canceled) {
		x.status, e.err = statusGone, nil
	}
	attributes := []slog.Attr{
		slog.String("operation", e.operation), slog.Int("status", x.status),
		slog.Duration("duration", e.took), slog.String("request_id", x.requestID),
	}
	if x.call.Account != "" {
		attributes = append(attributes, slog.String("account", x.call.Account), slog.String("access_key_id", x.call.AccessKeyID))
	}
	if x.bucket != "" {
		attributes = append(attributes, slog.String("bucket", x.bucket))
	}
	if e.code != "" {
		attributes = append(attributes, slog.String("code", e.code))
	}
	level := slog.LevelInfo
	if e.err != nil && x.status >= http.StatusInternalServerError {
		level = slog.LevelError
		attributes = append(attributes, slog.String("cause", e.err.Error()))
	}
	if p, ok := errors.AsType[*panicked](e.err); ok {
		attributes = append(attributes, slog.String("stack", p.stack))
	}
	h.log.LogAttrs(ctx, level, "request", attributes...)
}
