package liquid

import (
	"errors"
	"math/big"
)

// numberFilters calculate. Texts count as the number they begin with.
var numberFilters = map[string]filter{
	"abs":        {0, 0, abs},
	"ceil":       {0, 0, rounding(up)},
	"floor":      {0, 0, rounding(down)},
	"round":      {0, 1, rounding(nearest)},
	"plus":       {1, 1, func(c *call) (any, error) { return plus(c.in, c.arg(0)) }},
	"minus":      {1, 1, arithmetic((*big.Rat).Sub)},
	"times":      {1, 1, arithmetic((*big.Rat).Mul)},
	"divided_by": {1, 1, divide},
	"modulo":     {1, 1, modulo},
	"at_least":   {1, 1, bound(-1)},
	"at_most":    {1, 1, bound(1)},
}

// arithmetic makes a filter of an exact operation.
func arithmetic(op func(z, x, y *big.Rat) *big.Rat) func(c *call) (any, error) {
	return func(c *call) (any, error) { return calculate(op, c.in, c.arg(0)) }
}

// calculate applies op; whole numbers give a whole number.
func calculate(op func(z, x, y *big.Rat) *big.Rat, a, b any) (any, error) {
	a, b = toNumber(a), toNumber(b)
	x, err := toRat(a)
	if err != nil {
		return nil, err
	}
	y, err := toRat(b)
	if err != nil {
		return nil, err
	}
	return fromRat(op(new(big.Rat), x, y), isWhole(a) && isWhole(b))
}

// plus adds; small whole numbers take the short way.
func plus(a, b any) (any, error) {
	if x, ok := a.(int64); ok {
		if y, ok := b.(int64); ok && (x+y > x) == (y > 0) {
			return x + y, nil
		}
	}
	return calculate((*big.Rat).Add, a, b)
}

var errZero = errors.New("divided by 0")

// divide gives a fraction, or the whole part below it for two whole numbers.
func divide(c *call) (any, error) {
	quotient, whole, err := quotient(c)
	if err != nil {
		return nil, err
	}
	if whole {
		quotient.SetInt(floor(quotient))
	}
	return fromRat(quotient, whole)
}

// quotient divides the input by the argument and tells whether both are whole.
func quotient(c *call) (*big.Rat, bool, error) {
	a, b := toNumber(c.in), toNumber(c.arg(0))
	x, err := toRat(a)
	if err != nil {
		return nil, false, err
	}
	y, err := toRat(b)
	if err != nil {
		return nil, false, err
	}
	if y.Sign() == 0 {
		return nil, false, errZero
	}
	return new(big.Rat).Quo(x, y), isWhole(a) && isWhole(b), nil
}

// modulo gives the rest, with the sign of the divisor.
func modulo(c *call) (any, error) {
	quotient, _, err := quotient(c)
	if err != nil {
		return nil, err
	}
	whole := new(big.Rat).SetInt(floor(quotient))
	times := func(z, x, y *big.Rat) *big.Rat {
		return z.Sub(x, new(big.Rat).Mul(y, whole))
	}
	return calculate(times, c.in, c.arg(0))
}

// abs drops the sign.
func abs(c *call) (any, error) {
	return calculate(func(z, x, _ *big.Rat) *big.Rat { return z.Abs(x) }, c.in, int64(0))
}

// bound makes at_least and at_most: the input, unless its order with the
// argument is beyond.
func bound(beyond int) func(c *call) (any, error) {
	return func(c *call) (any, error) {
		a, b := toNumber(c.in), toNumber(c.arg(0))
		if compareNumbers(a, b) == beyond {
			return b, nil
		}
		return a, nil
	}
}

// floor is the largest whole number not above x.
func floor(x *big.Rat) *big.Int { return new(big.Int).Div(x.Num(), x.Denom()) }

func down(x *big.Rat) *big.Int { return floor(x) }

func up(x *big.Rat) *big.Int {
	n := floor(new(big.Rat).Neg(x))
	return n.Neg(n)
}

// nearest rounds halves away from zero.
func nearest(x *big.Rat) *big.Int {
	half := big.NewRat(1, 2)
	if x.Sign() < 0 {
		return up(new(big.Rat).Sub(x, half))
	}
	return floor(new(big.Rat).Add(x, half))
}

// rounding makes ceil, floor and round. Only round takes a number of digits; with
// digits the result keeps its point.
func rounding(to func(*big.Rat) *big.Int) func(c *call) (any, error) {
	return func(c *call) (any, error) {
		in := toNumber(c.in)
		x, err := toRat(in)
		if err != nil {
			return nil, err
		}
		const most = 30 // more than float64 can show
		digits := min(max(c.argInt(0, 0), -most), most)
		shift := power(digits)
		x = new(big.Rat).SetInt(to(x.Mul(x, shift)))
		return fromRat(x.Quo(x, shift), digits <= 0 || isWhole(in))
	}
}

// power is 10 to the n.
func power(n int64) *big.Rat {
	p := new(big.Int).Exp(big.NewInt(10), big.NewInt(max(n, -n)), nil)
	x := new(big.Rat).SetInt(p)
	if n < 0 {
		x.Inv(x)
	}
	return x
}
