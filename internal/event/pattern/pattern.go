// Package pattern decides whether an event is wanted, as Amazon EventBridge's event
// patterns do: a JSON object of the event's shape, whose leaves are lists of what
// the event may hold there (EventBridge User Guide, event patterns).
//
// It owns exact values, prefix, suffix, anything-but and exists. It leaves out
// numeric, wildcard, cidr, equals-ignore-case and $or, which it refuses instead of
// never matching. It is a language: it knows no product words.
package pattern

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
)

// MaxLength is the greatest length of a pattern's text, in bytes.
const MaxLength = 4096

// Pattern says which events are wanted. The zero value wants all.
type Pattern struct{ fields branch }

// Parse reads a pattern. An empty text wants all events. The error is a sentence
// for whoever wrote the pattern.
func Parse(text string) (Pattern, error) {
	if text == "" {
		return Pattern{}, nil
	}
	if len(text) > MaxLength {
		return Pattern{}, fmt.Errorf("the pattern is longer than %d bytes", MaxLength)
	}
	root, err := decode([]byte(text))
	if err != nil {
		return Pattern{}, fmt.Errorf("the pattern is not JSON: %w", err)
	}
	object, ok := root.(map[string]any)
	if !ok {
		return Pattern{}, errors.New("the pattern is not a JSON object")
	}
	fields, err := parseBranch("", object)
	return Pattern{fields}, err
}

// Matches reports whether an event, a JSON object, is wanted. What is no JSON
// object is wanted by no pattern that asks for anything.
func (p Pattern) Matches(event []byte) bool {
	if len(p.fields) == 0 {
		return true
	}
	root, err := decode(event)
	return err == nil && p.fields.matches(root)
}

func decode(text []byte) (any, error) {
	d := json.NewDecoder(bytes.NewReader(text))
	var v any
	if err := d.Decode(&v); err != nil {
		return nil, err
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return nil, errors.New("something follows it")
	}
	return v, nil
}

// node is what a pattern wants of one value; absent is the value that is not there.
type node interface{ matches(value any) bool }

// absent stands for a field that an event does not have.
type absent struct{}

// branch wants something of each of some fields.
type branch map[string]node

func (b branch) matches(value any) bool {
	object, _ := value.(map[string]any)
	for name, n := range b {
		v, there := object[name]
		if !there {
			v = absent{}
		}
		if !n.matches(v) {
			return false
		}
	}
	return true
}

// leaf wants one of several things.
type leaf []matcher

// matcher judges one plain value: a string, float64, bool, nil, or absent.
type matcher func(value any) bool

// matches looks at each element of a list, as the fields of events may be lists.
// An object is no plain value: whoever asks for one finds nothing there.
func (l leaf) matches(value any) bool {
	values := []any{value}
	switch v := value.(type) {
	case []any:
		values = v
		if len(v) == 0 {
			values = []any{absent{}}
		}
	case map[string]any:
		values = []any{absent{}}
	}
	for _, v := range values {
		for _, m := range l {
			if m(v) {
				return true
			}
		}
	}
	return false
}
