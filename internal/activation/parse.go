package activation

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
)

// MaxLevels is how deep And and Or may stand in each other (A2I Developer Guide,
// JSON schema for activation conditions). Not does not count.
const MaxLevels = 2

// The names of the schema.
const (
	topMember        = "Conditions"
	typeMember       = "ConditionType"
	parametersMember = "ConditionParameters"
)

// Parse reads conditions and checks all that can be checked without a result to
// review. Its errors are of type *Error.
func Parse(text string, d Dialect) (*Conditions, error) {
	top, err := object([]byte(text))
	if err != nil {
		return nil, &Error{"", err.Error() + "."}
	}
	for _, m := range top {
		if m.name != topMember {
			return nil, &Error{m.name, "is not known here. The conditions are an object with the one member Conditions, a list."}
		}
	}
	if len(top) == 0 {
		return nil, &Error{"", "lack the member Conditions, a list."}
	}
	p := parser{dialect: d}
	nodes, err := p.list(top[0].value, topMember, 0, 0)
	if err != nil {
		return nil, err
	}
	return &Conditions{nodes}, nil
}

type parser struct{ dialect Dialect }

// list reads a list of at least so many conditions.
func (p parser) list(text json.RawMessage, place string, least, level int) ([]node, error) {
	var items []json.RawMessage
	if err := json.Unmarshal(text, &items); err != nil || items == nil {
		return nil, &Error{place, "must be a list of conditions."}
	}
	if len(items) < least {
		return nil, &Error{place, fmt.Sprintf("must have at least %d conditions, it has %d.", least, len(items))}
	}
	nodes := make([]node, len(items))
	for i, item := range items {
		var err error
		if nodes[i], err = p.node(item, fmt.Sprintf("%s[%d]", place, i), level); err != nil {
			return nil, err
		}
	}
	return nodes, nil
}

// node reads one condition that stands below so many operators.
func (p parser) node(text json.RawMessage, place string, level int) (node, error) {
	members, err := object(text)
	if err != nil {
		return node{}, &Error{place, err.Error() + "."}
	}
	n := node{place: place, members: members}
	for _, m := range members {
		if m.name == opAnd || m.name == opOr || m.name == opNot && p.dialect == Custom {
			return p.joined(n, m, level)
		}
	}
	return p.simple(n)
}

// joined reads the rest of an And, Or or Not.
func (p parser) joined(n node, m member, level int) (node, error) {
	n.op = m.name
	inner := n.place + "." + n.op
	for _, other := range n.members {
		if other.name != n.op {
			return n, &Error{n.place + "." + other.name, fmt.Sprintf("cannot stand beside %s.", n.op)}
		}
	}
	if n.op == opNot {
		part, err := p.node(m.value, inner, level)
		if err == nil && part.op == opNot {
			err = &Error{inner + "." + opNot, "cannot stand directly in Not."}
		}
		n.parts = []node{part}
		return n, err
	}
	if level == MaxLevels {
		return n, &Error{inner, fmt.Sprintf("is nested too deep: And and Or can stand at most %d levels deep.", MaxLevels)}
	}
	var err error
	n.parts, err = p.list(m.value, inner, 2, level+1)
	return n, err
}

// simple reads the rest of a condition with a type.
func (p parser) simple(n node) (node, error) {
	var name string
	values := parameters{place: n.place + "." + parametersMember}
	typed := false
	for _, m := range n.members {
		place := n.place + "." + m.name
		switch m.name {
		case typeMember:
			typed = true
			if err := json.Unmarshal(m.value, &name); err != nil || string(m.value) == "null" {
				return n, &Error{place, "must be a string."}
			}
		case parametersMember:
			var err error
			if values.given, err = object(m.value); err != nil {
				return n, &Error{place, err.Error() + "."}
			}
		default:
			return n, &Error{place, fmt.Sprintf("is not known here. A condition has %s, or %s and %s.", p.operators(), typeMember, parametersMember)}
		}
	}
	if !typed {
		return n, &Error{n.place, fmt.Sprintf("must have %s, or %s.", typeMember, p.operators())}
	}
	t, err := p.conditionType(name, n.place+"."+typeMember)
	if err != nil {
		return n, err
	}
	values.of = t.name
	n.check = t.read(&values)
	return n, values.finish()
}

func (p parser) operators() string {
	if p.dialect == Custom {
		return "And, Or, Not"
	}
	return "And, Or"
}

// conditionType finds a condition type of the dialect.
func (p parser) conditionType(name, place string) (conditionType, error) {
	var known []string
	elsewhere := false
	for _, t := range conditionTypes {
		in := t.in(p.dialect)
		if in && t.name == name {
			return t, nil
		}
		elsewhere = elsewhere || t.name == name
		if in {
			known = append(known, t.name)
		}
	}
	problem := fmt.Sprintf("%q is unknown.", name)
	switch {
	case elsewhere && p.dialect != Custom:
		problem = fmt.Sprintf("%s is not for conditions of %s.", name, p.dialect)
	case name == opNot || name == "not":
		problem = "cannot be Not."
	}
	return conditionType{}, &Error{place, problem + " Known: " + strings.Join(known, ", ") + "."}
}

// errNoObject is the mistake of a text that is no object. Like all that object says it
// is the end of a sentence that goes on from a place.
var errNoObject = errors.New("must be an object")

// object reads a JSON object with its members in order. Its errors go on from a place.
func object(text []byte) ([]member, error) {
	if err := valid(text); err != nil {
		return nil, err
	}
	d := json.NewDecoder(bytes.NewReader(text))
	if first, _ := d.Token(); first != json.Delim('{') {
		return nil, errNoObject
	}
	var members []member
	for d.More() {
		name, err := d.Token()
		if err != nil {
			return nil, fmt.Errorf("cannot be read: %w", err)
		}
		var value json.RawMessage
		if err := d.Decode(&value); err != nil {
			return nil, fmt.Errorf("cannot be read: %w", err)
		}
		for _, m := range members {
			if m.name == name {
				return nil, fmt.Errorf("must have %s only once", m.name)
			}
		}
		members = append(members, member{name.(string), compact(value)})
	}
	return members, nil
}

// valid makes sure that a text is one JSON value.
func valid(text []byte) error {
	if len(bytes.TrimSpace(text)) == 0 {
		return errNoObject
	}
	var value json.RawMessage
	err := json.Unmarshal(text, &value)
	if e, is := errors.AsType[*json.SyntaxError](err); is {
		return fmt.Errorf("must be JSON text: %w (at byte %d)", err, e.Offset)
	}
	return err
}

func compact(value json.RawMessage) json.RawMessage {
	var b bytes.Buffer
	if err := json.Compact(&b, value); err != nil {
		return value // valid has read it
	}
	return b.Bytes()
}
