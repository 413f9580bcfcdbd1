package shape

import (
	"encoding/base64"
	"maps"
	"math"
	"slices"
	"strconv"
	"time"
	"unicode/utf8"
)

// Writer builds one JSON document. It puts the commas; the caller opens,
// names and closes. Its zero value is ready.
type Writer struct {
	out []byte
}

// Bytes gives what was written.
func (w *Writer) Bytes() []byte { return w.out }

// Open begins a structure or map ('{') or a list ('[').
func (w *Writer) Open(bracket byte) {
	w.separate()
	w.out = append(w.out, bracket)
}

// Close ends what Open began; the bracket is the closing one.
func (w *Writer) Close(bracket byte) { w.out = append(w.out, bracket) }

// Name writes a member's name; its value must follow.
func (w *Writer) Name(name string) {
	w.Text(name)
	w.out = append(w.out, ':')
}

// Text writes a string.
func (w *Writer) Text(s string) {
	w.separate()
	w.out = appendText(w.out, s)
}

// Integer writes a whole number.
func (w *Writer) Integer(n int) {
	w.separate()
	w.out = strconv.AppendInt(w.out, int64(n), 10)
}

// Float writes a number in the shortest form that reads back the same. JSON
// has no word for infinities and NaN: they are written as null.
func (w *Writer) Float(f float64) {
	w.separate()
	if math.IsNaN(f) || math.IsInf(f, 0) {
		w.out = append(w.out, "null"...)
		return
	}
	w.out = strconv.AppendFloat(w.out, f, 'g', -1, 64)
}

// Boolean writes true or false.
func (w *Writer) Boolean(b bool) {
	w.separate()
	w.out = strconv.AppendBool(w.out, b)
}

// Blob writes bytes in base64.
func (w *Writer) Blob(b []byte) {
	w.separate()
	w.out = append(w.out, '"')
	w.out = base64.StdEncoding.AppendEncode(w.out, b)
	w.out = append(w.out, '"')
}

// Map writes a map of strings, sorted by key.
func (w *Writer) Map(m map[string]string) {
	w.Open('{')
	for _, key := range slices.Sorted(maps.Keys(m)) {
		w.Name(key)
		w.Text(m[key])
	}
	w.Close('}')
}

// Seconds writes a timestamp as AWS JSON does: seconds since the epoch, with
// milliseconds.
func (w *Writer) Seconds(t time.Time) {
	w.separate()
	w.out = appendSeconds(w.out, t)
}

// ISO8601 writes a timestamp as text in UTC, with milliseconds and Z.
func (w *Writer) ISO8601(t time.Time) {
	w.separate()
	w.out = append(w.out, '"')
	w.out = appendISO8601(w.out, t)
	w.out = append(w.out, '"')
}

// separate writes the comma that the next value or name needs. What was
// written last tells: no value ends in one of these bytes.
func (w *Writer) separate() {
	if len(w.out) == 0 {
		return
	}
	switch w.out[len(w.out)-1] {
	case '{', '[', ':':
	default:
		w.out = append(w.out, ',')
	}
}

// appendText writes a JSON string. Bytes that are no UTF-8 become U+FFFD.
func appendText(out []byte, s string) []byte {
	const digits = "0123456789abcdef"
	out = append(out, '"')
	start := 0
	for i := 0; i < len(s); {
		c := s[i]
		if c >= ' ' && c != '"' && c != '\\' && c < utf8.RuneSelf {
			i++
			continue
		}
		size := 1
		if c >= utf8.RuneSelf {
			var char rune
			char, size = utf8.DecodeRuneInString(s[i:])
			if char != utf8.RuneError || size > 1 {
				i += size
				continue
			}
		}
		out = append(out, s[start:i]...)
		switch {
		case c == '"', c == '\\':
			out = append(out, '\\', c)
		case c == '\n':
			out = append(out, `\n`...)
		case c == '\r':
			out = append(out, `\r`...)
		case c == '\t':
			out = append(out, `\t`...)
		case c < ' ':
			out = append(out, '\\', 'u', '0', '0', digits[c>>4], digits[c&15])
		default:
			out = append(out, "\uFFFD"...)
		}
		i += size
		start = i
	}
	return append(append(out, s[start:]...), '"')
}
