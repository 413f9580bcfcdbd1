package fn_test

import "foureyes/internal/ddsql/value"

// How these tests read parts of arrays; queries do it in package exec.

// element is a[i], or a[i][j] of an array of more dimensions; NULL beyond its
// bounds or when the number of subscripts is not that of its dimensions.
func element(array value.Value, subscripts []int64) value.Value {
	if array.IsNull() {
		return value.Null
	}
	l := array.List()
	if len(subscripts) != len(l.Dims) {
		return value.Null
	}
	at := int64(0)
	for i, d := range l.Dims {
		n := subscripts[i] - int64(d.Lower)
		if n < 0 || n >= int64(d.Len) {
			return value.Null
		}
		at = at*int64(d.Len) + n
	}
	return l.Items[at]
}

// bound is one subscript of a slice; an end that is not set is the array's own.
type bound struct {
	Low, High       int64
	HasLow, HasHigh bool
}

// slice is a[low:high]...; bounds beyond the array's are cut to it, and the
// answer begins at 1.
func slice(array value.Value, bounds []bound) value.Value {
	if array.IsNull() {
		return value.Null
	}
	l := array.List()
	empty := value.NewArray(l.Elem)
	if len(bounds) > len(l.Dims) {
		return empty
	}
	out := &value.List{Elem: l.Elem}
	starts := make([]int, len(l.Dims))
	for i, d := range l.Dims {
		low, high := int64(d.Lower), int64(d.Lower+d.Len-1)
		if i < len(bounds) {
			if bounds[i].HasLow {
				low = max(low, bounds[i].Low)
			}
			if bounds[i].HasHigh {
				high = min(high, bounds[i].High)
			}
		}
		if high < low {
			return empty
		}
		starts[i] = int(low) - d.Lower
		out.Dims = append(out.Dims, value.Dim{Len: int(high - low + 1), Lower: 1})
	}
	out.Items = cut(l, out.Dims, starts, 0, 0, nil)
	return value.OfArray(out)
}

// cut copies the elements of a slice, dimension by dimension.
func cut(l *value.List, dims []value.Dim, starts []int, dim, base int, into []value.Value) []value.Value {
	if dim == len(dims) {
		return append(into, l.Items[base])
	}
	for i := range dims[dim].Len {
		into = cut(l, dims, starts, dim+1, base*l.Dims[dim].Len+starts[dim]+i, into)
	}
	return into
}
