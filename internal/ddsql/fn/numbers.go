package fn

import (
	"math"
	"strconv"

	"foureyes/internal/ddsql/sqlerr"
	"foureyes/internal/ddsql/value"
)

// addNumbers adds the functions of numbers.
func addNumbers(s *shelf) {
	i1, i2 := types(value.Int8), types(value.Int8, value.Int8)
	f1, f2 := types(value.Float8), types(value.Float8, value.Float8)
	fi := types(value.Float8, value.Int8)
	for name, f := range map[string]func(float64) float64{
		"abs": math.Abs, "ceil": math.Ceil, "ceiling": math.Ceil, "floor": math.Floor,
		"trunc": math.Trunc, "sign": signum, "cbrt": math.Cbrt,
		"degrees": func(f float64) float64 { return f * 180 / math.Pi },
		"radians": func(f float64) float64 { return f * math.Pi / 180 },
		"atan":    math.Atan, "sinh": math.Sinh, "cosh": math.Cosh, "tanh": math.Tanh, "asinh": math.Asinh,
		"round": func(f float64) float64 { return roundTo(f, 0) },
	} {
		s.add(strict(name, f1, value.Float8, floatOf(f)))
	}
	for name, f := range map[string]func(float64) float64{
		"sin": math.Sin, "cos": math.Cos, "tan": math.Tan, "asin": math.Asin, "acos": math.Acos,
		"acosh": math.Acosh, "atanh": math.Atanh, "cot": func(f float64) float64 { return 1 / math.Tan(f) },
	} {
		s.add(strict(name, f1, value.Float8, inDomain(f)))
	}
	for name, f := range map[string]func(a, b float64) (float64, error){
		"power": power, "pow": power, "div": divWhole, "mod": modFloats, "log": logBase,
		"atan2": func(a, b float64) (float64, error) { return math.Atan2(a, b), nil },
	} {
		s.add(strict(name, f2, value.Float8, floatOp(f)))
	}
	s.add(
		strict("abs", i1, value.Int8, absInt),
		strict("mod", i2, value.Int8, intOp(modInts)),
		strict("div", i2, value.Int8, intOp(divInts)),
		strict("gcd", i2, value.Int8, intOp(gcd)),
		strict("lcm", i2, value.Int8, intOp(lcm)),
		strict("factorial", i1, value.Float8, factorial),
		strict("sqrt", f1, value.Float8, squareRoot),
		strict("exp", f1, value.Float8, exponential),
		strict("ln", f1, value.Float8, logarithm(math.Log)),
		strict("log", f1, value.Float8, logarithm(math.Log10)),
		strict("log10", f1, value.Float8, logarithm(math.Log10)),
		strict("pi", nil, value.Float8, constant(value.OfFloat(math.Pi))),
		strict("round", fi, value.Float8, places(roundTo)),
		strict("trunc", fi, value.Float8, places(truncTo)),
		strict("random", nil, value.Float8, random).volatile(),
		strict("to_hex", i1, value.Text, toHex),
		strict("width_bucket", types(value.Float8, value.Float8, value.Float8, value.Int8), value.Int8, widthBucket),
		strict("width_bucket", types(value.AnyCompatible, value.AnyCompatibleArray), value.Int8, widthBucketArray),
	)
}

func signum(f float64) float64 {
	switch {
	case f > 0:
		return 1
	case f < 0:
		return -1
	}
	return f
}

// inDomain refuses arguments for which the function is not defined.
func inDomain(f func(float64) float64) Eval {
	return func(_ *Env, a []value.Value) (value.Value, error) {
		x := a[0].Float()
		y := f(x)
		if math.IsNaN(y) && !math.IsNaN(x) {
			return value.Null, sqlerr.New(sqlerr.NumericValueOutOfRange, "input is out of range")
		}
		return value.OfFloat(y), nil
	}
}

func divWhole(a, b float64) (float64, error) {
	q, err := divFloats(a, b)
	return math.Trunc(q), err
}

func gcd(a, b int64) (int64, error) {
	x, y := magnitude(a), magnitude(b)
	for y != 0 {
		x, y = y, x%y
	}
	if x > math.MaxInt64 {
		return 0, errBigint()
	}
	return int64(x), nil
}

