package value

import (
	"hash/maphash"
	"math"
	"unsafe"
)

// seed is this process's own, so that nobody can choose values that collide.
var seed = maphash.MakeSeed()

// Hash gives equal values equal numbers; NULL has one too. The numbers differ
// from process to process.
func Hash(v Value) uint64 {
	switch v.kind {
	case KindNull:
		return 0x9e3779b97f4a7c15
	case KindText, KindJSON, KindBytea, KindUUID:
		return maphash.String(seed, v.Str())
	case KindFloat:
		return hashFloat(v.Float())
	case KindReg:
		return mix(uint64(v.aux))
	case KindDate:
		return mix(uint64(DateMicros(v.n)))
	case KindInterval:
		return hashSpan(v.Span())
	case KindInet:
		n := v.Network()
		return maphash.Comparable(seed, n.Addr) ^ mix(uint64(n.Bits))
	case KindHstore:
		return hashPairs(v.Pairs())
	case KindJSONB:
		return hashJSONB(v.Str())
	case KindArray:
		return hashAll(v.List().Items)
	case KindRecord:
		return hashAll(v.Row().Fields)
	}
	return mix(uint64(v.n))
}

// Combine joins the hash of one more value to that of others.
func Combine(h, next uint64) uint64 { return mix(h*31 + next) }

// mix spreads a number's bits over the whole word (the finish of splitmix64).
func mix(x uint64) uint64 {
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
}

// hashFloat agrees with the hash of an equal integer.
func hashFloat(f float64) uint64 {
	if math.IsNaN(f) {
		return 1
	}
	if f >= -1<<63 && f < 1<<63 && f == math.Trunc(f) {
		return mix(uint64(int64(f)))
	}
	return mix(math.Float64bits(f))
}

func hashSpan(s Span) uint64 {
	if a, _, ok := s.short(s); ok {
		return mix(uint64(a))
	}
	return maphash.Bytes(seed, s.total().Bytes())
}

func hashPairs(p *Pairs) uint64 {
	h := uint64(len(p.list))
	for _, pair := range p.list {
		h = Combine(h, maphash.String(seed, pair.Key))
		h = Combine(h, maphash.String(seed, pair.Value))
	}
	return h
}

func hashAll(items []Value) uint64 {
	h := uint64(len(items))
	for _, item := range items {
		h = Combine(h, Hash(item))
	}
	return h
}

// Size is how many bytes a value takes, what it points at included. Texts that
// are shared are counted in each value.
func (v Value) Size() int64 {
	const own = int64(unsafe.Sizeof(v))
	switch v.kind {
	case KindText, KindJSON, KindJSONB, KindBytea, KindUUID, KindReg:
		return own + v.n
	case KindInterval:
		return own + int64(unsafe.Sizeof(Span{}))
	case KindInet:
		return own + int64(unsafe.Sizeof(Network{}))
	case KindHstore:
		return own + v.Pairs().size()
	case KindArray:
		return own + int64(unsafe.Sizeof(List{})) + sizeAll(v.List().Items)
	case KindRecord:
		return own + int64(unsafe.Sizeof(Row{})) + sizeAll(v.Row().Fields)
	}
	return own
}

func sizeAll(items []Value) int64 {
	var n int64
	for _, item := range items {
		n += item.Size()
	}
	return n
}

func (p *Pairs) size() int64 {
	n := int64(24 + len(p.list)*int(unsafe.Sizeof(Pair{})))
	for _, pair := range p.list {
		n += int64(len(pair.Key) + len(pair.Value))
	}
	return n
}
