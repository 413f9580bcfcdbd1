package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// compact is a document on one line.
func compact(v json.RawMessage) []byte {
	var b bytes.Buffer
	if json.Compact(&b, v) != nil {
		return v
	}
	return b.Bytes()
}

// measured is how many rows a table looks at before it decides how wide columns are.
const measured = 1000

// tablePrinter prints a table as psql does. A thousand rows decide about widths; those
// after them are printed as they come.
type tablePrinter struct {
	*sqlWriter

	columns []sqlColumn
	widths  []int
	waiting [][]string
	rows    int
	printed bool
}

func (p *tablePrinter) begin(columns []sqlColumn) error {
	p.columns, p.widths = columns, make([]int, len(columns))
	for i := range p.columns {
		p.columns[i].Name = printable(p.columns[i].Name)
		p.widths[i] = utf8.RuneCountInString(p.columns[i].Name)
	}
	return nil
}

func (p *tablePrinter) row(values []json.RawMessage) error {
	p.rows++
	cells := make([]string, len(values))
	for i, v := range values {
		text, _ := textOf(v)
		cells[i] = printable(text)
	}
	if p.printed {
		p.line(cells)
		return nil
	}
	for i, c := range cells {
		p.widths[i] = max(p.widths[i], utf8.RuneCountInString(c))
	}
	if p.waiting = append(p.waiting, cells); len(p.waiting) == measured {
		p.flushWaiting()
	}
	return nil
}

// flushWaiting prints the head and the rows that have decided about widths.
func (p *tablePrinter) flushWaiting() {
	p.printed = true
	head := make([]string, len(p.columns))
	rule := make([]string, len(p.columns))
	for i, c := range p.columns {
		left := (p.widths[i] - utf8.RuneCountInString(c.Name)) / 2
		head[i] = pad(strings.Repeat(" ", left)+c.Name, p.widths[i], false)
		rule[i] = strings.Repeat("-", p.widths[i]+2)
	}
	_, _ = p.WriteString(" " + strings.Join(head, " | ") + " \n" + strings.Join(rule, "+") + "\n")
	for _, cells := range p.waiting {
		p.line(cells)
	}
	p.waiting = nil
}

func (p *tablePrinter) line(cells []string) {
	for i, c := range cells {
		if i > 0 {
			_, _ = p.WriteString(" |")
		}
		if !p.columns[i].number() && i == len(cells)-1 {
			_, _ = p.WriteString(" " + c) // no spaces at the end
			continue
		}
		_, _ = p.WriteString(" " + pad(c, p.widths[i], p.columns[i].number()))
	}
	_ = p.WriteByte('\n')
}

func (p *tablePrinter) end(command string) error {
	if len(p.columns) == 0 {
		if p.rows == 0 && command != "" && !strings.HasPrefix(command, "SELECT") {
			_, _ = p.WriteString(command + "\n")
		}
		return p.finish()
	}
	if !p.printed {
		p.flushWaiting()
	}
	rows := "rows"
	if p.rows == 1 {
		rows = "row"
	}
	_, _ = fmt.Fprintf(p, "(%d %s)\n\n", p.rows, rows)
	return p.finish()
}

// number reports whether values stand at the right.
func (c sqlColumn) number() bool {
	switch c.Type {
	case "bigint", "integer", "smallint", "double precision", "real", "numeric", "oid":
		return true
	}
	return false
}

func pad(text string, width int, right bool) string {
	space := strings.Repeat(" ", max(0, width-utf8.RuneCountInString(text)))
	if right {
		return space + text
	}
	return text + space
}

// printable writes out what a terminal would obey or break lines at: cells hold what
// strangers have written.
func printable(text string) string {
	if !strings.ContainsFunc(text, unprintable) {
		return text
	}
	var b strings.Builder
	for _, r := range text {
		if unprintable(r) {
			quoted := strconv.QuoteRune(r)
			b.WriteString(quoted[1 : len(quoted)-1])
		} else {
			b.WriteRune(r)
		}
	}
	return b.String()
}

func unprintable(r rune) bool {
	return unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || r == '\u2028' || r == '\u2029'
}
