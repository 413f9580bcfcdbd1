package exec

import (
	"foureyes/internal/ddsql/fn"
	"foureyes/internal/ddsql/plan"
	"foureyes/internal/ddsql/sqlerr"
	"foureyes/internal/ddsql/value"
)

// aggregateCall is one compiled aggregate.
type aggregateCall struct {
	*plan.AggregateCall
	direct, args []scalar
	order        sortKeys
	filter       scalar
	buffer       []value.Value
}

func (c *compiler) aggregateCall(n *plan.AggregateCall) (aggregateCall, error) {
	a := aggregateCall{AggregateCall: n, buffer: make([]value.Value, len(n.Args))}
	var err error
	if a.direct, err = c.scalars(n.Direct); err != nil {
		return a, err
	}
	if a.args, err = c.scalars(n.Args); err != nil {
		return a, err
	}
	if a.order, err = c.sortKeys(n.OrderBy); err != nil {
		return a, err
	}
	a.filter, err = c.optional(n.Filter)
	return a, err
}

// groupState is one aggregate over one group.
type groupState struct {
	state  fn.State
	bytes  int64    // counted for state
	steps  uint32   // taken in
	grows  bool     // the state has grown in its first steps
	seen   *rowSet  // arguments that were there, with DISTINCT
	sorter *sorting // rows that wait to be sorted, with ORDER BY
}

// begin makes the state of a group, whose keys direct arguments may use.
func (a *aggregateCall) begin(q *query, f *frame, keys []value.Value) (*groupState, error) {
	direct := make([]value.Value, len(a.direct))
	for i, d := range a.direct {
		v, err := d(f, keys)
		if err != nil {
			return nil, err
		}
		direct[i] = v
	}
	state, err := a.Call.New(direct)
	if err != nil {
		return nil, sqlerr.Place(err, a.Pos)
	}
	g := &groupState{state: state}
	if a.Distinct {
		g.seen = newRowSet(q, len(a.args))
	}
	if len(a.order) > 0 {
		g.sorter = &sorting{q: q, keys: a.order, f: f, width: len(a.args), keep: -1}
		g.sorter.rows = newStore(q, len(a.order)+len(a.args))
	}
	const overhead = 64
	return g, q.Budget.grow(overhead + g.measure())
}

// measure tells how many bytes the state has grown by.
func (g *groupState) measure() int64 {
	size := g.state.Size()
	more := size - g.bytes
	g.bytes = size
	return more
}

// step takes a row in, if its FILTER, NULLs and DISTINCT let it.
func (a *aggregateCall) step(q *query, f *frame, g *groupState, row []value.Value) error {
	if ok, err := allTrue(a.filter, f, row); err != nil || !ok {
		return err
	}
	for i, s := range a.args {
		v, err := s(f, row)
		if err != nil {
			return err
		}
		if v.IsNull() && a.Call.Aggregate.Strict {
			return nil
		}
		a.buffer[i] = v
	}
	if g.seen != nil {
		if _, fresh, err := g.seen.put(a.buffer); err != nil || !fresh {
			return err
		}
	}
	if g.sorter != nil {
		keyed, err := a.order.compute(f, row, nil)
		if err != nil {
			return err
		}
		return g.sorter.add(append(keyed, a.buffer...))
	}
	return a.feed(q, g, a.buffer)
}

func (a *aggregateCall) feed(q *query, g *groupState, args []value.Value) error {
	if err := g.state.Step(q.Env, args); err != nil {
		return sqlerr.Place(err, a.Pos)
	}
	// Most states never grow, and need not be asked each time.
	const first, seldom = 16, 64
	if g.steps++; g.steps > first && !g.grows && g.steps%seldom != 0 {
		return nil
	}
	if more := g.measure(); more != 0 {
		g.grows = true
		return q.Budget.grow(more)
	}
	return nil
}

// result is the answer over all rows; those that waited are taken in first.
func (a *aggregateCall) result(q *query, g *groupState) (value.Value, error) {
	if g.sorter != nil {
		if err := g.sorter.arrange(); err != nil {
			return value.Null, err
		}
		for _, i := range g.sorter.order {
			if err := a.feed(q, g, g.sorter.rows.row(int(i))[len(a.order):]); err != nil {
				return value.Null, err
			}
		}
		g.sorter.free()
		g.sorter = nil
	}
	v, err := g.state.Result(q.Env)
	return v, sqlerr.Place(err, a.Pos)
}

func (g *groupState) free(q *query) {
	q.Budget.shrink(g.bytes)
	if g.seen != nil {
		g.seen.free()
	}
	if g.sorter != nil {
		g.sorter.free()
	}
}
