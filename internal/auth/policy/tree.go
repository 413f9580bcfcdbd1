package policy

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"unicode/utf8"
)

// node is a JSON value with its place in the text.
type node struct {
	offset  int
	place   string
	kind    kind
	text    string // of a string, a number or a boolean
	members []member
	items   []node
}

type member struct {
	name   string
	offset int
	value  node
}

type kind string

const (
	object  kind = "an object"
	array   kind = "a list"
	str     kind = "a string"
	numeric kind = "a number"
	boolean kind = "a boolean"
	null    kind = "null"
)

// maxDepth is deeper than any policy; it bounds the recursion.
const maxDepth = 8

// reader makes the tree.
type reader struct {
	text []byte
	dec  *json.Decoder
}

// readTree reads a document; its errors are *Error.
func readTree(text []byte) (node, error) {
	if len(text) > MaxDocument {
		return node{}, wrong(text, 0, "", sentence("The document has %d bytes; at most %d are allowed.", len(text), MaxDocument))
	}
	if !utf8.Valid(text) {
		return node{}, wrong(text, 0, "", sentence("The document is not UTF-8."))
	}
	// The tokens below would stop at the end of the first value.
	var whole json.RawMessage
	if err := json.Unmarshal(text, &whole); err != nil {
		return node{}, notJSON(text, err)
	}
	r := &reader{text: text, dec: json.NewDecoder(bytes.NewReader(text))}
	r.dec.UseNumber()
	return r.value("", 0)
}

func notJSON(text []byte, err error) error {
	offset := len(text)
	if syntax, ok := errors.AsType[*json.SyntaxError](err); ok {
		offset = max(int(syntax.Offset)-1, 0)
	}
	return wrong(text, offset, "", sentence("The document is not JSON: %s.", err))
}

// token reads on, and tells where what it has read begins.
func (r *reader) token() (json.Token, int, error) {
	offset := int(r.dec.InputOffset())
	for offset < len(r.text) && bytes.IndexByte([]byte(" \t\r\n,:"), r.text[offset]) >= 0 {
		offset++
	}
	t, err := r.dec.Token()
	if err != nil {
		return nil, offset, notJSON(r.text, err)
	}
	return t, offset, nil
}

func (r *reader) value(place string, depth int) (node, error) {
	t, offset, err := r.token()
	if err != nil {
		return node{}, err
	}
	n := node{offset: offset, place: place}
	if depth > maxDepth {
		return n, wrong(r.text, offset, place, sentence("No part of a policy is nested this deep."))
	}
	switch t := t.(type) {
	case json.Delim:
		if t == '{' {
			return r.object(n, depth)
		}
		return r.array(n, depth)
	case string:
		n.kind, n.text = str, t
	case json.Number:
		n.kind, n.text = numeric, t.String()
	case bool:
		n.kind, n.text = boolean, fmt.Sprint(t)
	default:
		n.kind = null
	}
	return n, nil
}

// object refuses a name that stands there twice: readers differ in which of the
// two they believe.
func (r *reader) object(n node, depth int) (node, error) {
	n.kind = object
	seen := map[string]bool{}
	for r.dec.More() {
		t, offset, err := r.token()
		if err != nil {
			return n, err
		}
		name, _ := t.(string) // JSON has no other names
		place := name
		if n.place != "" {
			place = n.place + "." + name
		}
		if seen[name] {
			return n, wrong(r.text, offset, place, sentence("%q stands there twice.", cut(name)))
		}
		seen[name] = true
		value, err := r.value(place, depth+1)
		if err != nil {
			return n, err
		}
		n.members = append(n.members, member{name, offset, value})
	}
	_, _, err := r.token()
	return n, err
}

func (r *reader) array(n node, depth int) (node, error) {
	n.kind = array
	for r.dec.More() {
		item, err := r.value(fmt.Sprintf("%s[%d]", n.place, len(n.items)), depth+1)
		if err != nil {
			return n, err
		}
		n.items = append(n.items, item)
	}
	_, _, err := r.token()
	return n, err
}
