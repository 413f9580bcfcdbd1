package pattern

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// parseBranch reads the object at a path, such as .detail.
func parseBranch(path string, object map[string]any) (branch, error) {
	if len(object) == 0 {
		return nil, fmt.Errorf("the pattern's %s is empty, so it says nothing", named(path))
	}
	b := branch{}
	// In order, so that of several mistakes the same one is told each time.
	for _, name := range slices.Sorted(maps.Keys(object)) {
		n, err := parseNode(path+"."+name, object[name])
		if err != nil {
			return nil, err
		}
		b[name] = n
	}
	return b, nil
}

func named(path string) string {
	if path == "" {
		return "object"
	}
	return "field " + path[1:]
}

func parseNode(path string, value any) (node, error) {
	switch v := value.(type) {
	case map[string]any:
		return parseBranch(path, v)
	case []any:
		return parseLeaf(path, v)
	}
	return nil, fmt.Errorf("the pattern's %s must be a list of what it may be, or an object", named(path))
}

func parseLeaf(path string, wanted []any) (leaf, error) {
	if len(wanted) == 0 {
		return nil, fmt.Errorf("the pattern's %s is an empty list, which nothing matches", named(path))
	}
	l := make(leaf, 0, len(wanted))
	for _, w := range wanted {
		m, err := parseMatcher(path, w)
		if err != nil {
			return nil, err
		}
		l = append(l, m)
	}
	return l, nil
}

func parseMatcher(path string, wanted any) (matcher, error) {
	switch w := wanted.(type) {
	case map[string]any:
		return parseOperator(path, w)
	case []any:
		return nil, fmt.Errorf("the pattern's %s has a list in its list", named(path))
	}
	return exactly(wanted), nil
}

// exactly wants one plain value. Plain values are comparable, and absent is none.
func exactly(wanted any) matcher { return func(value any) bool { return value == wanted } }

// parseOperator reads an object such as {"prefix": "a"}.
func parseOperator(path string, object map[string]any) (matcher, error) {
	if len(object) != 1 {
		return nil, fmt.Errorf("the pattern's %s must have one operator in each object", named(path))
	}
	for name, operand := range object {
		switch name {
		case "prefix":
			return textual(path, name, operand, strings.HasPrefix)
		case "suffix":
			return textual(path, name, operand, strings.HasSuffix)
		case "exists":
			return exists(path, operand)
		case "anything-but":
			return anythingBut(path, operand)
		}
		return nil, fmt.Errorf("the pattern's %s uses %q; known are prefix, suffix, anything-but and exists", named(path), name)
	}
	return nil, nil // an object of one field has one
}

func textual(path, name string, operand any, is func(s, part string) bool) (matcher, error) {
	part, ok := operand.(string)
	if !ok || part == "" {
		return nil, fmt.Errorf("the pattern's %s: %s takes a text", named(path), name)
	}
	return func(value any) bool {
		s, ok := value.(string)
		return ok && is(s, part)
	}, nil
}

func exists(path string, operand any) (matcher, error) {
	wanted, ok := operand.(bool)
	if !ok {
		return nil, fmt.Errorf("the pattern's %s: exists takes true or false", named(path))
	}
	return func(value any) bool { return (value != absent{}) == wanted }, nil
}

// anythingBut wants a value that is there and is none of some.
func anythingBut(path string, operand any) (matcher, error) {
	but := leaf{}
	switch o := operand.(type) {
	case string, float64:
		but = append(but, exactly(o))
	case []any:
		for _, v := range o {
			switch v.(type) {
			case string, float64:
				but = append(but, exactly(v))
			default:
				return nil, fmt.Errorf("the pattern's %s: anything-but takes texts and numbers", named(path))
			}
		}
	case map[string]any:
		m, err := parseOperator(path, o)
		if err != nil {
			return nil, err
		}
		if o["prefix"] == nil && o["suffix"] == nil {
			return nil, fmt.Errorf("the pattern's %s: anything-but takes texts, numbers, a prefix or a suffix", named(path))
		}
		but = append(but, m)
	}
	if len(but) == 0 {
		return nil, fmt.Errorf("the pattern's %s: anything-but takes texts, numbers, a prefix or a suffix", named(path))
	}
	return func(value any) bool { return value != absent{} && !but.matches(value) }, nil
}
