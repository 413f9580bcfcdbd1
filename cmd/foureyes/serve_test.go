package main

import (
	"context"
	"errors"
	"testing"

	"foureyes/internal/app"
)

// A server that is told to end while it starts has not failed.
func TestSignalBeforeTheServerIsReady(t *testing.T) {
	c, err := settled(t, "foureyes.yaml", "listen: 127.0.0.1:0", "--sql-listen", "", "--data", t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	never := errors.New("it has begun")
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := serve(ctx, c, func(*app.App) error { return never }); err != nil {
		t.Errorf("ended while it started: %v", err)
	}
	c.Listen = "127.0.0.1:99999"
	if err := serve(t.Context(), c, func(*app.App) error { return never }); err == nil || errors.Is(err, never) {
		t.Errorf("failed to start: %v", err)
	}
}
