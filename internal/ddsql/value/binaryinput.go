package value

import (
	"encoding/binary"
	"math"
	"net/netip"
	"strings"
	"time"
	"unicode/utf8"

	"foureyes/internal/ddsql/sqlerr"
)

func badBinary(t Type) error {
	return sqlerr.New(sqlerr.InvalidBinaryRepresentation, "incorrect binary data format for type %s", t)
}

// ParseBinary reads a type's binary format, as parameters come in.
func ParseBinary(t Type, b []byte) (Value, error) {
	if elem := t.Elem(); elem != 0 {
		return parseBinaryArray(t, elem, b)
	}
	switch t {
	case Bool, Int2, Int4, Int8, OID, XID, Float4, Float8, Timestamp, TimestampTZ, Date, Time, Interval, UUID:
		return parseFixed(t, b)
	case Numeric:
		return parseBinaryNumeric(b)
	case Bytea:
		return OfBytea(string(b)), nil
	case Inet, CIDR:
		return parseBinaryNetwork(t, b)
	case Hstore:
		return parseBinaryPairs(b)
	case JSONB:
		if len(b) == 0 || b[0] != 1 {
			return Null, badBinary(t)
		}
		b = b[1:]
	}
	if t.IsReg() {
		if len(b) != 4 {
			return Null, badBinary(t)
		}
		return parseOIDOnly(t, OfInt(int64(binary.BigEndian.Uint32(b))).String())
	}
	if !utf8.Valid(b) || strings.IndexByte(string(b), 0) >= 0 {
		return Null, sqlerr.New(sqlerr.CharacterNotInRepertoire, "invalid byte sequence for encoding \"UTF8\"")
	}
	return ParseText(t, string(b), time.Time{})
}

// fixedSizes are the lengths of types that have one.
var fixedSizes = map[Type]int{
	Bool: 1, Int2: 2, Int4: 4, Int8: 8, OID: 4, XID: 4, Float4: 4, Float8: 8, Timestamp: 8, TimestampTZ: 8, Date: 4, Time: 8,
	Interval: 16, UUID: 16,
}

func parseFixed(t Type, b []byte) (Value, error) {
	if len(b) != fixedSizes[t] {
		return Null, badBinary(t)
	}
	switch t {
	case Bool:
		return OfBool(b[0] != 0), nil
	case Int2:
		return OfInt(int64(int16(binary.BigEndian.Uint16(b)))), nil
	case Int4:
		return OfInt(int64(int32(binary.BigEndian.Uint32(b)))), nil
	case OID, XID:
		return OfInt(int64(binary.BigEndian.Uint32(b))), nil
	case Float4:
		return OfFloat(float64(math.Float32frombits(binary.BigEndian.Uint32(b)))), nil
	case UUID:
		return OfUUID([16]byte(b)), nil
	case Date:
		return checkedBinaryDate(int64(int32(binary.BigEndian.Uint32(b))))
	}
	n := int64(binary.BigEndian.Uint64(b))
	switch t {
	case Int8:
		return OfInt(n), nil
	case Float8:
		return OfFloat(math.Float64frombits(uint64(n))), nil
	case Timestamp:
		return OfTimestamp(n), CheckTimestamp(n)
	case TimestampTZ:
		return OfTimestampTZ(n), CheckTimestamp(n)
	case Time:
		if n < 0 || n > microsPerDay {
			return Null, sqlerr.New(sqlerr.DatetimeFieldOverflow, "time out of range")
		}
		return OfTimeOfDay(n), nil
	}
	return OfInterval(Span{
		Micros: n, Days: int32(binary.BigEndian.Uint32(b[8:])), Months: int32(binary.BigEndian.Uint32(b[12:])),
	}), nil
}

func checkedBinaryDate(days int64) (Value, error) {
	if days != PastDate && days != FutureDate && (days < MinDate || days >= EndDate) {
		return Null, sqlerr.New(sqlerr.DatetimeFieldOverflow, "date out of range")
	}
	return OfDate(days), nil
}

func parseBinaryNetwork(t Type, b []byte) (Value, error) {
	if len(b) < 4 || int(b[3]) != len(b)-4 {
		return Null, badBinary(t)
	}
	addr, ok := netip.AddrFromSlice(b[4:])
	if !ok || addr.Is4() != (b[0] == family4) || int(b[1]) > addr.BitLen() {
		return Null, badBinary(t)
	}
	n := Network{Addr: addr, Bits: int(b[1]), CIDR: t == CIDR}
	if n.CIDR && maskedAddr(addr, n.Bits) != addr {
		return Null, badBinary(t)
	}
	return OfInet(n), nil
}

// binaryReader takes numbers and sized parts from the front of bytes.
type binaryReader struct {
	rest []byte
	bad  bool
}

func (r *binaryReader) int32() int {
	if len(r.rest) < 4 {
		r.bad = true
		return 0
	}
	n := int32(binary.BigEndian.Uint32(r.rest))
	r.rest = r.rest[4:]
	return int(n)
}

// part takes bytes with their length in front; null is a length of -1.
func (r *binaryReader) part() (b []byte, null bool) {
	n := r.int32()
	if n == -1 {
		return nil, true
	}
	if n < 0 || n > len(r.rest) {
		r.bad = true
		return nil, false
	}
	b, r.rest = r.rest[:n], r.rest[n:]
	return b, false
}

func parseBinaryPairs(b []byte) (Value, error) {
	r := binaryReader{rest: b}
	count := r.int32()
	var pairs []Pair
	for i := 0; i < count && !r.bad; i++ {
		key, noKey := r.part()
		text, null := r.part()
		if noKey || !utf8.Valid(key) || !utf8.Valid(text) {
			return Null, badBinary(Hstore)
		}
		pairs = append(pairs, Pair{Key: string(key), Value: string(text), Null: null})
	}
	if r.bad || len(r.rest) > 0 || count < 0 {
		return Null, badBinary(Hstore)
	}
	return OfHstore(NewPairs(pairs...)), nil
}

func parseBinaryArray(t, elem Type, b []byte) (Value, error) {
	r := binaryReader{rest: b}
	dims, _, oid := r.int32(), r.int32(), r.int32()
	if r.bad || dims < 0 || dims > maxDims || Type(oid) != elem {
		return Null, badBinary(t)
	}
	l := &List{Elem: elem, Vector: t == Int2Vector || t == OIDVector}
	total := 1
	for range dims {
		d := Dim{Len: r.int32(), Lower: r.int32()}
		// Each element has a length of four bytes at least.
		if d.Len < 0 || d.Len > 0 && total > len(b)/4/d.Len {
			return Null, badBinary(t)
		}
		total *= d.Len
		l.Dims = append(l.Dims, d)
	}
	if dims == 0 || total == 0 {
		l.Dims = nil
		return OfArray(l), nil
	}
	for range total {
		part, null := r.part()
		if r.bad {
			return Null, badBinary(t)
		}
		v := Null
		if !null {
			var err error
			if v, err = ParseBinary(elem, part); err != nil {
				return Null, err
			}
		}
		l.Items = append(l.Items, v)
	}
	if len(r.rest) > 0 {
		return Null, badBinary(t)
	}
	return OfArray(l), nil
}
