package fn

import (
	"io"

	"foureyes/internal/ddsql/value"
)

// each gives a row of one column for each item.
func each[T any](e *Env, items []T, f func(T) value.Value) Next {
	row := make([]value.Value, 1)
	return func() ([]value.Value, error) {
		if len(items) == 0 {
			return nil, io.EOF
		}
		row[0] = f(items[0])
		items = items[1:]
		return row, e.Worked(1)
	}
}

// rowsOf gives rows that are at hand.
func rowsOf(e *Env, rows [][]value.Value) Next {
	return func() ([]value.Value, error) {
		if len(rows) == 0 {
			return nil, io.EOF
		}
		row := rows[0]
		rows = rows[1:]
		return row, e.Worked(1)
	}
}
