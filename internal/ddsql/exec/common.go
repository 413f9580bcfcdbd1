package exec

import (
	"fmt"
	"io"

	"foureyes/internal/ddsql/plan"
	"foureyes/internal/ddsql/table"
)

// known is the common tables that a place in the plan sees, nearest first.
type known struct {
	table *plan.CommonTable
	state *commonTable
	next  *known
}

func (k *known) find(t *plan.CommonTable) *commonTable {
	for ; k != nil; k = k.next {
		if k.table == t {
			return k.state
		}
	}
	return nil
}

// commonTable is one common table in a running query. It is computed once, as far
// as its readers have asked for rows.
type commonTable struct {
	q     *query
	first program
	step  program // of a recursive one
	all   bool
	table *plan.CommonTable
	f     *frame // in which it is computed

	rows    *store
	seen    *rowSet // of a recursive one without ALL; its store is rows
	from    source
	batch   table.Batch
	working [2]int // the rows of the last round: from, to
	ended   bool
	err     error
}

func (c *compiler) with(n *plan.With) (program, error) {
	tables := make([]commonTable, len(n.Tables))
	for i, t := range n.Tables {
		first, err := c.node(t.Plan)
		if err != nil {
			return nil, err
		}
		tables[i] = commonTable{q: c.q, first: first, all: t.All, table: t}
		if t.Step == nil {
			continue
		}
		if tables[i].step, err = c.node(t.Step); err != nil {
			return nil, err
		}
	}
	input, err := c.node(n.Input)
	return opening(func(f *frame) (source, error) {
		inner := *f
		states := make([]*commonTable, len(tables))
		for i := range tables {
			t := tables[i]
			states[i] = &t
			inner.tables = &known{t.table, &t, inner.tables}
			at := inner
			t.begin(&at)
		}
		from, err := input.open(&inner)
		return &withRows{from, states}, err
	}), err
}

// begin readies a table to be read.
func (t *commonTable) begin(f *frame) {
	t.f = f
	width := len(t.table.Out)
	if t.step != nil && !t.all {
		t.seen = newRowSet(t.q, width)
		t.rows = t.seen.store
		return
	}
	t.rows = newStore(t.q, width)
}

// more computes the next rows; false when there are none left.
func (t *commonTable) more() (bool, error) {
	for !t.ended && t.err == nil {
		if t.from == nil {
			if t.from, t.err = t.first.open(t.f); t.err != nil {
				break
			}
		}
		before := t.rows.count
		again, err := pull(t.q, t.from, &t.batch)
		if t.err = err; err != nil {
			break
		}
		if again {
			t.err = t.take()
		} else {
			t.err = t.round()
		}
		if t.rows.count > before {
			return true, t.err
		}
	}
	return false, t.err
}

func (t *commonTable) take() error {
	for i := range t.batch.Count {
		if t.seen != nil {
			if _, _, err := t.seen.put(t.batch.Row(i)); err != nil {
				return err
			}
			continue
		}
		if _, err := t.rows.add(t.batch.Row(i)); err != nil {
			return err
		}
	}
	return nil
}

// round begins the next round of a recursive table: over the rows that the last
// one has added, until none are.
func (t *commonTable) round() error {
	t.from.close()
	if t.step == nil || t.working[1] == t.rows.count {
		t.ended = true
		return nil
	}
	t.working = [2]int{t.working[1], t.rows.count}
	from, err := t.step.open(t.f)
	t.from = from
	return err
}

// withRows frees the common tables when their reader is done.
type withRows struct {
	source
	tables []*commonTable
}

func (s *withRows) close() {
	s.source.close()
	for _, t := range s.tables {
		t.ended = true
		if t.from != nil {
			t.from.close()
		}
		if t.seen != nil {
			t.seen.free()
		} else {
			t.rows.free()
		}
	}
}

func (c *compiler) commonScan(n *plan.CommonScan) (program, error) {
	t, working := n.Table, n.Working
	return opening(func(f *frame) (source, error) {
		state := f.tables.find(t)
		if state == nil {
			return nil, fmt.Errorf("the common table %s is not known here", t.Name)
		}
		if working {
			return &storedRows{rows: state.rows, at: state.working[0], count: state.working[1]}, nil
		}
		return &commonRows{t: state}, nil
	}), nil
}

// commonRows reads a common table, and has it computed as far as it reads.
type commonRows struct {
	t  *commonTable
	at int
}

func (s *commonRows) next(b *table.Batch) error {
	if s.at >= s.t.rows.count {
		if more, err := s.t.more(); err != nil || !more {
			if err == nil {
				err = io.EOF
			}
			return err
		}
	}
	b.Reset(s.t.rows.width)
	for s.at < s.t.rows.count && b.Count < table.BatchRows {
		b.Append(s.t.rows.row(s.at)...)
		s.at++
	}
	return nil
}

func (s *commonRows) close() {}
