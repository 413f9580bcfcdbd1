package shape

import (
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// space skips white space and gives the byte that follows, 0 at the end.
func (r *Reader) space() byte {
	for ; r.pos < len(r.data); r.pos++ {
		switch c := r.data[r.pos]; c {
		case ' ', '\t', '\n', '\r':
		default:
			return c
		}
	}
	return 0
}

// fail ends the reading: the first malformed place is the one reported.
func (r *Reader) fail(message string) {
	if r.malformed == nil {
		if path := r.path(); path != "" {
			message += " at '" + path + "'"
		}
		r.malformed = &Malformed{Message: message}
	}
	r.pos = len(r.data)
	r.param = nil
}

// wrongType fails because the value is not what the contract wants.
func (r *Reader) wrongType(want string) {
	article := "a "
	if strings.ContainsAny(want[:1], "AEIOUaeiou") {
		article = "an "
	}
	switch c := r.space(); {
	case r.param != nil, c == '"':
		r.fail("STRING_VALUE can not be converted to " + article + want)
	case c == '{':
		r.fail("Start of structure or map found where not expected")
	case c == '[':
		r.fail("Start of list found where not expected")
	case c == 't':
		r.fail("TRUE_VALUE can not be converted to " + article + want)
	case c == 'f':
		r.fail("FALSE_VALUE can not be converted to " + article + want)
	case c == '-', '0' <= c && c <= '9':
		r.fail("NUMBER_VALUE can not be converted to " + article + want)
	default:
		r.broken()
	}
}

// broken fails because the document is not JSON here.
func (r *Reader) broken() {
	if r.pos >= len(r.data) {
		r.fail("Unexpected end of the JSON document")
		return
	}
	r.fail("The document is not valid JSON")
}

// literal consumes null, true or false.
func (r *Reader) literal(word string) bool {
	if string(r.data[r.pos:min(r.pos+len(word), len(r.data))]) != word {
		r.broken()
		return false
	}
	r.pos += len(word)
	return true
}

// colon consumes the colon between a name and its value.
func (r *Reader) colon() bool {
	if r.space() != ':' {
		r.broken()
		return false
	}
	r.pos++
	return true
}

// nextName moves to the next name of the open structure or map, or closes it.
func (r *Reader) nextName() bool {
	if !r.next('}') {
		return false
	}
	if r.space() != '"' {
		r.broken()
		return false
	}
	return true
}

// nextItem moves to the next item of the open list, or closes it.
func (r *Reader) nextItem() bool { return r.next(']') }

// next consumes the comma before what follows, or the closing bracket.
func (r *Reader) next(bracket byte) bool {
	f := r.top()
	c := r.space()
	switch {
	case r.malformed != nil:
		return false
	case c == bracket:
		r.pos++
		return false
	case !f.started && c != 0:
		f.started = true
		return true
	case f.started && c == ',':
		r.pos++
		return true
	}
	r.broken()
	return false
}

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

// skip passes over a value that nobody asked for, which must be JSON all the same.
func (r *Reader) skip(depth int) {
	if depth > maxDepth {
		r.fail("The document is nested too deeply")
		return
	}
	switch c := r.space(); c {
	case '"':
		r.rawString()
	case '{', '[':
		r.skipNested(depth, c+2) // in ASCII each bracket stands two before its partner
	case 'n':
		r.literal("null")
	case 't':
		r.literal("true")
	case 'f':
		r.literal("false")
	default:
		r.rawNumber()
	}
}

func (r *Reader) skipNested(depth int, closing byte) {
	r.pos++
	r.frames = append(r.frames, frame{at: -1})
	defer r.pop()
	for r.next(closing) {
		if closing == '}' {
			if r.space() != '"' {
				r.broken()
				return
			}
			if _, ok := r.rawString(); !ok || !r.colon() {
				return
			}
		}
		r.skip(depth + 1)
	}
}

// rawNumber reads the text of a JSON number.
func (r *Reader) rawNumber() ([]byte, bool) {
	r.space()
	start := r.pos
	r.consume('-')
	if !r.consume('0') && !r.digits() {
		r.broken()
		return nil, false
	}
	if r.consume('.') && !r.digits() {
		r.broken()
		return nil, false
	}
	if r.consume('e') || r.consume('E') {
		_ = r.consume('+') || r.consume('-')
		if !r.digits() {
			r.broken()
			return nil, false
		}
	}
	return r.data[start:r.pos], true
}

// consume passes over one byte if it is the given one.
func (r *Reader) consume(c byte) bool {
	if r.pos < len(r.data) && r.data[r.pos] == c {
		r.pos++
		return true
	}
	return false
}

// digits passes over one digit or more.
func (r *Reader) digits() bool {
	start := r.pos
	for r.pos < len(r.data) && '0' <= r.data[r.pos] && r.data[r.pos] <= '9' {
		r.pos++
	}
	return r.pos > start
}
