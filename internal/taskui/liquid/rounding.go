package liquid

import "math/big"

// rounder is one way to make a whole number of a fraction, the quick and the
// long way. The quick one gets a fraction as m / p.
type rounder struct {
	quick func(m, p int64) int64
	long  func(x *big.Rat) *big.Int
}

var (
	down    = rounder{floorDiv, floor}
	up      = rounder{ceilDiv, ceil}
	nearest = rounder{roundDiv, round}
)

func floorDiv(m, p int64) int64 {
	q := m / p
	if m%p < 0 {
		q--
	}
	return q
}

func ceilDiv(m, p int64) int64 { return -floorDiv(-m, p) }

// roundDiv rounds halves away from zero.
func roundDiv(m, p int64) int64 {
	if m < 0 {
		return -roundDiv(-m, p)
	}
	return floorDiv(2*m+p, 2*p)
}

func floor(x *big.Rat) *big.Int { return new(big.Int).Div(x.Num(), x.Denom()) }

func ceil(x *big.Rat) *big.Int {
	n := floor(new(big.Rat).Neg(x))
	return n.Neg(n)
}

// round rounds halves away from zero.
func round(x *big.Rat) *big.Int {
	half := big.NewRat(1, 2)
	if x.Sign() < 0 {
		return ceil(new(big.Rat).Sub(x, half))
	}
	return floor(new(big.Rat).Add(x, half))
}

// rounding makes ceil, floor and round. Only round takes a number of digits; with
// digits the result keeps its point.
func rounding(r rounder) func(c *call) (any, error) {
	return func(c *call) (any, error) {
		const most = 30 // more than float64 can show
		digits := int(min(max(c.argInt(0, 0), -most), most))
		return r.round(toNumber(c.in), digits)
	}
}

// round rounds a number to digits behind the point, before it when negative.
func (r rounder) round(v any, digits int) (any, error) {
	whole := digits <= 0 || isWhole(v)
	if d, ok := toDecimal(v); ok && digits >= 0 {
		if d.e > digits {
			d = decimal{r.quick(d.m, pow10(d.e-digits)), digits}
		}
		return d.value(whole), nil
	}
	x, err := toRat(v)
	if err != nil {
		return nil, err
	}
	shift := power(digits)
	x = new(big.Rat).SetInt(r.long(x.Mul(x, shift)))
	return fromRat(x.Quo(x, shift), whole)
}

// power is 10 to the n.
func power(n int) *big.Rat {
	p := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(max(n, -n))), nil)
	x := new(big.Rat).SetInt(p)
	if n < 0 {
		x.Inv(x)
	}
	return x
}
