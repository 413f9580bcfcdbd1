package shape

import (
	"encoding/base64"
	"math"
	"strconv"
	"time"
	"unicode/utf8"
)

// Text reads a string and applies its rule.
func (r *Reader) Text(rule *Text) string {
	s, ok := r.text()
	if f := r.top(); f != nil && f.isList() {
		f.rule = rule
		f.broken = f.broken || ok && len(rule.broken(s)) > 0
	} else if ok {
		rule.check(r, s)
	}
	return s
}

// text reads a string from the parameter or the document.
func (r *Reader) text() (string, bool) {
	if r.param != nil {
		if !utf8.ValidString(*r.param) {
			r.fail("The parameter is not valid UTF-8")
			return "", false
		}
		return *r.param, true
	}
	if r.null() || r.malformed != nil {
		return "", false
	}
	if r.space() != '"' {
		r.wrongType("String")
		return "", false
	}
	s, ok := r.rawString()
	return string(s), ok
}

// number reads the text of a number from the parameter or the document.
func (r *Reader) number(kind string) (string, bool) {
	if r.param != nil {
		return *r.param, true
	}
	if r.null() || r.malformed != nil {
		return "", false
	}
	if c := r.space(); c != '-' && (c < '0' || '9' < c) {
		r.wrongType(kind)
		return "", false
	}
	s, ok := r.rawNumber()
	return string(s), ok
}

// Integer reads a 32-bit integer, the only kind our contracts have, and
// applies its rule. A fraction that is zero (3.0) is tolerated.
func (r *Reader) Integer(rule *Number) int {
	text, ok := r.number("Integer")
	if !ok {
		return 0
	}
	value, err := strconv.ParseInt(text, 10, 32)
	if err != nil {
		f, err := strconv.ParseFloat(text, 64)
		if err != nil || f != math.Trunc(f) || math.Abs(f) > math.MaxInt32 || r.param != nil {
			r.failNumber("Integer")
			return 0
		}
		value = int64(f)
	}
	rule.check(r, float64(value), text)
	return int(value)
}

// Float reads a number and applies its rule.
func (r *Reader) Float(rule *Number) float64 {
	text, ok := r.number("Float")
	if !ok {
		return 0
	}
	value, err := strconv.ParseFloat(text, 64)
	if err != nil || math.IsNaN(value) || math.IsInf(value, 0) {
		r.failNumber("Float")
		return 0
	}
	rule.check(r, value, text)
	return value
}

// failNumber fails because the text just read is not a number of this kind.
func (r *Reader) failNumber(kind string) {
	if r.param != nil {
		r.wrongType(kind)
		return
	}
	r.fail("NUMBER_VALUE can not be converted to " + map[string]string{
		"Integer": "an Integer", "Float": "a Float", "Timestamp": "a Timestamp",
	}[kind])
}

// Boolean reads true or false.
func (r *Reader) Boolean() bool {
	if r.param != nil {
		if *r.param != "true" && *r.param != "false" {
			r.wrongType("Boolean")
			return false
		}
		return *r.param == "true"
	}
	if r.null() || r.malformed != nil {
		return false
	}
	switch r.space() {
	case 't':
		return r.literal("true")
	case 'f':
		r.literal("false")
	default:
		r.wrongType("Boolean")
	}
	return false
}

// Blob reads base64 and applies the rule to the bytes.
func (r *Reader) Blob(rule *Size) []byte {
	s, ok := r.text()
	if !ok {
		return nil
	}
	bytes, err := base64.StdEncoding.DecodeString(s)
	if err != nil {
		r.fail("STRING_VALUE is not valid base64")
		return nil
	}
	rule.check(r, len(bytes), []byte("(bytes)"))
	return bytes
}

// Seconds reads a timestamp in seconds since the epoch, with or without a
// fraction or an exponent, to the microsecond (UTC). AWS JSON sends these.
func (r *Reader) Seconds() time.Time {
	text, ok := r.number("Timestamp")
	if !ok {
		return time.Time{}
	}
	t, ok := parseSeconds(text)
	if !ok {
		r.failNumber("Timestamp")
	}
	return t
}

// ISO8601 reads a timestamp as text (UTC). REST-JSON sends these.
func (r *Reader) ISO8601() time.Time {
	text, ok := r.text()
	if !ok {
		return time.Time{}
	}
	t, ok := parseISO8601(text)
	if !ok {
		r.fail("STRING_VALUE can not be converted to a Timestamp")
	}
	return t
}
