package shape

import (
	"unicode/utf16"
	"unicode/utf8"
)

// rawString reads a JSON string into bytes that are valid until the next read.
// Names are compared from it without making a string of each.
func (r *Reader) rawString() ([]byte, bool) {
	r.pos++ // the opening quote
	start := r.pos
	r.pos += plainLength(r.data[start:])
	if r.pos < len(r.data) && r.data[r.pos] == '\\' {
		return r.unescape(start)
	}
	return r.closeString(r.data[start:r.pos])
}

// unescape goes on with a string from its first escape, into bytes of its own.
func (r *Reader) unescape(start int) ([]byte, bool) {
	out := append(make([]byte, 0, r.stringLength(start)), r.data[start:r.pos]...)
	for r.pos < len(r.data) && r.data[r.pos] == '\\' {
		c, ok := r.escaped()
		if !ok {
			return nil, false
		}
		if c < utf8.RuneSelf {
			out = append(out, byte(c))
		} else {
			out = utf8.AppendRune(out, c)
		}
		n := plainLength(r.data[r.pos:])
		out = append(out, r.data[r.pos:r.pos+n]...)
		r.pos += n
	}
	return r.closeString(out)
}

// closeString ends a string that was read up to something that is not plain.
func (r *Reader) closeString(s []byte) ([]byte, bool) {
	switch {
	case r.pos >= len(r.data):
		r.broken()
	case r.data[r.pos] != '"':
		r.fail("A string holds a control character that is not escaped")
	case !utf8.Valid(s):
		r.fail("The document is not valid UTF-8")
	default:
		r.pos++
		return s, true
	}
	return nil, false
}

// plainLength counts the bytes before a quote, a backslash or a control character.
func plainLength(s []byte) int {
	for i, c := range s {
		if c < ' ' || c == '"' || c == '\\' {
			return i
		}
	}
	return len(s)
}

// stringLength tells how long the string that began at start can be at most:
// up to its closing quote, since no escape is shorter than what it stands for.
func (r *Reader) stringLength(start int) int {
	end := r.pos
	for end < len(r.data) && r.data[end] != '"' {
		if r.data[end] == '\\' {
			end++
		}
		end++
	}
	return min(end, len(r.data)) - start
}

// escapes holds what the letter after a backslash stands for; 0 for none.
var escapes = [256]byte{'"': '"', '\\': '\\', '/': '/', 'b': '\b', 'f': '\f', 'n': '\n', 'r': '\r', 't': '\t'}

// escaped reads one escape. Half of a surrogate pair is refused: it cannot be
// kept as UTF-8, and replacing it would change what the caller sent.
func (r *Reader) escaped() (rune, bool) {
	r.pos++ // the backslash
	if r.pos >= len(r.data) {
		r.broken()
		return 0, false
	}
	c := r.data[r.pos]
	r.pos++
	if plain := escapes[c]; plain != 0 {
		return rune(plain), true
	}
	if c == 'u' {
		return r.escapedRune()
	}
	r.fail("A string holds an unknown escape")
	return 0, false
}

// escapedRune reads the digits of a \u escape, and the second half of a pair.
func (r *Reader) escapedRune() (rune, bool) {
	c, ok := r.hex()
	if !ok || !utf16.IsSurrogate(c) {
		return c, ok
	}
	if r.pos+1 < len(r.data) && r.data[r.pos] == '\\' && r.data[r.pos+1] == 'u' {
		r.pos += 2
		low, ok := r.hex()
		if !ok {
			return 0, false
		}
		if whole := utf16.DecodeRune(c, low); whole != utf8.RuneError {
			return whole, true
		}
	}
	r.fail("A string holds half of a surrogate pair")
	return 0, false
}

// hex reads four hexadecimal digits.
func (r *Reader) hex() (rune, bool) {
	if r.pos+4 > len(r.data) {
		r.pos = len(r.data)
		r.broken()
		return 0, false
	}
	var value rune
	for _, c := range r.data[r.pos : r.pos+4] {
		switch {
		case '0' <= c && c <= '9':
			value = value<<4 | rune(c-'0')
		case 'a' <= c|0x20 && c|0x20 <= 'f':
			value = value<<4 | rune(c|0x20-'a'+10)
		default:
			r.fail("A string holds an unknown escape")
			return 0, false
		}
	}
	r.pos += 4
	return value, true
}
