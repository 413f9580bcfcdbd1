package fn

import (
	"io"
	"math"

	"foureyes/internal/ddsql/sqlerr"
	"foureyes/internal/ddsql/value"
)

// addJSONMakers adds the functions that make documents, and those that give
// their parts as rows.
func addJSONMakers(s *shelf) {
	for prefix, t := range map[string]value.Type{"json": value.JSON, "jsonb": value.JSONB} {
		finish := finisher(t)
		s.add(
			loose(prefix+"_build_object", types(value.Any), t, buildObject(finish)).variadic().stable(),
			loose(prefix+"_build_object", nil, t, buildObject(finish)),
			loose(prefix+"_build_array", types(value.Any), t, buildArray(finish)).variadic().stable(),
			loose(prefix+"_build_array", nil, t, buildArray(finish)),
			strict(prefix+"_object", types(value.TextArray), t, objectOfArray(finish)),
			strict(prefix+"_object", types(value.TextArray, value.TextArray), t, objectOfArrays(finish)),
			strict("to_"+prefix, types(value.AnyElement), t, func(_ *Env, a []value.Value) (value.Value, error) { return finish(AppendJSON(nil, a[0])) }).stable(),
		)
		text := types(value.Text)
		s.addSets(
			Set{Name: prefix + "_array_elements", Args: types(t), Returns: t, Columns: []Column{{"value", t}}, Strict: true, Open: elements(false)},
			Set{Name: prefix + "_array_elements_text", Args: types(t), Returns: value.Text, Columns: []Column{{"value", value.Text}}, Strict: true, Open: elements(true)},
			Set{Name: prefix + "_object_keys", Args: types(t), Returns: text[0], Strict: true, Open: objectKeys},
			Set{
				Name: prefix + "_each", Args: types(t), Returns: value.Record, Strict: true,
				Columns: []Column{{"key", value.Text}, {"value", t}}, Open: members(prefix+"_each", false),
			},
			Set{
				Name: prefix + "_each_text", Args: types(t), Returns: value.Record, Strict: true,
				Columns: []Column{{"key", value.Text}, {"value", value.Text}}, Open: members(prefix+"_each_text", true),
			},
		)
	}
	s.add(
		strict("row_to_json", types(value.Record), value.JSON, func(_ *Env, a []value.Value) (value.Value, error) {
			return value.OfJSON(string(AppendJSON(nil, a[0]))), nil
		}).stable(),
		strict("array_to_json", types(value.AnyArray), value.JSON, func(_ *Env, a []value.Value) (value.Value, error) {
			return value.OfJSON(string(AppendJSON(nil, a[0]))), nil
		}).stable(),
	)
}

// finisher makes a document's text into json or jsonb.
func finisher(t value.Type) func([]byte) (value.Value, error) {
	if t == value.JSONB {
		return func(b []byte) (value.Value, error) { return value.ParseJSONB(string(b)) }
	}
	return func(b []byte) (value.Value, error) { return value.OfJSON(string(b)), nil }
}

// AppendJSON writes any value as JSON, as to_json does.
func AppendJSON(dst []byte, v value.Value) []byte {
	switch v.Kind() {
	case value.KindNull:
		return append(dst, "null"...)
	case value.KindBool:
		return append(dst, boolText(v.Bool())...)
	case value.KindInt, value.KindJSON, value.KindJSONB:
		return value.AppendText(dst, v)
	case value.KindFloat:
		if f := v.Float(); !math.IsNaN(f) && !math.IsInf(f, 0) {
			return value.AppendText(dst, v)
		}
	case value.KindTimestamp, value.KindTimestampTZ:
		return appendJSONTime(dst, v)
	case value.KindArray:
		return appendJSONArray(dst, v.List())
	case value.KindRecord:
		return appendJSONRow(dst, v.Row())
	case value.KindHstore:
		return hstoreDoc(v.Pairs()).AppendJSON(dst, ", ", ": ")
	}
	return value.AppendJSONString(dst, written(v))
}

