package fn

import (
	"slices"
	"strconv"

	"foureyes/internal/ddsql/sqlerr"
	"foureyes/internal/ddsql/value"
)

// addJSON adds the operators and functions that look into documents.
func addJSON(s *shelf) {
	for _, t := range []value.Type{value.JSON, value.JSONB} {
		prefix := "json"
		if t == value.JSONB {
			prefix = "jsonb"
		}
		s.operators(
			strict("->", types(t, value.Text), t, byKey(false)),
			strict("->", types(t, value.Int8), t, byIndex(false)),
			strict("->>", types(t, value.Text), value.Text, byKey(true)),
			strict("->>", types(t, value.Int8), value.Text, byIndex(true)),
			strict("#>", types(t, value.TextArray), t, byPath(false)),
			strict("#>>", types(t, value.TextArray), value.Text, byPath(true)),
		)
		s.add(
			strict(prefix+"_extract_path", types(t, value.TextArray), t, byArguments(false)).variadic(),
			strict(prefix+"_extract_path_text", types(t, value.TextArray), value.Text, byArguments(true)).variadic(),
			strict(prefix+"_typeof", types(t), value.Text, jsonType),
			strict(prefix+"_array_length", types(t), value.Int8, jsonLength),
			strict(prefix+"_strip_nulls", types(t), t, stripNulls),
		)
	}
	b := value.JSONB
	s.operators(
		strict("@>", types(b, b), value.Bool, docOp(func(x, y value.Doc) (bool, error) { return docContains(x, y), nil })),
		strict("<@", types(b, b), value.Bool, docOp(func(x, y value.Doc) (bool, error) { return docContains(y, x), nil })),
		strict("?", types(b, value.Text), value.Bool, hasKey),
		strict("?|", types(b, value.TextArray), value.Bool, hasKeys(false)),
		strict("?&", types(b, value.TextArray), value.Bool, hasKeys(true)),
		strict("||", types(b, b), b, jsonbConcat),
		strict("-", types(b, value.Text), b, jsonbDelete),
		strict("-", types(b, value.TextArray), b, jsonbDelete),
		strict("-", types(b, value.Int8), b, jsonbDeleteAt),
	)
	s.add(strict("jsonb_pretty", types(b), value.Text, pretty))
}

// docOf parses a json or jsonb value.
func docOf(v value.Value) (value.Doc, error) { return value.ParseDoc(v.Str()) }

// answer gives a part as json, or as text with ->>; a JSON null is NULL then.
func answer(e *Env, doc value.Value, at value.Part, ok, asText bool) (value.Value, error) {
	if !ok {
		return value.Null, e.Worked(int64(len(doc.Str()) / 100))
	}
	source := doc.Str()[at.From:at.To]
	if err := e.Worked(int64(len(doc.Str())/100) + 1); err != nil {
		return value.Null, err
	}
	if !asText {
		if doc.Kind() == value.KindJSONB {
			return value.OfCanonicalJSONB(source), nil
		}
		return value.OfJSON(source), nil
	}
	return plainText(source)
}

// plainText is a document as ->> gives it: strings without quotes, null as NULL.
func plainText(source string) (value.Value, error) {
	if source == "null" {
		return value.Null, nil
	}
	if source[0] != '"' {
		return value.OfText(source), nil
	}
	d, err := value.ParseDoc(source)
	if err != nil {
		return value.Null, err
	}
	text, err := d.Plain()
	return value.OfText(text), err
}

func byKey(asText bool) Eval {
	return func(e *Env, a []value.Value) (value.Value, error) {
		at, ok := value.FindKey(a[0].Str(), a[1].Str())
		return answer(e, a[0], at, ok, asText)
	}
}

func byIndex(asText bool) Eval {
	return func(e *Env, a []value.Value) (value.Value, error) {
		at, ok := value.FindIndex(a[0].Str(), a[1].Int())
		return answer(e, a[0], at, ok, asText)
	}
}

func byPath(asText bool) Eval {
	return func(e *Env, a []value.Value) (value.Value, error) {
		return alongPath(e, a[0], a[1].List().Items, asText)
	}
}

