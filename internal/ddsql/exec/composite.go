package exec

import (
	"foureyes/internal/ddsql/plan"
	"foureyes/internal/ddsql/sqlerr"
	"foureyes/internal/ddsql/value"
)

// array is ARRAY[...]: of values, or of arrays of the same shape.
func (c *compiler) array(e *plan.Array) (scalar, error) {
	items, err := c.scalars(e.Elements)
	if err != nil {
		return nil, err
	}
	elem, nested, pos := e.T.Elem(), e.Nested, e.Pos
	return func(f *frame, row []value.Value) (value.Value, error) {
		values := make([]value.Value, len(items))
		for i, item := range items {
			v, err := item(f, row)
			if err != nil {
				return value.Null, err
			}
			values[i] = v
		}
		if nested {
			return stack(elem, values, pos)
		}
		return value.NewArray(elem, values...), nil
	}, nil
}

// stack makes one array of several of the same shape.
func stack(elem value.Type, arrays []value.Value, pos int) (value.Value, error) {
	out := &value.List{Elem: elem}
	var dims []value.Dim
	for i, a := range arrays {
		if a.IsNull() {
			return value.Null, sqlerr.At(pos, sqlerr.ArraySubscriptError, "multidimensional arrays must have array expressions with matching dimensions")
		}
		l := a.List()
		if i > 0 && !sameDims(dims, l.Dims) {
			return value.Null, sqlerr.At(pos, sqlerr.ArraySubscriptError, "multidimensional arrays must have array expressions with matching dimensions")
		}
		dims = l.Dims
		out.Items = append(out.Items, l.Items...)
	}
	if len(out.Items) > 0 {
		out.Dims = append([]value.Dim{{Len: len(arrays), Lower: 1}}, dims...)
	}
	return value.OfArray(out), nil
}

func sameDims(a, b []value.Dim) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i] != b[i] {
			return false
		}
	}
	return true
}

func (c *compiler) record(e *plan.Record) (scalar, error) {
	items, err := c.scalars(e.Fields)
	if err != nil {
		return nil, err
	}
	shape := &value.Shape{Names: e.Names, Types: make([]value.Type, len(e.Fields))}
	for i, field := range e.Fields {
		shape.Types[i] = field.Type()
	}
	return func(f *frame, row []value.Value) (value.Value, error) {
		values := make([]value.Value, len(items))
		for i, item := range items {
			v, err := item(f, row)
			if err != nil {
				return value.Null, err
			}
			values[i] = v
		}
		return value.OfRecord(&value.Row{Shape: shape, Fields: values}), nil
	}, nil
}

func (c *compiler) field(e *plan.Field) (scalar, error) {
	x, err := c.scalar(e.X)
	index := e.Index
	return func(f *frame, row []value.Value) (value.Value, error) {
		v, err := x(f, row)
		if err != nil || v.IsNull() {
			return value.Null, err
		}
		return v.Row().Fields[index], nil
	}, err
}

// dimension is a compiled pair of brackets.
type dimension struct {
	low, high scalar
	slice     bool
}

func (c *compiler) subscript(e *plan.Subscript) (scalar, error) {
	x, err := c.scalar(e.X)
	if err != nil {
		return nil, err
	}
	dims := make([]dimension, len(e.Dims))
	slices := false
	for i, d := range e.Dims {
		if dims[i].low, err = c.optional(d.Low); err != nil {
			return nil, err
		}
		if dims[i].high, err = c.optional(d.High); err != nil {
			return nil, err
		}
		dims[i].slice = d.Slice
		slices = slices || d.Slice
	}
	return func(f *frame, row []value.Value) (value.Value, error) {
		v, err := x(f, row)
		if err != nil || v.IsNull() {
			return value.Null, err
		}
		bounds, null, err := boundsOf(dims, v.List(), slices, f, row)
		if err != nil || null {
			return value.Null, err
		}
		if slices {
			return slice(v.List(), bounds), nil
		}
		return element(v.List(), bounds), nil
	}, nil
}

// span is the bounds of one dimension, both included.
type span struct{ low, high int64 }

// boundsOf computes the brackets. Among slices a plain [n] means [1:n].
func boundsOf(dims []dimension, l *value.List, slices bool, f *frame, row []value.Value) (bounds []span, null bool, err error) {
	for i, d := range dims {
		b := span{1, 0}
		if i < len(l.Dims) {
			b = span{int64(l.Dims[i].Lower), int64(l.Dims[i].Lower + l.Dims[i].Len - 1)}
		}
		if slices && !d.slice {
			b.low = 1
		}
		for _, end := range []struct {
			s  scalar
			to *int64
		}{{d.low, &b.low}, {d.high, &b.high}} {
			if end.s == nil {
				continue
			}
			v, err := end.s(f, row)
			if err != nil || v.IsNull() {
				return nil, true, err
			}
			*end.to = v.Int()
		}
		bounds = append(bounds, b)
	}
	return bounds, false, nil
}

// element is the value at one place; NULL when there is none.
func element(l *value.List, at []span) value.Value {
	if len(at) != len(l.Dims) {
		return value.Null
	}
	index := 0
	for i, d := range l.Dims {
		n := at[i].high - int64(d.Lower)
		if n < 0 || n >= int64(d.Len) {
			return value.Null
		}
		index = index*d.Len + int(n)
	}
	return l.Items[index]
}

// slice is a part of an array; its bounds begin at 1. Dimensions without brackets
// are whole.
func slice(l *value.List, bounds []span) value.Value {
	empty := value.OfArray(&value.List{Elem: l.Elem})
	if len(bounds) > len(l.Dims) {
		return empty
	}
	from, count := make([]int, len(l.Dims)), make([]int, len(l.Dims))
	out := &value.List{Elem: l.Elem}
	for i, d := range l.Dims {
		low, high := int64(d.Lower), int64(d.Lower+d.Len-1)
		if i < len(bounds) {
			low, high = max(low, bounds[i].low), min(high, bounds[i].high)
		}
		if low > high {
			return empty
		}
		from[i], count[i] = int(low)-d.Lower, int(high-low)+1
		out.Dims = append(out.Dims, value.Dim{Len: count[i], Lower: 1})
	}
	gather(l, from, count, 0, 0, &out.Items)
	return value.OfArray(out)
}

// gather copies the items of a slice, dimension by dimension.
func gather(l *value.List, from, count []int, dim, offset int, into *[]value.Value) {
	if dim == len(l.Dims) {
		*into = append(*into, l.Items[offset])
		return
	}
	for i := range count[dim] {
		gather(l, from, count, dim+1, offset*l.Dims[dim].Len+from[dim]+i, into)
	}
}
