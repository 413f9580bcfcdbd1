package store

import (
	"context"

	"foureyes/internal/humanloop"
	"foureyes/internal/page"
)

// SearchLoops gives a page of a flow definition's loops that have a status, if one is
// named, and whose name holds q.NameContains, and where the next page begins, which may
// be behind more than the page shows (mostLooked). Deleted loops are left out.
func (s *Store) SearchLoops(ctx context.Context, flowID string, status humanloop.Status, q page.Query) ([]humanloop.Loop, *page.Key, error) {
	t, w := s.read(ctx), walkTo(status)
	var horizon *page.Key
	if passesMany(status, q) {
		c := w.clause(flowID, q, nil)
		var err error
		if horizon, err = t.lookedTo(s.looks, `SELECT l.created_at, l.id FROM human_loop l`+c.sql+w.order(q), c.args); err != nil {
			return nil, nil, err
		}
	}
	c := w.clause(flowID, q, horizon)
	if status != "" {
		c.add(" AND l.status IN (%s, %s)", stored(status)[0], stored(status)[1])
	}
	c.named("l.", q.NameContains)
	c.add(w.order(q)+" LIMIT %s", q.Limit+1)
	loops, err := many(t, scanLoop, `SELECT `+loopColumns+` FROM human_loop l`+c.sql, c.args...)
	kept, next := found(loops, q.Limit, func(l humanloop.Loop) page.Key { return page.Key{CreatedAt: l.CreatedAt, ID: l.ID} }, horizon)
	return kept, next, err
}

// passesMany reports whether a search may pass many loops on its way that are not looked
// for. Nearly all that is not over is InProgress.
func passesMany(status humanloop.Status, q page.Query) bool {
	return q.NameContains != "" || status != "" && status != humanloop.InProgress
}

// stored are the statuses in the database that are shown as one.
func stored(status humanloop.Status) []humanloop.Status {
	if status == humanloop.InProgress {
		return []humanloop.Status{humanloop.InProgress, humanloop.Finishing}
	}
	return []humanloop.Status{status, status}
}

// loopWalk is the way on which a search meets a flow definition's loops: an index that has
// hardly more than those, in its order.
type loopWalk struct {
	which string
	// byID goes by the ids alone. They begin with the time of creation, so the order is
	// the same.
	byID bool
}

var (
	walkAll     = loopWalk{which: "l.deleted_at IS NULL"}                                       // human_loop_list
	walkOpen    = loopWalk{which: "l.ended_at IS NULL AND l.deleted_at IS NULL", byID: true}    // human_loop_ended
	walkUnusual = loopWalk{which: "l.status IN ('Failed', 'Stopped') AND l.deleted_at IS NULL"} // human_loop_unusual
)

// walkTo is the shortest way to the loops of a status.
func walkTo(status humanloop.Status) loopWalk {
	switch status {
	case humanloop.Failed, humanloop.Stopped:
		return walkUnusual
	case "", humanloop.Completed:
		return walkAll
	}
	return walkOpen
}

// clause keeps what lies between the page before and the horizon, if there are these. To
// name a bound of time besides would let SQLite walk to the page from there.
func (w loopWalk) clause(flowID string, q page.Query, horizon *page.Key) clause {
	var c clause
	c.add(" WHERE l.flow_id = %s AND "+w.which, flowID)
	before, behind := q.After, horizon
	above, below := ">", "<="
	if q.Descending {
		before, behind = horizon, q.After
		above, below = ">=", "<"
	}
	switch {
	case before != nil:
		w.beside(&c, above, *before)
	case !q.From.IsZero():
		c.add(" AND l.created_at >= %s", q.From.UnixMilli())
	}
	switch {
	case behind != nil:
		w.beside(&c, below, *behind)
	case !q.Until.IsZero():
		c.add(" AND l.created_at < %s", q.Until.UnixMilli())
	}
	return c
}

// beside keeps what lies on one side of a loop.
func (w loopWalk) beside(c *clause, comparison string, k page.Key) {
	if w.byID {
		c.add(" AND l.id "+comparison+" %s", k.ID)
		return
	}
	c.add(" AND (l.created_at, l.id) "+comparison+" (%s, %s)", k.CreatedAt.UnixMilli(), k.ID)
}

func (w loopWalk) order(q page.Query) string {
	first, direction := "l.created_at", "ASC"
	if w.byID {
		first = "l.ended_at" // the same for all; PostgreSQL wants it named
	}
	if q.Descending {
		direction = "DESC"
	}
	return " ORDER BY " + first + " " + direction + ", l.id " + direction
}
