package exec

import (
	"foureyes/internal/ddsql/fn"
	"foureyes/internal/ddsql/plan"
	"foureyes/internal/ddsql/value"
)

// partition is the rows of one partition in the window's order, as a window
// function sees them (fn.Partition).
type partition struct {
	s      *windowed
	length int
	group  []int32 // which group of peers a row is in
	starts []int   // where each group begins, and the length behind them
	call   *windowCall
	bounds offsets
}

func newPartition(s *windowed) *partition {
	p := &partition{s: s, length: s.end - s.start}
	p.group = make([]int32, p.length)
	for i := range p.length {
		if i == 0 || !sameRow(p.keys(i-1), p.keys(i)) {
			p.starts = append(p.starts, i)
		}
		p.group[i] = int32(len(p.starts) - 1) //nolint:gosec // 2^31 rows do not fit any budget
	}
	p.starts = append(p.starts, p.length)
	return p
}

// keys are what a row is ordered by.
func (p *partition) keys(row int) []value.Value {
	return p.s.row(p.s.start + row)[p.s.parts:len(p.s.keys)]
}

// input is the input row at a place.
func (p *partition) input(row int) []value.Value {
	return p.s.row(p.s.start + row)[len(p.s.keys):]
}

// Len is how many rows the partition has.
func (p *partition) Len() int { return p.length }

// Args is how many arguments the call has.
func (p *partition) Args() int { return len(p.call.args) }

// Arg is an argument at a row.
func (p *partition) Arg(row, arg int) (value.Value, error) {
	return p.call.args[arg](p.s.f, p.input(row))
}

// Peers gives the rows that are level with this one, and how many groups come
// before them.
func (p *partition) Peers(row int) (first, end, before int) {
	g := int(p.group[row])
	return p.starts[g], p.starts[g+1], g
}

// Frame gives the rows of a row's frame.
func (p *partition) Frame(row int) ([]fn.Range, error) {
	start, end, err := p.frame(row)
	if err != nil || start >= end {
		return nil, err
	}
	whole := fn.Range{From: start, To: end}
	first, last, _ := p.Peers(row)
	switch p.call.Frame.Exclude {
	case plan.ExcludeCurrentRow:
		return without(whole, row, row+1), nil
	case plan.ExcludeGroup:
		return without(whole, first, last), nil
	case plan.ExcludeTies:
		return append(without(fn.Range{From: start, To: min(end, row)}, first, last),
			append(within(whole, row, row+1), without(fn.Range{From: max(start, row+1), To: end}, first, last)...)...), nil
	}
	return []fn.Range{whole}, nil
}

// without is a range less the rows from up to to.
func without(r fn.Range, from, to int) []fn.Range {
	var out []fn.Range
	if left := (fn.Range{From: r.From, To: min(r.To, from)}); left.From < left.To {
		out = append(out, left)
	}
	if right := (fn.Range{From: max(r.From, to), To: r.To}); right.From < right.To {
		out = append(out, right)
	}
	return out
}

// within is the part of a range from up to to.
func within(r fn.Range, from, to int) []fn.Range {
	if from, to = max(r.From, from), min(r.To, to); from < to {
		return []fn.Range{{From: from, To: to}}
	}
	return nil
}

// compute gives the call's value for every row.
func (p *partition) compute() ([]value.Value, error) {
	if err := p.bounds.read(p.call, p.s.f); err != nil {
		return nil, err
	}
	if p.call.Window == nil {
		return p.aggregate()
	}
	out := make([]value.Value, p.length)
	for i := range out {
		v, err := p.call.Window.Window.Eval(p.s.q.Env, p, i)
		if err != nil {
			return nil, err
		}
		if err := p.s.q.worked(1); err != nil {
			return nil, err
		}
		out[i] = v
	}
	return out, nil
}

// aggregate computes an aggregate over each row's frame. A frame that only moves
// forward takes rows in, and takes them back where the aggregate can; others are
// computed anew for each row.
func (p *partition) aggregate() ([]value.Value, error) {
	out := make([]value.Value, p.length)
	slide := &sliding{p: p}
	for i := range out {
		ranges, err := p.Frame(i)
		if err != nil {
			return nil, err
		}
		if out[i], err = slide.over(ranges); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// sliding is an aggregate over a frame that moves.
type sliding struct {
	p     *partition
	state fn.State
	at    fn.Range // what the state holds
	value value.Value
	fresh bool // value is the answer over at
	args  []value.Value
}

func (s *sliding) over(ranges []fn.Range) (value.Value, error) {
	want := fn.Range{}
	if len(ranges) > 0 {
		want = ranges[0]
	}
	if s.fresh && len(ranges) <= 1 && want == s.at {
		return s.value, nil
	}
	if len(ranges) > 1 || !s.reachable(want) {
		if err := s.anew(ranges); err != nil {
			return value.Null, err
		}
	} else if err := s.move(want); err != nil {
		return value.Null, err
	}
	s.at, s.fresh = want, len(ranges) <= 1
	if len(ranges) > 1 {
		s.at = fn.Range{From: -1} // no single range, so nothing can go on from it
	}
	var err error
	s.value, err = s.state.Result(s.p.s.q.Env)
	return s.value, err
}

// reachable tells whether rows need only be taken in at the end, and taken back at
// the beginning where the aggregate can do that.
func (s *sliding) reachable(want fn.Range) bool {
	if s.state == nil || s.at.From < 0 || want.From < s.at.From || want.To < s.at.To || want.From > s.at.To {
		return false
	}
	_, undoes := s.state.(fn.Undoer)
	return undoes || want.From == s.at.From
}

func (s *sliding) anew(ranges []fn.Range) error {
	state, err := s.p.call.Aggregate.New(nil)
	if err != nil {
		return err
	}
	s.state = state
	for _, r := range ranges {
		if err := s.take(r, state.Step); err != nil {
			return err
		}
	}
	return nil
}

func (s *sliding) move(want fn.Range) error {
	if want.From > s.at.From {
		if err := s.take(fn.Range{From: s.at.From, To: want.From}, s.state.(fn.Undoer).Undo); err != nil {
			return err
		}
	}
	return s.take(fn.Range{From: s.at.To, To: want.To}, s.state.Step)
}

// take gives the rows of a range to Step or Undo.
func (s *sliding) take(r fn.Range, do func(*fn.Env, []value.Value) error) error {
	q, call := s.p.s.q, s.p.call
	for i := r.From; i < r.To; i++ {
		if err := q.worked(1); err != nil {
			return err
		}
		row := s.p.input(i)
		if ok, err := allTrue(call.filter, s.p.s.f, row); err != nil || !ok {
			if err != nil {
				return err
			}
			continue
		}
		null := false
		s.args = s.args[:0]
		for k := range call.args {
			v, err := call.args[k](s.p.s.f, row)
			if err != nil {
				return err
			}
			null = null || v.IsNull()
			s.args = append(s.args, v)
		}
		if null && call.Aggregate.Aggregate.Strict {
			continue
		}
		if err := do(q.Env, s.args); err != nil {
			return err
		}
	}
	return nil
}
