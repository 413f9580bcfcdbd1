package app

import (
	"context"
	"io"

	"foureyes/internal/object"
)

// chunks are the bytes of imports, among the objects of the server itself.
type chunks struct{ *object.Own }

// Open opens a chunk.
func (c chunks) Open(ctx context.Context, key string) (io.ReadSeekCloser, error) {
	o, err := c.Own.Open(ctx, key)
	if err != nil {
		return nil, err // not o: a nil *object.Object in an interface is not nil
	}
	return o, nil
}
