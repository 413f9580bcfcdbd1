package shape

import "strings"

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
