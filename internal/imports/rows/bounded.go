package rows

import (
	"errors"
	"io"
)

// errTooLong says that a row has more than MaxRow bytes.
var errTooLong = errors.New("the row is too long")

// ahead is how much a reader of lines may take from the file before it is asked for it.
const ahead = 64 << 10

// bounded keeps whoever reads rows from taking in a file as one of them: between two
// calls of row it gives out no more than the longest row.
type bounded struct {
	from io.Reader
	left int
}

// row begins a row.
func (b *bounded) row() { b.left = MaxRow + ahead }

// Read reads on in the row.
func (b *bounded) Read(p []byte) (int, error) {
	if b.left <= 0 {
		return 0, errTooLong
	}
	n, err := b.from.Read(p[:min(len(p), b.left)])
	b.left -= n
	return n, err //nolint:wrapcheck // a reader hands on what it is told
}
