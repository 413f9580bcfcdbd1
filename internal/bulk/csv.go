package bulk

import (
	"encoding/csv"
	"fmt"
	"io"
	"strings"
)

// csvTable writes rows as CSV (RFC 4180, UTF-8, lines end in CRLF).
type csvTable struct {
	w       *csv.Writer
	columns []column
	line    []string
}

func newCSV(w io.Writer, columns []column) (*csvTable, error) {
	t := &csvTable{csv.NewWriter(w), columns, make([]string, len(columns))}
	t.w.UseCRLF = true
	for i, c := range columns {
		t.line[i] = Harmless(c.name)
	}
	if err := t.w.Write(t.line); err != nil {
		return nil, fmt.Errorf("write the header: %w", err)
	}
	return t, nil
}

func (t *csvTable) row(cells map[string]cell) error {
	for i, c := range t.columns {
		of := cells[c.name]
		t.line[i] = of.text
		if of.kind == text {
			t.line[i] = Harmless(of.text)
		}
	}
	if err := t.w.Write(t.line); err != nil {
		return fmt.Errorf("write a row: %w", err)
	}
	return nil
}

func (t *csvTable) end() error {
	t.w.Flush()
	if err := t.w.Error(); err != nil {
		return fmt.Errorf("write the rows: %w", err)
	}
	return nil
}

// Harmless keeps spreadsheets from taking a text that somebody wrote for a formula: an
// apostrophe before it makes it a text (OWASP, CSV injection).
func Harmless(s string) string {
	if s != "" && strings.ContainsRune("=+-@\t\r\n", rune(s[0])) {
		return "'" + s
	}
	return s
}
