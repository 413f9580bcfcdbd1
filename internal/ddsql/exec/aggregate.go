package exec

import (
	"io"

	"foureyes/internal/ddsql/plan"
	"foureyes/internal/ddsql/table"
	"foureyes/internal/ddsql/value"
)

func (c *compiler) aggregate(n *plan.Aggregate) (program, error) {
	input, err := c.node(n.Input)
	if err != nil {
		return nil, err
	}
	keys, err := c.scalars(n.Keys)
	if err != nil {
		return nil, err
	}
	calls := make([]aggregateCall, len(n.Calls))
	for i := range n.Calls {
		if calls[i], err = c.aggregateCall(&n.Calls[i]); err != nil {
			return nil, err
		}
	}
	a := aggregating{q: c.q, keys: keys, sets: setsOf(n), calls: calls, groupings: n.Groupings, width: len(n.Out)}
	return opening(func(f *frame) (source, error) {
		from, err := input.open(f)
		return &aggregated{aggregating: a, f: f, from: from, groups: newRowSet(a.q, len(keys)+1)}, err
	}), nil
}

// setsOf gives for each grouping set which keys it has.
func setsOf(n *plan.Aggregate) [][]bool {
	if n.Sets == nil {
		all := make([]bool, len(n.Keys))
		for i := range all {
			all[i] = true
		}
		return [][]bool{all}
	}
	sets := make([][]bool, len(n.Sets))
	for i, s := range n.Sets {
		sets[i] = make([]bool, len(n.Keys))
		for _, k := range s {
			sets[i][k] = true
		}
	}
	return sets
}

// aggregating is what all runs of one aggregation share.
type aggregating struct {
	q         *query
	keys      []scalar
	sets      [][]bool
	calls     []aggregateCall
	groupings [][]int
	width     int
}

// aggregated reads its input when the first batch is asked for. A group is a row
// of groups: the keys, NULL where its set has none, and the number of the set.
type aggregated struct {
	aggregating
	f      *frame
	from   source
	groups *rowSet
	states []*groupState // the calls' states of group 0, then of group 1 ...
	read   bool
	at     int
	key    []value.Value
}

func (s *aggregated) next(b *table.Batch) error {
	if !s.read {
		s.read = true
		if err := s.load(); err != nil {
			return err
		}
	}
	b.Reset(s.width)
	for s.at < s.groups.count && b.Count < table.BatchRows {
		if err := s.result(b); err != nil {
			return err
		}
		s.at++
	}
	if b.Count == 0 {
		return io.EOF
	}
	return s.q.worked(b.Count)
}

func (s *aggregated) load() error {
	computed := make([]value.Value, len(s.keys))
	s.key = make([]value.Value, len(s.keys)+1)
	err := each(s.q, s.from, func(row []value.Value) error {
		for i, k := range s.keys {
			v, err := k(s.f, row)
			if err != nil {
				return err
			}
			computed[i] = v
		}
		for i := range s.sets {
			if err := s.step(i, computed, row); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	return s.empty()
}

// step takes a row into its group of one grouping set.
func (s *aggregated) step(set int, computed, row []value.Value) error {
	states, err := s.group(set, computed)
	if err != nil {
		return err
	}
	for i := range s.calls {
		if err := s.calls[i].step(s.q, s.f, states[i], row); err != nil {
			return err
		}
	}
	return nil
}

// group finds or begins a group.
func (s *aggregated) group(set int, computed []value.Value) ([]*groupState, error) {
	for i, has := range s.sets[set] {
		s.key[i] = value.Null
		if has {
			s.key[i] = computed[i]
		}
	}
	s.key[len(s.keys)] = value.OfInt(int64(set))
	number, fresh, err := s.groups.put(s.key)
	if err != nil {
		return nil, err
	}
	if fresh {
		for i := range s.calls {
			state, err := s.calls[i].begin(s.q, s.f, s.key)
			if err != nil {
				return nil, err
			}
			s.states = append(s.states, state)
		}
	}
	return s.states[number*len(s.calls) : (number+1)*len(s.calls)], nil
}

// empty begins the group of each set without keys, which is there without rows.
func (s *aggregated) empty() error {
	for i, has := range s.sets {
		if !anyTrue(has) {
			if _, err := s.group(i, make([]value.Value, len(s.keys))); err != nil {
				return err
			}
		}
	}
	return nil
}

func anyTrue(list []bool) bool {
	for _, b := range list {
		if b {
			return true
		}
	}
	return false
}

// result appends the row of the group at hand.
func (s *aggregated) result(b *table.Batch) error {
	row := s.groups.row(s.at)
	b.Values = append(b.Values, row[:len(s.keys)]...)
	for i := range s.calls {
		v, err := s.calls[i].result(s.q, s.states[s.at*len(s.calls)+i])
		if err != nil {
			return err
		}
		b.Values = append(b.Values, v)
	}
	set := s.sets[row[len(s.keys)].Int()]
	for _, of := range s.groupings {
		b.Values = append(b.Values, value.OfInt(grouping(of, set)))
	}
	b.Count++
	return nil
}

// grouping is GROUPING(...): a bit for each key, set when the row's grouping set
// lacks it, the last one lowest.
func grouping(of []int, set []bool) int64 {
	var bits int64
	for _, k := range of {
		bits <<= 1
		if !set[k] {
			bits |= 1
		}
	}
	return bits
}

func (s *aggregated) close() {
	s.from.close()
	s.groups.free()
	for _, state := range s.states {
		state.free(s.q)
	}
	s.states = nil
}
