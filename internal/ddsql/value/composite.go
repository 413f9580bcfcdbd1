package value

import (
	"net/netip"
	"slices"
	"strings"
)

// Span is an interval: months, days and microseconds are kept apart, since a
// month and a day have no fixed length.
type Span struct {
	Months, Days int32
	Micros       int64
}

// Network is an address with a prefix length. A cidr has no bits beyond it.
type Network struct {
	Addr netip.Addr
	Bits int
	CIDR bool
}

// Pair is one key of an hstore; its value may be NULL.
type Pair struct {
	Key, Value string
	Null       bool
}

// Pairs is an hstore: pairs in bytewise order of their keys, each key once.
type Pairs struct{ list []Pair }

// NewPairs sorts pairs into an hstore; of equal keys the first stays, as in
// PostgreSQL.
func NewPairs(pairs ...Pair) *Pairs {
	list := slices.Clone(pairs)
	slices.SortStableFunc(list, func(a, b Pair) int { return strings.Compare(a.Key, b.Key) })
	return &Pairs{slices.CompactFunc(list, func(a, b Pair) bool { return a.Key == b.Key })}
}

// All is every pair by rising key, not to be changed.
func (p *Pairs) All() []Pair { return p.list }

// Get finds a key; ok is false when it is missing.
func (p *Pairs) Get(key string) (pair Pair, ok bool) {
	i, ok := slices.BinarySearchFunc(p.list, key, func(p Pair, key string) int { return strings.Compare(p.Key, key) })
	if !ok {
		return Pair{}, false
	}
	return p.list[i], true
}

// Dim is one dimension of an array.
type Dim struct{ Len, Lower int }

// List is an array: its elements row by row, and its dimensions, none of which
// an empty array has.
type List struct {
	Elem   Type
	Dims   []Dim
	Items  []Value
	Vector bool // int2vector and oidvector, which are written with blanks
}

// NewList makes an array of one dimension that begins at 1.
func NewList(elem Type, items []Value) *List {
	l := &List{Elem: elem, Items: items}
	if len(items) > 0 {
		l.Dims = []Dim{{len(items), 1}}
	}
	return l
}

// NewArray makes the value of an array of one dimension.
func NewArray(elem Type, items ...Value) Value { return OfArray(NewList(elem, items)) }

// NewVector makes an int2vector or oidvector, which begins at 0.
func NewVector(elem Type, items ...Value) Value {
	l := &List{Elem: elem, Items: items, Vector: true}
	if len(items) > 0 {
		l.Dims = []Dim{{len(items), 0}}
	}
	return OfArray(l)
}

// TextList makes a text array.
func TextList(items ...string) Value {
	values := make([]Value, len(items))
	for i, s := range items {
		values[i] = OfText(s)
	}
	return NewArray(Text, values...)
}

// Shape is what the rows of one record type share.
type Shape struct {
	Names []string
	Types []Type
}

// Row is a record: one value for each column of its shape.
type Row struct {
	Shape  *Shape
	Fields []Value
}
