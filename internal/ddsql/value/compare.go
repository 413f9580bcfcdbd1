package value

import (
	"cmp"
	"math"
	"math/big"
	"net/netip"
	"slices"
	"strings"
)

// Compare orders two values of one type that are not NULL: -1, 0 or 1, by
// PostgreSQL's rules. Texts are ordered by their bytes, as in its collation "C".
// Numbers of both kinds, and dates and timestamps, may be mixed. json, which has
// no order, is ordered by its text.
func Compare(a, b Value) int {
	if a.kind != b.kind {
		return compareMixed(a, b)
	}
	switch a.kind {
	case KindText, KindBytea, KindUUID, KindJSON:
		return strings.Compare(a.Str(), b.Str())
	case KindFloat:
		return compareFloats(a.Float(), b.Float())
	case KindReg:
		return cmp.Compare(a.aux, b.aux)
	case KindInterval:
		return a.Span().Compare(b.Span())
	case KindInet:
		return a.Network().Compare(b.Network())
	case KindHstore:
		return comparePairs(a.Pairs(), b.Pairs())
	case KindJSONB:
		return compareJSONB(a.Str(), b.Str())
	case KindArray:
		return compareLists(a.List(), b.List())
	case KindRecord:
		return slices.CompareFunc(a.Row().Fields, b.Row().Fields, compareOrNull)
	}
	return cmp.Compare(a.n, b.n)
}

// Equal reports whether two values that are not NULL are equal by Compare.
func Equal(a, b Value) bool {
	if a.kind == KindText && b.kind == KindText {
		return a.Str() == b.Str()
	}
	return Compare(a, b) == 0
}

// Distinct reports whether a and b differ where NULL equals NULL: IS DISTINCT FROM.
func Distinct(a, b Value) bool {
	if a.IsNull() || b.IsNull() {
		return a.IsNull() != b.IsNull()
	}
	return !Equal(a, b)
}

// compareFloats puts NaN above everything and equal to itself.
func compareFloats(a, b float64) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	case a == b:
		return 0
	}
	return cmp.Compare(boolInt(math.IsNaN(a)), boolInt(math.IsNaN(b)))
}

func boolInt(b bool) int {
	if b {
		return 1
	}
	return 0
}

// compareMixed compares values of kinds that a cast would bring together.
func compareMixed(a, b Value) int {
	switch {
	case isNumber(a) && isNumber(b):
		return compareNumbers(a, b)
	case isMoment(a) && isMoment(b):
		return cmp.Compare(moment(a), moment(b))
	}
	return cmp.Compare(a.kind, b.kind)
}

func isNumber(v Value) bool { return v.kind == KindInt || v.kind == KindFloat || v.kind == KindReg }

// compareNumbers compares an integer with a double as doubles, as PostgreSQL does.
func compareNumbers(a, b Value) int {
	if a.kind == KindFloat || b.kind == KindFloat {
		return compareFloats(asFloat(a), asFloat(b))
	}
	return cmp.Compare(a.Int(), b.Int())
}

func asFloat(v Value) float64 {
	if v.kind == KindFloat {
		return v.Float()
	}
	return float64(v.Int())
}

func isMoment(v Value) bool {
	return v.kind == KindDate || v.kind == KindTimestamp || v.kind == KindTimestampTZ
}

// moment is a date's or timestamp's place on one line of microseconds.
func moment(v Value) int64 {
	if v.kind == KindDate {
		return DateMicros(v.n)
	}
	return v.n
}

// DateMicros is the timestamp of a date's midnight; the infinities stay.
func DateMicros(days int64) int64 {
	switch {
	case days == PastDate:
		return PastInfinity
	case days == FutureDate:
		return FutureInfinity
	case days > math.MaxInt64/microsPerDay:
		return FutureInfinity
	}
	return days * microsPerDay
}

// Compare orders intervals with 30 days to a month and 24 hours to a day.
func (s Span) Compare(t Span) int {
	if a, b, ok := s.short(t); ok {
		return cmp.Compare(a, b)
	}
	return s.total().Cmp(t.total())
}

// short gives both lengths in microseconds when neither can overflow.
func (s Span) short(t Span) (a, b int64, ok bool) {
	const months = 100_000 // 8,000 years
	if abs32(s.Months) > months || abs32(t.Months) > months || abs32(s.Days) > months*30 || abs32(t.Days) > months*30 ||
		!fits(s.Micros) || !fits(t.Micros) {
		return 0, 0, false
	}
	return s.micros(), t.micros(), true
}

func fits(micros int64) bool { return micros > -(1<<61) && micros < 1<<61 }

func abs32(i int32) int64 { return max(int64(i), -int64(i)) }

func (s Span) micros() int64 {
	return (int64(s.Months)*daysPerMonth+int64(s.Days))*microsPerDay + s.Micros
}

func (s Span) total() *big.Int {
	days := big.NewInt(int64(s.Months)*daysPerMonth + int64(s.Days))
	days.Mul(days, big.NewInt(microsPerDay))
	return days.Add(days, big.NewInt(s.Micros))
}

// Compare orders addresses: IPv4 first, then the network's bits, then the
// prefix length, then the whole address.
func (n Network) Compare(m Network) int {
	a, b := n.Addr, m.Addr
	if c := cmp.Compare(a.BitLen(), b.BitLen()); c != 0 {
		return c
	}
	bits := min(n.Bits, m.Bits)
	return cmp.Or(maskedAddr(a, bits).Compare(maskedAddr(b, bits)), cmp.Compare(n.Bits, m.Bits), a.Compare(b))
}

// compareOrNull puts NULL above everything, as inside arrays and records.
func compareOrNull(a, b Value) int {
	if a.IsNull() || b.IsNull() {
		return cmp.Compare(boolInt(a.IsNull()), boolInt(b.IsNull()))
	}
	return Compare(a, b)
}

func compareLists(a, b *List) int {
	if c := slices.CompareFunc(a.Items, b.Items, compareOrNull); c != 0 {
		return c
	}
	if c := cmp.Compare(len(a.Dims), len(b.Dims)); c != 0 {
		return c
	}
	return slices.CompareFunc(a.Dims, b.Dims, func(x, y Dim) int {
		return cmp.Or(cmp.Compare(x.Len, y.Len), cmp.Compare(x.Lower, y.Lower))
	})
}

// comparePairs gives hstores some order that agrees with equality.
func comparePairs(a, b *Pairs) int {
	return slices.CompareFunc(a.list, b.list, func(x, y Pair) int {
		return cmp.Or(strings.Compare(x.Key, y.Key), cmp.Compare(boolInt(x.Null), boolInt(y.Null)), strings.Compare(x.Value, y.Value))
	})
}

// maskedAddr is the address with all bits beyond a prefix length cleared.
func maskedAddr(a netip.Addr, bits int) netip.Addr {
	p, err := a.Prefix(bits)
	if err != nil {
		return a
	}
	return p.Addr()
}
