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

// resolveU resolves the escapes of a U&” string or U&"" name.
func resolveU(s string, escape byte, pos int) string {
	var b strings.Builder
	for i := 0; i < len(s); {
		if s[i] != escape {
			b.WriteByte(s[i])
			i++
			continue
		}
		if i+1 < len(s) && s[i+1] == escape {
			b.WriteByte(escape)
			i += 2
			continue
		}
		r, length := escapedU(s[i:], pos)
		if utf16.IsSurrogate(r) {
			low, more := surrogateU(s[i+length:], escape, pos)
			r, length = pairU(r, low, pos), length+more
		}
		b.WriteRune(r)
		i += length
	}
	return b.String()
}

// escapedU reads \XXXX or \+XXXXXX at the beginning of s.
func escapedU(s string, pos int) (r rune, length int) {
	from, want := 1, 4
	if len(s) > 1 && s[1] == '+' {
		from, want = 2, 6
	}
	if len(s) < from+want {
		invalidU(pos)
	}
	for _, c := range []byte(s[from : from+want]) {
		d := hexDigit(c)
		if d < 0 {
			invalidU(pos)
		}
		r = r<<4 | rune(d)
	}
	if r == 0 || r > utf8.MaxRune {
		panic(sqlerr.At(pos, sqlerr.SyntaxError, "invalid Unicode escape value"))
	}
	return r, from + want
}

func surrogateU(s string, escape byte, pos int) (r rune, length int) {
	if s == "" || s[0] != escape {
		pairU(0, 0, pos)
	}
	return escapedU(s, pos)
}

func pairU(high, low rune, pos int) rune {
	r := utf16.DecodeRune(high, low)
	if r == utf8.RuneError {
		panic(sqlerr.At(pos, sqlerr.SyntaxError, "invalid Unicode surrogate pair"))
	}
	return r
}

func invalidU(pos int) {
	panic(sqlerr.At(pos, sqlerr.SyntaxError, "invalid Unicode escape").
		WithHint(`Unicode escapes must be \XXXX or \+XXXXXX.`))
}
