package fn

import (
	"slices"
	"strings"

	"foureyes/internal/ddsql/sqlerr"
	"foureyes/internal/ddsql/value"
)

// addArrays adds the functions and operators of arrays.
func addArrays(s *shelf) {
	arr, compatible, compatibles := value.AnyArray, value.AnyCompatible, value.AnyCompatibleArray
	s.operators(
		loose("||", types(compatibles, compatibles), compatibles, arrayCat),
		loose("||", types(compatibles, compatible), compatibles, arrayAppend),
		loose("||", types(compatible, compatibles), compatibles, arrayPrepend),
		strict("@>", types(arr, arr), value.Bool, func(_ *Env, a []value.Value) (value.Value, error) { return contains(a[0], a[1]) }),
		strict("<@", types(arr, arr), value.Bool, func(_ *Env, a []value.Value) (value.Value, error) { return contains(a[1], a[0]) }),
		strict("&&", types(arr, arr), value.Bool, arrayOverlap),
	)
	s.add(
		loose("array_cat", types(compatibles, compatibles), compatibles, arrayCat),
		loose("array_append", types(compatibles, compatible), compatibles, arrayAppend),
		loose("array_prepend", types(compatible, compatibles), compatibles, arrayPrepend),
		strict("cardinality", types(arr), value.Int8, func(_ *Env, a []value.Value) (value.Value, error) {
			return value.OfInt(int64(len(a[0].List().Items))), nil
		}),
		strict("array_length", types(arr, value.Int8), value.Int8, ofDim(func(d value.Dim) int { return d.Len })),
		strict("array_lower", types(arr, value.Int8), value.Int8, ofDim(func(d value.Dim) int { return d.Lower })),
		strict("array_upper", types(arr, value.Int8), value.Int8, ofDim(func(d value.Dim) int { return d.Lower + d.Len - 1 })),
		strict("array_ndims", types(arr), value.Int8, func(_ *Env, a []value.Value) (value.Value, error) {
			if n := len(a[0].List().Dims); n > 0 {
				return value.OfInt(int64(n)), nil
			}
			return value.Null, nil
		}),
		strict("array_dims", types(arr), value.Text, arrayDims),
		loose("array_position", types(compatibles, compatible, value.Int8), value.Int8, arrayPosition).optional(1),
		loose("array_positions", types(compatibles, compatible), value.Int8Array, arrayPositions),
		loose("array_remove", types(compatibles, compatible), compatibles, arrayRemove),
		loose("array_replace", types(compatibles, compatible, compatible), compatibles, arrayReplace),
		loose("array_to_string", types(arr, value.Text, value.Text), value.Text, arrayToString).optional(1),
		loose("string_to_array", types(value.Text, value.Text, value.Text), value.TextArray, stringToArray).optional(1),
		loose("array_fill", types(value.AnyElement, value.Int8Array), arr, arrayFill),
		strict("trim_array", types(arr, value.Int8), arr, trimArray),
	)
}

func ofDim(f func(value.Dim) int) Eval {
	return func(_ *Env, a []value.Value) (value.Value, error) {
		dims, n := a[0].List().Dims, a[1].Int()
		if n < 1 || n > int64(len(dims)) {
			return value.Null, nil
		}
		return value.OfInt(int64(f(dims[n-1]))), nil
	}
}

func arrayDims(_ *Env, a []value.Value) (value.Value, error) {
	if len(a[0].List().Dims) == 0 {
		return value.Null, nil
	}
	var b strings.Builder
	for _, d := range a[0].List().Dims {
		b.WriteString("[" + value.OfInt(int64(d.Lower)).String() + ":" + value.OfInt(int64(d.Lower+d.Len-1)).String() + "]")
	}
	return value.OfText(b.String()), nil
}

// arrayCat joins two arrays of as many dimensions, or puts one into the other's
// first one.
func arrayCat(e *Env, a []value.Value) (value.Value, error) {
	switch {
	case a[0].IsNull():
		return a[1], nil
	case a[1].IsNull():
		return a[0], nil
	}
	x, y := a[0].List(), a[1].List()
	switch {
	case len(x.Items) == 0:
		return a[1], nil
	case len(y.Items) == 0:
		return a[0], nil
	}
	dims, err := joinedDims(x.Dims, y.Dims)
	if err != nil {
		return value.Null, err
	}
	items := slices.Concat(x.Items, y.Items)
	return value.OfArray(&value.List{Elem: x.Elem, Dims: dims, Items: items}), e.roomItems(len(items))
}

