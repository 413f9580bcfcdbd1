package fn

import (
	"math"
	"slices"

	"foureyes/internal/ddsql/sqlerr"
	"foureyes/internal/ddsql/value"
)

// addCollecting adds the aggregates that keep all their values: as an array, a
// text or a document, or to look at them in order.
func addCollecting(s *shelf) {
	s.addAggregates(
		Aggregate{
			Name: "array_agg", Args: types(value.AnyNonArray), Returns: value.AnyArray, Ordered: -1,
			New: func(t []value.Type, _ []value.Value) (State, error) {
				return &collected{elem: t[0], finish: arrayAgg}, nil
			},
		},
		Aggregate{
			Name: "array_agg", Args: types(value.AnyArray), Returns: value.AnyArray, Ordered: -1,
			New: func(t []value.Type, _ []value.Value) (State, error) {
				return &collected{elem: t[0], finish: arrayAgg}, nil
			},
		},
		Aggregate{
			Name: "string_agg", Args: types(value.Text, value.Text), Returns: value.Text, Ordered: -1,
			New: func([]value.Type, []value.Value) (State, error) { return &joinedTexts{}, nil },
		},
	)
	for prefix, t := range map[string]value.Type{"json": value.JSON, "jsonb": value.JSONB} {
		finish := finisher(t)
		s.addAggregates(
			Aggregate{
				Name: prefix + "_agg", Args: types(value.AnyElement), Returns: t, Ordered: -1,
				New: func([]value.Type, []value.Value) (State, error) {
					return &joinedJSON{open: '[', end: ']', finish: finish}, nil
				},
			},
			Aggregate{
				Name: prefix + "_object_agg", Args: types(value.Any, value.Any), Returns: t, Ordered: -1,
				New: func([]value.Type, []value.Value) (State, error) {
					return &joinedJSON{open: '{', end: '}', finish: finish}, nil
				},
			},
		)
	}
	for _, t := range []value.Type{value.Float8, value.Interval} {
		s.addAggregates(
			percentile("percentile_cont", types(value.Float8, t), t, continuous),
			percentile("percentile_cont", types(value.Float8Array, t), t.Array(), continuous),
		)
	}
	s.addAggregates(
		percentile("percentile_disc", types(value.Float8, value.AnyElement), value.AnyElement, discrete),
		percentile("percentile_disc", types(value.Float8Array, value.AnyElement), value.AnyArray, discrete),
		percentile("approx_percentile", types(value.Float8, value.AnyElement), value.AnyElement, approximate),
		Aggregate{
			Name: "mode", Args: types(value.AnyElement), Returns: value.AnyElement, Ordered: 0, Strict: true,
			New: func([]value.Type, []value.Value) (State, error) { return &collected{finish: mode}, nil },
		},
	)
}

// collected keeps every value until the end.
type collected struct {
	elem   value.Type
	direct []value.Value
	items  []value.Value
	bytes  int64
	finish func(e *Env, c *collected) (value.Value, error)
}

// Step keeps a value.
func (c *collected) Step(e *Env, a []value.Value) error {
	c.items = append(c.items, a[0])
	c.bytes += a[0].Size()
	return e.Worked(1)
}

// Result makes the answer of the values.
func (c *collected) Result(e *Env) (value.Value, error) {
	if len(c.items) == 0 {
		return value.Null, nil
	}
	return c.finish(e, c)
}

// Size counts the values kept.
func (c *collected) Size() int64 { return fixedSize + c.bytes }

func arrayAgg(e *Env, c *collected) (value.Value, error) {
	return MakeArray(e, c.elem, slices.Clip(c.items))
}

// joinedTexts is string_agg: each value but the first comes after its row's
// delimiter.
type joinedTexts struct {
	some bool
	text []byte
}

// Step adds a text; NULLs are skipped.
func (j *joinedTexts) Step(e *Env, a []value.Value) error {
	if a[0].IsNull() {
		return nil
	}
	if j.some {
		j.text = append(j.text, a[1].Str()...)
	}
	j.some = true
	j.text = append(j.text, a[0].Str()...)
	if err := e.Room(int64(len(j.text))); err != nil {
		return err
	}
	return e.Worked(1)
}

// Result is the text, NULL without any.
func (j *joinedTexts) Result(*Env) (value.Value, error) {
	if !j.some {
		return value.Null, nil
	}
	return value.OfText(string(j.text)), nil
}

// Size counts the text.
func (j *joinedTexts) Size() int64 { return fixedSize + int64(cap(j.text)) }

// joinedJSON is json_agg, or json_object_agg with keys.
type joinedJSON struct {
	open, end byte
	text      []byte
	finish    func([]byte) (value.Value, error)
}

