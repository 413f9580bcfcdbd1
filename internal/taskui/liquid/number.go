package liquid

import (
	"cmp"
	"errors"
	"math"
	"math/big"
	"regexp"
	"strconv"
	"strings"
)

// Arithmetic works on decimals as they are written, so that 0.1 plus 0.2 is 0.3;
// results become int64, or float64 where they have a point or are too large.

var errRange = errors.New("a number is out of range")

// isNumber reports whether v is a number.
func isNumber(v any) bool {
	switch v.(type) {
	case int64, float64, Number:
		return true
	}
	return false
}

// numeral is how a text must look to be a decimal; else its leading digits count.
var numeral = regexp.MustCompile(`^\s*(-?\d{1,400}\.\d{1,400})\s*$|^\s*([-+]?\d{1,400})`)

// toNumber gives v as int64, float64 or Number. Texts are read; all else is 0.
func toNumber(v any) any {
	if isNumber(v) {
		return v
	}
	s, ok := asString(v)
	if !ok {
		return int64(0)
	}
	m := numeral.FindStringSubmatch(s)
	if m == nil {
		return int64(0)
	}
	if m[1] != "" {
		return Number(m[1])
	}
	return number(strings.TrimPrefix(m[2], "+"))
}

// toInt gives v as a whole number, cut towards zero and kept within int64.
func toInt(v any) int64 {
	switch v := toNumber(v).(type) {
	case int64:
		return v
	default:
		f := toFloat(v)
		switch {
		case f >= math.MaxInt64:
			return math.MaxInt64
		case f <= math.MinInt64:
			return math.MinInt64
		}
		return int64(f)
	}
}

// toFloat gives a number as float64; what is too large becomes infinite.
func toFloat(v any) float64 {
	switch v := v.(type) {
	case int64:
		return float64(v)
	case float64:
		return v
	case Number:
		f, _ := strconv.ParseFloat(string(v), 64) // the error repeats what Inf says
		return f
	}
	return 0
}

// isWhole reports whether a number is written without point and exponent.
func isWhole(v any) bool {
	switch v := v.(type) {
	case int64:
		return true
	case Number:
		return !strings.ContainsAny(string(v), ".eE")
	}
	return false
}

// exactDigits is how long a number may be written to be calculated exactly.
const exactDigits = 400

// toRat gives a number exactly as it is written.
func toRat(v any) (*big.Rat, error) {
	switch v := v.(type) {
	case int64:
		return new(big.Rat).SetInt64(v), nil
	case Number:
		if len(v) <= exactDigits && !strings.ContainsAny(string(v), "eE") {
			if x, ok := new(big.Rat).SetString(string(v)); ok {
				return x, nil
			}
		}
	}
	f := toFloat(v)
	if math.IsInf(f, 0) {
		return nil, errRange
	}
	// The shortest decimal, not the binary fraction, is what a reader sees.
	x, ok := new(big.Rat).SetString(strconv.FormatFloat(f, 'f', -1, 64))
	if !ok {
		return nil, errRange
	}
	return x, nil
}

// fromRat gives a result as a value: whole results of whole numbers as int64.
func fromRat(x *big.Rat, whole bool) (any, error) {
	if whole && x.IsInt() && x.Num().IsInt64() {
		return x.Num().Int64(), nil
	}
	f, _ := x.Float64()
	if math.IsInf(f, 0) {
		return nil, errRange
	}
	return f, nil
}

// compareNumbers orders two numbers exactly where they can be held exactly.
func compareNumbers(a, b any) int {
	if i, ok := a.(int64); ok {
		if j, ok := b.(int64); ok {
			return cmp.Compare(i, j)
		}
	}
	// Rounding to float64 keeps the order, so only equal floats need a closer look.
	near := cmp.Compare(toFloat(a), toFloat(b))
	if near != 0 {
		return near
	}
	x, err := toRat(a)
	if err != nil {
		return near
	}
	y, err := toRat(b)
	if err != nil {
		return near
	}
	return x.Cmp(y)
}
