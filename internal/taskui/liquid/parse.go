package liquid

import (
	"fmt"
	"slices"
	"strings"
)

// parser builds the tree from tokens.
type parser struct {
	tokens []token
	pos    int
	depth  int
	host   []string
}

// block reads statements up to one of the tags in ends, and returns that tag.
// opener is the name of the tag that began the block, "" for the whole template.
func (p *parser) block(opener string, ends ...string) (block, token, error) {
	var body block
	if p.depth++; p.depth > maxDepth {
		return nil, token{}, &Error{Line: p.line(), Message: fmt.Sprintf("blocks are nested more than %d deep", maxDepth)}
	}
	defer func() { p.depth-- }()
	start := p.line()
	for p.pos < len(p.tokens) {
		t := p.tokens[p.pos]
		p.pos++
		if t.kind == tagToken && slices.Contains(ends, t.name) {
			return body, t, nil
		}
		n, err := p.node(t)
		if err != nil {
			return nil, t, at(t.line, err)
		}
		body = append(body, n...)
	}
	if opener != "" {
		return nil, token{}, unclosed(token{name: opener, line: start})
	}
	return body, token{}, nil
}

// line is where the token before the next one begins.
func (p *parser) line() int {
	if p.pos == 0 {
		return 1
	}
	return p.tokens[p.pos-1].line
}

// node reads what begins with token t.
func (p *parser) node(t token) (block, error) {
	var n node
	var err error
	switch t.kind {
	case textToken:
		n = textNode(t.text)
	case outputToken:
		n, err = p.output(t.text)
	case tagToken:
		if t.name == "liquid" {
			return p.lines(t)
		}
		n, err = p.tag(t)
	}
	return block{{t.line, n}}, err
}

// tag reads a tag, with its body if it has one.
func (p *parser) tag(t token) (node, error) {
	switch t.name {
	case "if", "unless":
		return p.branches(t)
	case "case":
		return p.choice(t)
	case "for":
		return p.forLoop(t)
	case "tablerow":
		return p.tableRow(t)
	case "capture":
		return p.capture(t)
	case "ifchanged":
		return p.changed(t)
	case "assign":
		return p.assign(t)
	case "increment", "decrement":
		return p.count(t)
	case "cycle":
		return p.cycle(t)
	case "echo":
		return p.output(t.text)
	case "break":
		return leave{errBreak}, noArguments(t)
	case "continue":
		return leave{errContinue}, noArguments(t)
	}
	return nil, p.refuse(t)
}

// refuse explains why a tag cannot stand here.
func (p *parser) refuse(t token) error {
	switch t.name {
	case "include", "render":
		return fmt.Errorf("%q is not available: a template cannot load other templates", t.name)
	case "else", "elsif", "when":
		return fmt.Errorf("%q stands outside of its block", t.name)
	case "":
		return fmt.Errorf("a tag has no name: %q", clip(strings.Trim(t.text, space)))
	}
	if opener, ok := strings.CutPrefix(t.name, "end"); ok && opener != "" {
		return fmt.Errorf("%q closes nothing that is open", t.name)
	}
	return fmt.Errorf("unknown tag %q", clip(t.name))
}

// noArguments checks that a tag stands alone.
func noArguments(t token) error {
	if arguments := strings.Trim(t.text, space); arguments != "" {
		return fmt.Errorf("unexpected %q", clip(arguments))
	}
	return nil
}

// output reads the inside of {{ … }}; nothing inside prints nothing.
func (p *parser) output(s string) (node, error) {
	if strings.Trim(s, space) == "" {
		return outputNode{literal{}}, nil
	}
	value, err := p.filtered(s)
	return outputNode{value}, err
}

// filtered reads a value with its filters.
func (p *parser) filtered(s string) (expr, error) {
	c, err := newCursor(s, p.host)
	if err != nil {
		return nil, err
	}
	value, err := c.filtered()
	if err != nil {
		return nil, err
	}
	return value, c.end()
}

// lines reads the tag "liquid", whose every line is a tag of its own.
func (p *parser) lines(t token) (block, error) {
	inner := &parser{host: p.host, depth: p.depth}
	for i, line := range strings.Split(t.text, "\n") {
		if strings.Trim(line, space) == "" {
			continue
		}
		tag := splitTag(line, t.line+i)
		if tag.name != "#" {
			inner.tokens = append(inner.tokens, tag)
		}
	}
	var err error
	if inner.tokens, err = withoutComments(inner.tokens); err != nil {
		return nil, err
	}
	body, _, err := inner.block("")
	return body, err
}

// withoutComments drops comment blocks among the lines of a liquid tag.
func withoutComments(tokens []token) ([]token, error) {
	var kept []token
	var open []token
	for _, t := range tokens {
		switch {
		case t.name == "comment":
			open = append(open, t)
		case t.name == "endcomment" && len(open) > 0:
			open = open[:len(open)-1]
		case len(open) == 0:
			kept = append(kept, t)
		}
	}
	if len(open) > 0 {
		return nil, unclosed(open[0])
	}
	return kept, nil
}
