package inventory

import (
	"encoding/json"
	"fmt"

	"foureyes/internal/ddsql/value"
)

// decode appends the values of a row of cells.
func decode(values []value.Value, kinds []Kind, cells []any) ([]value.Value, error) {
	if len(cells) != len(kinds) {
		return values, fmt.Errorf("a row has %d cells, not %d", len(cells), len(kinds))
	}
	for i, cell := range cells {
		v, err := kinds[i].decode(cell)
		if err != nil {
			return values, err
		}
		values = append(values, v)
	}
	return values, nil
}

func (k Kind) decode(cell any) (value.Value, error) {
	switch c := cell.(type) {
	case nil:
		if k == Tags {
			return value.OfHstore(value.NewPairs()), nil
		}
		return value.Null, nil
	case int64:
		return k.number(c), nil
	case float64:
		return value.OfFloat(c), nil
	case string:
		return k.text(c)
	}
	return value.Null, fmt.Errorf("a cell is of type %T", cell)
}

func (k Kind) number(n int64) value.Value {
	switch k {
	case Moment:
		return ofMillis(n)
	case Real:
		return value.OfFloat(float64(n))
	}
	return value.OfInt(n)
}

func (k Kind) text(s string) (value.Value, error) {
	switch k {
	case Text:
		return value.OfText(s), nil
	case JSON:
		return value.OfJSON(s), nil
	case Texts:
		var items []string
		if err := json.Unmarshal([]byte(s), &items); err != nil {
			return value.Null, fmt.Errorf("decode a list: %w", err)
		}
		return value.TextList(items...), nil
	case Tags:
		var tags map[string]string
		if err := json.Unmarshal([]byte(s), &tags); err != nil {
			return value.Null, fmt.Errorf("decode tags: %w", err)
		}
		pairs := make([]value.Pair, 0, len(tags))
		for key, v := range tags {
			pairs = append(pairs, value.Pair{Key: key, Value: v})
		}
		return value.OfHstore(value.NewPairs(pairs...)), nil
	}
	return value.Null, fmt.Errorf("a cell holds the text %.40q", s)
}
