package app

import (
	"context"
	"time"

	"foureyes/internal/humanloop"
	"foureyes/internal/store"
)

const (
	sweepEvery = time.Second
	sweepBatch = 500
	// retainEvery is how often what has been over for long is looked for.
	retainEvery = time.Hour
)

// startBackground does what no request waits for, until Stop: saved jobs, and
// what becomes due by time.
func (a *App) startBackground(ctx context.Context) {
	ctx, a.stop = context.WithCancel(context.WithoutCancel(ctx))
	a.work.Go(func() { a.runner.Run(ctx) })
	a.work.Go(func() { a.sender.Run(ctx) })
	a.work.Go(func() { a.importer.Run(ctx) })
	a.work.Go(func() { a.audit.Run(ctx) })
	a.work.Go(a.live.Run)
	a.work.Go(func() { a.store.Share(ctx, a.neighbours(ctx)) })
	a.work.Go(func() { a.sweepUntil(ctx) })
	a.work.Go(func() { a.retainUntil(ctx) })
	if a.auditLog != nil {
		a.work.Go(func() { a.writeAuditLogUntil(ctx) })
	}
	if a.files != nil {
		a.work.Go(func() { a.sweepObjects(ctx) })
	}
	a.work.Go(func() { a.lookForRecognisers(ctx) })
}

// neighbours passes on to those who look on here what other servers have changed.
func (a *App) neighbours(ctx context.Context) store.Listener {
	return store.Listener{Heard: a.live.Publish, Missed: a.live.Lose, Broken: func(err error) {
		a.Log.WarnContext(ctx, "what other servers change cannot be heard; pages show it later", "error", err)
	}}
}

// retainUntil lets leave, every hour, what has been over for long enough.
func (a *App) retainUntil(ctx context.Context) {
	ticker := time.NewTicker(retainEvery)
	defer ticker.Stop()
	for {
		a.retain(ctx)
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
		}
	}
}

// retain removes what has been over for long enough by now.
func (a *App) retain(ctx context.Context) {
	now, ok := a.sweeper.may(ctx)
	if !ok {
		return
	}
	loops, err := humanloop.Retention{Store: a.store, For: a.config.Retention()}.Run(ctx, now)
	var entries, files int
	if err == nil {
		entries, err = a.auditRetention().Run(ctx, now)
	}
	if err == nil {
		files, err = a.imports.Retain(ctx, a.config.Retention(), now)
	}
	if loops.Loops+loops.Flows+entries+files > 0 {
		a.Log.InfoContext(ctx, "what was over for long was removed",
			"human_loops", loops.Loops, "flow_definitions", loops.Flows, "audit_entries", entries, "imports", files)
	}
	if err != nil && ctx.Err() == nil {
		a.Log.ErrorContext(ctx, "what was over for long could not be removed", "error", err)
	}
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
// for long catches up without holding everything else up. Before each step it asks
// whether it may still.
func (a *App) sweepDue(ctx context.Context) {
	for ctx.Err() == nil {
		now, ok := a.sweeper.may(ctx)
		if !ok {
			return
		}
		n, err := a.loops.Sweep(ctx, sweepBatch, now)
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
	n, err := a.files.Sweep(ctx)
	if err != nil && ctx.Err() == nil {
		a.Log.WarnContext(ctx, "leftovers in the objects folder could not be removed", "error", err)
	}
	if n > 0 {
		a.Log.InfoContext(ctx, "leftovers in the objects folder were removed", "blobs", n)
	}
}
