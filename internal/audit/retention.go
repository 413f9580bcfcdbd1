package audit

import (
	"context"
	"fmt"
	"time"
)

// removeBatch is how many entries one transaction removes.
const removeBatch = 1000

// RetentionStore is what a Retention asks of the database.
type RetentionStore interface {
	// RemoveAudit removes entries from before a time, the oldest first, at most limit
	// of them, and reports how many.
	RemoveAudit(ctx context.Context, before time.Time, limit int) (int, error)
}

// Retention lets entries leave some time after the call that they tell of.
type Retention struct {
	Store RetentionStore
	// For is how long; zero keeps everything.
	For time.Duration
}

// Run removes all entries that are due by now, in bounded steps, and reports how
// many.
func (r Retention) Run(ctx context.Context, now time.Time) (int, error) {
	sum := 0
	for r.For > 0 {
		n, err := r.Store.RemoveAudit(ctx, now.Add(-r.For), removeBatch)
		sum += n
		if err != nil {
			return sum, fmt.Errorf("remove old audit entries: %w", err)
		}
		if n < removeBatch {
			break
		}
	}
	return sum, nil
}
