package move

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"strings"
)

// side is an engine at work in one transaction.
type side interface {
	// count gives the rows of a table.
	count(ctx context.Context, t table) (int64, error)
	// rows reads a table.
	rows(ctx context.Context, t table) (cursor, error)
	// begin prepares for being filled.
	begin(ctx context.Context) error
	// fill adds the rows that next gives, until it gives none.
	fill(ctx context.Context, t table, next func() ([]any, error)) error
	// finish does what follows from all rows together.
	finish(ctx context.Context) error
	commit(ctx context.Context) error
	// close gives up what was not committed.
	close(ctx context.Context) error
}

// cursor gives the rows of a table; nil after the last.
type cursor interface {
	next() ([]any, error)
	close()
}

// kind is what a column holds.
type kind int

const (
	text kind = iota
	number
	yesNo
	bytes
)

// table is one to be moved.
type table struct {
	name    string
	columns []column
	refers  []string // tables whose rows these refer to
}

type column struct {
	name string
	kind kind
	key  bool // of the primary key
}

// list gives the columns' names, quoted, with commas.
func (t table) list() string {
	names := make([]string, len(t.columns))
	for i, c := range t.columns {
		names[i] = `"` + c.name + `"`
	}
	return strings.Join(names, ", ")
}

// keys writes the primary key of a row.
func (t table) keys(row []any) string {
	var keys []string
	for i, c := range t.columns {
		if c.key {
			keys = append(keys, fmt.Sprintf("%s=%v", c.name, row[i]))
		}
	}
	return strings.Join(keys, " ")
}

// same gives a value the type that it has on both sides.
func (k kind) same(v any) (any, error) {
	switch v := v.(type) {
	case nil:
		return nil, nil
	case string:
		if strings.Contains(v, "\x00") {
			return nil, errors.New("it has the character U+0000, which PostgreSQL cannot keep; docs/operations.md says how to cut the text there")
		}
		if k == text {
			return v, nil
		}
	case []byte:
		if k == bytes {
			return v, nil
		}
	case bool:
		if k == yesNo {
			return v, nil
		}
	case int64:
		switch k {
		case number:
			return v, nil
		case yesNo:
			return v != 0, nil
		}
	}
	return nil, fmt.Errorf("a %T where there should be none", v)
}

// checksum is a sum over rows, and so the same in any order.
type checksum struct {
	rows int64
	sum  [2]uint64
	row  []byte // the one that is added
}

func (s *checksum) add(row []any) {
	s.row = s.row[:0]
	for _, v := range row {
		switch v := v.(type) {
		case nil:
			s.row = append(s.row, 'n')
		case int64:
			s.row = binary.LittleEndian.AppendUint64(append(s.row, 'i'), uint64(v)) //nolint:gosec // its bits
		case bool:
			s.row = append(s.row, 'b', map[bool]byte{true: 1}[v])
		case string:
			s.row = append(binary.LittleEndian.AppendUint64(append(s.row, 't'), uint64(len(v))), v...)
		case []byte:
			s.row = append(binary.LittleEndian.AppendUint64(append(s.row, 'x'), uint64(len(v))), v...)
		}
	}
	digest := sha256.Sum256(s.row)
	s.rows++
	for i := range s.sum {
		s.sum[i] += binary.LittleEndian.Uint64(digest[8*i:])
	}
}

// String writes the sum, without the number of rows.
func (s *checksum) String() string { return fmt.Sprintf("%016x%016x", s.sum[0], s.sum[1]) }

// counted reads rows, sums them up, and tells how far it is.
type counted struct {
	mover *mover
	step  string
	table table
	from  cursor
	sum   checksum
}

// each is how many rows pass between two tellings.
const each = 500

func (m *mover) counted(step string, t table, from cursor) *counted {
	m.at.Step, m.at.Table = step, t.name
	m.tell(m.at)
	return &counted{mover: m, step: step, table: t, from: from}
}

func (c *counted) next() ([]any, error) {
	row, err := c.from.next()
	if err != nil || row == nil {
		return nil, err
	}
	for i, col := range c.table.columns {
		if row[i], err = col.kind.same(row[i]); err != nil {
			return nil, fmt.Errorf("column %s of the row %s: %w", col.name, c.table.keys(row), err)
		}
	}
	c.sum.add(row)
	if c.mover.at.Done++; c.mover.at.Done%each == 0 {
		c.mover.tell(c.mover.at)
	}
	return row, nil
}
