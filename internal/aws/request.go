package aws

import (
	"context"
	"time"
)

type requestKey struct{}

type request struct {
	id  string
	now time.Time
	// operation, account and region are noted by the goroutine that serves the request,
	// and read by it.
	operation, account, region string
}

// WithRequest notes a request's id and the time it came in (UTC). Whoever owns
// the clock calls it once, before any server sees the request.
func WithRequest(ctx context.Context, id string, now time.Time) context.Context {
	return context.WithValue(ctx, requestKey{}, &request{id: id, now: now})
}

// RequestFrom gives what WithRequest noted: an empty id and the zero time if nothing.
func RequestFrom(ctx context.Context) (id string, now time.Time) {
	if r, ok := ctx.Value(requestKey{}).(*request); ok {
		return r.id, r.now
	}
	return "", time.Time{}
}

// NameOperation notes which operation a request asks for, for whoever counts
// requests. Names must come from our own tables, never from what a client has sent.
func NameOperation(ctx context.Context, name string) {
	if r, ok := ctx.Value(requestKey{}).(*request); ok {
		r.operation = name
	}
}

// OperationFrom gives what NameOperation noted; empty if nothing.
func OperationFrom(ctx context.Context) string {
	if r, ok := ctx.Value(requestKey{}).(*request); ok {
		return r.operation
	}
	return ""
}

// NameAccount notes in which account and region a request asks for something, once
// that is believed, for whoever watches requests.
func NameAccount(ctx context.Context, account, region string) {
	if r, ok := ctx.Value(requestKey{}).(*request); ok {
		r.account, r.region = account, region
	}
}

// AccountFrom gives what NameAccount noted; empty if nothing.
func AccountFrom(ctx context.Context) (account, region string) {
	if r, ok := ctx.Value(requestKey{}).(*request); ok {
		return r.account, r.region
	}
	return "", ""
}
