package humanloop

import (
	"context"
	"fmt"
	"time"
)

// removeBatch is how many loops one transaction removes. An input may have 3 MiB
// and each answer 16, so a transaction stays well below a second.
const removeBatch = 50

// flowBatch is how many flow definitions are looked at with one query.
const flowBatch = 500

// Ended is a loop that is over, in the order in which such loops leave.
type Ended struct {
	ID string
	At time.Time
}

// RetentionStore is what a Retention asks of the database.
type RetentionStore interface {
	// FlowIDs lists the ids of flow definitions, gone ones included, that come after
	// one id.
	FlowIDs(ctx context.Context, after string, limit int) ([]string, error)
	// EndedLoops lists loops of a flow definition that ended before a time, the
	// longest ended first, and of those the ones after one.
	EndedLoops(ctx context.Context, flowID string, before time.Time, after Ended, limit int) ([]Ended, error)
	// RemoveLoops removes loops that are over with all their rows, in one
	// transaction, and reports how many. A loop of whose jobs one is not done stays.
	RemoveLoops(ctx context.Context, ids []string, jobs func(loopID string) JobsOf) (int, error)
	// RemoveOldFlow removes the row of a flow definition that was gone before a time
	// and has no loops any more.
	RemoveOldFlow(ctx context.Context, flowID string, before time.Time) (bool, error)
}

// Retention lets loops leave some time after their end, and flow definitions some
// time after their deletion (A2I Developer Guide: copies inside the service are
// removed 30 days after a loop is Deleted, Stopped or Completed). Objects in S3
// stay.
type Retention struct {
	Store RetentionStore
	// For is how long; zero keeps everything.
	For time.Duration
}

// Removed counts what a Retention has removed.
type Removed struct{ Loops, Flows int }

// before is the rule: what ended before this time leaves; nothing if it is zero.
func (r Retention) before(now time.Time) time.Time {
	if r.For <= 0 {
		return time.Time{}
	}
	return now.Add(-r.For)
}

// Run removes all that is due by now, flow by flow, the longest ended loops first,
// in steps that keep nobody waiting.
func (r Retention) Run(ctx context.Context, now time.Time) (Removed, error) {
	var sum Removed
	before := r.before(now)
	if before.IsZero() {
		return sum, nil
	}
	for last := ""; ; {
		flows, err := r.Store.FlowIDs(ctx, last, flowBatch)
		if err != nil {
			return sum, fmt.Errorf("list flow definitions: %w", err)
		}
		for _, id := range flows {
			if err := r.flow(ctx, id, before, &sum); err != nil {
				return sum, err
			}
			last = id
		}
		if len(flows) < flowBatch {
			return sum, nil
		}
	}
}

func (r Retention) flow(ctx context.Context, id string, before time.Time, sum *Removed) error {
	if err := r.loops(ctx, id, before, sum); err != nil {
		return fmt.Errorf("remove old loops of flow definition %s: %w", id, err)
	}
	gone, err := r.Store.RemoveOldFlow(ctx, id, before)
	if err != nil {
		return fmt.Errorf("remove flow definition %s: %w", id, err)
	}
	if gone {
		sum.Flows++
	}
	return nil
}

// loops goes on behind the loops that must stay, so that they keep no others.
func (r Retention) loops(ctx context.Context, flowID string, before time.Time, sum *Removed) error {
	for last := (Ended{}); ; {
		ended, err := r.Store.EndedLoops(ctx, flowID, before, last, removeBatch)
		if err != nil || len(ended) == 0 {
			return err
		}
		last = ended[len(ended)-1]
		ids := make([]string, 0, len(ended))
		for _, l := range ended {
			ids = append(ids, l.ID)
		}
		n, err := r.Store.RemoveLoops(ctx, ids, jobsOf)
		sum.Loops += n
		if err != nil {
			return err
		}
	}
}

// JobsOf are the jobs that read a loop.
type JobsOf struct {
	IDs  []string
	Line string // all in this line, too
}

// jobsOf are those of one loop. While one is not done, also one that was put aside,
// the loop stays: an answer whose output could not be written must not be lost.
func jobsOf(loopID string) JobsOf {
	return JobsOf{
		IDs:  []string{WriteOutputKind + ":" + loopID, SendEventKind + ":" + loopID, TryRenderKind + ":" + loopID},
		Line: tellingLine(loopID),
	}
}
