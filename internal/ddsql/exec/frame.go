package exec

import (
	"sort"

	"foureyes/internal/ddsql/plan"
	"foureyes/internal/ddsql/sqlerr"
	"foureyes/internal/ddsql/value"
)

// offsets are the two offsets of a frame, computed once for a partition.
type offsets struct{ start, end value.Value }

func (o *offsets) read(c *windowCall, f *frame) error {
	var err error
	if o.start, err = offset(c.start, f, c.Frame.Mode, "starting"); err != nil {
		return err
	}
	o.end, err = offset(c.end, f, c.Frame.Mode, "ending")
	return err
}

func offset(s scalar, f *frame, mode plan.FrameMode, which string) (value.Value, error) {
	if s == nil {
		return value.Null, nil
	}
	v, err := s(f, nil)
	switch {
	case err != nil:
		return value.Null, err
	case v.IsNull():
		return value.Null, sqlerr.New(sqlerr.NullValueNotAllowed, "frame %s offset must not be null", which)
	case mode != plan.FrameRange && v.Int() < 0:
		return value.Null, sqlerr.New(sqlerr.InvalidPrecedingOrFollowing, "frame %s offset must not be negative", which)
	case mode == plan.FrameRange && negative(v):
		return value.Null, sqlerr.New(sqlerr.InvalidPrecedingOrFollowing, "invalid preceding or following size in window function")
	}
	return v, nil
}

// negative tells whether a RANGE offset goes backwards.
func negative(v value.Value) bool {
	switch v.Kind() {
	case value.KindInt:
		return v.Int() < 0
	case value.KindFloat:
		return !(v.Float() >= 0)
	case value.KindInterval:
		return v.Span().Compare(value.Span{}) < 0
	}
	return false
}

// frame is the rows of a frame before EXCLUDE, from start up to end.
func (p *partition) frame(row int) (start, end int, err error) {
	frame := &p.call.Frame
	if start, err = p.bound(row, frame.Start, p.bounds.start, false); err != nil {
		return 0, 0, err
	}
	end, err = p.bound(row, frame.End, p.bounds.end, true)
	return max(0, start), min(end, p.length), err
}

// bound is where a frame begins, or the row behind its end.
func (p *partition) bound(row int, b plan.Bound, by value.Value, end bool) (int, error) {
	switch b.Kind {
	case plan.UnboundedPreceding:
		return 0, nil
	case plan.UnboundedFollowing:
		return p.length, nil
	}
	switch p.call.Frame.Mode {
	case plan.FrameRows:
		return p.rowBound(row, b, by, end), nil
	case plan.FrameGroups:
		return p.groupBound(row, b, by, end), nil
	}
	return p.rangeBound(row, b, by, end)
}

// far is more than any partition has rows, so that sums with it do not overflow.
const far = 1 << 40

func distance(b plan.Bound, by value.Value) int {
	switch b.Kind {
	case plan.OffsetPreceding:
		return -int(min(by.Int(), far))
	case plan.OffsetFollowing:
		return int(min(by.Int(), far))
	}
	return 0
}

func (p *partition) rowBound(row int, b plan.Bound, by value.Value, end bool) int {
	at := row + distance(b, by)
	if end {
		at++
	}
	return min(max(at, 0), p.length)
}

func (p *partition) groupBound(row int, b plan.Bound, by value.Value, end bool) int {
	g := int(p.group[row]) + distance(b, by)
	if end {
		g++
	}
	return p.starts[min(max(g, 0), len(p.starts)-1)]
}

// rangeBound finds where the one sort key passes the row's key moved by the
// offset. NULL keys are level with each other alone.
func (p *partition) rangeBound(row int, b plan.Bound, by value.Value, end bool) (int, error) {
	first, last, _ := p.Peers(row)
	peers := first
	if end {
		peers = last
	}
	if b.Kind == plan.CurrentRow || len(p.keys(row)) == 0 {
		return peers, nil
	}
	key := p.keys(row)[0]
	if key.IsNull() {
		return peers, nil
	}
	limit, err := b.Shift.Eval(p.s.q.Env, []value.Value{key, by})
	if err != nil {
		return 0, err
	}
	order := &p.s.keys[p.s.parts]
	return sort.Search(p.length, func(i int) bool {
		c := order.compare(p.keys(i)[0], limit)
		return c > 0 || c == 0 && !end
	}), nil
}
