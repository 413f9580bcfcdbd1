package ddsql

import (
	"errors"
	"fmt"
	"io"

	"foureyes/internal/ddsql/plan"
	"foureyes/internal/ddsql/table"
	"foureyes/internal/ddsql/value"
)

// Column is a column of a result.
type Column = plan.OutColumn

// Rows is the result of a statement. It must be closed, and read by one goroutine.
type Rows struct {
	// Columns describe the rows; nil for a statement that gives none.
	Columns []Column
	word    string // the command tag, with the number of rows behind it if counts
	counts  bool
	next    func(b *table.Batch) error // nil for no rows
	closing func()
	err     error
}

// Next fills the batch with at least one row, or returns io.EOF. The values stay
// good; the batch's slice does not.
func (r *Rows) Next(b *table.Batch) error {
	if r.err == nil && r.next == nil {
		r.err = io.EOF
	}
	if r.err == nil {
		r.err = r.next(b)
	}
	return r.err
}

// Tag names what was done, such as SELECT 5.
func (r *Rows) Tag(rows int64) string {
	if r.counts {
		return fmt.Sprintf("%s %d", r.word, rows)
	}
	return r.word
}

// Close frees what the result holds. It may be called twice.
func (r *Rows) Close() {
	if r.closing != nil {
		r.closing()
		r.closing = nil
	}
	if r.err == nil {
		r.err = io.EOF
	}
}

// done is the result of a statement that gives no rows.
func done(tag string) *Rows { return &Rows{word: tag} }

// told is a result of rows of text that are at hand.
func told(tag string, columns []Column, rows [][]value.Value) *Rows {
	return &Rows{Columns: columns, word: tag, next: func(b *table.Batch) error {
		if len(rows) == 0 {
			return io.EOF
		}
		b.Reset(len(columns))
		for len(rows) > 0 && b.Count < table.BatchRows {
			b.Append(rows[0]...)
			rows = rows[1:]
		}
		return nil
	}}
}

// textColumns are columns of type text.
func textColumns(names ...string) []Column {
	out := make([]Column, len(names))
	for i, n := range names {
		out[i] = Column{Name: n, Type: value.Text}
	}
	return out
}

// All reads a result to its end and closes it.
func (r *Rows) All() ([][]value.Value, error) {
	defer r.Close()
	var rows [][]value.Value
	var b table.Batch
	for {
		err := r.Next(&b)
		if errors.Is(err, io.EOF) {
			return rows, nil
		}
		if err != nil {
			return nil, err
		}
		for i := range b.Count {
			rows = append(rows, append([]value.Value{}, b.Row(i)...))
		}
	}
}
