package fn

import (
	"slices"

	"foureyes/internal/ddsql/value"
)

// addHstore adds the operators and functions of tags.
func addHstore(s *shelf) {
	h := value.Hstore
	s.operators(
		strict("->", types(h, value.Text), value.Text, hstoreGet),
		strict("->", types(h, value.TextArray), value.TextArray, hstoreGetAll),
		strict("?", types(h, value.Text), value.Bool, hstoreHas),
		strict("?&", types(h, value.TextArray), value.Bool, hstoreHasKeys(true)),
		strict("?|", types(h, value.TextArray), value.Bool, hstoreHasKeys(false)),
		strict("@>", types(h, h), value.Bool, func(_ *Env, a []value.Value) (value.Value, error) { return hstoreWithin(a[0], a[1]) }),
		strict("<@", types(h, h), value.Bool, func(_ *Env, a []value.Value) (value.Value, error) { return hstoreWithin(a[1], a[0]) }),
		strict("||", types(h, h), h, hstoreJoin),
		strict("-", types(h, value.Text), h, hstoreDelete),
		strict("-", types(h, value.TextArray), h, hstoreDelete),
		strict("%%", types(h), value.TextArray, hstoreArray),
	)
	s.add(
		strict("akeys", types(h), value.TextArray, func(_ *Env, a []value.Value) (value.Value, error) {
			return value.NewArray(value.Text, pairKeys(a[0])...), nil
		}),
		strict("avals", types(h), value.TextArray, func(_ *Env, a []value.Value) (value.Value, error) {
			return value.NewArray(value.Text, pairValues(a[0])...), nil
		}),
		strict("exist", types(h, value.Text), value.Bool, hstoreHas),
		strict("defined", types(h, value.Text), value.Bool, hstoreDefined),
		strict("delete", types(h, value.Text), h, hstoreDelete),
		strict("slice", types(h, value.TextArray), h, hstoreSlice),
		loose("hstore", types(value.Text, value.Text), h, hstoreOf),
		strict("hstore", types(value.TextArray), h, func(e *Env, a []value.Value) (value.Value, error) { return arrayToHstore(e, a[0]) }),
		strict("hstore_to_json", types(h), value.JSON, func(e *Env, a []value.Value) (value.Value, error) { return hstoreToJSON(e, a[0]) }),
		strict("hstore_to_jsonb", types(h), value.JSONB, func(e *Env, a []value.Value) (value.Value, error) { return hstoreToJSONB(e, a[0]) }),
		strict("hstore_to_array", types(h), value.TextArray, hstoreArray),
	)
	s.addSets(
		Set{Name: "skeys", Args: types(h), Returns: value.Text, Strict: true, Open: func(e *Env, a []value.Value) (Next, error) {
			return each(e, pairKeys(a[0]), itself), nil
		}},
		Set{Name: "svals", Args: types(h), Returns: value.Text, Strict: true, Open: func(e *Env, a []value.Value) (Next, error) {
			return each(e, pairValues(a[0]), itself), nil
		}},
		Set{
			Name: "each", Args: types(h), Returns: value.Record, Strict: true,
			Columns: []Column{{"key", value.Text}, {"value", value.Text}},
			Open: func(e *Env, a []value.Value) (Next, error) {
				var rows [][]value.Value
				for _, p := range a[0].Pairs().All() {
					rows = append(rows, []value.Value{value.OfText(p.Key), pairValue(p)})
				}
				return rowsOf(e, rows), nil
			},
		},
	)
}

func itself(v value.Value) value.Value { return v }

// pairValue is a pair's value, which may be NULL.
func pairValue(p value.Pair) value.Value {
	if p.Null {
		return value.Null
	}
	return value.OfText(p.Value)
}

func pairKeys(h value.Value) []value.Value {
	var keys []value.Value
	for _, p := range h.Pairs().All() {
		keys = append(keys, value.OfText(p.Key))
	}
	return keys
}

func pairValues(h value.Value) []value.Value {
	var values []value.Value
	for _, p := range h.Pairs().All() {
		values = append(values, pairValue(p))
	}
	return values
}

func hstoreGet(_ *Env, a []value.Value) (value.Value, error) {
	p, ok := a[0].Pairs().Get(a[1].Str())
	if !ok {
		return value.Null, nil
	}
	return pairValue(p), nil
}

func hstoreGetAll(_ *Env, a []value.Value) (value.Value, error) {
	l := *a[1].List()
	items := make([]value.Value, len(l.Items))
	for i, key := range l.Items {
		if p, ok := a[0].Pairs().Get(key.Str()); ok && !key.IsNull() {
			items[i] = pairValue(p)
		}
	}
	l.Items = items
	return value.OfArray(&l), nil
}

func hstoreHas(_ *Env, a []value.Value) (value.Value, error) {
	_, ok := a[0].Pairs().Get(a[1].Str())
	return value.OfBool(ok), nil
}

func hstoreDefined(_ *Env, a []value.Value) (value.Value, error) {
	p, ok := a[0].Pairs().Get(a[1].Str())
	return value.OfBool(ok && !p.Null), nil
}

func hstoreHasKeys(all bool) Eval {
	return func(_ *Env, a []value.Value) (value.Value, error) {
		for _, key := range a[1].List().Items {
			if key.IsNull() {
				continue
			}
			if _, ok := a[0].Pairs().Get(key.Str()); ok != all {
				return value.OfBool(!all), nil
			}
		}
		return value.OfBool(all), nil
	}
}

func hstoreWithin(big, small value.Value) (value.Value, error) {
	for _, p := range small.Pairs().All() {
		if q, ok := big.Pairs().Get(p.Key); !ok || q != p {
			return value.OfBool(false), nil
		}
	}
	return value.OfBool(true), nil
}

// hstoreJoin prefers the right one's values.
func hstoreJoin(_ *Env, a []value.Value) (value.Value, error) {
	return value.OfHstore(value.NewPairs(slices.Concat(a[1].Pairs().All(), a[0].Pairs().All())...)), nil
}

func keysOf(v value.Value) []value.Value {
	if v.Kind() == value.KindArray {
		return v.List().Items
	}
	return []value.Value{v}
}

func hstoreDelete(_ *Env, a []value.Value) (value.Value, error) {
	gone := itemSet(keysOf(a[1]))
	return value.OfHstore(value.NewPairs(slices.DeleteFunc(slices.Clone(a[0].Pairs().All()), func(p value.Pair) bool {
		return gone.has(value.OfText(p.Key))
	})...)), nil
}

func hstoreSlice(_ *Env, a []value.Value) (value.Value, error) {
	kept := itemSet(a[1].List().Items)
	return value.OfHstore(value.NewPairs(slices.DeleteFunc(slices.Clone(a[0].Pairs().All()), func(p value.Pair) bool {
		return !kept.has(value.OfText(p.Key))
	})...)), nil
}

func hstoreOf(_ *Env, a []value.Value) (value.Value, error) {
	if a[0].IsNull() {
		return value.Null, nil
	}
	return value.OfHstore(value.NewPairs(value.Pair{Key: a[0].Str(), Value: a[1].Str(), Null: a[1].IsNull()})), nil
}

func hstoreArray(_ *Env, a []value.Value) (value.Value, error) {
	var items []value.Value
	for _, p := range a[0].Pairs().All() {
		items = append(items, value.OfText(p.Key), pairValue(p))
	}
	return value.NewArray(value.Text, items...), nil
}
