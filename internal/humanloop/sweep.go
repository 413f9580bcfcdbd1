package humanloop

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"time"
)

// sweepers is how many transactions a sweep has under way at once, so that they
// share the disk's time.
const sweepers = 8

// Sweep does what has become due by time: the longest overdue first, and all
// assignments before any loop, so that a task whose holder ran out of time goes back
// before its loop is looked at. It handles at most limit of them, each in a
// transaction of its own, and reports how many it handled. One that fails keeps no
// other up.
func (s *Service) Sweep(ctx context.Context, limit int, now time.Time) (int, error) {
	assignments, err := s.p.Store.DueAssignments(ctx, now, limit)
	if err != nil {
		return 0, fmt.Errorf("find assignments that are due: %w", err)
	}
	rule := func(st State) (Change, error) { return expireAssignment(st, now) }
	done, failed := each(assignments, func(id string) error {
		_, err := s.p.Store.ChangeAssignment(ctx, id, rule)
		return err
	})
	if len(assignments) == limit || failed != nil {
		return done, failed
	}
	n, err := s.sweepLoops(ctx, limit-len(assignments), now)
	return done + n, err
}

func (s *Service) sweepLoops(ctx context.Context, limit int, now time.Time) (int, error) {
	loops, err := s.p.Store.DueLoops(ctx, now, limit)
	if err != nil {
		return 0, fmt.Errorf("find human loops that are due: %w", err)
	}
	rule := func(st State) (Change, error) { return expireLoop(st, now) }
	return each(loops, func(id string) error { return s.p.Store.ChangeLoop(ctx, id, rule) })
}

// each does all, begun in their order, and counts those that succeeded. It collects
// the errors of the others.
func each(ids []string, do func(id string) error) (int, error) {
	failed := make([]error, len(ids))
	var next, done atomic.Int64
	var wait sync.WaitGroup
	for range min(sweepers, len(ids)) {
		wait.Go(func() {
			for i := next.Add(1) - 1; i < int64(len(ids)); i = next.Add(1) - 1 {
				if err := do(ids[i]); err != nil {
					failed[i] = fmt.Errorf("expire %s: %w", ids[i], err)
				} else {
					done.Add(1)
				}
			}
		})
	}
	wait.Wait()
	return int(done.Load()), errors.Join(failed...)
}