// appendJSONTime writes a timestamp as ISO 8601 has it.
func appendJSONTime(dst []byte, v value.Value) []byte {
	text := value.AppendText(nil, v)
	if !value.IsInfinite(v.Micros()) {
		for i, c := range text {
			if c == ' ' {
				text[i] = 'T'
				break
			}
		}
		if v.Kind() == value.KindTimestampTZ {
			text = append(text, ":00"...)
		}
	}
	return value.AppendJSONString(dst, string(text))
}

func appendJSONArray(dst []byte, l *value.List) []byte {
	items := l.Items
	if len(items) == 0 {
		return append(dst, "[]"...)
	}
	return appendJSONDim(dst, l.Dims, &items)
}

func appendJSONDim(dst []byte, dims []value.Dim, items *[]value.Value) []byte {
	dst = append(dst, '[')
	for i := range dims[0].Len {
		if i > 0 {
			dst = append(dst, ',')
		}
		if len(dims) > 1 {
			dst = appendJSONDim(dst, dims[1:], items)
			continue
		}
		dst = AppendJSON(dst, (*items)[0])
		*items = (*items)[1:]
	}
	return append(dst, ']')
}

func appendJSONRow(dst []byte, r *value.Row) []byte {
	dst = append(dst, '{')
	for i, v := range r.Fields {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = append(value.AppendJSONString(dst, fieldName(r, i)), ':')
		dst = AppendJSON(dst, v)
	}
	return append(dst, '}')
}

// fieldName is a field's name; those of ROW(...) are f1, f2 and so on.
func fieldName(r *value.Row, i int) string {
	if r.Shape != nil && i < len(r.Shape.Names) && r.Shape.Names[i] != "" {
		return r.Shape.Names[i]
	}
	return "f" + value.OfInt(int64(i+1)).String()
}

func errArgument(format string, args ...any) error {
	return sqlerr.New(sqlerr.InvalidParameterValue, format, args...)
}

func buildObject(finish func([]byte) (value.Value, error)) Eval {
	return func(e *Env, a []value.Value) (value.Value, error) {
		if len(a)%2 != 0 {
			return value.Null, sqlerr.New(sqlerr.InvalidParameterValue, "argument list must have even number of elements").
				WithHint("The arguments of json_build_object() must consist of alternating keys and values.")
		}
		b := []byte{'{'}
		for i := 0; i < len(a); i += 2 {
			if i > 0 {
				b = append(b, ", "...)
			}
			if a[i].IsNull() {
				return value.Null, errArgument("argument %d cannot be null", i+1)
			}
			if k := a[i].Kind(); k == value.KindArray || k == value.KindRecord || k == value.KindJSON || k == value.KindJSONB {
				return value.Null, errArgument("key value must be scalar, not array, composite, or json")
			}
			b = append(value.AppendJSONString(b, keyText(a[i])), " : "...)
			b = AppendJSON(b, a[i+1])
			if err := e.Room(int64(len(b))); err != nil {
				return value.Null, err
			}
		}
		return finish(append(b, '}'))
	}
}

// keyText is a key as json functions write it.
func keyText(v value.Value) string {
	if v.Kind() == value.KindBool {
		return boolText(v.Bool())
	}
	return written(v)
}

func buildArray(finish func([]byte) (value.Value, error)) Eval {
	return func(e *Env, a []value.Value) (value.Value, error) {
		b := []byte{'['}
		for i, v := range a {
			if i > 0 {
				b = append(b, ", "...)
			}
			b = AppendJSON(b, v)
			if err := e.Room(int64(len(b))); err != nil {
				return value.Null, err
			}
		}
		return finish(append(b, ']'))
	}
}

