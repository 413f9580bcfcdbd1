package liquid

import (
	"cmp"
	"slices"
	"strings"
)

// sorting makes sort and sort_natural. Equal items keep their order, nil comes
// last.
func sorting(order func(a, b any) (int, error)) func(c *call) (any, error) {
	return func(c *call) (any, error) {
		items, err := c.newList()
		if err != nil {
			return nil, err
		}
		slices.SortStableFunc(items, func(a, b any) int {
			if err != nil {
				return 0
			}
			if err = c.step(1); err != nil {
				return 0
			}
			x, y := c.property(a, c.key()), c.property(b, c.key())
			if x == nil || y == nil {
				return cmp.Compare(rank(x), rank(y))
			}
			if err = c.step(min(weight(x), weight(y))); err != nil {
				return 0
			}
			var n int
			n, err = order(x, y)
			return n
		})
		return items, err
	}
}

// rank puts nil last.
func rank(v any) int {
	if v == nil {
		return 1
	}
	return 0
}

// compareNaturally orders anything by its text, large and small letters alike.
func compareNaturally(a, b any) (int, error) {
	return strings.Compare(strings.ToLower(shown(a)), strings.ToLower(shown(b))), nil
}

// shown gives a text or scalar as text; lists and objects count as empty.
func shown(v any) string {
	if s, ok := asString(v); ok {
		return s
	}
	return scalar(v)
}
