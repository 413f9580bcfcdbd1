// Package clock says what time it is where clocks disagree: which clock counts
// (Clock), and whether it can be believed (Guard).
//
// It owns these rules and no clock: app hands in the process's own, and the times
// that it has asked the database for. It is a leaf.
package clock

import (
	"sync/atomic"
	"time"
)

// tolerance is how far the followed clock may be from where it is expected before
// it is followed anew. It keeps the time from trembling with the network.
const tolerance = 50 * time.Millisecond

// patience is how long an answer may have taken for its time to be of use.
const patience = time.Second

// Clock is the time that everything goes by: the process's clock, or another one
// that it follows. It is safe for concurrent use.
type Clock struct {
	local   func() time.Time
	started time.Time
	basis   atomic.Pointer[basis]
}

// basis is one look at the followed clock.
type basis struct{ other, local time.Time }

// New makes a Clock from the process's clock, whose times should carry a monotonic
// reading, as time.Now's do.
func New(local func() time.Time) *Clock { return &Clock{local: local, started: local()} }

// Now is the time in the precision that is stored: UTC, whole milliseconds.
func (c *Clock) Now() time.Time { return c.at(c.local()).UTC().Truncate(time.Millisecond) }

// at is the time when the process's clock says so. Behind a followed clock only
// the monotonic part of the process's own counts, which nobody can set.
func (c *Clock) at(local time.Time) time.Time {
	if b := c.basis.Load(); b != nil {
		return b.other.Add(local.Sub(b.local))
	}
	return local
}

// Elapsed is the monotonic time since the Clock was made.
func (c *Clock) Elapsed() time.Duration { return c.local().Sub(c.started) }

// Read looks at both clocks.
func (c *Clock) Read() Reading {
	local := c.local()
	return Reading{Wall: c.at(local).UTC().Truncate(time.Millisecond), Elapsed: local.Sub(c.started)}
}

// Follow lets the Clock go by another one. ask reads it; a zero time says that
// there is none.
func (c *Clock) Follow(ask func() (time.Time, error)) error {
	asked := c.local()
	other, err := ask()
	if err != nil || other.IsZero() {
		return err
	}
	took := c.local().Sub(asked)
	middle := asked.Add(took / 2)
	off := other.Sub(c.at(middle))
	if took > patience || c.basis.Load() != nil && off.Abs() <= tolerance {
		return nil
	}
	c.basis.Store(&basis{other: other, local: middle})
	return nil
}
