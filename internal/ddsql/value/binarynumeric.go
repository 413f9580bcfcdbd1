package value

import (
	"encoding/binary"
	"math"
	"math/big"
	"strconv"
	"strings"
)

// Signs of a numeric in the binary format.
const (
	numericNegative = 0x4000
	numericNaN      = 0xC000
	numericPlusInf  = 0xD000
	numericMinusInf = 0xF000
)

// appendBinaryNumeric writes the decimal digits that a double shows, in groups
// of four.
func appendBinaryNumeric(dst []byte, f float64) []byte {
	put := func(words ...int) {
		for _, w := range words {
			dst = binary.BigEndian.AppendUint16(dst, uint16(w))
		}
	}
	switch {
	case math.IsNaN(f):
		put(0, 0, numericNaN, 0)
		return dst
	case math.IsInf(f, 1):
		put(0, 0, numericPlusInf, 0)
		return dst
	case math.IsInf(f, -1):
		put(0, 0, numericMinusInf, 0)
		return dst
	}
	text := strconv.FormatFloat(math.Abs(f), 'f', -1, 64)
	whole, fraction, _ := strings.Cut(text, ".")
	scale := len(fraction)
	whole = strings.Repeat("0", (4-len(whole)%4)%4) + whole
	fraction += strings.Repeat("0", (4-len(fraction)%4)%4)
	digits := whole + fraction
	weight := len(whole)/4 - 1
	for strings.HasPrefix(digits, "0000") {
		digits, weight = digits[4:], weight-1
	}
	for strings.HasSuffix(digits, "0000") {
		digits = digits[:len(digits)-4]
	}
	sign := 0
	if f < 0 {
		sign = numericNegative
	}
	put(len(digits)/4, weight, sign, scale)
	for ; digits != ""; digits = digits[4:] {
		n, _ := strconv.Atoi(digits[:4]) // digits
		put(n)
	}
	return dst
}

// parseBinaryNumeric reads a numeric into the double nearest to it.
func parseBinaryNumeric(b []byte) (Value, error) {
	if len(b) < 8 {
		return Null, badBinary(Numeric)
	}
	word := func(i int) int { return int(binary.BigEndian.Uint16(b[2*i:])) }
	count, weight, sign := word(0), int(int16(word(1))), word(2)
	switch sign {
	case numericNaN:
		return OfFloat(math.NaN()), nil
	case numericPlusInf:
		return OfFloat(math.Inf(1)), nil
	case numericMinusInf:
		return OfFloat(math.Inf(-1)), nil
	}
	if len(b) != 8+2*count || sign != 0 && sign != numericNegative || weight > 100 || weight < -100 {
		return Null, badBinary(Numeric)
	}
	n := new(big.Int)
	for i := range count {
		n.Mul(n, big.NewInt(10000)).Add(n, big.NewInt(int64(word(4+i))))
	}
	r := new(big.Rat).SetInt(n)
	power := new(big.Rat).SetInt(new(big.Int).Exp(big.NewInt(10000), big.NewInt(int64(max(weight+1-count, count-weight-1))), nil))
	if weight+1 >= count {
		r.Mul(r, power)
	} else {
		r.Quo(r, power)
	}
	f, _ := r.Float64()
	if sign == numericNegative {
		f = -f
	}
	return OfFloat(f), nil
}
