package humanloop

import (
	"context"
	"fmt"
	"time"

	"foureyes/internal/flow"
	"foureyes/internal/job"
)

// windUpBatch is how many loops one step of a flow's deletion touches, so that no
// transaction grows with the number of loops.
const windUpBatch = 500

// Handlers are the jobs that this room has saved. Each may run twice.
func (s *Service) Handlers() map[string]job.Handler {
	return map[string]job.Handler{
		TryRenderKind:   s.tryRender,
		WriteOutputKind: s.writeOutput,
		flow.WindUpKind: s.windUp,
	}
}

// writeOutput writes output.json, then lets the loop be Completed: never the
// other way round.
func (s *Service) writeOutput(ctx context.Context, loopID string, now time.Time) error {
	l, err := s.p.Store.LoopByID(ctx, loopID)
	if err != nil {
		return err
	}
	d, err := s.p.Flows.FlowDefinitionByID(ctx, l.FlowID)
	if err != nil {
		return err
	}
	if err := s.putOutput(ctx, d, l); err != nil {
		return err
	}
	return s.p.Store.ChangeLoop(ctx, loopID, func(st State) (Change, error) { return outputWritten(st, now) })
}

func (s *Service) putOutput(ctx context.Context, d flow.Definition, l Loop) error {
	input, err := s.p.Store.LoopInput(ctx, l.ID)
	if err != nil {
		return err
	}
	answers, err := s.p.Store.Answers(ctx, l.ID)
	if err != nil {
		return err
	}
	doc, err := Output(d, l, input, answers)
	if err != nil {
		return err
	}
	at, key, err := OutputKey(d, l)
	if err != nil {
		return err
	}
	if err := s.p.Objects.PutObject(ctx, d.Access(), at.Bucket, key, "application/json", doc); err != nil {
		return fmt.Errorf("write s3://%s/%s: %w", at.Bucket, key, err)
	}
	return nil
}

// windUp ends the loops of a flow definition that is being deleted, a batch at a
// time, and the flow itself once nothing is left to wait for. While workers still
// hold tasks it returns; the end of each such task saves it anew.
func (s *Service) windUp(ctx context.Context, flowID string, now time.Time) error {
	for last := ""; ; {
		ids, err := s.p.Store.UnheldLoops(ctx, flowID, last, windUpBatch)
		if err != nil {
			return err
		}
		for _, id := range ids {
			if err := s.p.Store.ChangeLoop(ctx, id, func(st State) (Change, error) { return windUp(st, now) }); err != nil {
				return err
			}
		}
		if len(ids) < windUpBatch {
			break
		}
		last = ids[len(ids)-1]
	}
	_, err := s.p.Store.RemoveFlow(ctx, flowID, windUpBatch, now)
	return err
}
