package bulk

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"foureyes/internal/fault"
	"foureyes/internal/humanloop"
	"foureyes/internal/page"
)

// record is one loop with its input and the answers that were there when the export
// began.
type record struct {
	loop    humanloop.Loop
	input   string
	answers []humanloop.Work
}

// atOnce is how many loops are found by one query. Their inputs and answers, which may
// be large, are read one loop at a time.
const atOnce = 500

// reading is one pass over the loops of a request. Two passes at the same moment see
// the same loops and answers, but for loops that were deleted meanwhile.
type reading struct {
	store  Store
	r      Request
	flowID string
	now    time.Time
}

// each hands in the loops, the oldest first, until visit refuses.
func (p reading) each(ctx context.Context, visit func(record) error) error {
	// A loop of this very moment may still get neighbours, so it waits for the next export.
	until := p.now
	if !p.r.Until.IsZero() && p.r.Until.Before(until) {
		until = p.r.Until
	}
	q := page.Query{Limit: atOnce, From: p.r.From, Until: until}
	for {
		loops, next, err := p.store.SearchLoops(ctx, p.flowID, p.r.Status, q)
		if err != nil {
			return fmt.Errorf("find human loops: %w", err)
		}
		for _, l := range loops {
			if l.Carried() && !l.EndedAt.Before(p.now) { // it came since the export began
				continue
			}
			rec, err := p.record(ctx, l)
			if fault.Is(err, fault.NotFound) { // it has left since it was found
				continue
			}
			if err != nil {
				return err
			}
			if err := visit(rec); err != nil {
				return err
			}
		}
		if next == nil {
			return nil
		}
		q.After = next
	}
}

// record reads the answers first: if the input is still there then, they were all there.
func (p reading) record(ctx context.Context, l humanloop.Loop) (record, error) {
	work, err := p.store.Work(ctx, l.ID)
	if err != nil {
		return record{}, fmt.Errorf("read the answers of %s: %w", l.Name, err)
	}
	input, err := p.store.LoopInput(ctx, l.ID)
	if err != nil {
		return record{}, fmt.Errorf("read the input of %s: %w", l.Name, err)
	}
	answers := slices.DeleteFunc(work, func(w humanloop.Work) bool {
		return w.Status != humanloop.Submitted || !w.EndedAt.Before(p.now)
	})
	slices.SortStableFunc(answers, func(a, b humanloop.Work) int {
		return cmp.Or(a.EndedAt.Compare(b.EndedAt), cmp.Compare(a.ID, b.ID))
	})
	for i := range answers {
		answers[i].Answer = answerAt(answers[i], p.now)
		if len(answers[i].Answer) == 0 {
			answers[i].Answer = json.RawMessage("null")
		}
	}
	return record{l, input, answers}, nil
}

// answerAt is the answer that stood at a moment: for somebody who reads as of then, a
// correction that was made since has not been made yet. Its column might not be there.
func answerAt(w humanloop.Work, at time.Time) json.RawMessage {
	for _, r := range w.Replaced {
		if !r.At.Before(at) {
			return r.Answer
		}
	}
	return w.Answer
}
