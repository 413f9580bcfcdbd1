package imports

import (
	"context"
	"errors"
	"fmt"
	"io"
	"sync"
	"sync/atomic"
	"time"

	"foureyes/internal/flow"
	"foureyes/internal/imports/rows"
	"foureyes/internal/job"
)

const (
	// batchRows and batchBytes are where a batch ends; one row more may be in it.
	batchRows  = 500
	batchBytes = 8 << 20
	// atOnce is how many rows of a batch are worked on at a time. Those that are started
	// share commits.
	atOnce = 16
	// forgetAtOnce is how much is forgotten in one transaction.
	forgetAtOnce = 2000
)

// Handlers are the jobs of this room. Each may run twice.
func (s *Service) Handlers() map[string]job.Handler {
	return map[string]job.Handler{Kind: s.goOn}
}

// goOn does the next batch of an import.
func (s *Service) goOn(ctx context.Context, id string, now time.Time) error {
	i, err := s.p.Store.Import(ctx, id)
	if err != nil {
		return err
	}
	switch {
	case i.Over():
		return s.clean(ctx, i)
	case i.Status == Checking:
		return s.pass(ctx, i, s.check, now)
	case i.Status == Starting:
		return s.pass(ctx, i, s.start, now)
	}
	return nil
}

// pass reads the next rows and hands them to a pass, unless the file or the flow
// definition is in no state for that.
func (s *Service) pass(ctx context.Context, i Import, do func(context.Context, work) error, now time.Time) error {
	d, err := s.p.Store.FlowDefinitionByID(ctx, i.FlowID)
	if err != nil {
		return err
	}
	if d.Status != flow.Active {
		return s.give(ctx, i, "The flow definition is being deleted.", now)
	}
	w := work{Import: i, flow: d, now: now}
	err = w.read(s.file(ctx, i))
	if wrong, is := errors.AsType[*rows.Error](err); is {
		return s.give(ctx, i, wrong.Message, now)
	}
	if err != nil {
		return fmt.Errorf("read the rows of %s: %w", i.ID, err)
	}
	err = do(ctx, w)
	if errors.Is(err, errOvertaken) {
		return nil // whoever is further has saved the job for what is left
	}
	return err
}

// give gives an import up.
func (s *Service) give(ctx context.Context, i Import, reason string, now time.Time) error {
	_, err := s.p.Store.ChangeImport(ctx, i.ID, func(i Import) (Change, error) { return fail(i, nil, reason, now) })
	if errors.Is(err, errOvertaken) {
		return nil
	}
	return err
}

// clean removes what only an import that is under way needs.
func (s *Service) clean(ctx context.Context, i Import) error {
	for {
		more, err := s.p.Store.Forget(ctx, i.ID, forgetAtOnce)
		if err != nil || !more {
			return err
		}
	}
}

// work is a batch of rows that is being done.
type work struct {
	Import

	flow flow.Definition
	now  time.Time
	rows []rows.Row
	// end tells that there are no more.
	end bool
}

// read reads the rows of the batch. Rows before one that makes the file unreadable are
// a batch of their own.
func (w *work) read(f *file) error {
	r, err := rows.Open(f, w.Layout, w.Place)
	if err != nil {
		return err //nolint:wrapcheck // sentences of rows are looked for
	}
	bytes := int64(0)
	for len(w.rows) < batchRows && bytes < batchBytes {
		row, err := r.Next()
		_, wrong := errors.AsType[*rows.Error](err)
		switch {
		case errors.Is(err, io.EOF):
			w.end = true
			return nil
		case wrong && len(w.rows) > 0:
			return nil
		case err != nil:
			return err //nolint:wrapcheck // as above
		}
		w.rows = append(w.rows, row)
		bytes += row.End - row.Start
	}
	return nil
}

// behind is the place behind the first n rows of the batch.
func (w *work) behind(n int) rows.Place {
	if n == 0 {
		return w.Place
	}
	last := w.rows[n-1]
	return rows.Place{Rows: last.Number, Offset: last.End}
}

// sideBySide does something for each of n rows, some at a time, until it refuses: then
// no more are begun.
func sideBySide(n int, do func(i int) (goOn bool)) {
	var next atomic.Int64
	var stopped atomic.Bool
	var wg sync.WaitGroup
	for range min(atOnce, n) {
		wg.Go(func() {
			for i := int(next.Add(1)) - 1; i < n && !stopped.Load(); i = int(next.Add(1)) - 1 {
				if !do(i) {
					stopped.Store(true)
				}
			}
		})
	}
	wg.Wait()
}
