package value

import (
	"encoding/binary"
	"math"
)

// AppendBinary writes a value that is not NULL in PostgreSQL's binary format of
// its type.
func AppendBinary(dst []byte, v Value, t Type) []byte {
	switch t {
	case Int2:
		return binary.BigEndian.AppendUint16(dst, uint16(v.Int()))
	case Int4, OID, XID, Date:
		return appendInt32(dst, v.Int())
	case Float4:
		return binary.BigEndian.AppendUint32(dst, math.Float32bits(float32(v.Float())))
	case Numeric:
		return appendBinaryNumeric(dst, v.Float())
	case Void:
		return dst
	}
	switch v.kind {
	case KindBool:
		return append(dst, byte(v.n))
	case KindReg:
		return appendInt32(dst, v.Int())
	case KindDate:
		return appendInt32(dst, v.n)
	case KindInt, KindFloat, KindTimestamp, KindTimestampTZ, KindTime:
		return binary.BigEndian.AppendUint64(dst, uint64(v.n))
	case KindInterval:
		s := v.Span()
		dst = binary.BigEndian.AppendUint64(dst, uint64(s.Micros))
		return appendInt32(appendInt32(dst, int64(s.Days)), int64(s.Months))
	case KindJSONB:
		return append(append(dst, 1), v.Str()...) // 1 is the format's version
	case KindInet:
		return appendBinaryNetwork(dst, v.Network())
	case KindHstore:
		return appendBinaryPairs(dst, v.Pairs())
	case KindArray:
		return appendBinaryList(dst, v.List())
	case KindRecord:
		return appendBinaryRow(dst, v.Row())
	}
	return append(dst, v.Str()...)
}

func appendInt32(dst []byte, n int64) []byte { return binary.BigEndian.AppendUint32(dst, uint32(n)) }

// Families of addresses in the binary format.
const (
	family4 = 2
	family6 = 3
)

func appendBinaryNetwork(dst []byte, n Network) []byte {
	family := byte(family4)
	if n.Addr.BitLen() > 32 {
		family = family6
	}
	address := n.Addr.AsSlice()
	dst = append(dst, family, byte(n.Bits), byte(boolInt(n.CIDR)), byte(len(address)))
	return append(dst, address...)
}

// appendSized writes a value with its length in front, -1 for NULL.
func appendSized(dst []byte, v Value, t Type) []byte {
	if v.IsNull() {
		return appendInt32(dst, -1)
	}
	at := len(dst)
	dst = AppendBinary(append(dst, 0, 0, 0, 0), v, t)
	binary.BigEndian.PutUint32(dst[at:], uint32(len(dst)-at-4))
	return dst
}

func appendBinaryPairs(dst []byte, p *Pairs) []byte {
	dst = appendInt32(dst, int64(len(p.list)))
	for _, pair := range p.list {
		dst = appendSized(dst, OfText(pair.Key), Text)
		v := OfText(pair.Value)
		if pair.Null {
			v = Null
		}
		dst = appendSized(dst, v, Text)
	}
	return dst
}

func appendBinaryList(dst []byte, l *List) []byte {
	nulls := int64(0)
	for _, item := range l.Items {
		if item.IsNull() {
			nulls = 1
		}
	}
	dst = appendInt32(dst, int64(len(l.Dims)))
	dst = appendInt32(appendInt32(dst, nulls), int64(l.Elem))
	for _, d := range l.Dims {
		dst = appendInt32(appendInt32(dst, int64(d.Len)), int64(d.Lower))
	}
	for _, item := range l.Items {
		dst = appendSized(dst, item, l.Elem)
	}
	return dst
}

func appendBinaryRow(dst []byte, r *Row) []byte {
	dst = appendInt32(dst, int64(len(r.Fields)))
	for i, v := range r.Fields {
		t := Text
		if r.Shape != nil && i < len(r.Shape.Types) {
			t = r.Shape.Types[i]
		}
		dst = appendSized(appendInt32(dst, int64(t)), v, t)
	}
	return dst
}
