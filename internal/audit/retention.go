package audit

import (
	"context"
	"fmt"
	"math"
	"time"
)

// removeBatch is how many entries one transaction removes.
const removeBatch = 1000

// RetentionStore is what a Retention asks of the database.
type RetentionStore interface {
	// RemoveAudit removes entries from before a time whose ids are not beyond through,
	// the oldest first, at most limit of them, and reports how many. The newest entry
	// stays, whatever its age.
	RemoveAudit(ctx context.Context, before time.Time, through int64, limit int) (int, error)
}

// Retention lets entries leave some time after the call that they tell of.
type Retention struct {
	Store RetentionStore
	// For is how long; zero keeps everything.
	For time.Duration
	// Through gives the id up to which entries may leave, because they are kept
	// elsewhere too; nil where that does not count.
	Through func(context.Context) (int64, error)
}

// Run removes all entries that are due by now, in bounded steps, and reports how
// many.
func (r Retention) Run(ctx context.Context, now time.Time) (int, error) {
	if r.For <= 0 {
		return 0, nil
	}
	through := int64(math.MaxInt64)
	if r.Through != nil {
		var err error
		if through, err = r.Through(ctx); err != nil {
			return 0, fmt.Errorf("see which audit entries may leave: %w", err)
		}
	}
	for sum := 0; ; {
		n, err := r.Store.RemoveAudit(ctx, now.Add(-r.For), through, removeBatch)
		sum += n
		if err != nil {
			return sum, fmt.Errorf("remove old audit entries: %w", err)
		}
		if n < removeBatch {
			return sum, nil
		}
	}
}
