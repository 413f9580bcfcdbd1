package advice

import (
	"encoding/json"
	"math/big"
	"strconv"
	"strings"
)

// mostUnordered is the length up to which lists are compared without their order.
const mostUnordered = 200

// equal reports whether a prediction and an answer say the same. Texts are compared
// without the white space around them, in their spelling. A number equals a text that
// is written as a number of the same value, as forms send everything as texts; true
// and false equal the texts; null equals an empty text. Lists are equal when they
// have the same items, in any order (up to 200 of them); objects when they have the
// same members.
func equal(a, b any) bool {
	switch x := a.(type) {
	case map[string]any:
		y, ok := b.(map[string]any)
		return ok && equalMembers(x, y)
	case []any:
		y, ok := b.([]any)
		return ok && equalItems(x, y)
	}
	x, plain := scalar(a)
	y, also := scalar(b)
	if !plain || !also {
		return false
	}
	_, number := a.(json.Number)
	_, other := b.(json.Number)
	return x == y || (number || other) && sameNumber(x, y)
}

// scalar writes what is neither an object nor a list.
func scalar(v any) (string, bool) {
	switch v := v.(type) {
	case nil:
		return "", true
	case string:
		return strings.TrimSpace(v), true
	case json.Number:
		return v.String(), true
	case bool:
		return strconv.FormatBool(v), true
	}
	return "", false
}

// longestNumber keeps numbers with huge exponents from being written out.
const longestNumber = 60

func sameNumber(a, b string) bool {
	if len(a) > longestNumber || len(b) > longestNumber || !json.Valid([]byte(a)) || !json.Valid([]byte(b)) {
		return false
	}
	x, _, err := big.ParseFloat(a, 10, 256, big.ToNearestEven)
	if err != nil {
		return false
	}
	y, _, err := big.ParseFloat(b, 10, 256, big.ToNearestEven)
	return err == nil && !x.IsInf() && x.Cmp(y) == 0
}

func equalMembers(a, b map[string]any) bool {
	if len(a) != len(b) {
		return false
	}
	for name, v := range a {
		if w, ok := b[name]; !ok || !equal(v, w) {
			return false
		}
	}
	return true
}

func equalItems(a, b []any) bool {
	if len(a) != len(b) {
		return false
	}
	taken := make([]bool, len(b))
	for i, v := range a {
		if !take(v, i, b, taken) {
			return false
		}
	}
	return true
}

// take takes an item that equals v and was not taken yet: any, or in a long list the
// one at place i.
func take(v any, i int, from []any, taken []bool) bool {
	if len(from) > mostUnordered {
		return equal(v, from[i])
	}
	for j, w := range from {
		if !taken[j] && equal(v, w) {
			taken[j] = true
			return true
		}
	}
	return false
}
