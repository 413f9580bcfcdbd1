package main

import (
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/term"
)

// usualWidth is that of output that is no terminal.
const usualWidth = 80

// terminal tells how wide an output is, and whether it takes colours, which NO_COLOR
// switches off (no-color.org).
func terminal(out io.Writer) (width int, colors bool) {
	f, ok := out.(*os.File)
	if !ok || !term.IsTerminal(int(f.Fd())) {
		return usualWidth, false
	}
	width, _, err := term.GetSize(int(f.Fd()))
	if err != nil || width <= 0 {
		width = usualWidth
	}
	return width, os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb"
}

// fold cuts a text into lines of whole words, each with a line feed.
func fold(text string, width int) string {
	var b strings.Builder
	column := 0
	for word := range strings.FieldsSeq(text) {
		n := utf8.RuneCountInString(word)
		switch {
		case column == 0:
		case column+1+n > width:
			b.WriteByte('\n')
			column = 0
		default:
			b.WriteByte(' ')
			column++
		}
		b.WriteString(word)
		column += n
	}
	return b.String() + "\n"
}

// share is a part of a whole, on the command line: 0.01 or 1%.
type share float64

// UnmarshalText reads a share.
func (s *share) UnmarshalText(text []byte) error {
	number, percent := strings.CutSuffix(strings.TrimSpace(string(text)), "%")
	x, err := strconv.ParseFloat(strings.TrimSpace(number), 64)
	if err != nil {
		return fmt.Errorf("%q is no share such as 0.01 or 1%%", text)
	}
	if percent {
		x /= 100
	}
	*s = share(x)
	return nil
}

// String writes a share as a number.
func (s share) String() string { return strconv.FormatFloat(float64(s), 'g', -1, 64) }
