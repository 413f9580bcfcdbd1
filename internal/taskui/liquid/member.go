package liquid

import (
	"strconv"
	"unicode/utf8"
)

// property is a key written as .name. Unlike ["name"] it may also mean size,
// first and last.
type property string

// member gives the value one step below v, nil when there is none.
func member(v, key any) any {
	switch k := key.(type) {
	case property:
		if found, ok := byName(v, string(k)); ok {
			return found
		}
		return computed(v, string(k))
	case string:
		found, _ := byName(v, k)
		return found
	case Markup:
		found, _ := byName(v, k.text())
		return found
	case int64:
		return byPlace(v, k)
	}
	return nil
}

// byName looks a key up in what has keys.
func byName(v any, key string) (any, bool) {
	switch v := v.(type) {
	case *Object:
		return v.Get(key)
	case *loop:
		return v.get(key)
	}
	return nil, false
}

// byPlace gives the i-th item, counted from the end when i is negative. Objects
// may have a number for a key.
func byPlace(v any, i int64) any {
	switch v := v.(type) {
	case List:
		if i < 0 {
			i += int64(len(v))
		}
		if i >= 0 && i < int64(len(v)) {
			return v[i]
		}
	case *Object:
		found, _ := v.Get(strconv.FormatInt(i, 10))
		return found
	}
	return nil
}

// computed gives size, first and last.
func computed(v any, name string) any {
	switch name {
	case "size":
		if n, ok := size(v); ok {
			return int64(n)
		}
	case "first":
		return end(v, 0)
	case "last":
		return end(v, -1)
	}
	return nil
}

// size counts items, keys or characters.
func size(v any) (int, bool) {
	switch v := v.(type) {
	case string:
		return utf8.RuneCountInString(v), true
	case Markup:
		return utf8.RuneCountInString(v.text()), true
	case List:
		return len(v), true
	case *Object:
		return v.Len(), true
	case Range:
		return v.length(), true
	}
	return 0, false
}

// end gives the first (0) or last (-1) item.
func end(v any, i int64) any {
	switch v := v.(type) {
	case List:
		return byPlace(v, i)
	case Range:
		if v.length() == 0 {
			return nil
		}
		if i == 0 {
			return v.From
		}
		return v.To
	case *Object:
		if n := v.Len(); n > 0 && i == 0 {
			return v.pair(0)
		} else if n > 0 {
			return v.pair(n - 1)
		}
	}
	return nil
}
