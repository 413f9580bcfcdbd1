package exec

import (
	"io"

	"foureyes/internal/ddsql/plan"
	"foureyes/internal/ddsql/table"
	"foureyes/internal/ddsql/value"
)

// join keeps one side in memory (build) and goes through the other one (probe),
// looking for partners by the hash of the keys, or among all rows without keys.
func (c *compiler) join(n *plan.Join) (program, error) {
	if n.Lateral {
		return c.lateral(n)
	}
	left, err := c.side(n.Left, n.LeftKeys)
	if err != nil {
		return nil, err
	}
	right, err := c.side(n.Right, n.RightKeys)
	if err != nil {
		return nil, err
	}
	cond, err := c.optional(n.Cond)
	if err != nil {
		return nil, err
	}
	j := joining{
		q: c.q, kind: n.Kind, cond: cond, probe: left, build: right,
		keepProbe: n.Kind == plan.Left || n.Kind == plan.Full,
		keepBuild: n.Kind == plan.Right || n.Kind == plan.Full,
	}
	if n.BuildLeft && n.Kind != plan.Semi && n.Kind != plan.Anti {
		j.probe, j.build, j.swapped = right, left, true
		j.keepProbe, j.keepBuild = n.Kind == plan.Right || n.Kind == plan.Full, n.Kind == plan.Left || n.Kind == plan.Full
	}
	return opening(func(f *frame) (source, error) {
		run := &joined{joining: j, f: f}
		run.rows = newStore(j.q, j.build.width)
		run.both = make([]value.Value, j.probe.width+j.build.width)
		return run, nil
	}), nil
}

// side is one input of a join with the keys of its rows.
type side struct {
	input program
	keys  []scalar
	width int
}

func (c *compiler) side(n plan.Node, keys []plan.Expr) (side, error) {
	input, err := c.node(n)
	if err != nil {
		return side{}, err
	}
	compiled, err := c.scalars(keys)
	return side{input, compiled, len(n.Columns())}, err
}

// joining is what all runs of one join share.
type joining struct {
	q            *query
	kind         plan.JoinKind
	probe, build side
	swapped      bool // the build side is the left one
	cond         scalar
	// keepProbe and keepBuild tell which sides' rows without a partner are given.
	keepProbe, keepBuild bool
}

// joined is a running join.
type joined struct {
	joining
	f       *frame
	from    source // the probe side
	rows    *store // the build side
	index   *chains
	keys    *store
	matched []bool // of build rows, when those without a partner are given
	both    []value.Value
	key     []value.Value

	in        table.Batch
	at        int   // the probe row at hand
	candidate int32 // 1 + the build row to be tried next; 0 for the next probe row
	begun     bool
	partner   bool // the probe row at hand has had a partner
	rest      int  // build rows looked at for those without a partner
	done      bool // the probe side is through
}

// chains finds rows by the hash of their keys, in the order in which they came.
type chains struct {
	heads, nexts []int32
	hashes       []uint64
}

func newChains(hashes []uint64) *chains {
	size := 1
	for size < len(hashes)+1 {
		size *= 2
	}
	c := &chains{make([]int32, size), make([]int32, len(hashes)), hashes}
	for i := len(hashes) - 1; i >= 0; i-- {
		slot := hashes[i] & uint64(size-1)
		c.nexts[i], c.heads[slot] = c.heads[slot], int32(i+1) //nolint:gosec // 2^31 rows do not fit any budget
	}
	return c
}

func (c *chains) first(h uint64) int32 { return c.heads[h&uint64(len(c.heads)-1)] }

// load reads the build side. Rows with a NULL among their keys have no partner.
func (s *joined) load() error {
	from, err := s.build.input.open(s.f)
	if err != nil {
		return err
	}
	defer from.close()
	s.keys = newStore(s.q, len(s.build.keys))
	var hashes []uint64
	err = each(s.q, from, func(row []value.Value) error {
		null, err := s.keyOf(s.build.keys, row)
		if err != nil || null && !s.keepBuild {
			return err
		}
		if _, err := s.rows.add(row); err != nil {
			return err
		}
		if len(s.build.keys) > 0 {
			hashes = append(hashes, hashRow(s.key))
			_, err = s.keys.add(s.key)
		}
		return err
	})
	if err != nil {
		return err
	}
	if len(s.build.keys) > 0 {
		s.index = newChains(hashes)
	}
	if s.keepBuild {
		s.matched = make([]bool, s.rows.count)
	}
	s.from, err = s.probe.input.open(s.f)
	return err
}

// keyOf computes keys into s.key and tells whether one is NULL.
func (s *joined) keyOf(keys []scalar, row []value.Value) (null bool, err error) {
	s.key = s.key[:0]
	for _, k := range keys {
		v, err := k(s.f, row)
		if err != nil {
			return false, err
		}
		null = null || v.IsNull()
		s.key = append(s.key, v)
	}
	return null, nil
}

