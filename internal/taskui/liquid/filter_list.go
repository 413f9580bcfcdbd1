package liquid

import (
	"slices"
	"strings"
)

// listFilters work on lists, or on anything.
var listFilters = map[string]filter{
	"size":         {0, 0, sizeOf},
	"first":        {0, 0, func(c *call) (any, error) { return end(c.in, 0), nil }},
	"last":         {0, 0, func(c *call) (any, error) { return end(c.in, -1), nil }},
	"default":      {0, 1, fallback},
	"date":         {1, 1, date},
	"slice":        {1, 2, slice},
	"join":         {0, 1, joinItems},
	"concat":       {1, 1, concat},
	"reverse":      {0, 0, reverse},
	"compact":      {0, 1, compact},
	"map":          {1, 1, mapItems},
	"uniq":         {0, 1, unique},
	"sum":          {0, 1, sum},
	"sort":         {0, 1, sorting(compare)},
	"sort_natural": {0, 1, sorting(compareNaturally)},
	"where":        {1, 2, selecting(where(true))},
	"reject":       {1, 2, selecting(where(false))},
	"find":         {1, 2, selecting(found)},
	"find_index":   {1, 2, selecting(foundIndex)},
	"has":          {1, 2, selecting(foundAny)},
}

// list gives the input as a list: a range counted out, any single value as its
// only item, nil as none.
func (c *call) list(v any) (List, error) {
	switch v := v.(type) {
	case nil:
		return nil, nil
	case List:
		return v, nil
	case Range:
		if err := c.growItems(v.length()); err != nil {
			return nil, err
		}
		out := make(List, v.length())
		for i := range out {
			out[i] = v.From + int64(i)
		}
		return out, nil
	}
	return List{v}, nil
}

// newList gives the input as a list that may be changed.
func (c *call) newList() (List, error) {
	items, err := c.list(c.in)
	if err != nil {
		return nil, err
	}
	if err := c.growItems(len(items)); err != nil {
		return nil, err
	}
	return slices.Clone(items), nil
}

// property gives an item's property, or the item itself when key is nil.
func (c *call) property(item, key any) any {
	if key == nil {
		return item
	}
	return member(item, key)
}

func sizeOf(c *call) (any, error) {
	n, _ := size(c.in)
	return int64(n), nil
}

// fallback is the filter "default": it replaces nil, false and what is empty.
func fallback(c *call) (any, error) {
	if c.in == false && truthy(c.named["allow_false"]) {
		return c.in, nil
	}
	if !truthy(c.in) || is(c.in, empty) {
		return c.arg(0), nil
	}
	return c.in, nil
}

// slice cuts characters or items out, counting from the end when the start is
// negative.
func slice(c *call) (any, error) {
	start, n := c.argInt(0, 0), max(c.argInt(1, 1), 0)
	if list, ok := c.in.(List); ok {
		from, to := window(start, n, len(list))
		return list[from:to:to], nil
	}
	return c.whole(func(s string) string {
		runes := []rune(s)
		from, to := window(start, n, len(runes))
		return string(runes[from:to])
	})
}

// window keeps n items from start within a length.
func window(start, n int64, length int) (from, to int) {
	size := int64(length)
	if start < 0 {
		start += size
	}
	if start < 0 || start >= size {
		return 0, 0
	}
	return int(start), int(start + min(n, size-start))
}

// joinItems is the filter "join".
func joinItems(c *call) (any, error) {
	items, err := c.list(c.in)
	if err != nil {
		return nil, err
	}
	glue := " "
	if len(c.args) > 0 {
		if glue, err = c.argText(0); err != nil {
			return nil, err
		}
	}
	var b strings.Builder
	for i, item := range items {
		s, err := c.text(item)
		if err != nil {
			return nil, err
		}
		if i > 0 {
			s = glue + s
		}
		if b.Len()+len(s) > c.limits.Value {
			return nil, c.grow(c.limits.Value + 1)
		}
		if err := c.read(len(s)); err != nil {
			return nil, err
		}
		b.WriteString(s)
	}
	return b.String(), c.grow(b.Len())
}

func concat(c *call) (any, error) {
	first, err := c.list(c.in)
	if err != nil {
		return nil, err
	}
	second, err := c.list(c.arg(0))
	if err != nil {
		return nil, err
	}
	if err := c.growItems(len(first) + len(second)); err != nil {
		return nil, err
	}
	return slices.Concat(first, second), nil
}

func reverse(c *call) (any, error) {
	items, err := c.newList()
	slices.Reverse(items)
	return items, err
}

// compact drops nil items, or items whose property is nil.
func compact(c *call) (any, error) {
	items, err := c.newList()
	return slices.DeleteFunc(items, func(item any) bool {
		return c.property(item, c.key()) == nil
	}), err
}

// mapItems gives one property of every item.
func mapItems(c *call) (any, error) {
	items, err := c.newList()
	for i := range items {
		items[i] = member(items[i], c.key())
	}
	return items, err
}

// key gives the first argument, which names a property; like .name it may mean size.
func (c *call) key() any {
	if s, ok := asString(c.arg(0)); ok {
		return property(s)
	}
	return c.arg(0)
}

// unique keeps the first of equal items, equal meaning the same JSON.
func unique(c *call) (any, error) {
	items, err := c.list(c.in)
	if err != nil {
		return nil, err
	}
	seen := map[string]bool{}
	out := List{}
	for _, item := range items {
		text, err := c.json(c.property(item, c.key()))
		if err != nil {
			return nil, err
		}
		if !seen[text] {
			seen[text] = true
			out = append(out, item)
		}
	}
	return out, c.growItems(2 * len(out))
}

// sum adds the items, or one property of them.
func sum(c *call) (any, error) {
	items, err := c.list(c.in)
	var total any = int64(0)
	for i := 0; i < len(items) && err == nil; i++ {
		total, err = adding.apply(total, c.property(items[i], c.key()))
	}
	return total, err
}

// selecting makes a filter that looks at items whose property equals a value, or
// is truthy when no value is given.
func selecting(choose func(items List, test func(any) bool) any) func(c *call) (any, error) {
	return func(c *call) (any, error) {
		items, err := c.newList()
		if err != nil {
			return nil, err
		}
		test := func(item any) bool {
			v := member(item, c.key())
			if len(c.args) < 2 || c.arg(1) == nil {
				return truthy(v)
			}
			same, failed := c.equal(v, c.arg(1))
			if failed != nil {
				err = failed
			}
			return same
		}
		return choose(items, test), err
	}
}

func where(wanted bool) func(List, func(any) bool) any {
	return func(items List, test func(any) bool) any {
		return slices.DeleteFunc(items, func(item any) bool { return test(item) != wanted })
	}
}

func found(items List, test func(any) bool) any {
	if i := slices.IndexFunc(items, test); i >= 0 {
		return items[i]
	}
	return nil
}

func foundIndex(items List, test func(any) bool) any {
	if i := slices.IndexFunc(items, test); i >= 0 {
		return int64(i)
	}
	return nil
}

func foundAny(items List, test func(any) bool) any { return slices.ContainsFunc(items, test) }
