package liquid

import (
	"errors"
	"fmt"
	"slices"
)

// expr is something that has a value.
type expr interface {
	eval(r *run) (any, error)
}

// literal is a value written in the template.
type literal struct{ value any }

func (l literal) eval(*run) (any, error) { return l.value, nil }

// variable is a name and the steps down from it.
type variable struct {
	root expr // gives the name
	path []expr
}

func (v *variable) eval(r *run) (any, error) {
	name, err := r.evalText(v.root)
	if err != nil {
		return nil, err
	}
	value := r.lookup(name)
	for _, key := range v.path {
		k, err := key.eval(r)
		if err != nil {
			return nil, err
		}
		if err := r.step(1 + stepDown(value)); err != nil {
			return nil, err
		}
		if value = member(value, k); value == nil {
			return nil, nil
		}
	}
	return value, nil
}

// stepDown is how many steps finding a member takes: texts are counted through
// for their size, lists and objects are not.
func stepDown(v any) int {
	if _, ok := v.(List); ok {
		return 0
	}
	return weight(v)
}

// span is a range whose ends are expressions.
type span struct{ from, to expr }

func (s span) eval(r *run) (any, error) {
	from, err := r.evalInt(s.from)
	if err != nil {
		return nil, err
	}
	to, err := r.evalInt(s.to)
	if err != nil {
		return nil, err
	}
	return Range{from, to}, nil
}

// cursor walks the lexemes of one tag or output.
type cursor struct {
	lexemes []lexeme
	pos     int
	depth   int
	host    []string
}

func newCursor(s string, host []string) (*cursor, error) {
	lexemes, err := scan(s)
	if err != nil {
		return nil, err
	}
	return &cursor{lexemes: lexemes, host: host}, nil
}

// peek looks at the next lexeme; kind 0 is the end.
func (c *cursor) peek() lexeme {
	if c.pos < len(c.lexemes) {
		return c.lexemes[c.pos]
	}
	return lexeme{}
}

func (c *cursor) next() lexeme {
	l := c.peek()
	c.pos++
	return l
}

// accept takes the next lexeme if it is of this kind.
func (c *cursor) accept(kind byte) bool {
	if c.peek().kind != kind {
		return false
	}
	c.pos++
	return true
}

// acceptName takes the next lexeme if it is one of these words.
func (c *cursor) acceptName(names ...string) bool {
	l := c.peek()
	if l.kind != 'n' || !slices.Contains(names, l.text) {
		return false
	}
	c.pos++
	return true
}

// expect takes a lexeme of this kind or tells what should have stood there.
func (c *cursor) expect(kind byte, what string) (lexeme, error) {
	l := c.next()
	if l.kind != kind {
		return l, c.wanted(what, l)
	}
	return l, nil
}

// end checks that everything was read.
func (c *cursor) end() error {
	if l := c.peek(); l.kind != 0 {
		return fmt.Errorf("unexpected %q", clip(l.text))
	}
	return nil
}

func (c *cursor) wanted(what string, l lexeme) error {
	if l.kind == 0 {
		return fmt.Errorf("%s is missing", what)
	}
	return fmt.Errorf("%s is wanted where %q stands", what, clip(l.text))
}

var errDeep = errors.New("brackets are nested too deep")

// maxDepth bounds nested brackets and blocks, so that reading a template never
// needs a deep stack.
const maxDepth = 100

// value reads a literal, a range or a variable.
func (c *cursor) value() (expr, error) {
	if c.depth++; c.depth > maxDepth {
		return nil, errDeep
	}
	defer func() { c.depth-- }()
	switch l := c.next(); l.kind {
	case 's':
		return literal{l.text}, nil
	case 'd':
		return literal{number(l.text)}, nil
	case '(':
		return c.span()
	case '[':
		root, err := c.bracket()
		if err != nil {
			return nil, err
		}
		return c.path(root)
	case 'n':
		return c.name(l.text)
	default:
		return nil, c.wanted("a value", l)
	}
}

// name reads a word that means a value, or a variable.
func (c *cursor) name(name string) (expr, error) {
	if k := c.peek().kind; k != '.' && k != '[' {
		switch name {
		case "nil", "null":
			return literal{}, nil
		case "true", "false":
			return literal{name == "true"}, nil
		case string(empty), string(blank):
			return literal{word(name)}, nil
		}
	}
	return c.path(literal{name})
}

// path reads the .name and [key] steps after a variable's root.
func (c *cursor) path(root expr) (expr, error) {
	v := &variable{root: root}
	for {
		switch {
		case c.accept('.'):
			l := c.next()
			if l.kind != 'n' && l.kind != 'd' {
				return nil, c.wanted(`a name after "."`, l)
			}
			v.path = append(v.path, memberKey(l))
		case c.accept('['):
			key, err := c.bracket()
			if err != nil {
				return nil, err
			}
			v.path = append(v.path, key)
		default:
			return v, nil
		}
	}
}

// memberKey is the key that .name or .0 means.
func memberKey(l lexeme) expr {
	if l.kind == 'd' {
		return literal{number(l.text)}
	}
	return literal{property(l.text)}
}

// bracket reads the rest of [key].
func (c *cursor) bracket() (expr, error) {
	key, err := c.value()
	if err != nil {
		return nil, err
	}
	_, err = c.expect(']', `"]"`)
	return key, err
}

// span reads the rest of (from..to).
func (c *cursor) span() (expr, error) {
	from, err := c.value()
	if err != nil {
		return nil, err
	}
	if _, err := c.expect(dots, `".."`); err != nil {
		return nil, err
	}
	to, err := c.value()
	if err != nil {
		return nil, err
	}
	_, err = c.expect(')', `")"`)
	return span{from, to}, err
}
