package rows

import (
	"encoding/json"
	"slices"
	"strings"
)

// plan is how the columns of a CSV file become an input.
type plan struct {
	name  int // column of the loop's name, or -1
	whole int // column of the whole input, or -1
	root  member
}

// member is one of an input: a value from a column, or an object of members.
type member struct {
	name    string
	column  int // -1 for an object
	label   string
	kind    Type
	members []*member
}

func planOf(header []string, l Layout) (plan, error) {
	p := plan{name: -1, whole: -1, root: member{column: -1}}
	header = slices.Clone(header)
	if err := l.fits(header); err != nil {
		return p, err
	}
	if l.NameColumn != "" {
		p.name = slices.Index(header, l.NameColumn)
	}
	if l.InputColumn != "" {
		p.whole = slices.Index(header, l.InputColumn)
		return p, nil
	}
	for i, label := range header {
		c := l.of(label)
		rest, taken := strings.CutPrefix(label, l.Prefix)
		if !taken || c.Type == Skip {
			continue
		}
		if c.Member == "" {
			c.Member = rest
		}
		if err := p.root.add(pathOf(c.Member), &member{column: i, label: label, kind: c.Type}); err != nil {
			return p, err
		}
	}
	if len(p.root.members) == 0 {
		return p, wrong("No column is left for the input: all are skipped, or none begins with %q.", l.Prefix)
	}
	return p, nil
}

// fits refuses a header without a column that the layout names, or with one twice.
func (l Layout) fits(header []string) error {
	for i, label := range header {
		switch {
		case label == "":
			return wrong("Column %d has no name in the first line.", i+1)
		case slices.Contains(header[:i], label):
			return wrong("Column %q stands in the first line twice.", label)
		}
	}
	names := []string{l.NameColumn, l.InputColumn}
	for _, c := range l.Columns {
		names = append(names, c.Name)
	}
	for _, name := range names {
		if name != "" && !slices.Contains(header, name) {
			return wrong("There is no column %q. The first line names: %s.", name, strings.Join(header, ", "))
		}
	}
	return nil
}

// pathOf are the members that a path such as prediction.score names. A dot that is part
// of a name is written \. there, and a backslash \\.
func pathOf(path string) []string {
	var parts []string
	var part strings.Builder
	for i := 0; i < len(path); i++ {
		switch {
		case path[i] == '\\' && i+1 < len(path):
			i++
			part.WriteByte(path[i])
		case path[i] == '.':
			parts = append(parts, part.String())
			part.Reset()
		default:
			part.WriteByte(path[i])
		}
	}
	return append(parts, part.String())
}

// add puts a value at a path below this object.
func (m *member) add(path []string, leaf *member) error {
	at := slices.IndexFunc(m.members, func(o *member) bool { return o.name == path[0] })
	if path[0] == "" {
		return wrong("Column %q becomes a member without a name.", leaf.label)
	}
	if len(path) == 1 {
		if at >= 0 {
			return wrong("Column %q becomes the same member as another column, or one that has members of its own.", leaf.label)
		}
		leaf.name = path[0]
		m.members = append(m.members, leaf)
		return nil
	}
	if at < 0 {
		at = len(m.members)
		m.members = append(m.members, &member{name: path[0], column: -1})
	}
	if m.members[at].column >= 0 {
		return wrong("Column %q becomes a part of column %q, which is a value.", leaf.label, m.members[at].label)
	}
	return m.members[at].add(path[1:], leaf)
}

// input makes the name and the input of a record.
func (p plan) input(record []string) (name, input string, err error) {
	if p.name >= 0 {
		name = strings.TrimSpace(record[p.name])
	}
	if p.whole >= 0 {
		if !json.Valid([]byte(record[p.whole])) {
			return name, "", wrong("The input is not valid JSON.")
		}
		return name, strings.Clone(record[p.whole]), nil
	}
	b, _, err := p.root.write(nil, record)
	return strings.Clone(name), string(b), err
}

// write appends an object, and reports whether it has members. Empty cells have none.
func (m *member) write(b []byte, record []string) ([]byte, bool, error) {
	b = append(b, '{')
	first := len(b)
	for _, o := range m.members {
		before := len(b)
		if before > first {
			b = append(b, ',')
		}
		b = append(appendText(b, o.name), ':')
		var some bool
		var err error
		if o.column < 0 {
			b, some, err = o.write(b, record)
		} else {
			b, some, err = o.value(b, record[o.column])
		}
		if err != nil {
			return b, false, err
		}
		if !some {
			b = b[:before]
		}
	}
	return append(b, '}'), len(b) > first, nil
}

// value appends what a cell becomes.
func (m *member) value(b []byte, cell string) ([]byte, bool, error) {
	bare := strings.TrimSpace(cell)
	switch {
	case bare == "":
		return b, false, nil
	case m.kind == "" || m.kind == Text:
		return appendText(b, cell), true, nil
	case m.kind == Boolean:
		bare = strings.ToLower(bare)
		if bare == "true" || bare == "false" {
			return append(b, bare...), true, nil
		}
		return b, false, m.mistaken(cell, "neither true nor false")
	}
	if !json.Valid([]byte(bare)) || m.kind == Number && !strings.ContainsRune("-0123456789", rune(bare[0])) {
		if m.kind == Number {
			return b, false, m.mistaken(cell, "no number")
		}
		return b, false, m.mistaken(cell, "no valid JSON")
	}
	return append(b, bare...), true, nil
}

// shown is how much of a cell a sentence repeats, in characters.
const shown = 60

func (m *member) mistaken(cell, what string) error {
	if text := []rune(cell); len(text) > shown {
		cell = string(text[:shown]) + "…"
	}
	return wrong("Column %q is %s: %q.", m.label, what, cell)
}

// appendText appends a JSON string. Nothing is escaped that need not be.
func appendText(b []byte, text string) []byte {
	var w strings.Builder
	e := json.NewEncoder(&w)
	e.SetEscapeHTML(false)
	_ = e.Encode(text) // a text can always be encoded
	return append(b, strings.TrimSuffix(w.String(), "\n")...)
}
