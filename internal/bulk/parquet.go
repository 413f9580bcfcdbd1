package bulk

import (
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/parquet-go/parquet-go"
)

// groupRows and groupBytes end a row group, whichever comes first: it is what of a
// Parquet file is in memory at a time.
const (
	groupRows  = 10_000
	groupBytes = 16 << 20
)

// parquetTable writes rows as Parquet. All columns may be null; those whose cells are
// all numbers are DOUBLE, those of true and false BOOLEAN, all others UTF-8 texts.
type parquetTable struct {
	w       *parquet.GenericWriter[any]
	columns []column // as the file orders them: by name
	row1    parquet.Row
	rows    int
	bytes   int
}

func newParquet(w io.Writer, columns []column) *parquetTable {
	columns = slices.SortedFunc(slices.Values(columns), func(a, b column) int { return strings.Compare(a.name, b.name) })
	root := parquet.Group{}
	for _, c := range columns {
		root[c.name] = parquet.Compressed(parquet.Optional(nodeOf(c.kind)), &parquet.Snappy)
	}
	return &parquetTable{w: parquet.NewGenericWriter[any](w, parquet.NewSchema("humanLoops", root)), columns: columns}
}

func nodeOf(k kind) parquet.Node {
	switch k {
	case number:
		return parquet.Leaf(parquet.DoubleType)
	case boolean:
		return parquet.Leaf(parquet.BooleanType)
	}
	return parquet.String()
}

func (t *parquetTable) row(cells map[string]cell) error {
	t.row1 = t.row1[:0]
	for i, c := range t.columns {
		v, err := valueOf(c.kind, cells[c.name])
		if err != nil {
			return err
		}
		defined := 1
		if v.IsNull() {
			defined = 0
		}
		t.row1 = append(t.row1, v.Level(0, defined, i))
		t.bytes += len(cells[c.name].text)
	}
	if _, err := t.w.WriteRows([]parquet.Row{t.row1}); err != nil {
		return fmt.Errorf("write a row: %w", err)
	}
	if t.rows++; t.rows < groupRows && t.bytes < groupBytes {
		return nil
	}
	t.rows, t.bytes = 0, 0
	if err := t.w.Flush(); err != nil {
		return fmt.Errorf("write a row group: %w", err)
	}
	return nil
}

func valueOf(k kind, c cell) (parquet.Value, error) {
	switch {
	case c.kind == nothing:
		return parquet.NullValue(), nil
	case k == number:
		n, err := strconv.ParseFloat(c.text, 64)
		if err != nil && n == 0 {
			return parquet.Value{}, fmt.Errorf("read a number: %w", err)
		}
		return parquet.DoubleValue(n), nil // one that is too large for it is infinite
	case k == boolean:
		return parquet.BooleanValue(c.text == "true"), nil
	}
	return parquet.ByteArrayValue([]byte(c.text)), nil
}

func (t *parquetTable) end() error {
	if err := t.w.Close(); err != nil {
		return fmt.Errorf("end the file: %w", err)
	}
	return nil
}
