package prediction

import (
	"bytes"
	"encoding/json"
	"fmt"
	"unicode"
	"unicode/utf8"
)

// camel rewrites a JSON document as human loops have it (A2I Developer Guide, input
// of built-in task types): members begin with a small letter, at every depth, and
// stand in alphabetical order. Numbers stay as they were written.
func camel(document []byte) (json.RawMessage, error) {
	d := json.NewDecoder(bytes.NewReader(document))
	d.UseNumber()
	var value any
	if err := d.Decode(&value); err != nil {
		return nil, fmt.Errorf("read the document: %w", err)
	}
	return encode(lowered(value))
}

// encode writes JSON as it is, without the escapes that HTML would need.
func encode(value any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(value); err != nil {
		return nil, fmt.Errorf("write the document: %w", err)
	}
	return bytes.TrimRight(b.Bytes(), "\n"), nil
}

func lowered(value any) any {
	switch v := value.(type) {
	case map[string]any:
		out := make(map[string]any, len(v))
		for name, inner := range v {
			out[lowerFirst(name)] = lowered(inner)
		}
		return out
	case []any:
		for i, inner := range v {
			v[i] = lowered(inner)
		}
	}
	return value
}

func lowerFirst(name string) string {
	first, size := utf8.DecodeRuneInString(name)
	return string(unicode.ToLower(first)) + name[size:]
}
