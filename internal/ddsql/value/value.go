// Package value holds the SQL dialect's types and values: what they are, how
// they are read and written in PostgreSQL's text and binary formats, and how
// they are compared and hashed by PostgreSQL's rules.
//
// It leaves functions, operators and casts between types to package fn, and
// where NULL sorts to whoever sorts.
package value

import (
	"math"
	"time"
	"unsafe"
)

// Kind is how a value is kept. Several types share one: int2, int4, int8 and
// oid are all KindInt, the texts are all KindText.
type Kind uint8

// The kinds. KindNull is the zero one.
const (
	KindNull Kind = iota
	KindBool
	KindInt
	KindFloat
	KindText
	KindTimestamp
	KindTimestampTZ
	KindDate
	KindTime
	KindInterval
	KindJSON
	KindJSONB
	KindInet
	KindHstore
	KindBytea
	KindUUID
	KindReg
	KindArray
	KindRecord
)

// Value is one SQL value in 24 bytes, cheap to copy; the zero Value is NULL.
// Texts and composites are shared between copies and never changed.
type Value struct {
	p    unsafe.Pointer // a text's bytes, or the struct of a composite
	n    int64          // a number's bits, or a text's length in bytes
	aux  uint32         // the OID of a reg value
	kind Kind
}

// Null is the SQL NULL.
var Null Value

// IsNull reports whether v is NULL.
func (v Value) IsNull() bool { return v.kind == KindNull }

// Kind tells how v is kept.
func (v Value) Kind() Kind { return v.kind }

func scalar(k Kind, n int64) Value { return Value{kind: k, n: n} }

func ofString(k Kind, s string) Value {
	return Value{kind: k, n: int64(len(s)), p: unsafe.Pointer(unsafe.StringData(s))}
}

func ofPointer[T any](k Kind, p *T) Value { return Value{kind: k, p: unsafe.Pointer(p)} }

// OfBool makes a boolean.
func OfBool(b bool) Value {
	if b {
		return scalar(KindBool, 1)
	}
	return scalar(KindBool, 0)
}

// OfInt makes an integer of any width, or an OID.
func OfInt(i int64) Value { return scalar(KindInt, i) }

// OfFloat makes a double.
func OfFloat(f float64) Value { return scalar(KindFloat, int64(math.Float64bits(f))) }

// OfText makes a text.
func OfText(s string) Value { return ofString(KindText, s) }

// OfJSON makes a json value of a document that is known to be valid.
func OfJSON(s string) Value { return ofString(KindJSON, s) }

// OfBytea makes a byte string.
func OfBytea(s string) Value { return ofString(KindBytea, s) }

// OfUUID makes a uuid.
func OfUUID(u [16]byte) Value { return ofString(KindUUID, string(u[:])) }

// OfReg makes a reg value: an OID with the name that its text shows.
func OfReg(oid uint32, name string) Value {
	v := ofString(KindReg, name)
	v.aux = oid
	return v
}

// OfTimestamp makes a timestamp of microseconds since 2000-01-01 00:00.
func OfTimestamp(micros int64) Value { return scalar(KindTimestamp, micros) }

// OfTimestampTZ makes a timestamp with time zone of microseconds since
// 2000-01-01 00:00 UTC.
func OfTimestampTZ(micros int64) Value { return scalar(KindTimestampTZ, micros) }

// OfDate makes a date of days since 2000-01-01.
func OfDate(days int64) Value { return scalar(KindDate, days) }

// OfTimeOfDay makes a time of day of microseconds since midnight.
func OfTimeOfDay(micros int64) Value { return scalar(KindTime, micros) }

// OfTime makes the timestamp of an instant, in UTC, cut to microseconds.
func OfTime(t time.Time) Value { return OfTimestamp(Micros(t)) }

// OfTimeTZ makes the timestamp with time zone of an instant, cut to microseconds.
func OfTimeTZ(t time.Time) Value { return OfTimestampTZ(Micros(t)) }

// OfInterval makes an interval.
func OfInterval(s Span) Value { return ofPointer(KindInterval, &s) }

// OfInet makes an inet or cidr value.
func OfInet(n Network) Value { return ofPointer(KindInet, &n) }

// OfHstore makes an hstore; the pairs are not copied.
func OfHstore(h *Pairs) Value { return ofPointer(KindHstore, h) }

// OfArray makes an array; it is not copied.
func OfArray(a *List) Value { return ofPointer(KindArray, a) }

// OfRecord makes a record; it is not copied.
func OfRecord(r *Row) Value { return ofPointer(KindRecord, r) }

// Bool is a boolean's value; it is false for NULL.
func (v Value) Bool() bool { return v.kind == KindBool && v.n != 0 }

// Int is an integer's value, or a reg value's OID.
func (v Value) Int() int64 {
	if v.kind == KindReg {
		return int64(v.aux)
	}
	return v.n
}

// Float is a double's value; an integer is converted.
func (v Value) Float() float64 {
	if v.kind == KindInt {
		return float64(v.n)
	}
	return math.Float64frombits(uint64(v.n))
}

// Str is the content of a text, json, jsonb, bytea or uuid value, or a reg
// value's name; empty for other kinds.
func (v Value) Str() string {
	switch v.kind {
	case KindText, KindJSON, KindJSONB, KindBytea, KindUUID, KindReg:
		return unsafe.String((*byte)(v.p), v.n)
	}
	return ""
}

// Micros is a timestamp's or time's count of microseconds, see OfTimestamp.
func (v Value) Micros() int64 { return v.n }

// Days is a date's count of days since 2000-01-01.
func (v Value) Days() int64 { return v.n }

// Time is the instant of a timestamp with or without time zone, in UTC.
func (v Value) Time() time.Time { return GoTime(v.n) }

// Span is an interval's value.
func (v Value) Span() Span { return *(*Span)(v.of(KindInterval)) }

// Network is an inet or cidr value.
func (v Value) Network() Network { return *(*Network)(v.of(KindInet)) }

// Pairs is an hstore's value, not to be changed.
func (v Value) Pairs() *Pairs { return (*Pairs)(v.of(KindHstore)) }

// List is an array's value, not to be changed.
func (v Value) List() *List { return (*List)(v.of(KindArray)) }

// Row is a record's value, not to be changed.
func (v Value) Row() *Row { return (*Row)(v.of(KindRecord)) }

// of gives the pointer of a composite. A wrong kind is a mistake of the
// caller's types and would otherwise read foreign memory.
func (v Value) of(k Kind) unsafe.Pointer {
	if v.kind != k {
		panic("value: a composite was asked of another kind")
	}
	return v.p
}
