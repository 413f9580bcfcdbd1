package advice

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"

	"foureyes/internal/fault"
)

// The documents that paths begin with.
const (
	inputRoot  = "input"  // what the human loop was started with
	answerRoot = "answer" // one worker's answerContent
)

// Path leads to a value inside a document: input.fields[0].confidence,
// answer["a name with dots"].label.
type Path struct {
	text  string
	steps []any // string for a member, int for a place in a list
}

// String is the path as it was written.
func (p Path) String() string { return p.text }

// zero reports whether no path was given.
func (p Path) zero() bool { return p.text == "" }

// ParsePath reads a path that begins with a root: input or answer.
func ParsePath(text, root string) (Path, error) {
	p := Path{text: text}
	rest, ok := strings.CutPrefix(text, root)
	if !ok || rest == "" {
		return p, pathFault(text, "it begins with "+root+", such as "+root+".label")
	}
	for rest != "" {
		var step any
		var err error
		switch {
		case strings.HasPrefix(rest, `["`):
			step, rest, err = quoted(rest[1:])
		case rest[0] == '[':
			step, rest, err = place(rest[1:])
		case rest[0] == '.':
			name := rest[1:]
			if i := strings.IndexAny(name, ".["); i >= 0 {
				name = name[:i]
			}
			if step, rest = name, rest[1+len(name):]; name == "" {
				err = fmt.Errorf("a name is missing after a dot")
			}
		default:
			err = fmt.Errorf("%q stands where a dot or a bracket belongs", rest)
		}
		if err != nil {
			return p, pathFault(text, err.Error())
		}
		p.steps = append(p.steps, step)
	}
	return p, nil
}

func pathFault(text, why string) error {
	return fault.New(fault.Invalid, Subject, "The path %q cannot be read: %s.", text, why)
}

// quoted reads a JSON text and the bracket after it.
func quoted(rest string) (name, after string, err error) {
	d := json.NewDecoder(strings.NewReader(rest))
	if err := d.Decode(&name); err != nil {
		return "", "", fmt.Errorf("a name in quotes does not end")
	}
	after, ok := strings.CutPrefix(rest[d.InputOffset():], "]")
	if !ok {
		return "", "", fmt.Errorf("a bracket does not end")
	}
	return name, after, nil
}

// place reads a number and the bracket after it.
func place(rest string) (n int, after string, err error) {
	digits, after, ok := strings.Cut(rest, "]")
	if !ok {
		return 0, "", fmt.Errorf("a bracket does not end")
	}
	n, err = strconv.Atoi(digits)
	if err != nil || n < 0 {
		return 0, "", fmt.Errorf("[%s] is neither a number nor a name in quotes", digits)
	}
	return n, after, nil
}

// in follows the path into a document; false where it leads to nothing.
func (p Path) in(document any) (any, bool) {
	for _, step := range p.steps {
		switch step := step.(type) {
		case string:
			members, ok := document.(map[string]any)
			if !ok {
				return nil, false
			}
			if document, ok = members[step]; !ok {
				return nil, false
			}
		case int:
			items, ok := document.([]any)
			if !ok || step >= len(items) {
				return nil, false
			}
			document = items[step]
		}
	}
	return document, true
}