// roomItems refuses arrays that are too large.
func (e *Env) roomItems(n int) error {
	if err := e.Room(int64(n) * 24); err != nil {
		return err
	}
	return e.Worked(int64(n / 16))
}

func joinedDims(x, y []value.Dim) ([]value.Dim, error) {
	wrong := sqlerr.New(sqlerr.ArraySubscriptError, "cannot concatenate incompatible arrays")
	inner := func(big, small []value.Dim) bool {
		for i := range small {
			if big[i].Len != small[i].Len {
				return false
			}
		}
		return true
	}
	out := func(dims []value.Dim, more int) []value.Dim {
		dims = append([]value.Dim(nil), dims...)
		dims[0].Len += more
		return dims
	}
	switch {
	case len(x) == len(y) && inner(x[1:], y[1:]):
		return out(x, y[0].Len), nil
	case len(x) == len(y)+1 && inner(x[1:], y):
		return out(x, 1), nil
	case len(x)+1 == len(y) && inner(y[1:], x):
		return out(y, 1), nil
	}
	return nil, wrong
}

// flat refuses arrays of several dimensions.
func flat(l *value.List) error {
	if len(l.Dims) > 1 {
		return sqlerr.New(sqlerr.DataException, "argument must be empty or one-dimensional array")
	}
	return nil
}

// listOr is the array, or an empty one of an element's type for NULL.
func listOr(v, elem value.Value) *value.List {
	if v.IsNull() {
		return value.NewList(typeOf(elem), nil)
	}
	return v.List()
}

func arrayAppend(e *Env, a []value.Value) (value.Value, error) {
	l := listOr(a[0], a[1])
	if err := flat(l); err != nil {
		return value.Null, err
	}
	items := append(slices.Clip(l.Items), a[1])
	return withLower(l, items), e.roomItems(len(items))
}

func arrayPrepend(e *Env, a []value.Value) (value.Value, error) {
	l := listOr(a[1], a[0])
	if err := flat(l); err != nil {
		return value.Null, err
	}
	items := append([]value.Value{a[0]}, l.Items...)
	return withLower(l, items), e.roomItems(len(items))
}

// withLower makes an array of one dimension that begins where another does.
func withLower(l *value.List, items []value.Value) value.Value {
	list := value.NewList(l.Elem, items)
	if len(l.Dims) > 0 && len(list.Dims) > 0 {
		list.Dims[0].Lower = l.Dims[0].Lower
	}
	return value.OfArray(list)
}

// contains reports whether every element of the small array is in the big one;
// NULLs are in none.
func contains(big, small value.Value) (value.Value, error) {
	set := itemSet(big.List().Items)
	for _, v := range small.List().Items {
		if v.IsNull() || !set.has(v) {
			return value.OfBool(false), nil
		}
	}
	return value.OfBool(true), nil
}

func arrayOverlap(_ *Env, a []value.Value) (value.Value, error) {
	set := itemSet(a[0].List().Items)
	for _, v := range a[1].List().Items {
		if !v.IsNull() && set.has(v) {
			return value.OfBool(true), nil
		}
	}
	return value.OfBool(false), nil
}

// valueSet is values by their hash.
type valueSet map[uint64][]value.Value

func itemSet(items []value.Value) valueSet {
	set := make(valueSet, len(items))
	for _, v := range items {
		if !v.IsNull() {
			h := value.Hash(v)
			set[h] = append(set[h], v)
		}
	}
	return set
}

func (s valueSet) has(v value.Value) bool {
	for _, w := range s[value.Hash(v)] {
		if value.Equal(v, w) {
			return true
		}
	}
	return false
}

func sameItem(a, b value.Value) bool { return !value.Distinct(a, b) }

func errSearch() error {
	return sqlerr.New(sqlerr.FeatureNotSupported, "searching for elements in multidimensional arrays is not supported")
}

func arrayPosition(_ *Env, a []value.Value) (value.Value, error) {
	if a[0].IsNull() {
		return value.Null, nil
	}
	l := a[0].List()
	if len(l.Dims) > 1 {
		return value.Null, errSearch()
	}
	start := int64(0)
	if len(l.Dims) > 0 {
		start = int64(l.Dims[0].Lower)
	}
	from := start
	if len(a) > 2 {
		if a[2].IsNull() {
			return value.Null, sqlerr.New(sqlerr.NullValueNotAllowed, "initial position must not be null")
		}
		from = a[2].Int()
	}
	for i, v := range l.Items {
		if start+int64(i) >= from && sameItem(v, a[1]) {
			return value.OfInt(start + int64(i)), nil
		}
	}
	return value.Null, nil
}

