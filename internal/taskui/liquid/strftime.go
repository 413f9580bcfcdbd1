package liquid

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// directive is one "%…" of a date format: flags, width, letter.
type directive struct {
	flags  string
	width  int
	letter byte
}

// strftime writes t in a format of C and Ruby: %Y-%m-%d, %-d, %^b, %10N. A
// directive it does not know stays as written.
func strftime(t time.Time, format string) string {
	var b strings.Builder
	for {
		before, after, found := strings.Cut(format, "%")
		b.WriteString(before)
		if !found {
			return b.String()
		}
		d, n := readDirective(after)
		written, ok := d.write(t)
		if !ok {
			written = "%" + after[:n]
		}
		b.WriteString(written)
		format = after[n:]
	}
}

// readDirective reads what follows a "%" and tells how long it is.
func readDirective(s string) (directive, int) {
	n := 0
	for n < len(s) && strings.IndexByte("-0^_#:", s[n]) >= 0 {
		n++
	}
	d := directive{flags: s[:n]}
	for n < len(s) && isDigit(s[n]) {
		const widest = 64
		d.width = min(d.width*10+int(s[n]-'0'), widest)
		n++
	}
	if n < len(s) {
		d.letter = s[n]
		n++
	}
	return d, n
}

// write gives the directive's text, and whether it is known.
func (d directive) write(t time.Time) (string, bool) {
	if number, width, pad, ok := d.number(t); ok {
		return d.pad(strconv.Itoa(number), width, pad), true
	}
	text, ok := d.words(t)
	if !ok {
		return "", false
	}
	switch {
	case strings.Contains(d.flags, "^"):
		text = strings.ToUpper(text)
	case strings.Contains(d.flags, "#"):
		text = swapCase(text)
	}
	return d.pad(text, 0, ' '), true
}

// swapCase is flag "#": small letters for %p, large ones for all else.
func swapCase(s string) string {
	if s == strings.ToUpper(s) {
		return strings.ToLower(s)
	}
	return strings.ToUpper(s)
}

// pad fills text up to the directive's width, or its usual one.
func (d directive) pad(text string, width int, with byte) string {
	if d.width > 0 {
		width = d.width
	}
	for _, flag := range d.flags {
		switch flag {
		case '-':
			width = 0
		case '0':
			with = '0'
		case '_':
			with = ' '
		}
	}
	if n := width - len(text); n > 0 {
		return strings.Repeat(string(with), n) + text
	}
	return text
}

// number gives the directives that are numbers, with usual width and filling.
func (d directive) number(t time.Time) (n, width int, pad byte, ok bool) {
	isoYear, isoWeek := t.ISOWeek()
	hour12 := (t.Hour()+11)%12 + 1
	switch d.letter {
	case 'Y':
		return t.Year(), 4, '0', true
	case 'C':
		return t.Year() / 100, 2, '0', true
	case 'y':
		return t.Year() % 100, 2, '0', true
	case 'm':
		return int(t.Month()), 2, '0', true
	case 'd':
		return t.Day(), 2, '0', true
	case 'e':
		return t.Day(), 2, ' ', true
	case 'j':
		return t.YearDay(), 3, '0', true
	case 'H':
		return t.Hour(), 2, '0', true
	case 'k':
		return t.Hour(), 2, ' ', true
	case 'I':
		return hour12, 2, '0', true
	case 'l':
		return hour12, 2, ' ', true
	case 'M':
		return t.Minute(), 2, '0', true
	case 'S':
		return t.Second(), 2, '0', true
	case 's':
		return int(t.Unix()), 1, '0', true
	case 'w':
		return int(t.Weekday()), 1, '0', true
	case 'u':
		return (int(t.Weekday())+6)%7 + 1, 1, '0', true
	case 'G':
		return isoYear, 4, '0', true
	case 'g':
		return isoYear % 100, 2, '0', true
	case 'V':
		return isoWeek, 2, '0', true
	case 'U':
		return (t.YearDay() + 6 - int(t.Weekday())) / 7, 2, '0', true
	case 'W':
		return (t.YearDay() + 6 - (int(t.Weekday())+6)%7) / 7, 2, '0', true
	}
	return 0, 0, 0, false
}

// words gives the directives that are texts or made of others.
func (d directive) words(t time.Time) (string, bool) {
	switch d.letter {
	case 'A':
		return t.Weekday().String(), true
	case 'a':
		return t.Weekday().String()[:3], true
	case 'B':
		return t.Month().String(), true
	case 'b', 'h':
		return t.Month().String()[:3], true
	case 'p':
		return t.Format("PM"), true
	case 'P':
		return t.Format("pm"), true
	case 'Z':
		return t.Format("MST"), true
	case 'z':
		return d.zone(t), true
	case 'L':
		return fraction(t, d.width, 3), true
	case 'N':
		return fraction(t, d.width, 9), true
	case '%':
		return "%", true
	case 'n':
		return "\n", true
	case 't':
		return "\t", true
	}
	if format, ok := combined[d.letter]; ok {
		return strftime(t, format), true
	}
	return "", false
}

// combined are short for several directives.
var combined = map[byte]string{
	'c': "%a %b %e %H:%M:%S %Y",
	'D': "%m/%d/%y",
	'F': "%Y-%m-%d",
	'R': "%H:%M",
	'r': "%I:%M:%S %p",
	'T': "%H:%M:%S",
	'v': "%e-%^b-%Y",
	'X': "%H:%M:%S",
	'x': "%m/%d/%y",
}

// zone gives the offset from UTC, with as many colons as flags ask for.
func (d directive) zone(t time.Time) string {
	switch strings.Count(d.flags, ":") {
	case 1:
		return t.Format("-07:00")
	case 2:
		return t.Format("-07:00:00")
	}
	return t.Format("-0700")
}

// fraction gives digits of the second's fraction.
func fraction(t time.Time, width, usual int) string {
	if width == 0 {
		width = usual
	}
	nanos := fmt.Sprintf("%09d", t.Nanosecond())
	return nanos[:min(width, len(nanos))]
}
