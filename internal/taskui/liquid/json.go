package liquid

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"
)

// DecodeJSON reads one JSON text into values. Objects keep their keys in order,
// the last of equal keys wins, and numbers that int64 does not hold keep their
// digits.
func DecodeJSON(data []byte) (any, error) {
	// The standard library checks the grammar and bounds the depth, so the walk
	// below can trust every byte.
	var checked json.RawMessage
	if err := json.Unmarshal(data, &checked); err != nil {
		return nil, fmt.Errorf("read JSON: %w", err)
	}
	d := decoder{text: string(data)}
	return d.value(), nil
}

// decoder walks JSON text that is known to be valid.
type decoder struct {
	text string
	pos  int
}

// next skips white space and returns the byte there.
func (d *decoder) next() byte {
	for {
		switch c := d.text[d.pos]; c {
		case ' ', '\t', '\n', '\r':
			d.pos++
		default:
			return c
		}
	}
}

func (d *decoder) value() any {
	switch d.next() {
	case '{':
		return d.object()
	case '[':
		return d.list()
	case '"':
		return d.string()
	case 't':
		d.pos += len("true")
		return true
	case 'f':
		d.pos += len("false")
		return false
	case 'n':
		d.pos += len("null")
		return nil
	}
	return d.number()
}

func (d *decoder) object() *Object {
	o := &Object{}
	for d.pos++; d.next() != '}'; {
		if d.next() == ',' {
			d.pos++
			d.next()
		}
		key := d.string()
		d.next()
		d.pos++ // the colon
		o.Set(key, d.value())
	}
	d.pos++
	return o
}

func (d *decoder) list() List {
	l := List{}
	for d.pos++; d.next() != ']'; {
		if d.next() == ',' {
			d.pos++
		}
		l = append(l, d.value())
	}
	d.pos++
	return l
}

// string reads a string; without escapes it shares the input's memory.
func (d *decoder) string() string {
	start, simple := d.pos+1, true
	for d.pos++; d.text[d.pos] != '"'; d.pos++ {
		if d.text[d.pos] == '\\' {
			simple = false
			d.pos++
		}
	}
	d.pos++
	if raw := d.text[start : d.pos-1]; simple && utf8.ValidString(raw) {
		return raw
	}
	var s string
	if json.Unmarshal([]byte(d.text[start-1:d.pos]), &s) != nil {
		return "" // not reached: the text was checked before
	}
	return s
}

func (d *decoder) number() any {
	start := d.pos
	for d.pos < len(d.text) && strings.IndexByte("+-.eE0123456789", d.text[d.pos]) >= 0 {
		d.pos++
	}
	s := d.text[start:d.pos]
	if i, err := strconv.ParseInt(s, 10, 64); err == nil && s != "-0" {
		return i
	}
	return Number(s)
}

// json writes a value as JSON text and pays for it.
func (r *run) json(v any) (string, error) {
	e := encoder{limit: r.limits.Value}
	e.value(v)
	if err := r.grow(len(e.out)); err != nil {
		return "", err
	}
	return string(e.out), nil
}

// encoder writes JSON until it passes its limit.
type encoder struct {
	out   []byte
	limit int
}

func (e *encoder) value(v any) {
	if len(e.out) > e.limit {
		return // too long already; the caller sees it by the length
	}
	switch v := v.(type) {
	case string:
		e.string(v)
	case Markup:
		e.string(v.text())
	case List:
		e.list(len(v), func(i int) any { return v[i] })
	case Range:
		e.list(v.length(), func(i int) any { return v.From + int64(i) })
	case *Object:
		e.object(v)
	case *loop:
		e.object(v.object())
	case bool, int64, float64, Number:
		e.out = append(e.out, scalar(v)...)
	default:
		e.out = append(e.out, "null"...)
	}
}

func (e *encoder) list(n int, item func(int) any) {
	e.out = append(e.out, '[')
	for i := 0; i < n && len(e.out) <= e.limit; i++ {
		if i > 0 {
			e.out = append(e.out, ',')
		}
		e.value(item(i))
	}
	e.out = append(e.out, ']')
}

func (e *encoder) object(o *Object) {
	e.out = append(e.out, '{')
	for i, key := range o.keys {
		if i > 0 {
			e.out = append(e.out, ',')
		}
		e.string(key)
		e.out = append(e.out, ':')
		e.value(o.values[i])
	}
	e.out = append(e.out, '}')
}

// string writes a JSON string. "<" before "/" or "!" is written as \u003c: the
// value is the same, and data printed raw into a script block cannot end it.
func (e *encoder) string(s string) {
	e.out = append(e.out, '"')
	from := 0
	for i := range len(s) {
		c := s[i]
		tag := c == '<' && i+1 < len(s) && (s[i+1] == '/' || s[i+1] == '!')
		if c >= ' ' && c != '"' && c != '\\' && !tag {
			continue
		}
		e.out = append(e.out, s[from:i]...)
		e.escape(c)
		from = i + 1
	}
	e.out = append(e.out, s[from:]...)
	e.out = append(e.out, '"')
}

func (e *encoder) escape(c byte) {
	switch c {
	case '"', '\\':
		e.out = append(e.out, '\\', c)
	case '\n':
		e.out = append(e.out, `\n`...)
	case '\r':
		e.out = append(e.out, `\r`...)
	case '\t':
		e.out = append(e.out, `\t`...)
	default:
		const digits = "0123456789abcdef"
		e.out = append(e.out, '\\', 'u', '0', '0', digits[c>>4], digits[c&15])
	}
}