func (s *joined) next(b *table.Batch) error {
	if s.from == nil {
		if err := s.load(); err != nil {
			return err
		}
	}
	b.Reset(s.widthOut())
	for b.Count < table.BatchRows && !s.done {
		if err := s.advance(b); err != nil {
			return err
		}
	}
	for s.done && s.keepBuild && s.rest < s.rows.count && b.Count < table.BatchRows {
		if !s.matched[s.rest] {
			s.emit(b, nil, s.rows.row(s.rest))
		}
		s.rest++
	}
	if b.Count == 0 {
		return io.EOF
	}
	return s.q.worked(b.Count)
}

func (s *joined) widthOut() int {
	if s.kind == plan.Semi || s.kind == plan.Anti {
		return s.probe.width
	}
	return s.probe.width + s.build.width
}

// advance goes on with the probe row at hand until the batch is full or the row is
// through, or gets the next one.
func (s *joined) advance(b *table.Batch) error {
	if s.at >= s.in.Count {
		more, err := pull(s.q, s.from, &s.in)
		s.at, s.begun, s.done = 0, false, !more && err == nil
		if err != nil || !more {
			s.in.Count = 0
			return err
		}
	}
	row := s.in.Row(s.at)
	if !s.begun {
		if err := s.begin(row); err != nil {
			return err
		}
	}
	for s.candidate != 0 && b.Count < table.BatchRows {
		i := int(s.candidate - 1)
		s.step()
		if err := s.try(b, row, i); err != nil {
			return err
		}
	}
	if s.candidate == 0 {
		s.finish(b, row)
	}
	return nil
}

// begin finds the first row that may be a partner.
func (s *joined) begin(row []value.Value) error {
	s.begun, s.partner, s.candidate = true, false, 0
	null, err := s.keyOf(s.probe.keys, row)
	if err != nil || null || s.rows.count == 0 {
		return err
	}
	if s.index == nil {
		s.candidate = 1
		return nil
	}
	s.candidate = s.index.first(hashRow(s.key))
	return nil
}

// step goes to the next row that may be a partner.
func (s *joined) step() {
	if s.index != nil {
		s.candidate = s.index.nexts[s.candidate-1]
		return
	}
	if s.candidate++; int(s.candidate) > s.rows.count {
		s.candidate = 0
	}
}

// try gives the pair of the probe row and a build row if they are partners.
func (s *joined) try(b *table.Batch, row []value.Value, i int) error {
	if err := s.q.worked(1); err != nil {
		return err
	}
	if s.index != nil && !equalKeys(s.key, s.keys.row(i)) {
		return nil
	}
	other := s.rows.row(i)
	if s.cond != nil {
		s.pair(s.both, row, other)
		if ok, err := isTrue(s.cond, s.f, s.both); err != nil || !ok {
			return err
		}
	}
	s.partner = true
	if s.matched != nil {
		s.matched[i] = true
	}
	switch s.kind {
	case plan.Semi, plan.Anti:
		s.candidate = 0 // one partner tells everything
	default:
		s.emit(b, row, other)
	}
	return nil
}

// equalKeys compares keys none of which is NULL on one side.
func equalKeys(a, b []value.Value) bool {
	for i := range a {
		if b[i].IsNull() || !value.Equal(a[i], b[i]) {
			return false
		}
	}
	return true
}

// finish gives the probe row itself where its kind of join asks for that.
func (s *joined) finish(b *table.Batch, row []value.Value) {
	switch {
	case s.kind == plan.Semi && s.partner, s.kind == plan.Anti && !s.partner:
		b.Append(row...)
	case s.keepProbe && !s.partner:
		s.emit(b, row, nil)
	}
	s.at++
	s.begun = false
}

// pair puts a probe and a build row side by side, the left one first; nil is NULLs.
func (s *joined) pair(into, probe, build []value.Value) {
	left, right := into[:s.probe.width], into[s.probe.width:]
	if s.swapped {
		right, left = into[s.build.width:], into[:s.build.width]
		probe, build = build, probe
	}
	place(left, probe)
	place(right, build)
}

func place(into, row []value.Value) {
	if row == nil {
		clear(into)
		return
	}
	copy(into, row)
}

func (s *joined) emit(b *table.Batch, probe, build []value.Value) {
	s.pair(s.both, probe, build)
	b.Append(s.both...)
}

func (s *joined) close() {
	s.done = true
	if s.from != nil {
		s.from.close()
	}
	s.rows.free()
	if s.keys != nil {
		s.keys.free()
	}
	s.index = nil
}
