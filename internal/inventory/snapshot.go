package inventory

import (
	"context"
	"sync"
)

// held is a snapshot with those who read from it.
type held struct {
	ctx     context.Context //nolint:containedctx // the query's, which the snapshot ends with
	begin   func() Snapshot
	readers sync.WaitGroup
	over    chan struct{} // closed when nothing more is read
}

type heldKey struct{}

// Begin lets all scans of a query read the database at one moment: that of the first
// one. Scans get the context that Begin returns, or one made of it; others have a
// snapshot each. end is called when all rows are read or closed; when the context has
// ended, it does not wait for a statement that is being interrupted.
func (i *Inventory) Begin(ctx context.Context) (of context.Context, end func()) {
	ctx, cancel := context.WithCancel(ctx)
	h := i.hold(ctx)
	return context.WithValue(ctx, heldKey{}, h), sync.OnceFunc(func() { h.end(cancel) })
}

func (i *Inventory) hold(ctx context.Context) *held {
	return &held{ctx: ctx, over: make(chan struct{}), begin: sync.OnceValue(func() Snapshot { return i.source.Snapshot(ctx) })}
}

// end waits for the readers and frees the database.
func (h *held) end(cancel context.CancelFunc) {
	close(h.over)
	finish := func() {
		h.readers.Wait()
		_ = h.begin().Close()
		cancel()
	}
	if h.ctx.Err() != nil {
		go finish()
		return
	}
	finish()
}
