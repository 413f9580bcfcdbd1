package fn

import (
	"math/bits"

	"foureyes/internal/ddsql/sqlerr"
	"foureyes/internal/ddsql/value"
)

// plain makes an aggregate of one argument that skips NULLs.
func plain(name string, arg, returns value.Type, newState func() State) Aggregate {
	return Aggregate{
		Name: name, Args: types(arg), Returns: returns, Strict: true, Ordered: -1,
		New: func([]value.Type, []value.Value) (State, error) { return newState(), nil },
	}
}

// addCounting adds the aggregates of counting and adding up.
func addCounting(s *shelf) {
	count := func() State { return &counter{} }
	s.addAggregates(
		Aggregate{Name: "count", Ordered: -1, Returns: value.Int8, New: func([]value.Type, []value.Value) (State, error) { return count(), nil }},
		plain("count", value.Any, value.Int8, count),
		plain("sum", value.Int8, value.Int8, func() State { return &intSum{} }),
		plain("sum", value.Float8, value.Float8, func() State { return &floatSum{} }),
		plain("sum", value.Interval, value.Interval, func() State { return &spanSum{} }),
		plain("avg", value.Int8, value.Float8, func() State { return &mean{} }),
		plain("avg", value.Float8, value.Float8, func() State { return &mean{} }),
		plain("avg", value.Interval, value.Interval, func() State { return &spanSum{mean: true} }),
		plain("bool_and", value.Bool, value.Bool, func() State {
			return &folded{fold: func(a, b value.Value) value.Value { return value.OfBool(a.Bool() && b.Bool()) }}
		}),
		plain("every", value.Bool, value.Bool, func() State {
			return &folded{fold: func(a, b value.Value) value.Value { return value.OfBool(a.Bool() && b.Bool()) }}
		}),
		plain("bool_or", value.Bool, value.Bool, func() State {
			return &folded{fold: func(a, b value.Value) value.Value { return value.OfBool(a.Bool() || b.Bool()) }}
		}),
		plain("bit_and", value.Int8, value.Int8, func() State {
			return &folded{fold: func(a, b value.Value) value.Value { return value.OfInt(a.Int() & b.Int()) }}
		}),
		plain("bit_or", value.Int8, value.Int8, func() State {
			return &folded{fold: func(a, b value.Value) value.Value { return value.OfInt(a.Int() | b.Int()) }}
		}),
		plain("bit_xor", value.Int8, value.Int8, func() State {
			return &folded{fold: func(a, b value.Value) value.Value { return value.OfInt(a.Int() ^ b.Int()) }}
		}),
	)
	for _, t := range []value.Type{
		value.Text, value.Int8, value.Float8, value.Timestamp, value.TimestampTZ, value.Date, value.Time, value.Interval,
		value.Inet, value.OID, value.AnyArray, value.BPChar,
	} {
		s.addAggregates(
			plain("min", t, t, func() State { return &folded{fold: lesser} }),
			plain("max", t, t, func() State { return &folded{fold: greater} }),
		)
	}
}

func lesser(a, b value.Value) value.Value {
	if value.Compare(b, a) < 0 {
		return b
	}
	return a
}

func greater(a, b value.Value) value.Value {
	if value.Compare(b, a) > 0 {
		return b
	}
	return a
}

// fixedSize is what a state of a few words takes.
const fixedSize = 64

// counter counts rows.
type counter struct{ n int64 }

// Step counts a row.
func (c *counter) Step(*Env, []value.Value) error { c.n++; return nil }

// Undo takes a row back.
func (c *counter) Undo(*Env, []value.Value) error { c.n--; return nil }

// Merge adds another count.
func (c *counter) Merge(_ *Env, other State) error { c.n += other.(*counter).n; return nil }

// Result is the count.
func (c *counter) Result(*Env) (value.Value, error) { return value.OfInt(c.n), nil }

// Size is that of a few words.
func (c *counter) Size() int64 { return fixedSize }

// intSum adds integers in 128 bits, so that only the answer can overflow.
type intSum struct {
	n    int64 // rows
	high int64
	low  uint64
}

// Step adds a row.
func (s *intSum) Step(_ *Env, a []value.Value) error { s.n++; s.add(a[0].Int()); return nil }

// Undo takes a row back.
func (s *intSum) Undo(_ *Env, a []value.Value) error {
	s.n--
	s.add(^a[0].Int()) // -x is ^x + 1, which holds for the smallest integer too
	s.add(1)
	return nil
}

func (s *intSum) add(v int64) {
	low := s.low + uint64(v)
	s.high += v >> 63
	if low < s.low {
		s.high++
	}
	s.low = low
}

// Merge adds another sum.
func (s *intSum) Merge(_ *Env, other State) error {
	o := other.(*intSum)
	low := s.low + o.low
	s.high += o.high
	if low < s.low {
		s.high++
	}
	s.low = low
	s.n += o.n
	return nil
}

