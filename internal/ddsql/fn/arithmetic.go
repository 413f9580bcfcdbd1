package fn

import (
	"math"
	"math/bits"

	"foureyes/internal/ddsql/sqlerr"
	"foureyes/internal/ddsql/value"
)

func errBigint() error { return sqlerr.New(sqlerr.NumericValueOutOfRange, "bigint out of range") }

func errDivision() error { return sqlerr.New(sqlerr.DivisionByZero, "division by zero") }

func errOverflow() error {
	return sqlerr.New(sqlerr.NumericValueOutOfRange, "value out of range: overflow")
}

// addArithmetic adds the operators of numbers.
func addArithmetic(s *shelf) {
	for op, f := range map[string]func(a, b int64) (int64, error){
		"+": addInts, "-": subInts, "*": mulInts, "/": divInts, "%": modInts,
		"&":  func(a, b int64) (int64, error) { return a & b, nil },
		"|":  func(a, b int64) (int64, error) { return a | b, nil },
		"#":  func(a, b int64) (int64, error) { return a ^ b, nil },
		"<<": func(a, b int64) (int64, error) { return a << (uint64(b) & 63), nil },
		">>": func(a, b int64) (int64, error) { return a >> (uint64(b) & 63), nil },
	} {
		s.operators(strict(op, types(value.Int8, value.Int8), value.Int8, intOp(f)))
	}
	for op, f := range map[string]func(a, b float64) (float64, error){
		"+": func(a, b float64) (float64, error) { return finite(a+b, a, b) },
		"-": func(a, b float64) (float64, error) { return finite(a-b, a, b) },
		"*": func(a, b float64) (float64, error) { return finite(a*b, a, b) },
		"/": divFloats, "%": modFloats, "^": power,
	} {
		s.operators(strict(op, types(value.Float8, value.Float8), value.Float8, floatOp(f)))
	}
	s.operators(
		strict("-", types(value.Int8), value.Int8, negate),
		strict("-", types(value.Float8), value.Float8, floatOf(func(f float64) float64 { return -f })),
		strict("+", types(value.Int8), value.Int8, identity),
		strict("+", types(value.Float8), value.Float8, identity),
		strict("~", types(value.Int8), value.Int8, func(_ *Env, a []value.Value) (value.Value, error) { return value.OfInt(^a[0].Int()), nil }),
		strict("@", types(value.Int8), value.Int8, absInt),
		strict("@", types(value.Float8), value.Float8, floatOf(math.Abs)),
		strict("|/", types(value.Float8), value.Float8, squareRoot),
		strict("||/", types(value.Float8), value.Float8, floatOf(math.Cbrt)),
	)
}

func identity(_ *Env, a []value.Value) (value.Value, error) { return a[0], nil }

func intOp(f func(a, b int64) (int64, error)) Eval {
	return func(_ *Env, args []value.Value) (value.Value, error) {
		n, err := f(args[0].Int(), args[1].Int())
		if err != nil {
			return value.Null, err
		}
		return value.OfInt(n), nil
	}
}

func floatOp(f func(a, b float64) (float64, error)) Eval {
	return func(_ *Env, args []value.Value) (value.Value, error) {
		n, err := f(args[0].Float(), args[1].Float())
		if err != nil {
			return value.Null, err
		}
		return value.OfFloat(n), nil
	}
}

func addInts(a, b int64) (int64, error) {
	if c := a + b; (c > a) == (b > 0) {
		return c, nil
	}
	return 0, errBigint()
}

func subInts(a, b int64) (int64, error) {
	if c := a - b; (c < a) == (b > 0) {
		return c, nil
	}
	return 0, errBigint()
}

func mulInts(a, b int64) (int64, error) {
	high, low := bits.Mul64(magnitude(a), magnitude(b))
	negative := (a < 0) != (b < 0)
	switch {
	case high != 0 || low > 1<<63 || low == 1<<63 && !negative:
		return 0, errBigint()
	case negative:
		return -int64(low), nil
	}
	return int64(low), nil
}

func magnitude(n int64) uint64 {
	if n < 0 {
		return -uint64(n)
	}
	return uint64(n)
}

func divInts(a, b int64) (int64, error) {
	switch {
	case b == 0:
		return 0, errDivision()
	case b == -1 && a == math.MinInt64:
		return 0, errBigint()
	}
	return a / b, nil
}

func modInts(a, b int64) (int64, error) {
	switch b {
	case 0:
		return 0, errDivision()
	case -1:
		return 0, nil
	}
	return a % b, nil
}

// finite refuses an infinity that finite numbers made.
func finite(result, a, b float64) (float64, error) {
	if math.IsInf(result, 0) && !math.IsInf(a, 0) && !math.IsInf(b, 0) {
		return 0, errOverflow()
	}
	return result, nil
}

func divFloats(a, b float64) (float64, error) {
	if b == 0 && !math.IsNaN(a) {
		return 0, errDivision()
	}
	return finite(a/b, a, b)
}

func modFloats(a, b float64) (float64, error) {
	if b == 0 && !math.IsNaN(a) {
		return 0, errDivision()
	}
	return math.Mod(a, b), nil
}

func power(a, b float64) (float64, error) {
	switch {
	case a == 0 && b < 0:
		return 0, sqlerr.New(sqlerr.InvalidArgumentForPower, "zero raised to a negative power is undefined")
	case a < 0 && b != math.Trunc(b) && !math.IsInf(a, 0):
		return 0, sqlerr.New(sqlerr.InvalidArgumentForPower, "a negative number raised to a non-integer power yields a complex result")
	}
	return finite(math.Pow(a, b), a, b)
}

func negate(_ *Env, a []value.Value) (value.Value, error) {
	if a[0].Int() == math.MinInt64 {
		return value.Null, errBigint()
	}
	return value.OfInt(-a[0].Int()), nil
}

func absInt(e *Env, a []value.Value) (value.Value, error) {
	if a[0].Int() < 0 {
		return negate(e, a)
	}
	return a[0], nil
}

func squareRoot(_ *Env, a []value.Value) (value.Value, error) {
	if a[0].Float() < 0 {
		return value.Null, sqlerr.New(sqlerr.InvalidArgumentForPower, "cannot take square root of a negative number")
	}
	return value.OfFloat(math.Sqrt(a[0].Float())), nil
}