func objectOfArray(finish func([]byte) (value.Value, error)) Eval {
	return func(_ *Env, a []value.Value) (value.Value, error) {
		l := a[0].List()
		switch {
		case len(l.Dims) == 1 && len(l.Items)%2 != 0:
			return value.Null, sqlerr.New(sqlerr.ArraySubscriptError, "array must have even number of elements")
		case len(l.Dims) == 2 && l.Dims[1].Len != 2:
			return value.Null, sqlerr.New(sqlerr.ArraySubscriptError, "array must have two columns")
		case len(l.Dims) > 2:
			return value.Null, sqlerr.New(sqlerr.ArraySubscriptError, "wrong number of array subscripts")
		}
		var keys, items []value.Value
		for i := 0; i < len(l.Items); i += 2 {
			keys, items = append(keys, l.Items[i]), append(items, l.Items[i+1])
		}
		return objectOf(finish, keys, items)
	}
}

func objectOfArrays(finish func([]byte) (value.Value, error)) Eval {
	return func(_ *Env, a []value.Value) (value.Value, error) {
		keys, items := a[0].List().Items, a[1].List().Items
		if len(keys) != len(items) {
			return value.Null, sqlerr.New(sqlerr.ArraySubscriptError, "mismatched array dimensions")
		}
		return objectOf(finish, keys, items)
	}
}

func objectOf(finish func([]byte) (value.Value, error), keys, items []value.Value) (value.Value, error) {
	b := []byte{'{'}
	for i, key := range keys {
		if key.IsNull() {
			return value.Null, sqlerr.New(sqlerr.NullValueNotAllowed, "null value not allowed for object key")
		}
		if i > 0 {
			b = append(b, ", "...)
		}
		b = append(value.AppendJSONString(b, key.Str()), " : "...)
		b = AppendJSON(b, items[i])
	}
	return finish(append(b, '}'))
}

// elements gives an array's elements as rows.
func elements(asText bool) func(e *Env, a []value.Value) (Next, error) {
	name := "json_array_elements"
	if asText {
		name += "_text"
	}
	return func(e *Env, a []value.Value) (Next, error) {
		doc := a[0].Str()
		whole := value.Whole(doc)
		if c := doc[whole.From]; c != '[' {
			if c == '{' {
				return nil, errArgument("cannot call %s on a non-array", name)
			}
			return nil, errArgument("cannot call %s on a scalar", name)
		}
		parts := value.Elements(doc)
		row := make([]value.Value, 1)
		return func() ([]value.Value, error) {
			if len(parts) == 0 {
				return nil, io.EOF
			}
			v, err := answer(e, a[0], parts[0].Value, true, asText)
			row[0], parts = v, parts[1:]
			return row, err
		}, nil
	}
}

func notObject(name, doc string) error {
	whole := value.Whole(doc)
	switch doc[whole.From] {
	case '{':
		return nil
	case '[':
		return errArgument("cannot call %s on an array", name)
	}
	return errArgument("cannot call %s on a scalar", name)
}

func objectKeys(e *Env, a []value.Value) (Next, error) {
	if err := notObject("json_object_keys", a[0].Str()); err != nil {
		return nil, err
	}
	var keys []string
	for _, p := range value.Elements(a[0].Str()) {
		d, err := value.ParseDoc(a[0].Str()[p.Key.From:p.Key.To])
		if err != nil {
			return nil, err
		}
		keys = append(keys, d.Text)
	}
	return each(e, keys, value.OfText), nil
}

func members(name string, asText bool) func(e *Env, a []value.Value) (Next, error) {
	return func(e *Env, a []value.Value) (Next, error) {
		doc := a[0].Str()
		if err := notObject(name, doc); err != nil {
			return nil, err
		}
		parts := value.Elements(doc)
		row := make([]value.Value, 2)
		return func() ([]value.Value, error) {
			if len(parts) == 0 {
				return nil, io.EOF
			}
			p := parts[0]
			parts = parts[1:]
			key, err := plainText(doc[p.Key.From:p.Key.To])
			if err != nil {
				return nil, err
			}
			row[0] = key
			row[1], err = answer(e, a[0], p.Value, true, asText)
			return row, err
		}, nil
	}
}
