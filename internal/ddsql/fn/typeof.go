package fn

import (
	"foureyes/internal/ddsql/sqlerr"
	"foureyes/internal/ddsql/value"
)

// kindTypes is the type that values of a kind have when nothing else is known.
var kindTypes = map[value.Kind]value.Type{
	value.KindBool: value.Bool, value.KindInt: value.Int8, value.KindFloat: value.Float8, value.KindText: value.Text,
	value.KindTimestamp: value.Timestamp, value.KindTimestampTZ: value.TimestampTZ, value.KindDate: value.Date,
	value.KindTime: value.Time, value.KindInterval: value.Interval, value.KindJSON: value.JSON, value.KindJSONB: value.JSONB,
	value.KindInet: value.Inet, value.KindHstore: value.Hstore, value.KindBytea: value.Bytea, value.KindUUID: value.UUID,
	value.KindReg: value.RegClass, value.KindRecord: value.Record,
}

// typeOf is a value's type by its kind alone.
func typeOf(v value.Value) value.Type {
	switch v.Kind() {
	case value.KindArray:
		return v.List().Elem.Array()
	case value.KindNull:
		return value.Text
	}
	return kindTypes[v.Kind()]
}

// MakeArray makes the value of ARRAY[...]: its elements, which for an array of
// arrays must be equally long ones.
func MakeArray(e *Env, elem value.Type, items []value.Value) (value.Value, error) {
	if !elem.IsArray() {
		return value.NewArray(elem, items...), e.roomItems(len(items))
	}
	out := &value.List{Elem: elem.Elem()}
	var inner []value.Dim
	count := 0
	for _, v := range items {
		if v.IsNull() {
			return value.Null, sqlerr.New(sqlerr.NullValueNotAllowed, "cannot accumulate null arrays")
		}
		l := v.List()
		if count > 0 && !sameDims(inner, l.Dims) {
			return value.Null, sqlerr.New(sqlerr.ArraySubscriptError, "multidimensional arrays must have array expressions with matching dimensions")
		}
		inner = l.Dims
		count++
		out.Items = append(out.Items, l.Items...)
	}
	if len(out.Items) == 0 {
		return value.OfArray(out), nil
	}
	out.Dims = append([]value.Dim{{Len: count, Lower: 1}}, inner...)
	if len(out.Dims) > 6 {
		return value.Null, sqlerr.New(sqlerr.ProgramLimitExceeded, "number of array dimensions (%d) exceeds the maximum allowed (6)", len(out.Dims))
	}
	return value.OfArray(out), e.roomItems(len(out.Items))
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

// Element is a[i], or a[i][j] of an array of more dimensions; NULL beyond its
// bounds or when the number of subscripts is not that of its dimensions.
func Element(array value.Value, subscripts []int64) value.Value {
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

// Bound is one subscript of a slice; an end that is not set is the array's own.
type Bound struct {
	Low, High       int64
	HasLow, HasHigh bool
}

// Slice is a[low:high]...; bounds beyond the array's are cut to it, and the
// answer begins at 1.
func Slice(array value.Value, bounds []Bound) value.Value {
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
