package humanloop_test

import (
	"context"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"foureyes/internal/fault"
	"foureyes/internal/humanloop"
	"foureyes/internal/live"
)

// guarded lets one change and one look at a loop in memory at the same time.
type guarded struct {
	*memory

	mu sync.Mutex
}

// Loop finds a loop.
func (g *guarded) Loop(ctx context.Context, account, region, name string) (humanloop.Loop, error) {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.memory.Loop(ctx, account, region, name)
}

// ChangeLoop runs a rule on a loop.
func (g *guarded) ChangeLoop(ctx context.Context, id string, rule humanloop.Rule) error {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.memory.ChangeLoop(ctx, id, rule)
}

// awaiting is a room whose changes are told to a hub, as the store does.
func awaiting(t *testing.T) (*office, *live.Hub) {
	o, hub := newOffice(t), live.NewHub("e")
	o.Service = humanloop.NewService(humanloop.Parts{
		Store: &guarded{memory: o.db}, Flows: o.db, Templates: o, Renderer: o, Objects: o.outputs, Links: o, Watch: hub,
		NewID: func(time.Time) string { return o.newID() },
	})
	o.db.told = hub.Publish
	return o, hub
}

// await asks for a loop and tells its state and how long that took.
func (o *office) await(ctx context.Context, wait time.Duration, name string) (humanloop.Status, time.Duration, error) {
	began := time.Now()
	until, cancel := context.WithTimeout(ctx, wait)
	defer cancel()
	d, err := o.Await(ctx, until, account, region, name)
	return d.Loop.Status, time.Since(began), err
}

func TestAwaitAnswersAtTheEndOfTheLoopOrOfTheTime(t *testing.T) {
	for name, c := range map[string]struct {
		meanwhile func(context.Context, *office, *live.Hub, context.CancelFunc) error
		status    humanloop.Status
		after     time.Duration
	}{
		"nothing happens": {func(context.Context, *office, *live.Hub, context.CancelFunc) error { return nil }, humanloop.InProgress, time.Minute},
		"it is stopped": {func(ctx context.Context, o *office, _ *live.Hub, _ context.CancelFunc) error {
			return o.Stop(ctx, account, region, "a", noon)
		}, humanloop.Stopped, time.Second},
		"another is stopped": {func(ctx context.Context, o *office, _ *live.Hub, _ context.CancelFunc) error {
			return o.Stop(ctx, account, region, "b", noon)
		}, humanloop.InProgress, time.Minute},
		"the server stops":  {func(_ context.Context, _ *office, h *live.Hub, _ context.CancelFunc) error { h.Close(); return nil }, humanloop.InProgress, time.Second},
		"the caller leaves": {func(_ context.Context, _ *office, _ *live.Hub, leave context.CancelFunc) error { leave(); return nil }, humanloop.InProgress, time.Second},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				o, hub := awaiting(t)
				o.start(t, "one", "a")
				o.start(t, "one", "b")
				ctx, cancel := context.WithCancel(t.Context())
				defer cancel()
				go func() {
					time.Sleep(time.Second) //nolint:forbidigo // in synctest
					if err := c.meanwhile(ctx, o, hub, cancel); err != nil {
						t.Error(err)
					}
				}()
				status, after, err := o.await(ctx, time.Minute, "a")
				if status != c.status || after != c.after || err != nil {
					t.Errorf("%s after %v, %v, want %s after %v", status, after, err, c.status, c.after)
				}
				synctest.Wait()
			})
		})
	}
}

func TestAwaitAnswersAtOnceWhereThereIsNothingToWaitFor(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		o, _ := awaiting(t)
		o.start(t, "one", "a")
		if status, after, err := o.await(t.Context(), 0, "a"); status != humanloop.InProgress || after != 0 || err != nil {
			t.Error(status, after, err)
		}
		if err := o.Stop(t.Context(), account, region, "a", noon); err != nil {
			t.Fatal(err)
		}
		if status, after, err := o.await(t.Context(), time.Minute, "a"); status != humanloop.Stopped || after != 0 || err != nil {
			t.Error(status, after, err)
		}
		if _, after, err := o.await(t.Context(), time.Minute, "unknown"); after != 0 || !fault.Is(err, fault.NotFound) {
			t.Error(after, err)
		}
	})
}