// Result is the sum, NULL without rows.
func (s *intSum) Result(*Env) (value.Value, error) {
	if s.n == 0 {
		return value.Null, nil
	}
	if s.high != int64(s.low)>>63 {
		return value.Null, errBigint()
	}
	return value.OfInt(int64(s.low)), nil
}

// Size is that of a few words.
func (s *intSum) Size() int64 { return fixedSize }

// floatSum adds doubles.
type floatSum struct {
	n   int64
	sum float64
}

// Step adds a row.
func (s *floatSum) Step(_ *Env, a []value.Value) error {
	sum, err := finite(s.sum+a[0].Float(), s.sum, a[0].Float())
	s.n, s.sum = s.n+1, sum
	return err
}

// Merge adds another sum.
func (s *floatSum) Merge(_ *Env, other State) error {
	o := other.(*floatSum)
	sum, err := finite(s.sum+o.sum, s.sum, o.sum)
	s.n, s.sum = s.n+o.n, sum
	return err
}

// Result is the sum, NULL without rows.
func (s *floatSum) Result(*Env) (value.Value, error) {
	if s.n == 0 {
		return value.Null, nil
	}
	return value.OfFloat(s.sum), nil
}

// Size is that of a few words.
func (s *floatSum) Size() int64 { return fixedSize }

// mean is the average of integers, added exactly, or doubles.
type mean struct {
	ints   intSum
	floats floatSum
}

// Step adds a row.
func (m *mean) Step(e *Env, a []value.Value) error {
	if a[0].Kind() == value.KindInt {
		return m.ints.Step(e, a)
	}
	return m.floats.Step(e, a)
}

// Merge adds another mean's rows.
func (m *mean) Merge(e *Env, other State) error {
	o := other.(*mean)
	if err := m.ints.Merge(e, &o.ints); err != nil {
		return err
	}
	return m.floats.Merge(e, &o.floats)
}

// float is the sum as a double: taken apart by its sign, or the halves of a small
// negative number would cancel each other out.
func (s *intSum) float() float64 {
	high, low := uint64(s.high), s.low
	if s.high >= 0 {
		return float64(high)*(1<<64) + float64(low)
	}
	low, borrow := bits.Sub64(0, low, 0)
	high, _ = bits.Sub64(0, high, borrow)
	return -(float64(high)*(1<<64) + float64(low))
}

// Result is the mean, NULL without rows.
func (m *mean) Result(*Env) (value.Value, error) {
	switch {
	case m.ints.n > 0:
		return value.OfFloat(m.ints.float() / float64(m.ints.n)), nil
	case m.floats.n > 0:
		return value.OfFloat(m.floats.sum / float64(m.floats.n)), nil
	}
	return value.Null, nil
}

// Size is that of a few words.
func (m *mean) Size() int64 { return 2 * fixedSize }

// spanSum adds intervals, and divides by their number for the mean.
type spanSum struct {
	n    int64
	sum  value.Span
	mean bool
}

// Step adds a row.
func (s *spanSum) Step(_ *Env, a []value.Value) error { return s.add(a[0].Span(), 1) }

func (s *spanSum) add(span value.Span, n int64) error {
	sum, err := sumSpans(s.sum, span, 1)
	if err != nil {
		return err
	}
	s.sum, s.n = sum.Span(), s.n+n
	return nil
}

// Merge adds another sum.
func (s *spanSum) Merge(_ *Env, other State) error {
	return s.add(other.(*spanSum).sum, other.(*spanSum).n)
}

// Result is the sum or mean, NULL without rows.
func (s *spanSum) Result(*Env) (value.Value, error) {
	switch {
	case s.n == 0:
		return value.Null, nil
	case s.mean:
		return scaleSpan(s.sum, func(f float64) float64 { return f / float64(s.n) })
	}
	return value.OfInterval(s.sum), nil
}

// Size is that of a few words.
func (s *spanSum) Size() int64 { return fixedSize }

// folded joins values two by two.
type folded struct {
	fold func(a, b value.Value) value.Value
	v    value.Value
}

// Step joins one more value.
func (f *folded) Step(_ *Env, a []value.Value) error {
	if f.v.IsNull() {
		f.v = a[0]
	} else {
		f.v = f.fold(f.v, a[0])
	}
	return nil
}

// Merge joins another one's values.
func (f *folded) Merge(e *Env, other State) error {
	if o := other.(*folded); !o.v.IsNull() {
		return f.Step(e, []value.Value{o.v})
	}
	return nil
}

// Result is what came of it, NULL without rows.
func (f *folded) Result(*Env) (value.Value, error) { return f.v, nil }

// Size counts the value kept.
func (f *folded) Size() int64 { return fixedSize + f.v.Size() }

// errFraction refuses a percentile outside 0 to 1.
func errFraction(f float64) error {
	return sqlerr.New(sqlerr.NumericValueOutOfRange, "percentile value %g is not between 0 and 1", f)
}
