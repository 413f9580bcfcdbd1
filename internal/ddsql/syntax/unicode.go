package syntax

import (
	"fmt"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"foureyes/internal/ddsql/sqlerr"
)

// unicodeEscape reads uXXXX or UXXXXXXXX of an E” string, and the second half when
// the first is half of a surrogate pair.
func (l *lexer) unicodeEscape() rune {
	from := l.at - 1
	r := l.codePoint()
	if !utf16.IsSurrogate(r) {
		l.valid(r, from)
		return r
	}
	if l.byteAt(l.at) == '\\' && l.byteAt(l.at+1)|0x20 == 'u' {
		l.at++
		if both := utf16.DecodeRune(r, l.codePoint()); both != utf8.RuneError {
			return both
		}
	}
	from = l.at
	l.at = min(l.at+1, len(l.src))
	l.syntaxError(from, "invalid Unicode surrogate pair")
	return 0
}

func (l *lexer) codePoint() rune {
	from := l.at - 1
	want := 4
	if l.src[l.at] == 'U' {
		want = 8
	}
	l.at++
	begin := l.at
	n := l.digitsOf(16, want)
	if l.at-begin < want {
		panic(sqlerr.At(l.position(from), sqlerr.InvalidEscapeSequence, "invalid Unicode escape").
			WithHint(`Unicode escapes must be \uXXXX or \UXXXXXXXX.`))
	}
	return rune(n)
}

// valid refuses what is no character: beyond Unicode, or zero.
func (l *lexer) valid(r rune, from int) {
	if r <= 0 || r > utf8.MaxRune {
		l.syntaxError(from, "invalid Unicode escape value")
	}
}

// firstInvalid shows the first byte that is not UTF-8, or the zero byte.
func firstInvalid(s string) string {
	for i, r := range s {
		if r == 0 || r == utf8.RuneError && !strings.HasPrefix(s[i:], "\uFFFD") {
			return fmt.Sprintf("0x%02x", s[i])
		}
	}
	return "0x00"
}

// resolveU resolves the escapes of a U&” string or U&"" name, whose token begins
// at pos.
func resolveU(s string, escape byte, pos int) string {
	r := unicodeReader{s: s, escape: escape, pos: pos + len(`U&'`)}
	var b strings.Builder
	for r.at < len(s) {
		switch {
		case s[r.at] != escape:
			b.WriteByte(s[r.at])
			r.at++
		case r.at+1 < len(s) && s[r.at+1] == escape:
			b.WriteByte(escape)
			r.at += 2
		default:
			b.WriteRune(r.character())
		}
	}
	return b.String()
}

// unicodeReader reads the escapes of a U&” string.
type unicodeReader struct {
	s      string
	escape byte
	at     int // the next byte
	pos    int // the character where s begins
}

// character reads an escape, or two when they are a surrogate pair.
func (r *unicodeReader) character() rune {
	from := r.at
	c := r.codePoint()
	if !utf16.IsSurrogate(c) {
		return c
	}
	if r.at < len(r.s) && r.s[r.at] == r.escape {
		if both := utf16.DecodeRune(c, r.codePoint()); both != utf8.RuneError {
			return both
		}
	}
	panic(r.wrong(from, "invalid Unicode surrogate pair"))
}

// codePoint reads \XXXX or \+XXXXXX.
func (r *unicodeReader) codePoint() rune {
	from, want := r.at, 4
	r.at++
	if r.at < len(r.s) && r.s[r.at] == '+' {
		r.at++
		want = 6
	}
	var c rune
	for i := range want {
		d := -1
		if r.at+i < len(r.s) {
			d = hexDigit(r.s[r.at+i])
		}
		if d < 0 {
			panic(r.wrong(from, "invalid Unicode escape").
				WithHint(`Unicode escapes must be \XXXX or \+XXXXXX.`))
		}
		c = c<<4 | rune(d)
	}
	r.at += want
	if c == 0 || c > utf8.MaxRune {
		panic(r.wrong(from, "invalid Unicode escape value"))
	}
	return c
}

// wrong is an error about the escape at a byte.
func (r *unicodeReader) wrong(from int, message string) *sqlerr.Error {
	return sqlerr.At(r.pos+utf8.RuneCountInString(r.s[:from]), sqlerr.SyntaxError, "%s", message)
}
