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
	"plus":       {1, 1, arithmetic(adding)},
	"minus":      {1, 1, arithmetic(subtracting)},
	"times":      {1, 1, arithmetic(multiplying)},
	"divided_by": {1, 1, divide},
	"modulo":     {1, 1, modulo},
	"at_least":   {1, 1, bound(-1)},
	"at_most":    {1, 1, bound(1)},
}

var (
	adding      = operation{decimal.plus, (*big.Rat).Add}
	subtracting = operation{decimal.minus, (*big.Rat).Sub}
	multiplying = operation{decimal.times, (*big.Rat).Mul}
)

// arithmetic makes a filter of an operation.
func arithmetic(o operation) func(c *call) (any, error) {
	return func(c *call) (any, error) { return o.apply(c.in, c.arg(0)) }
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
	quotient, whole, err := quotient(c)
	if err != nil {
		return nil, err
	}
	divisor, err := toRat(toNumber(c.arg(0)))
	if err != nil {
		return nil, err
	}
	// What the quotient has behind its point, in units of the divisor.
	rest := new(big.Rat).Sub(quotient, new(big.Rat).SetInt(floor(quotient)))
	return fromRat(rest.Mul(rest, divisor), whole)
}

// abs drops the sign.
func abs(c *call) (any, error) {
	in := toNumber(c.in)
	if compareNumbers(in, int64(0)) < 0 {
		return subtracting.apply(int64(0), in)
	}
	return in, nil
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
