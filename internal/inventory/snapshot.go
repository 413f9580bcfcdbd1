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