func lcm(a, b int64) (int64, error) {
	if a == 0 || b == 0 {
		return 0, nil
	}
	g, err := gcd(a, b)
	if err != nil {
		return 0, err
	}
	n, err := mulInts(a/g, b)
	if n == math.MinInt64 {
		return 0, errBigint()
	}
	return max(n, -n), err
}

func factorial(_ *Env, a []value.Value) (value.Value, error) {
	n := a[0].Int()
	if n < 0 {
		return value.Null, sqlerr.New(sqlerr.NumericValueOutOfRange, "factorial of a negative number is undefined")
	}
	if n > 170 {
		return value.Null, errOverflow()
	}
	f := 1.0
	for i := int64(2); i <= n; i++ {
		f *= float64(i)
	}
	return value.OfFloat(f), nil
}

func exponential(_ *Env, a []value.Value) (value.Value, error) {
	f, err := finite(math.Exp(a[0].Float()), a[0].Float(), 0)
	return value.OfFloat(f), err
}

func logarithm(f func(float64) float64) Eval {
	return func(_ *Env, a []value.Value) (value.Value, error) {
		if err := checkLog(a[0].Float()); err != nil {
			return value.Null, err
		}
		return value.OfFloat(f(a[0].Float())), nil
	}
}

func checkLog(f float64) error {
	switch {
	case f == 0:
		return sqlerr.New(sqlerr.InvalidArgumentForLogarithm, "cannot take logarithm of zero")
	case f < 0:
		return sqlerr.New(sqlerr.InvalidArgumentForLogarithm, "cannot take logarithm of a negative number")
	}
	return nil
}

func logBase(base, x float64) (float64, error) {
	for _, f := range []float64{base, x} {
		if err := checkLog(f); err != nil {
			return 0, err
		}
	}
	l := math.Log(base)
	if l == 0 {
		return 0, errDivision()
	}
	if base == 2 {
		return math.Log2(x), nil
	}
	return math.Log(x) / l, nil
}

// places turns a function of a number and decimal places into an Eval.
func places(f func(float64, int) float64) Eval {
	return func(_ *Env, a []value.Value) (value.Value, error) {
		return value.OfFloat(f(a[0].Float(), int(max(-400, min(a[1].Int(), 400))))), nil
	}
}

func random(e *Env, _ []value.Value) (value.Value, error) {
	if e.Random == nil {
		return value.OfFloat(0), nil
	}
	return value.OfFloat(e.Random()), nil
}

func toHex(_ *Env, a []value.Value) (value.Value, error) {
	return value.OfText(strconv.FormatUint(uint64(a[0].Int()), 16)), nil
}

func errBucket(sentence string) error {
	return sqlerr.New(sqlerr.InvalidArgumentForWidthBucket, "%s", sentence)
}

func widthBucket(_ *Env, a []value.Value) (value.Value, error) {
	x, low, high, count := a[0].Float(), a[1].Float(), a[2].Float(), a[3].Int()
	switch {
	case count <= 0:
		return value.Null, errBucket("count must be greater than zero")
	case math.IsNaN(x) || math.IsNaN(low) || math.IsNaN(high):
		return value.Null, errBucket("operand, lower bound, and upper bound cannot be NaN")
	case math.IsInf(low, 0) || math.IsInf(high, 0):
		return value.Null, errBucket("lower and upper bounds must be finite")
	case low == high:
		return value.Null, errBucket("lower bound cannot equal upper bound")
	}
	if low > high {
		x, low, high = -x, -low, -high
	}
	switch {
	case x < low:
		return value.OfInt(0), nil
	case x >= high:
		return value.OfInt(count + 1), nil
	}
	return value.OfInt(int64(float64(count)*((x-low)/(high-low))) + 1), nil
}

// widthBucketArray counts the thresholds that are not above the operand.
func widthBucketArray(_ *Env, a []value.Value) (value.Value, error) {
	n := int64(0)
	for _, t := range a[1].List().Items {
		if t.IsNull() {
			return value.Null, sqlerr.New(sqlerr.NullValueNotAllowed, "thresholds array must not contain NULLs")
		}
		if value.Compare(a[0], t) < 0 {
			break
		}
		n++
	}
	return value.OfInt(n), nil
}
