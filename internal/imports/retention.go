package imports

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// idle is how long an import may wait for its file, or for somebody to start it.
const idle = 7 * 24 * time.Hour

// RetentionStore is what a Retention asks of the database.
type RetentionStore interface {
	// IdleImports lists imports that are not over and were not changed since a time.
	IdleImports(ctx context.Context, before time.Time, limit int) ([]string, error)
	// RemoveImport removes an import that ended before a time, the longest ended first,
	// with its problems; false if there is none.
	RemoveImport(ctx context.Context, before time.Time) (bool, error)
}

// Retain cancels imports that nobody goes on with, and removes those that have been over
// for long: zero keeps them. It reports how many it removed.
func (s *Service) Retain(ctx context.Context, keep time.Duration, now time.Time) (removed int, err error) {
	ids, err := s.p.Store.IdleImports(ctx, now.Add(-idle), batchRows)
	if err != nil {
		return 0, fmt.Errorf("find imports that nobody goes on with: %w", err)
	}
	for _, id := range ids {
		if err := s.abandon(ctx, id, now); err != nil {
			return 0, fmt.Errorf("cancel import %s: %w", id, err)
		}
	}
	for keep > 0 {
		gone, err := s.p.Store.RemoveImport(ctx, now.Add(-keep))
		if err != nil {
			return removed, fmt.Errorf("remove an old import: %w", err)
		}
		if !gone {
			break
		}
		removed++
	}
	return removed, nil
}

// abandon is the rule for an import that waits for a person. Passes are not abandoned:
// jobs go on with them, or are put aside for operators to see.
func (s *Service) abandon(ctx context.Context, id string, now time.Time) error {
	_, err := s.p.Store.ChangeImport(ctx, id, func(i Import) (Change, error) {
		if i.Status != Uploading && i.Status != Checked || i.ChangedAt.After(now.Add(-idle)) {
			return Change{}, errOvertaken
		}
		return cancel(i, "Nobody has gone on with it for 7 days.", now)
	})
	if errors.Is(err, errOvertaken) {
		return nil
	}
	return err
}
