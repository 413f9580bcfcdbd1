package value

import (
	"encoding/binary"
	"math"
)

// Prefix is a number that agrees with Compare: of two values of one type the
// smaller one has no greater number. Values of kinds without such a number all have
// the same.
func Prefix(v Value) uint64 {
	switch v.kind {
	case KindText, KindBytea, KindUUID:
		var first [8]byte
		copy(first[:], v.Str())
		return binary.BigEndian.Uint64(first[:])
	case KindBool, KindInt, KindTimestamp, KindTimestampTZ, KindTime:
		return uint64(v.n) ^ 1<<63
	case KindDate:
		return uint64(DateMicros(v.n)) ^ 1<<63
	case KindFloat:
		return prefixOfFloat(v.Float())
	}
	return 0
}

// prefixOfFloat turns the bits of a double so that they count up with it. Both
// zeros are one, and NaN is above everything.
func prefixOfFloat(f float64) uint64 {
	switch {
	case math.IsNaN(f):
		return math.MaxUint64
	case f == 0:
		return 1 << 63
	}
	bits := math.Float64bits(f)
	if bits>>63 == 1 {
		return ^bits
	}
	return bits | 1<<63
}
