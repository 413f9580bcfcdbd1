package imports

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"foureyes/internal/fault"
	"foureyes/internal/humanloop"
	"foureyes/internal/imports/rows"
	"foureyes/internal/limit"
)

const (
	// quotaWait is how long rows wait when there is no room for more loops, and rateWait
	// when no more may be started in this second.
	quotaWait = 5 * time.Second
	rateWait  = time.Second
)

// outcome is what a row came to. Its zero value is a row that was not begun.
type outcome struct {
	done     bool
	started  bool
	unneeded bool
	problem  string
	err      error // why it is not done
}

// start starts the loops of a batch of rows.
func (s *Service) start(ctx context.Context, w work) error {
	bad, err := s.badRows(ctx, w)
	if err != nil {
		return err
	}
	outcomes := make([]outcome, len(w.rows))
	allowed := s.allowed(w, bad)
	if allowed < len(w.rows) {
		outcomes[allowed].err = fault.New(fault.Throttled, Subject, "No more human loops may be started in this second.")
	}
	sideBySide(allowed, func(i int) bool {
		if bad[w.rows[i].Number] {
			outcomes[i] = outcome{done: true}
		} else {
			outcomes[i] = s.startRow(ctx, w, w.rows[i])
		}
		return outcomes[i].done
	})
	b, err := w.sum(outcomes)
	if err != nil && b.to == b.from {
		return err
	}
	_, err = s.p.Store.ChangeImport(ctx, w.ID, func(i Import) (Change, error) { return advance(i, b, w.now) })
	return err
}

// badRows are the rows of a batch that the check has found to be wrong.
func (s *Service) badRows(ctx context.Context, w work) (map[int]bool, error) {
	problems, err := s.p.Store.Problems(ctx, w.ID, w.Place.Rows, len(w.rows))
	if err != nil {
		return nil, fmt.Errorf("find the rows that are wrong: %w", err)
	}
	bad := map[int]bool{}
	for _, p := range problems {
		bad[p.Row] = true
	}
	return bad, nil
}

// allowed is how many rows, bad ones among them, may be started in this second. They take their turns in
// order: one that has to wait lets none behind it go first, which would have to take its turn again.
func (s *Service) allowed(w work, bad map[int]bool) int {
	start := limit.Key{Account: w.Account, Region: w.Region, Operation: "sagemaker:StartHumanLoop"}
	for i, row := range w.rows {
		if !bad[row.Number] && !s.p.Rates.Take(start, w.now) {
			return i
		}
	}
	return len(w.rows)
}

// startRow starts the loop of a row.
func (s *Service) startRow(ctx context.Context, w work, row rows.Row) outcome {
	begun, err := s.p.Loops.Start(ctx, w.request(row), w.now)
	switch {
	case errors.Is(err, humanloop.ErrRowStarted):
		return outcome{done: true, started: true}
	case err == nil:
		return outcome{done: true, started: begun.ID != "", unneeded: begun.ID == ""}
	case fault.Is(err, fault.Invalid) || fault.Is(err, fault.Conflict):
		return outcome{done: true, problem: fault.Of(err).Message}
	}
	return outcome{err: fmt.Errorf("start the loop of row %d: %w", row.Number, err)}
}

// sum adds up the rows before the first that is not done; of those behind it some may be
// started, which is found when they are tried again. The error is why that one is not
// done, if it is nothing that one waits for.
func (w *work) sum(outcomes []outcome) (batch, error) {
	b := batch{from: w.Place, end: w.end}
	for i, o := range outcomes {
		if !o.done {
			return w.cut(b, i, outcomes[i:])
		}
		switch {
		case o.started:
			b.started++
		case o.unneeded:
			b.unneeded++
		case o.problem != "":
			b.refused++
			b.problems = append(b.problems, Problem{w.rows[i].Number, w.rows[i].Name, o.problem})
		}
	}
	b.to = w.behind(len(w.rows))
	return b, nil
}

// cut ends a batch before row n, and says what the rest waits for.
func (w *work) cut(b batch, n int, rest []outcome) (batch, error) {
	b.to, b.end = w.behind(n), false
	for _, o := range rest {
		switch {
		case o.err == nil:
		case errors.Is(o.err, humanloop.ErrImportOver):
			return b, nil
		case fault.Is(o.err, fault.Quota):
			b.waits, b.until = fault.Of(o.err).Message, w.now.Add(quotaWait)
			return b, nil
		case fault.Is(o.err, fault.Throttled):
			b.waits, b.until = fault.Of(o.err).Message, w.now.Add(rateWait)
			return b, nil
		default:
			return b, o.err
		}
	}
	return b, nil
}

// nameOf is the name of a row's loop: the file's, or one that no other row of any import
// has.
func (w *work) nameOf(row rows.Row) string {
	if w.Layout.NameColumn != "" {
		return row.Name
	}
	return fmt.Sprintf("%s-%d", strings.ToLower(w.ID), row.Number)
}
