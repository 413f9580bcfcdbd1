package value

import (
	"encoding/hex"
	"math"
	"strconv"
	"strings"
)

// AppendText writes a value as PostgreSQL's text output does; NULL is written
// as nothing. Timestamps with time zone are written in UTC.
func AppendText(dst []byte, v Value) []byte {
	switch v.kind {
	case KindNull:
		return dst
	case KindBool:
		if v.n != 0 {
			return append(dst, 't')
		}
		return append(dst, 'f')
	case KindInt:
		return strconv.AppendInt(dst, v.n, 10)
	case KindFloat:
		return appendFloat(dst, v.Float())
	case KindTimestamp:
		return appendTimestamp(dst, v.n, false)
	case KindTimestampTZ:
		return appendTimestamp(dst, v.n, true)
	case KindDate:
		return appendDate(dst, v.n)
	case KindTime:
		return appendTimeOfDay(dst, v.n)
	case KindInterval:
		return v.Span().append(dst)
	case KindInet:
		return append(dst, v.Network().String()...)
	case KindHstore:
		return v.Pairs().append(dst)
	case KindBytea:
		return hex.AppendEncode(append(dst, `\x`...), []byte(v.Str()))
	case KindUUID:
		return appendUUID(dst, v.Str())
	case KindArray:
		return v.List().append(dst)
	case KindRecord:
		return v.Row().append(dst)
	}
	return append(dst, v.Str()...)
}

// String is the value's text, NULL for NULL; it is meant for people.
func (v Value) String() string {
	if v.IsNull() {
		return "NULL"
	}
	return string(AppendText(nil, v))
}

// appendFloat writes the shortest text that reads back the same, with an
// exponent where PostgreSQL has one.
func appendFloat(dst []byte, f float64) []byte {
	switch {
	case math.IsNaN(f):
		return append(dst, "NaN"...)
	case math.IsInf(f, 1):
		return append(dst, "Infinity"...)
	case math.IsInf(f, -1):
		return append(dst, "-Infinity"...)
	}
	if a := math.Abs(f); a != 0 && (a < 1e-4 || a >= 1e15) {
		return appendExponent(dst, f)
	}
	return strconv.AppendFloat(dst, f, 'f', -1, 64)
}

// appendExponent differs from Go's in nothing but numbers between 1e15 and 1e21,
// which both write alike.
func appendExponent(dst []byte, f float64) []byte { return strconv.AppendFloat(dst, f, 'e', -1, 64) }

func appendUUID(dst []byte, u string) []byte {
	for i, part := range []string{u[0:4], u[4:6], u[6:8], u[8:10], u[10:16]} {
		if i > 0 {
			dst = append(dst, '-')
		}
		dst = hex.AppendEncode(dst, []byte(part))
	}
	return dst
}

// append writes an array's literal, with bounds where one does not begin at 1.
func (l *List) append(dst []byte) []byte {
	if l.Vector {
		for i, item := range l.Items {
			if i > 0 {
				dst = append(dst, ' ')
			}
			dst = AppendText(dst, item)
		}
		return dst
	}
	if len(l.Items) == 0 {
		return append(dst, "{}"...)
	}
	dst = l.appendBounds(dst)
	items := l.Items
	return l.appendDim(dst, 0, &items)
}

func (l *List) appendBounds(dst []byte) []byte {
	custom := false
	for _, d := range l.Dims {
		custom = custom || d.Lower != 1
	}
	if !custom {
		return dst
	}
	for _, d := range l.Dims {
		dst = append(dst, '[')
		dst = strconv.AppendInt(dst, int64(d.Lower), 10)
		dst = append(dst, ':')
		dst = strconv.AppendInt(dst, int64(d.Lower+d.Len-1), 10)
		dst = append(dst, ']')
	}
	return append(dst, '=')
}

func (l *List) appendDim(dst []byte, dim int, items *[]Value) []byte {
	dst = append(dst, '{')
	for i := range l.Dims[dim].Len {
		if i > 0 {
			dst = append(dst, ',')
		}
		if dim+1 < len(l.Dims) {
			dst = l.appendDim(dst, dim+1, items)
			continue
		}
		dst = appendItem(dst, (*items)[0])
		*items = (*items)[1:]
	}
	return append(dst, '}')
}

func appendItem(dst []byte, v Value) []byte {
	if v.IsNull() {
		return append(dst, "NULL"...)
	}
	text := string(AppendText(nil, v))
	if text != "" && !strings.EqualFold(text, "null") && !strings.ContainsAny(text, "{},\"\\ \t\n\r\v\f") {
		return append(dst, text...)
	}
	return appendQuoted(dst, text, `\`)
}

// appendQuoted writes a text in double quotes; quotes and backslashes inside
// get the escape before them, or themselves when it is empty.
func appendQuoted(dst []byte, s, escape string) []byte {
	dst = append(dst, '"')
	for i := 0; i < len(s); i++ {
		if s[i] == '"' || s[i] == '\\' {
			if escape == "" {
				dst = append(dst, s[i])
			} else {
				dst = append(dst, escape...)
			}
		}
		dst = append(dst, s[i])
	}
	return append(dst, '"')
}

// append writes a record as (a,b,c).
func (r *Row) append(dst []byte) []byte {
	dst = append(dst, '(')
	for i, v := range r.Fields {
		if i > 0 {
			dst = append(dst, ',')
		}
		if v.IsNull() {
			continue
		}
		text := string(AppendText(nil, v))
		if text != "" && !strings.ContainsAny(text, "(),\"\\ \t\n\r\v\f") {
			dst = append(dst, text...)
		} else {
			dst = appendQuoted(dst, text, "")
		}
	}
	return append(dst, ')')
}

// append writes an hstore as "k"=>"v", "n"=>NULL.
func (p *Pairs) append(dst []byte) []byte {
	for i, pair := range p.list {
		if i > 0 {
			dst = append(dst, ", "...)
		}
		dst = append(appendQuoted(dst, pair.Key, `\`), "=>"...)
		if pair.Null {
			dst = append(dst, "NULL"...)
		} else {
			dst = appendQuoted(dst, pair.Value, `\`)
		}
	}
	return dst
}

// String is the address as inet shows it: without the prefix length of a single
// host, which cidr always shows.
func (n Network) String() string {
	if !n.CIDR && n.Bits == n.Addr.BitLen() {
		return addrText(n)
	}
	return addrText(n) + "/" + strconv.Itoa(n.Bits)
}

// Host is the address alone.
func (n Network) Host() string { return addrText(n) }

func addrText(n Network) string { return n.Addr.String() }
