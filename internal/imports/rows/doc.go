// Package rows reads the inputs of human loops from a file, one for each row: CSV with
// a header, or JSON Lines.
//
// It owns how a row becomes an input, and where a row begins and ends, so that reading
// can go on there later. A row that is wrong is handed out with the reason, and reading
// goes on behind it; what makes the whole file unreadable is an *Error. However the file
// looks, no more than one row of MaxRow bytes is held. It knows neither flow definitions
// nor where files lie.
package rows

import (
	"errors"
	"fmt"
	"io"
)

// MaxRow is how many bytes a row may have. An input of the greatest length that A2I
// takes fits, also where its characters are escaped.
const MaxRow = 20 << 20

// Format is how a file is written.
type Format string

// The formats.
const (
	CSV       Format = "csv"
	JSONLines Format = "jsonl"
)

// Type is what the texts of a CSV column become.
type Type string

// The types. Skip leaves the column out.
const (
	Text    Type = "text"
	Number  Type = "number"
	Boolean Type = "boolean"
	JSON    Type = "json"
	Skip    Type = "skip"
)

// Layout says how the rows of a file become inputs.
type Layout struct {
	Format Format `json:"format"`
	// NameColumn is the CSV column, or the member of a JSON line, with the name of the
	// loop; empty for none.
	NameColumn string `json:"nameColumn,omitempty"`
	// InputColumn is the column or member that holds the whole input; empty when all of
	// a row is the input.
	InputColumn string `json:"inputColumn,omitempty"`
	// The others are for CSV alone. Delimiter parts the columns; empty for the one that
	// the header shows. Prefix names the columns that are taken, those that begin with
	// it; it is no part of a member's name. Columns says what is special about some.
	Delimiter string   `json:"delimiter,omitempty"`
	Prefix    string   `json:"prefix,omitempty"`
	Columns   []Column `json:"columns,omitempty"`
}

// Column says what becomes of a CSV column. Columns without one are texts.
type Column struct {
	Name string `json:"name"`
	// Member is where the value stands in the input, such as prediction.score; empty for
	// the name of the column. A dot that is part of a name is written \.
	Member string `json:"member,omitempty"`
	// Type is Text if empty.
	Type Type `json:"type,omitempty"`
}

// Row is one row.
type Row struct {
	// Number counts from 1; a header and empty lines do not count.
	Number int
	// Start and End are where it stands in the file, in bytes.
	Start, End int64
	Name       string
	// Input is JSON.
	Input string
	// Problem is what is wrong with the row, as a sentence; empty when nothing is.
	Problem string
}

// Error is why a file cannot be read any further, as a sentence for whoever made it.
type Error struct{ Message string }

// Error gives the sentence.
func (e *Error) Error() string { return e.Message }

func wrong(format string, args ...any) error { return &Error{fmt.Sprintf(format, args...)} }

// Reader hands out the rows of a file.
type Reader struct {
	read func() (Row, error)
	next int
}

// Next gives the next row; io.EOF behind the last.
func (r *Reader) Next() (Row, error) {
	row, err := r.read()
	if err != nil {
		return Row{}, r.explain(err)
	}
	r.next++
	row.Number = r.next
	return row, nil
}

func (r *Reader) explain(err error) error {
	if errors.Is(err, errTooLong) {
		return wrong("Row %d has more than %d MiB. Is a quotation mark missing at the end of a text in it or before it?", r.next+1, MaxRow>>20)
	}
	if errors.Is(err, io.EOF) {
		return io.EOF
	}
	return err
}

// Place is where reading goes on: behind a number of rows, at a byte of the file. The
// zero value is the beginning.
type Place struct {
	Rows   int
	Offset int64
}

// Open gives the rows of a file behind a place.
func Open(file io.ReadSeeker, l Layout, from Place) (*Reader, error) {
	if err := l.Check(); err != nil {
		return nil, err
	}
	begin, err := skipMark(file)
	if err != nil {
		return nil, err
	}
	open := openLines
	if l.Format == CSV {
		open = openCSV
	}
	read, err := open(file, l, begin, from.Offset)
	if err != nil {
		return nil, err
	}
	return &Reader{read, from.Rows}, nil
}

// skipMark finds where the text of a file begins: behind the mark of UTF-8, if there is
// one.
func skipMark(file io.ReadSeeker) (int64, error) {
	mark := make([]byte, 3)
	n, err := io.ReadFull(file, mark)
	if err != nil && !errors.Is(err, io.ErrUnexpectedEOF) && !errors.Is(err, io.EOF) {
		return 0, fmt.Errorf("read the beginning of the file: %w", err)
	}
	switch text := string(mark[:n]); {
	case text == "\xEF\xBB\xBF":
		return 3, nil
	case n >= 2 && (text[:2] == "\xFF\xFE" || text[:2] == "\xFE\xFF"):
		return 0, wrong("The file is in UTF-16. Save it as UTF-8.")
	}
	return 0, nil
}

// seek goes to a byte of the file, but never before its text begins.
func seek(file io.Seeker, begin, to int64) (int64, error) {
	at, err := file.Seek(max(begin, to), io.SeekStart)
	if err != nil {
		return 0, fmt.Errorf("go to byte %d of the file: %w", to, err)
	}
	return at, nil
}