// Step adds an element or a member.
func (j *joinedJSON) Step(e *Env, a []value.Value) error {
	switch {
	case len(j.text) == 0 && j.open == '{':
		j.text = append(j.text, "{ "...)
	case len(j.text) == 0:
		j.text = append(j.text, '[')
	default:
		j.text = append(j.text, ", "...)
	}
	if j.open == '{' {
		if a[0].IsNull() {
			return sqlerr.New(sqlerr.InvalidParameterValue, "field name must not be null")
		}
		j.text = append(value.AppendJSONString(j.text, keyText(a[0])), " : "...)
		a = a[1:]
	}
	j.text = AppendJSON(j.text, a[0])
	if err := e.Room(int64(len(j.text))); err != nil {
		return err
	}
	return e.Worked(1)
}

// Result is the document, NULL without rows.
func (j *joinedJSON) Result(*Env) (value.Value, error) {
	if len(j.text) == 0 {
		return value.Null, nil
	}
	text := append([]byte(nil), j.text...)
	if j.open == '{' {
		text = append(text, ' ')
	}
	return j.finish(append(text, j.end))
}

// Size counts the text.
func (j *joinedJSON) Size() int64 { return fixedSize + int64(cap(j.text)) }

// percentile makes an ordered-set aggregate of fractions, one or an array.
func percentile(name string, args []value.Type, returns value.Type, at func(sorted []value.Value, fraction float64) (value.Value, error)) Aggregate {
	return Aggregate{
		Name: name, Args: args, Returns: returns, Ordered: 1, Strict: true,
		New: func(t []value.Type, direct []value.Value) (State, error) {
			if err := checkFractions(direct[0]); err != nil {
				return nil, err
			}
			return &collected{elem: t[1], direct: direct, finish: func(_ *Env, c *collected) (value.Value, error) {
				return percentiles(c, at)
			}}, nil
		},
	}
}

func checkFractions(v value.Value) error {
	for _, f := range fractions(v) {
		if !f.IsNull() && !(f.Float() >= 0 && f.Float() <= 1) {
			return errFraction(f.Float())
		}
	}
	return nil
}

func fractions(v value.Value) []value.Value {
	if v.Kind() == value.KindArray {
		return v.List().Items
	}
	return []value.Value{v}
}

func percentiles(c *collected, at func([]value.Value, float64) (value.Value, error)) (value.Value, error) {
	var found []value.Value
	for _, f := range fractions(c.direct[0]) {
		if f.IsNull() {
			found = append(found, value.Null)
			continue
		}
		v, err := at(c.items, f.Float())
		if err != nil {
			return value.Null, err
		}
		found = append(found, v)
	}
	if c.direct[0].Kind() != value.KindArray {
		return found[0], nil
	}
	l := *c.direct[0].List()
	l.Elem, l.Items = c.elem, found
	return value.OfArray(&l), nil
}

// continuous goes between two neighbours.
func continuous(sorted []value.Value, fraction float64) (value.Value, error) {
	at := fraction * float64(len(sorted)-1)
	low, high := sorted[int(math.Floor(at))], sorted[int(math.Ceil(at))]
	part := at - math.Floor(at)
	if low.Kind() != value.KindInterval {
		return value.OfFloat(low.Float() + part*(high.Float()-low.Float())), nil
	}
	difference, err := sumSpans(high.Span(), low.Span(), -1)
	if err != nil {
		return value.Null, err
	}
	step, err := scaleSpan(difference.Span(), func(f float64) float64 { return f * part })
	if err != nil {
		return value.Null, err
	}
	return sumSpans(low.Span(), step.Span(), 1)
}

// discrete takes the first value whose place is at or after the fraction.
func discrete(sorted []value.Value, fraction float64) (value.Value, error) {
	return sorted[max(0, int(math.Ceil(fraction*float64(len(sorted))))-1)], nil
}

// approximate goes between neighbours where the type is a double, and takes a
// value that is there otherwise, so that the answer has the type of its input.
func approximate(sorted []value.Value, fraction float64) (value.Value, error) {
	if sorted[0].Kind() == value.KindFloat {
		return continuous(sorted, fraction)
	}
	return discrete(sorted, fraction)
}

// mode is the value that comes most often, the first in order of several.
func mode(_ *Env, c *collected) (value.Value, error) {
	best, most, run := c.items[0], 0, 0
	for i, v := range c.items {
		if i > 0 && value.Equal(v, c.items[i-1]) {
			run++
		} else {
			run = 1
		}
		if run > most {
			best, most = v, run
		}
	}
	return best, nil
}
