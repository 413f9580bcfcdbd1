package liquid

import (
	"strconv"
	"strings"
)

// A value is nil, bool, int64, float64, Number, string, Markup, List, *Object,
// Range, *loop, or one of the two words empty and blank.

// Number is a JSON number kept as it was written, because int64 does not hold
// it and printing must not change it.
type Number string

// List is an ordered list of values.
type List []any

// Range is the whole numbers From to To, both included.
type Range struct{ From, To int64 }

// length is the count of numbers in the range.
func (r Range) length() int {
	if r.To < r.From {
		return 0
	}
	n := uint64(r.To) - uint64(r.From)
	if n >= 1<<62 {
		return 1 << 62
	}
	return int(n) + 1
}

// word is one of the two values that only compare: empty and blank.
type word string

const (
	empty word = "empty"
	blank word = "blank"
)

// Object is a JSON object that keeps its keys in order. The zero value is an
// empty object.
type Object struct {
	keys   []string
	values []any
	index  map[string]int
}

// scanned is the number of keys up to which walking them beats hashing.
const scanned = 8

// find returns the place of key, or -1.
func (o *Object) find(key string) int {
	if o.index != nil {
		if i, ok := o.index[key]; ok {
			return i
		}
		return -1
	}
	for i, k := range o.keys {
		if k == key {
			return i
		}
	}
	return -1
}

// Get returns the value of key and whether it is there.
func (o *Object) Get(key string) (any, bool) {
	i := o.find(key)
	if i < 0 {
		return nil, false
	}
	return o.values[i], true
}

// Set puts value at key. A key that is there keeps its place, as in JavaScript.
func (o *Object) Set(key string, value any) {
	if i := o.find(key); i >= 0 {
		o.values[i] = value
		return
	}
	o.keys = append(o.keys, key)
	o.values = append(o.values, value)
	switch {
	case o.index != nil:
		o.index[key] = len(o.keys) - 1
	case len(o.keys) > scanned:
		o.index = make(map[string]int, 2*len(o.keys))
		for i, k := range o.keys {
			o.index[k] = i
		}
	}
}

// Len is the number of keys.
func (o *Object) Len() int { return len(o.keys) }

// pair is the i-th key and its value, as a for loop sees them.
func (o *Object) pair(i int) List { return List{o.keys[i], o.values[i]} }

// truthy is Liquid's truth: all but nil and false.
func truthy(v any) bool { return v != nil && v != false }

// text gives a value as text that is not yet escaped. Lists and objects become
// JSON, as A2I prints them.
func (r *run) text(v any) (string, error) {
	switch v := v.(type) {
	case nil, word:
		return "", nil
	case string:
		return v, nil
	case Markup:
		return v.text(), nil
	case Range:
		return strconv.FormatInt(v.From, 10) + ".." + strconv.FormatInt(v.To, 10), nil
	case List, *Object, *loop:
		return r.json(v)
	}
	return scalar(v), nil
}

// scalar gives a boolean or number as text.
func scalar(v any) string {
	switch v := v.(type) {
	case bool:
		return strconv.FormatBool(v)
	case int64:
		return strconv.FormatInt(v, 10)
	case float64:
		return formatFloat(v)
	case Number:
		return string(v)
	}
	return ""
}

// formatFloat writes a float with its point, so that it stays one when read
// back. Both forms are JSON.
func formatFloat(f float64) string {
	if abs := max(f, -f); abs != 0 && (abs < 1e-4 || abs >= 1e16) {
		return strconv.FormatFloat(f, 'e', -1, 64)
	}
	s := strconv.FormatFloat(f, 'f', -1, 64)
	if !strings.Contains(s, ".") {
		s += ".0"
	}
	return s
}

// kind names a value's type for messages.
func kind(v any) string {
	switch v.(type) {
	case nil:
		return "nil"
	case bool:
		return "a boolean"
	case int64, float64, Number:
		return "a number"
	case string, Markup:
		return "a text"
	case List, Range:
		return "a list"
	}
	return "an object"
}
