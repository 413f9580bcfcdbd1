package aws

import (
	"context"
	"time"
)

type requestKey struct{}

type request struct {
	id  string
	now time.Time
}

// WithRequest notes a request's id and the time it came in (UTC). Whoever owns
// the clock calls it once, before any server sees the request.
func WithRequest(ctx context.Context, id string, now time.Time) context.Context {
	return context.WithValue(ctx, requestKey{}, request{id, now})
}

// RequestFrom gives what WithRequest noted: an empty id and the zero time if nothing.
func RequestFrom(ctx context.Context) (id string, now time.Time) {
	r, _ := ctx.Value(requestKey{}).(request)
	return r.id, r.now
}
