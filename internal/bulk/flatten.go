package bulk

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// cell is one value of a table. Its zero value is an empty cell.
type cell struct {
	kind kind
	// text is the value as it is printed: that of a string, the digits of a number as
	// they were written, true or false, or JSON.
	text string
}

// kind is what a cell holds, or a column: that of all its cells, or text.
type kind uint8

const (
	nothing kind = iota
	boolean
	number
	text
)

// with is the kind of a column that has held cells of one kind and gets one of another.
func (k kind) with(o kind) kind {
	switch {
	case k == nothing, k == o:
		return o
	case o == nothing:
		return k
	}
	return text
}

// deepest is how many objects inside each other become columns; what lies deeper stays
// JSON in a cell.
const deepest = 8

// flatten hands out the members of a JSON value, one for each path below prefix. Members
// of objects are parted by a dot; a dot in a name is written \. to tell it from those.
// Lists and empty objects stay JSON.
func flatten(prefix string, document []byte, add func(path string, c cell)) error {
	d := json.NewDecoder(bytes.NewReader(document))
	d.UseNumber()
	var v any
	if err := d.Decode(&v); err != nil {
		return fmt.Errorf("read %s: %w", prefix, err)
	}
	return flattenValue(prefix, v, 0, add)
}

var escapeDots = strings.NewReplacer(`\`, `\\`, `.`, `\.`)

func flattenValue(path string, v any, depth int, add func(string, cell)) error {
	if members, ok := v.(map[string]any); ok && len(members) > 0 && depth < deepest {
		for _, name := range slices.Sorted(maps.Keys(members)) {
			if err := flattenValue(path+"."+escapeDots.Replace(name), members[name], depth+1, add); err != nil {
				return err
			}
		}
		return nil
	}
	c, err := cellOf(v)
	if err != nil {
		return err
	}
	add(path, c)
	return nil
}

func cellOf(v any) (cell, error) {
	switch v := v.(type) {
	case nil:
		return cell{}, nil
	case bool:
		return cell{boolean, fmt.Sprint(v)}, nil
	case json.Number:
		return cell{number, v.String()}, nil
	case string:
		return cell{text, v}, nil
	}
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		return cell{}, fmt.Errorf("write a cell: %w", err)
	}
	return cell{text, strings.TrimSuffix(b.String(), "\n")}, nil
}
