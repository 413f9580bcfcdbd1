package liquid

import (
	"math/big"
	"strconv"
)

// decimal is m / 10^e: the quick way to calculate with the numbers that occur in
// templates. Whatever does not fit goes the long way, through big.Rat, with the
// same result.
type decimal struct {
	m int64
	e int
}

const (
	// maxMantissa keeps mantissas exact as float64.
	maxMantissa = 1_000_000_000_000_000
	// maxExponent keeps powers of ten exact as float64.
	maxExponent = 15
)

// fits reports whether d stays within what float64 holds exactly.
func (d decimal) fits() bool {
	return d.m >= -maxMantissa && d.m <= maxMantissa && d.e <= maxExponent
}

// pow10 is ten to the n, for n from 0 to maxExponent.
func pow10(n int) int64 {
	p := int64(1)
	for range n {
		p *= 10
	}
	return p
}

// toDecimal gives a number as a decimal if it is one that fits.
func toDecimal(v any) (decimal, bool) {
	switch v := v.(type) {
	case int64:
		d := decimal{v, 0}
		return d, d.fits()
	case float64:
		var buffer [32]byte
		return parseDecimal(strconv.AppendFloat(buffer[:0], v, 'f', -1, 64))
	case Number:
		var buffer [32]byte
		if len(v) > len(buffer) {
			return decimal{}, false
		}
		return parseDecimal(append(buffer[:0], v...))
	}
	return decimal{}, false
}

// parseDecimal reads digits with at most one point.
func parseDecimal(s []byte) (decimal, bool) {
	d, point, sign := decimal{}, false, int64(1)
	for i, c := range s {
		switch {
		case c == '-' && i == 0:
			sign = -1
		case c == '.' && !point:
			point = true
		case isDigit(c):
			d.m = d.m*10 + int64(c-'0')
			if point {
				d.e++
			}
			if !d.fits() {
				return d, false
			}
		default:
			return d, false
		}
	}
	d.m *= sign
	return d, true
}

// value gives the result; a whole one as int64 when whole is wanted.
func (d decimal) value(whole bool) any {
	p := pow10(d.e)
	if whole && d.m%p == 0 {
		return d.m / p
	}
	return float64(d.m) / float64(p)
}

// scaled gives d with exponent e, which must not be smaller.
func (d decimal) scaled(e int) (decimal, bool) {
	return d.times(decimal{pow10(e - d.e), e - d.e})
}

func (d decimal) times(by decimal) (decimal, bool) {
	// Both mantissas are at most 10^15, so their product needs a look first.
	if by.m != 0 && max(d.m, -d.m) > maxMantissa/max(by.m, -by.m) {
		return d, false
	}
	product := decimal{d.m * by.m, d.e + by.e}
	return product, product.fits()
}

func (d decimal) plus(by decimal) (decimal, bool) {
	e := max(d.e, by.e)
	a, ok := d.scaled(e)
	b, fine := by.scaled(e)
	sum := decimal{a.m + b.m, e}
	return sum, ok && fine && sum.fits()
}

func (d decimal) minus(by decimal) (decimal, bool) { return d.plus(decimal{-by.m, by.e}) }

// operation is one kind of arithmetic, the quick and the long way.
type operation struct {
	quick func(a, b decimal) (decimal, bool)
	long  func(z, x, y *big.Rat) *big.Rat
}

// apply calculates; whole numbers give a whole number.
func (o operation) apply(a, b any) (any, error) {
	a, b = toNumber(a), toNumber(b)
	whole := isWhole(a) && isWhole(b)
	if x, ok := toDecimal(a); ok {
		if y, ok := toDecimal(b); ok {
			if d, ok := o.quick(x, y); ok {
				return d.value(whole), nil
			}
		}
	}
	x, err := toRat(a)
	if err != nil {
		return nil, err
	}
	y, err := toRat(b)
	if err != nil {
		return nil, err
	}
	return fromRat(o.long(new(big.Rat), x, y), whole)
}
