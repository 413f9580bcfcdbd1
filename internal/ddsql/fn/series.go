package fn

import (
	"io"

	"foureyes/internal/ddsql/sqlerr"
	"foureyes/internal/ddsql/value"
)

// addSeries adds functions that give rows out of numbers, times, arrays and
// texts.
func addSeries(s *shelf) {
	i, f, span := value.Int8, value.Float8, value.Interval
	s.addSets(
		Set{Name: "generate_series", Args: types(i, i, i), Defaults: 1, Returns: i, Strict: true, Open: seriesInts},
		Set{Name: "generate_series", Args: types(f, f, f), Defaults: 1, Returns: f, Strict: true, Open: seriesFloats},
		Set{Name: "generate_series", Args: types(value.Timestamp, value.Timestamp, span), Returns: value.Timestamp, Strict: true, Open: seriesTimes(value.OfTimestamp)},
		Set{Name: "generate_series", Args: types(value.TimestampTZ, value.TimestampTZ, span), Returns: value.TimestampTZ, Strict: true, Open: seriesTimes(value.OfTimestampTZ)},
		Set{Name: "generate_subscripts", Args: types(value.AnyArray, i, value.Bool), Defaults: 1, Returns: i, Strict: true, Open: subscripts},
		Set{Name: "unnest", Args: types(value.AnyArray), Returns: value.AnyElement, Strict: true, Open: func(e *Env, a []value.Value) (Next, error) {
			return each(e, a[0].List().Items, itself), nil
		}},
		Set{Name: "string_to_table", Args: types(value.Text, value.Text, value.Text), Defaults: 1, Returns: value.Text, Open: func(e *Env, a []value.Value) (Next, error) {
			if a[0].IsNull() {
				return none, nil
			}
			return each(e, pieces(a), itself), nil
		}},
		Set{
			Name: "_pg_expandarray", Args: types(value.AnyArray), Returns: value.Record, Strict: true,
			Columns: []Column{{"x", value.AnyElement}, {"n", i}}, Open: expandArray,
		},
	)
}

func errStep() error {
	return sqlerr.New(sqlerr.InvalidParameterValue, "step size cannot equal zero")
}

func seriesInts(e *Env, a []value.Value) (Next, error) {
	at, end, step := a[0].Int(), a[1].Int(), intAt(a, 2, 1)
	if step == 0 {
		return nil, errStep()
	}
	row, over := make([]value.Value, 1), false
	return func() ([]value.Value, error) {
		if over || step > 0 && at > end || step < 0 && at < end {
			return nil, io.EOF
		}
		row[0] = value.OfInt(at)
		next, err := addInts(at, step)
		at, over = next, err != nil
		return row, e.Worked(1)
	}, nil
}

func seriesFloats(e *Env, a []value.Value) (Next, error) {
	start, end, step := a[0].Float(), a[1].Float(), 1.0
	if len(a) > 2 {
		step = a[2].Float()
	}
	if step == 0 {
		return nil, errStep()
	}
	if start-start != 0 || end-end != 0 || step-step != 0 {
		return nil, sqlerr.New(sqlerr.InvalidParameterValue, "start, stop and step values must be finite")
	}
	// Counted, so that errors do not add up, and rounded to the digits that the
	// bounds show.
	n, row := 0, make([]value.Value, 1)
	places := max(placesOf(start), placesOf(step))
	return func() ([]value.Value, error) {
		at := roundTo(start+float64(n)*step, places)
		if step > 0 && at > end || step < 0 && at < end {
			return nil, io.EOF
		}
		n++
		row[0] = value.OfFloat(at)
		return row, e.Worked(1)
	}, nil
}

// placesOf is how many digits after the point a double shows.
func placesOf(f float64) int {
	d := decimalText(f)
	return clamp(len(d.digits)-d.point, 0, 17)
}

func seriesTimes(of func(int64) value.Value) func(e *Env, a []value.Value) (Next, error) {
	return func(e *Env, a []value.Value) (Next, error) {
		at, end, step := a[0].Micros(), a[1].Micros(), a[2].Span()
		sign := step.Compare(value.Span{})
		if sign == 0 {
			return nil, errStep()
		}
		if value.IsInfinite(at) {
			return nil, sqlerr.New(sqlerr.InvalidParameterValue, "start value cannot be infinity")
		}
		row := make([]value.Value, 1)
		return func() ([]value.Value, error) {
			if sign > 0 && at > end || sign < 0 && at < end {
				return nil, io.EOF
			}
			row[0] = of(at)
			next, err := addSpan(at, step, 1)
			if err != nil {
				return nil, err
			}
			at = next
			return row, e.Worked(1)
		}, nil
	}
}

func subscripts(e *Env, a []value.Value) (Next, error) {
	dims, n := a[0].List().Dims, a[1].Int()
	if n < 1 || n > int64(len(dims)) {
		return none, nil
	}
	d := dims[n-1]
	low, high, step := int64(d.Lower), int64(d.Lower+d.Len-1), int64(1)
	if len(a) > 2 && a[2].Bool() {
		low, high, step = high, low, -1
	}
	return seriesInts(e, []value.Value{value.OfInt(low), value.OfInt(high), value.OfInt(step)})
}

// expandArray numbers an array's elements from 1.
func expandArray(e *Env, a []value.Value) (Next, error) {
	var rows [][]value.Value
	for i, v := range a[0].List().Items {
		rows = append(rows, []value.Value{v, value.OfInt(int64(i + 1))})
	}
	return rowsOf(e, rows), nil
}
