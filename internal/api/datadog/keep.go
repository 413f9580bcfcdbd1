package datadog

import (
	"time"

	"foureyes/internal/auth"
	"foureyes/internal/ddsql/sqlerr"
	"foureyes/internal/fault"
)

// mostKept is how many queries of one account are kept.
const mostKept = 16

// keep lets a query be polled for, from now on for some minutes.
func (d *Door) keep(q *run) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	if q.expiry != nil {
		q.expiry.Reset(d.p.Keep)
		return nil
	}
	same := 0
	for _, other := range d.runs {
		if other.caller.Account == q.caller.Account {
			same++
		}
	}
	if same >= mostKept {
		return fault.New(fault.Throttled, auth.SubjectSQL, "%d queries of this account run or wait to be fetched.", same)
	}
	d.runs[q.id] = q
	q.expiry = time.AfterFunc(d.p.Keep, func() { d.forget(q) })
	return nil
}

// find finds a query of the same caller.
func (d *Door) find(id string, c auth.SQLCaller) (*run, bool) {
	d.mu.Lock()
	defer d.mu.Unlock()
	q, ok := d.runs[id]
	return q, ok && q.caller.User == c.User && q.caller.Account == c.Account
}

// grow counts what a result has become, and ends it when all results are too large.
func (d *Door) grow(q *run) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	if q.released {
		return sqlerr.New(sqlerr.QueryCanceled, "canceling statement due to user request")
	}
	d.held += q.size - q.held
	q.held = q.size
	if d.held > d.p.Held {
		return sqlerr.New(sqlerr.OutOfMemory, "too many results wait to be fetched").WithHint("Ask for fewer columns or rows.")
	}
	return nil
}

// finish ends a query unless it is kept.
func (d *Door) finish(q *run) {
	d.mu.Lock()
	kept := q.expiry != nil
	d.mu.Unlock()
	if !kept {
		d.forget(q)
	}
}

// forget ends a query, and its result is let go.
func (d *Door) forget(q *run) {
	q.cancel()
	d.mu.Lock()
	defer d.mu.Unlock()
	d.held -= q.held
	q.held, q.released = 0, true
	delete(d.runs, q.id)
}
