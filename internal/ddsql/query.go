package ddsql

import (
	"context"
	"fmt"
	"runtime/debug"
	"slices"

	"foureyes/internal/ddsql/exec"
	"foureyes/internal/ddsql/plan"
	"foureyes/internal/ddsql/sqlerr"
	"foureyes/internal/ddsql/syntax"
	"foureyes/internal/ddsql/table"
	"foureyes/internal/ddsql/value"
)

// running is a query with everything that ends with it.
type running struct {
	*exec.Rows
	plan   *plan.Prepared
	budget *exec.Budget
	ends   []func()
}

func (r *running) close() {
	if r.Rows != nil {
		r.Close()
	}
	for _, end := range slices.Backward(r.ends) {
		end()
	}
	r.ends = nil
}

// begin binds and opens a query. On an error everything was freed.
func (s *Session) begin(ctx context.Context, q *syntax.Query, types []value.Type, params []value.Value) (r *running, err error) {
	r = &running{}
	defer func() {
		if p := recover(); p != nil {
			s.internal(ctx, q)(p, debug.Stack())
			err = sqlerr.New(sqlerr.InternalError, "internal error")
		}
		if err != nil {
			r.close()
		}
	}()
	end, err := s.engine.turn(ctx)
	if err != nil {
		return r, err
	}
	r.ends = append(r.ends, end)
	ctx, cancel := context.WithTimeoutCause(ctx, s.timeout(), errTimeout)
	r.ends = append(r.ends, cancel)
	snapshot, err := s.owner.Snapshot(ctx, s.settings.path())
	if err != nil {
		return r, fmt.Errorf("open the tables: %w", err)
	}
	r.ends = append(r.ends, snapshot.close)
	if snapshot.Context != nil {
		ctx = snapshot.Context //nolint:contextcheck // it was made of ours
	}
	env := s.env(snapshot.Names) // one for both, so that now() is the same in all of the query
	r.plan, err = plan.Bind(q, plan.Env{Catalog: snapshot.Tables, Functions: env, Params: types, Values: params})
	if err != nil {
		return r, err
	}
	r.budget = exec.NewBudget(s.engine.limits.Memory, s.engine.pool)
	r.Rows, err = exec.Open(ctx, r.plan.Root, exec.Options{
		Env: env, Params: params, Budget: r.budget, Internal: s.internal(ctx, q),
	})
	return r, err
}

// internal logs a mistake of ours: the client is told only that there was one.
func (s *Session) internal(ctx context.Context, q *syntax.Query) func(cause any, stack []byte) {
	return func(cause any, stack []byte) {
		s.engine.log.ErrorContext(ctx, "a query failed by a mistake of the engine",
			"query", syntax.Format(q), "cause", fmt.Sprint(cause), "stack", string(stack))
	}
}

// query runs a query, whose rows are computed as they are asked for.
func (s *Session) query(ctx context.Context, q *syntax.Query, types []value.Type, params []value.Value) (*Rows, error) {
	r, err := s.begin(ctx, q, types, params)
	if err != nil {
		return nil, err
	}
	limit, given := s.engine.limits.Rows, int64(0)
	next := func(b *table.Batch) error {
		if err := r.Next(b); err != nil {
			return err
		}
		if given += int64(b.Count); given > limit {
			return sqlerr.New(sqlerr.ConfigurationLimitExceeded, "the query gives more than %d rows", limit).
				WithHint("Add LIMIT, or ask for groups instead of rows.")
		}
		return nil
	}
	return &Rows{Columns: r.Columns(), word: "SELECT", counts: true, next: next, closing: r.close}, nil
}
