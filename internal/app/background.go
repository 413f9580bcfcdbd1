package app

import (
	"context"
	"time"
)

const (
	sweepEvery = time.Second
	sweepBatch = 500
)

// startBackground does what no request waits for, until Stop: saved jobs, and
// what becomes due by time.
func (a *App) startBackground(ctx context.Context) {
	ctx, a.stop = context.WithCancel(context.WithoutCancel(ctx))
	a.work.Go(func() { a.runner.Run(ctx) })
	a.work.Go(func() { a.sender.Run(ctx) })
	a.work.Go(func() { a.audit.Run(ctx) })
	a.work.Go(func() { a.sweepUntil(ctx) })
	a.work.Go(func() { a.sweepObjects(ctx) })
}

// sweepUntil looks every second for assignments and loops whose time is over.
func (a *App) sweepUntil(ctx context.Context) {
	ticker := time.NewTicker(sweepEvery)
	defer ticker.Stop()
	for {
		a.sweepDue(ctx)
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
		}
	}
}

// sweepDue does all that is due by now, in bounded steps: a server that was down
// for long catches up without holding everything else up.
func (a *App) sweepDue(ctx context.Context) {
	for ctx.Err() == nil {
		n, err := a.loops.Sweep(ctx, sweepBatch, a.clock())
		if err != nil && ctx.Err() == nil {
			a.Log.ErrorContext(ctx, "what is due could not be done", "error", err)
		}
		if err != nil || n < sweepBatch {
			return
		}
	}
}

// sweepObjects removes what a crash has left behind in the objects folder.
func (a *App) sweepObjects(ctx context.Context) {
	n, err := a.objects.Sweep(ctx)
	if err != nil && ctx.Err() == nil {
		a.Log.WarnContext(ctx, "leftovers in the objects folder could not be removed", "error", err)
	}
	if n > 0 {
		a.Log.InfoContext(ctx, "leftovers in the objects folder were removed", "blobs", n)
	}
}

// clock is the time in the precision that is stored: UTC, whole milliseconds.
func (a *App) clock() time.Time { return a.Now().UTC().Truncate(time.Millisecond) }
