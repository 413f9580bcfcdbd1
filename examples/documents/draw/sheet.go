package main

import (
	"bytes"
	"fmt"
	"strings"
)

// The size of a page in points: A4.
const (
	pageWidth  = 595.0
	pageHeight = 842.0
)

// The faces that a form is set in; values look typed.
const (
	plain = "F1"
	bold  = "F2"
	typed = "F3"
)

var faces = []string{"Helvetica", "Helvetica-Bold", "Courier"}

// field is a pair that a careful reader finds. A box to tick has the value
// SELECTED or NOT_SELECTED.
type field struct {
	Page  int    `json:"page"`
	Key   string `json:"key"`
	Value string `json:"value"`
}

// sheet is a page under way. Lengths are points from the upper left corner.
type sheet struct {
	page   int
	ops    bytes.Buffer
	fields []field
}

// text writes one line whose baseline is at y.
func (s *sheet) text(x, y, size float64, face, text string) {
	escaped := strings.NewReplacer(`\`, `\\`, "(", `\(`, ")", `\)`).Replace(text)
	fmt.Fprintf(&s.ops, "BT /%s %.1f Tf %.1f %.1f Td (%s) Tj ET\n", face, size, x, pageHeight-y, escaped)
}

// line draws a straight line.
func (s *sheet) line(x1, y1, x2, y2, width float64) {
	fmt.Fprintf(&s.ops, "%.2f w %.1f %.1f m %.1f %.1f l S\n", width, x1, pageHeight-y1, x2, pageHeight-y2)
}

// box draws a frame.
func (s *sheet) box(x, y, width, height float64) {
	fmt.Fprintf(&s.ops, "0.8 w %.1f %.1f %.1f %.1f re S\n", x, pageHeight-y-height, width, height)
}

// expect notes a pair that is to be found.
func (s *sheet) expect(key, value string) {
	s.fields = append(s.fields, field{Page: s.page, Key: key, Value: value})
}

// beside writes a label and, further right, its value of one or more lines.
func (s *sheet) beside(x, y, valueX float64, key string, lines ...string) {
	s.text(x, y, 10, bold, key)
	for i, line := range lines {
		s.text(valueX, y+float64(i)*14, 10.5, typed, line)
	}
	s.expect(key, strings.Join(lines, " "))
}

// framed draws a field of a printed form: a frame, a small label, a typed value.
func (s *sheet) framed(x, y, width float64, key, value string) {
	s.box(x, y, width, 34)
	s.text(x+4, y+10, 7.5, plain, key)
	if value != "" {
		s.text(x+6, y+27, 12, typed, value)
	}
	s.expect(key, value)
}

// above writes a small label and the value below it, with no frame.
func (s *sheet) above(x, y float64, key, value string) {
	s.text(x, y, 8, plain, key)
	s.text(x, y+15, 11.5, typed, value)
	s.expect(key, value)
}

// tick draws a box to tick and the words that belong to it.
func (s *sheet) tick(x, y float64, ticked bool, key string) {
	s.box(x, y-9, 10, 10)
	value := "NOT_SELECTED"
	if ticked {
		value = "SELECTED"
		s.line(x+1.5, y-7.5, x+8.5, y-0.5, 1.4)
		s.line(x+8.5, y-7.5, x+1.5, y-0.5, 1.4)
	}
	s.text(x+16, y, 10, plain, key)
	s.expect(key, value)
}

// pdf gives the page as a document of its own.
func (s *sheet) pdf() []byte {
	var fonts strings.Builder
	w := &pdfWriter{}
	for i, face := range faces {
		n := w.object(fmt.Sprintf("<< /Type /Font /Subtype /Type1 /BaseFont /%s >>", face), nil)
		fmt.Fprintf(&fonts, "/F%d %d 0 R ", i+1, n)
	}
	content := w.object("", s.ops.Bytes())
	w.page(pageWidth, pageHeight, "/Font << "+fonts.String()+">>", content)
	return w.bytes()
}
