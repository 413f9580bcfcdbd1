package rows

import (
	"bufio"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"
)

// mostHeader is how many bytes of the header are looked at for its delimiter.
const mostHeader = 32 << 10

// sheet is a CSV file (RFC 4180) that is being read.
type sheet struct {
	bounds *bounded
	csv    *csv.Reader
	// base is where csv began to read.
	base int64
	plan plan
	// columns is how many the header has.
	columns int
}

func openCSV(file io.ReadSeeker, l Layout, begin, from int64) (func() (Row, error), error) {
	at, err := seek(file, begin, begin)
	if err != nil {
		return nil, err
	}
	s := &sheet{}
	delimiter := s.read(file, at, l.Delimiter)
	header, err := s.csv.Read()
	switch _, mistaken := errors.AsType[*csv.ParseError](err); {
	case errors.Is(err, io.EOF):
		return nil, wrong("The file is empty: its first line names the columns.")
	case mistaken || errors.Is(err, errTooLong):
		return nil, wrong("The first line, which names the columns, cannot be read: is a quotation mark missing?")
	case err != nil:
		return nil, fmt.Errorf("read the header: %w", err)
	}
	s.columns = len(header)
	if s.plan, err = planOf(header, l); err != nil {
		return nil, err
	}
	if from > at {
		if at, err = seek(file, begin, from); err != nil {
			return nil, err
		}
		s.read(file, at, delimiter)
	}
	return s.row, nil
}

// read begins to read at a byte of the file, and gives the delimiter: the one that is
// given, or else the one that the first line shows.
func (s *sheet) read(file io.Reader, base int64, delimiter string) string {
	s.bounds = &bounded{from: file}
	s.bounds.row()
	lines := bufio.NewReaderSize(s.bounds, ahead)
	if delimiter == "" {
		head, _ := lines.Peek(mostHeader) // what cannot be read is told when it is
		delimiter = delimiterOf(head)
	}
	s.csv, s.base = csv.NewReader(lines), base
	s.csv.Comma, _ = utf8.DecodeRuneInString(delimiter)
	s.csv.FieldsPerRecord = -1
	s.csv.ReuseRecord = true
	return delimiter
}

// delimiterOf is the usual delimiter that stands most often in the first line, outside
// of quotation marks.
func delimiterOf(head []byte) string {
	counts := map[byte]int{}
	quoted := false
	for _, c := range head {
		if c == '"' {
			quoted = !quoted
		}
		if quoted {
			continue
		}
		if c == '\n' {
			break
		}
		counts[c]++
	}
	best := ","
	for _, d := range []string{";", "\t", "|"} {
		if counts[d[0]] > counts[best[0]] {
			best = d
		}
	}
	return best
}

func (s *sheet) row() (Row, error) {
	s.bounds.row()
	row := Row{Start: s.base + s.csv.InputOffset()}
	record, err := s.csv.Read()
	row.End = s.base + s.csv.InputOffset()
	if mistake, is := errors.AsType[*csv.ParseError](err); is {
		row.Problem = sentenceOf(mistake)
		return row, nil
	}
	if err != nil {
		return row, err //nolint:wrapcheck // io.EOF is looked for
	}
	switch {
	case row.End-row.Start > MaxRow:
		return row, errTooLong
	case len(record) != s.columns:
		row.Problem = fmt.Sprintf("The row has %d columns, and the header %d.", len(record), s.columns)
	case !utf8.ValidString(strings.Join(record, "")):
		row.Problem = "The row is not in UTF-8."
	default:
		row.Name, row.Input, err = s.plan.input(record)
	}
	if err != nil {
		row.Problem = err.Error()
	}
	return row, nil
}

func sentenceOf(mistake *csv.ParseError) string {
	if errors.Is(mistake.Err, csv.ErrBareQuote) {
		return `A quotation mark stands inside a text that has none around it. Write it twice, and one before and behind the text.`
	}
	return `A quotation mark is missing, or there is one too many.`
}