func byArguments(asText bool) Eval {
	return func(e *Env, a []value.Value) (value.Value, error) { return alongPath(e, a[0], a[1:], asText) }
}

// alongPath goes into a document step by step: a key of an object, or a
// position in an array.
func alongPath(e *Env, doc value.Value, path []value.Value, asText bool) (value.Value, error) {
	at, ok := value.Whole(doc.Str()), true
	for _, step := range path {
		if step.IsNull() {
			return value.Null, nil
		}
		text := doc.Str()[at.From:at.To]
		var inner value.Part
		switch text[0] {
		case '{':
			inner, ok = value.FindKey(text, step.Str())
		case '[':
			n, err := strconv.ParseInt(step.Str(), 10, 32)
			if err != nil {
				return value.Null, nil //nolint:nilerr // a word is no position, and finds nothing
			}
			inner, ok = value.FindIndex(text, n)
		default:
			ok = false
		}
		if !ok {
			break
		}
		at = value.Part{From: at.From + inner.From, To: at.From + inner.To}
	}
	return answer(e, doc, at, ok, asText)
}

var docTypes = map[value.DocKind]string{
	value.DocNull: "null", value.DocString: "string", value.DocNumber: "number",
	value.DocBool: "boolean", value.DocArray: "array", value.DocObject: "object",
}

func jsonType(_ *Env, a []value.Value) (value.Value, error) {
	d, err := docOf(a[0])
	return value.OfText(docTypes[d.Kind]), err
}

func jsonLength(_ *Env, a []value.Value) (value.Value, error) {
	d, err := docOf(a[0])
	if err != nil {
		return value.Null, err
	}
	switch d.Kind {
	case value.DocArray:
		return value.OfInt(int64(len(d.Items))), nil
	case value.DocObject:
		return value.Null, sqlerr.New(sqlerr.InvalidParameterValue, "cannot get array length of a non-array")
	}
	return value.Null, sqlerr.New(sqlerr.InvalidParameterValue, "cannot get array length of a scalar")
}

func stripNulls(_ *Env, a []value.Value) (value.Value, error) {
	d, err := docOf(a[0])
	if err != nil {
		return value.Null, err
	}
	d = stripped(d)
	if a[0].Kind() == value.KindJSONB {
		return value.OfJSONBDoc(d)
	}
	return value.OfJSON(string(d.AppendJSON(nil, ",", ":"))), nil
}

func stripped(d value.Doc) value.Doc {
	out := value.Doc{Kind: d.Kind, True: d.True, Text: d.Text}
	for i, item := range d.Items {
		if d.Kind == value.DocObject {
			if item.Kind == value.DocNull {
				continue
			}
			out.Keys = append(out.Keys, d.Keys[i])
		}
		out.Items = append(out.Items, stripped(item))
	}
	return out
}

func docOp(f func(x, y value.Doc) (bool, error)) Eval {
	return func(_ *Env, a []value.Value) (value.Value, error) {
		x, err := docOf(a[0])
		if err != nil {
			return value.Null, err
		}
		y, err := docOf(a[1])
		if err != nil {
			return value.Null, err
		}
		ok, err := f(x, y)
		return value.OfBool(ok), err
	}
}

// docContains is jsonb's @>: objects by key, arrays without regard to order; an
// array contains a scalar that is one of its elements.
func docContains(big, small value.Doc) bool {
	if big.Kind == value.DocArray && small.Kind < value.DocArray {
		return slices.ContainsFunc(big.Items, func(d value.Doc) bool { return d.Kind == small.Kind && sameDoc(d, small) })
	}
	return docWithin(big, small)
}

func docWithin(big, small value.Doc) bool {
	if big.Kind != small.Kind {
		return false
	}
	switch small.Kind {
	case value.DocObject:
		for i, key := range small.Keys {
			at := slices.Index(big.Keys, key)
			if at < 0 || !docWithin(big.Items[at], small.Items[i]) {
				return false
			}
		}
		return true
	case value.DocArray:
		for _, item := range small.Items {
			if !slices.ContainsFunc(big.Items, func(d value.Doc) bool { return docWithin(d, item) }) {
				return false
			}
		}
		return true
	}
	return sameDoc(big, small)
}

func sameDoc(a, b value.Doc) bool { return value.CompareDocs(a, b) == 0 }