func arrayPositions(_ *Env, a []value.Value) (value.Value, error) {
	if a[0].IsNull() {
		return value.Null, nil
	}
	l := a[0].List()
	if len(l.Dims) > 1 {
		return value.Null, errSearch()
	}
	var found []value.Value
	for i, v := range l.Items {
		if sameItem(v, a[1]) {
			found = append(found, value.OfInt(int64(l.Dims[0].Lower+i)))
		}
	}
	return value.NewArray(value.Int8, found...), nil
}

func arrayRemove(_ *Env, a []value.Value) (value.Value, error) {
	if a[0].IsNull() {
		return value.Null, nil
	}
	l := a[0].List()
	if len(l.Dims) > 1 {
		return value.Null, sqlerr.New(sqlerr.FeatureNotSupported, "removing elements from multidimensional arrays is not supported")
	}
	var kept []value.Value
	for _, v := range l.Items {
		if !sameItem(v, a[1]) {
			kept = append(kept, v)
		}
	}
	return withLower(l, kept), nil
}

func arrayReplace(_ *Env, a []value.Value) (value.Value, error) {
	if a[0].IsNull() {
		return value.Null, nil
	}
	l := *a[0].List()
	items := make([]value.Value, len(l.Items))
	for i, v := range l.Items {
		if items[i] = v; sameItem(v, a[1]) {
			items[i] = a[2]
		}
	}
	l.Items = items
	return value.OfArray(&l), nil
}

func arrayToString(e *Env, a []value.Value) (value.Value, error) {
	if a[0].IsNull() || a[1].IsNull() {
		return value.Null, nil
	}
	var b strings.Builder
	first := true
	for _, v := range a[0].List().Items {
		text := ""
		switch {
		case !v.IsNull():
			text = written(v)
		case len(a) < 3 || a[2].IsNull():
			continue
		default:
			text = a[2].Str()
		}
		if !first {
			b.WriteString(a[1].Str())
		}
		first = false
		b.WriteString(text)
		if err := e.Room(int64(b.Len())); err != nil {
			return value.Null, err
		}
	}
	return value.OfText(b.String()), nil
}

// pieces divides a text; a NULL delimiter divides it into characters.
func pieces(a []value.Value) []value.Value {
	var parts []string
	switch {
	case a[0].Str() == "":
	case a[1].IsNull():
		parts = strings.Split(a[0].Str(), "")
	case a[1].Str() == "":
		parts = []string{a[0].Str()}
	default:
		parts = strings.Split(a[0].Str(), a[1].Str())
	}
	items := make([]value.Value, len(parts))
	for i, p := range parts {
		if len(a) < 3 || a[2].IsNull() || a[2].Str() != p {
			items[i] = value.OfText(p)
		}
	}
	return items
}

func stringToArray(e *Env, a []value.Value) (value.Value, error) {
	if a[0].IsNull() {
		return value.Null, nil
	}
	items := pieces(a)
	return value.NewArray(value.Text, items...), e.roomItems(len(items))
}

func arrayFill(e *Env, a []value.Value) (value.Value, error) {
	if a[1].IsNull() {
		return value.Null, sqlerr.New(sqlerr.NullValueNotAllowed, "dimension array or low bound array cannot be null")
	}
	list := &value.List{Elem: typeOf(a[0])}
	total := int64(1)
	for _, d := range a[1].List().Items {
		if d.Int() < 0 || d.Int() > 1<<27 {
			return value.Null, e.Room(1 << 62)
		}
		list.Dims = append(list.Dims, value.Dim{Len: int(d.Int()), Lower: 1})
		total *= d.Int()
		if err := e.Room(total * 24); err != nil {
			return value.Null, err
		}
	}
	if total == 0 || len(list.Dims) == 0 {
		list.Dims = nil
		return value.OfArray(list), nil
	}
	list.Items = make([]value.Value, total)
	for i := range list.Items {
		list.Items[i] = a[0]
	}
	return value.OfArray(list), nil
}

func trimArray(_ *Env, a []value.Value) (value.Value, error) {
	l, n := a[0].List(), a[1].Int()
	if len(l.Dims) > 1 {
		return value.Null, errSearch()
	}
	if n < 0 || n > int64(len(l.Items)) {
		return value.Null, sqlerr.New(sqlerr.ArraySubscriptError, "number of elements to trim must be between 0 and %d", len(l.Items))
	}
	return withLower(l, l.Items[:len(l.Items)-int(n)]), nil
}
