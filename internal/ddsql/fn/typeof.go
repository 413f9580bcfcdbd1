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
