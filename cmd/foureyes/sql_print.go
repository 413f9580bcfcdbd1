package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// newPrinter makes what prints rows in a format.
func newPrinter(format string, out io.Writer) sqlPrinter {
	w := &sqlWriter{bufio.NewWriter(out)}
	switch format {
	case "csv":
		return &csvPrinter{sqlWriter: w}
	case "json", "jsonl":
		return &jsonPrinter{sqlWriter: w, lines: format == "jsonl"}
	}
	return &tablePrinter{sqlWriter: w}
}

type sqlWriter struct{ *bufio.Writer }

func (w *sqlWriter) finish() error {
	if err := w.Flush(); err != nil {
		return fmt.Errorf("print: %w", err)
	}
	return nil
}

// textOf is a value that was asked for as text; false for NULL.
func textOf(value json.RawMessage) (string, bool) {
	var text *string
	if json.Unmarshal(value, &text) != nil || text == nil {
		return "", false
	}
	return *text, true
}

// csvPrinter prints as COPY of PostgreSQL does: NULL is nothing, an empty text is "".
type csvPrinter struct {
	*sqlWriter

	columns int
}

func (p *csvPrinter) begin(columns []sqlColumn) error {
	p.columns = len(columns)
	for i, c := range columns {
		p.field(i, c.Name, true)
	}
	return p.endLine()
}

func (p *csvPrinter) row(values []json.RawMessage) error {
	for i, v := range values {
		text, some := textOf(v)
		p.field(i, text, some)
	}
	return p.endLine()
}

func (p *csvPrinter) field(i int, text string, some bool) {
	if i > 0 {
		_ = p.WriteByte(',') // a bufio.Writer tells at its end
	}
	if some && (text == "" || text == `\.` || strings.ContainsAny(text, ",\"\r\n")) {
		text = `"` + strings.ReplaceAll(text, `"`, `""`) + `"`
	}
	_, _ = p.WriteString(text)
}

func (p *csvPrinter) endLine() error {
	if p.columns == 0 {
		return nil
	}
	return p.WriteByte('\n')
}

func (p *csvPrinter) end(string) error { return p.finish() }

// jsonPrinter prints an array of objects, or an object on each line.
type jsonPrinter struct {
	*sqlWriter

	lines bool
	names []string // with quotes
	rows  int
}

func (p *jsonPrinter) begin(columns []sqlColumn) error {
	seen := map[string]int{}
	for _, c := range columns {
		name := c.Name
		if seen[c.Name]++; seen[c.Name] > 1 { // an object has a name once
			name += "_" + strconv.Itoa(seen[c.Name])
		}
		quoted, err := json.Marshal(name)
		if err != nil {
			return fmt.Errorf("encode a name: %w", err)
		}
		p.names = append(p.names, string(quoted))
	}
	if !p.lines {
		return p.WriteByte('[')
	}
	return nil
}

func (p *jsonPrinter) row(values []json.RawMessage) error {
	switch {
	case p.lines:
	case p.rows > 0:
		_, _ = p.WriteString(",\n ")
	}
	p.rows++
	separator := byte('{')
	for i, v := range values {
		_ = p.WriteByte(separator)
		separator = ','
		_, _ = p.WriteString(p.names[i] + ":")
		_, _ = p.Write(compact(v))
	}
	if len(values) == 0 {
		_ = p.WriteByte('{')
	}
	_ = p.WriteByte('}')
	if p.lines {
		return p.WriteByte('\n')
	}
	return nil
}

func (p *jsonPrinter) end(string) error {
	if !p.lines {
		_, _ = p.WriteString("]\n")
	}
	return p.finish()
}