// hasDocKey looks for a key of an object, or a string in an array.
func hasDocKey(d value.Doc, key string) bool {
	switch d.Kind {
	case value.DocObject:
		return slices.Contains(d.Keys, key)
	case value.DocArray:
		return slices.ContainsFunc(d.Items, func(item value.Doc) bool { return item.Kind == value.DocString && item.Text == key })
	case value.DocString:
		return d.Text == key
	}
	return false
}

func hasKey(_ *Env, a []value.Value) (value.Value, error) {
	d, err := docOf(a[0])
	return value.OfBool(hasDocKey(d, a[1].Str())), err
}

func hasKeys(all bool) Eval {
	return func(_ *Env, a []value.Value) (value.Value, error) {
		d, err := docOf(a[0])
		if err != nil {
			return value.Null, err
		}
		for _, key := range a[1].List().Items {
			if !key.IsNull() && hasDocKey(d, key.Str()) != all {
				return value.OfBool(!all), nil
			}
		}
		return value.OfBool(all), nil
	}
}

func jsonbConcat(e *Env, a []value.Value) (value.Value, error) {
	x, err := docOf(a[0])
	if err != nil {
		return value.Null, err
	}
	y, err := docOf(a[1])
	if err != nil {
		return value.Null, err
	}
	if err := e.Room(int64(len(a[0].Str()) + len(a[1].Str()))); err != nil {
		return value.Null, err
	}
	if x.Kind == value.DocObject && y.Kind == value.DocObject {
		return value.OfJSONBDoc(value.Doc{Kind: value.DocObject, Keys: append(x.Keys, y.Keys...), Items: append(x.Items, y.Items...)})
	}
	return value.OfJSONBDoc(value.Doc{Kind: value.DocArray, Items: append(itemsOf(x), itemsOf(y)...)})
}

// itemsOf is an array's elements, or another document as the only one.
func itemsOf(d value.Doc) []value.Doc {
	if d.Kind == value.DocArray {
		return d.Items
	}
	return []value.Doc{d}
}

func jsonbDelete(_ *Env, a []value.Value) (value.Value, error) {
	d, err := docOf(a[0])
	if err != nil {
		return value.Null, err
	}
	if d.Kind < value.DocArray {
		return value.Null, sqlerr.New(sqlerr.InvalidParameterValue, "cannot delete from scalar")
	}
	keys := []value.Value{a[1]}
	if a[1].Kind() == value.KindArray {
		keys = a[1].List().Items
	}
	out := value.Doc{Kind: d.Kind}
	for i, item := range d.Items {
		isKey := func(key value.Value) bool {
			if d.Kind == value.DocObject {
				return !key.IsNull() && d.Keys[i] == key.Str()
			}
			return !key.IsNull() && item.Kind == value.DocString && item.Text == key.Str()
		}
		if slices.ContainsFunc(keys, isKey) {
			continue
		}
		out.Items = append(out.Items, item)
		if d.Kind == value.DocObject {
			out.Keys = append(out.Keys, d.Keys[i])
		}
	}
	return value.OfJSONBDoc(out)
}

func jsonbDeleteAt(_ *Env, a []value.Value) (value.Value, error) {
	d, err := docOf(a[0])
	if err != nil {
		return value.Null, err
	}
	switch d.Kind {
	case value.DocArray:
	case value.DocObject:
		return value.Null, sqlerr.New(sqlerr.InvalidParameterValue, "cannot delete from object using integer index")
	default:
		return value.Null, sqlerr.New(sqlerr.InvalidParameterValue, "cannot delete from scalar")
	}
	n := a[1].Int()
	if n < 0 {
		n += int64(len(d.Items))
	}
	if n < 0 || n >= int64(len(d.Items)) {
		return a[0], nil
	}
	d.Items = slices.Delete(d.Items, int(n), int(n)+1)
	return value.OfJSONBDoc(d)
}

func pretty(e *Env, a []value.Value) (value.Value, error) {
	d, err := docOf(a[0])
	if err != nil {
		return value.Null, err
	}
	text := d.AppendPretty(nil, 0)
	return value.OfText(string(text)), e.Room(int64(len(text)))
}
