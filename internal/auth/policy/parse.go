package policy

import (
	"regexp"
	"slices"
	"strings"
)

// parser turns the tree into a document.
type parser struct {
	text []byte
	// variables are read in documents of version 2012-10-17 only.
	variables bool
	keys      []string
}

// Parse reads a policy document. Its errors are *Error. What Amazon would take and
// ignore, such as a misspelt member, is refused: a policy that says less than its
// author believes is worse than none.
func Parse(text []byte) (*Document, error) {
	root, err := readTree(text)
	if err != nil {
		return nil, err
	}
	p := &parser{text: text}
	d, err := p.document(root)
	if err != nil {
		return nil, err
	}
	slices.Sort(p.keys)
	d.keys = slices.Compact(p.keys)
	return d, nil
}

func (p *parser) wrong(n node, format string, args ...any) error {
	return wrong(p.text, n.offset, n.place, sentence(format, args...))
}

// at gives a sentence its place.
func (p *parser) at(n node, err error) error { return wrong(p.text, n.offset, n.place, err) }

// pick takes the members of an object that are known, by name.
func (p *parser) pick(n node, known ...string) (map[string]node, error) {
	if n.kind != object {
		return nil, p.wrong(n, "There is %s, and an object {…} is needed.", n.kind)
	}
	found := map[string]node{}
	for _, m := range n.members {
		if !slices.Contains(known, m.name) {
			return nil, p.unknown(m, known)
		}
		found[m.name] = m.value
	}
	return found, nil
}

func (p *parser) unknown(m member, known []string) error {
	at := node{offset: m.offset, place: m.value.place}
	if m.name == "Principal" || m.name == "NotPrincipal" {
		return p.wrong(at, "A policy of an access key has no %s: it speaks of the key's owner. Leave it out.", m.name)
	}
	for _, k := range known {
		if strings.EqualFold(k, m.name) {
			return p.wrong(at, "%q is written %q.", m.name, k)
		}
	}
	return p.wrong(at, "There is no %q here; there may be %s.", cut(m.name), strings.Join(known, ", "))
}

func (p *parser) document(n node) (*Document, error) {
	found, err := p.pick(n, "Version", "Id", "Statement")
	if err != nil {
		return nil, err
	}
	if err := p.version(found); err != nil {
		return nil, err
	}
	if id, ok := found["Id"]; ok && id.kind != str {
		return nil, p.wrong(id, "Id is a string, not %s.", id.kind)
	}
	statements, ok := found["Statement"]
	if !ok {
		return nil, p.wrong(n, "Statement is missing: a list of statements such as {\"Effect\": \"Allow\", \"Action\": \"sagemaker:*\", \"Resource\": \"*\"}.")
	}
	all := []node{statements}
	if statements.kind == array {
		all = statements.items
	}
	if len(all) == 0 {
		return nil, p.wrong(statements, "There is no statement; at least one is needed.")
	}
	d := &Document{}
	for _, n := range all {
		s, err := p.statement(n)
		if err != nil {
			return nil, err
		}
		d.statements = append(d.statements, s)
	}
	return d, nil
}

// version: without one, a document is of the old version, in which ${…} has no
// meaning (IAM User Guide, Version).
func (p *parser) version(found map[string]node) error {
	v, ok := found["Version"]
	switch {
	case !ok:
	case v.kind == str && v.text == "2012-10-17":
		p.variables = true
	case v.kind == str && v.text == "2008-10-17":
	default:
		return p.wrong(v, "The version of the policy language is \"2012-10-17\".")
	}
	return nil
}

func (p *parser) statement(n node) (s statement, err error) {
	found, err := p.pick(n, "Sid", "Effect", "Action", "NotAction", "Resource", "NotResource", "Condition")
	if err != nil {
		return s, err
	}
	if err := p.sid(found); err != nil {
		return s, err
	}
	if s.allow, err = p.effect(n, found); err != nil {
		return s, err
	}
	if s.actions, err = p.list(n, found, "Action", p.action); err != nil {
		return s, err
	}
	if s.resources, err = p.list(n, found, "Resource", p.resource); err != nil {
		return s, err
	}
	if c, ok := found["Condition"]; ok {
		s.conditions, err = p.conditions(c)
	}
	return s, err
}

var sidPattern = regexp.MustCompile(`^[A-Za-z0-9]*$`)

func (p *parser) sid(found map[string]node) error {
	if n, ok := found["Sid"]; ok && (n.kind != str || !sidPattern.MatchString(n.text)) {
		return p.wrong(n, "A Sid is a string of letters and digits.")
	}
	return nil
}

func (p *parser) effect(n node, found map[string]node) (allow bool, err error) {
	e, ok := found["Effect"]
	switch {
	case !ok:
		return false, p.wrong(n, "Effect is missing; write \"Effect\": \"Allow\" or \"Effect\": \"Deny\".")
	case e.kind == str && e.text == "Allow":
		return true, nil
	case e.kind == str && e.text == "Deny":
		return false, nil
	}
	return false, p.wrong(e, "Effect is \"Allow\" or \"Deny\".")
}

// list reads Action or NotAction, Resource or NotResource: exactly one of the two.
func (p *parser) list(n node, found map[string]node, name string, compile func(node) (pattern, error)) (l list, err error) {
	is, hasIs := found[name]
	not, hasNot := found["Not"+name]
	switch {
	case hasIs && hasNot:
		return l, p.wrong(not, "A statement has %s or Not%s, not both.", name, name)
	case !hasIs && !hasNot:
		return l, p.wrong(n, "%s is missing (or Not%s).", name, name)
	case hasNot:
		is, l.except = not, true
	}
	texts, err := p.texts(is)
	if err != nil {
		return l, err
	}
	for _, t := range texts {
		if t.kind != str {
			return l, p.wrong(t, "There is %s, and a string is needed.", t.kind)
		}
		c, err := compile(t)
		if err != nil {
			return l, err
		}
		l.patterns = append(l.patterns, c)
	}
	return l, nil
}

// texts reads one value or a list of them; at least one.
func (p *parser) texts(n node) ([]node, error) {
	all := []node{n}
	if n.kind == array {
		all = n.items
	}
	if len(all) == 0 {
		return nil, p.wrong(n, "The list is empty; at least one value is needed.")
	}
	for _, t := range all {
		if t.kind == object || t.kind == array || t.kind == null {
			return nil, p.wrong(t, "There is %s, and a string is needed.", t.kind)
		}
	}
	return all, nil
}

var actionPattern = regexp.MustCompile(`^(\*|[A-Za-z0-9-]+:[A-Za-z0-9*?]+)$`)

func (p *parser) action(n node) (pattern, error) {
	if !actionPattern.MatchString(n.text) {
		return pattern{}, p.wrong(n, "%q is no action. One looks like sagemaker:StartHumanLoop, s3:Get* or *; the service has no wildcards.", cut(n.text))
	}
	return p.compile(n, dialect{wildcards: true, fold: true})
}

func (p *parser) resource(n node) (pattern, error) {
	ok := n.text == "*" || strings.HasPrefix(n.text, "arn:") && (len(splitARN(n.text)) == arnParts || strings.HasSuffix(n.text, "*"))
	if !ok {
		return pattern{}, p.wrong(n, "%q is no resource. One looks like arn:aws:sagemaker:*:*:human-loop/* or *.", cut(n.text))
	}
	return p.compile(n, dialect{wildcards: true, variables: p.variables})
}

func (p *parser) compile(n node, d dialect) (pattern, error) {
	c, err := d.compile(n.text)
	if err != nil {
		return c, p.at(n, err)
	}
	p.note(c)
	return c, nil
}

// note remembers the keys of a pattern's variables.
func (p *parser) note(c pattern) {
	for _, v := range c.variables {
		p.keys = append(p.keys, v.key)
	}
}

// conditions reads {operator: {key: values}}.
func (p *parser) conditions(n node) ([]condition, error) {
	if n.kind != object {
		return nil, p.wrong(n, "Condition is an object such as {\"StringEquals\": {\"aws:RequestedRegion\": \"eu-west-1\"}}.")
	}
	var all []condition
	for _, m := range n.members {
		c, o, err := readOperator(m.name)
		if err != nil {
			return nil, p.at(node{offset: m.offset, place: m.value.place}, err)
		}
		if m.value.kind != object {
			return nil, p.wrong(m.value, "%s has an object of keys and values, such as {\"aws:RequestedRegion\": \"eu-west-1\"}.", m.name)
		}
		for _, key := range m.value.members {
			one, err := p.condition(c, o, key)
			if err != nil {
				return nil, err
			}
			all = append(all, one)
		}
	}
	return all, nil
}

func (p *parser) condition(c condition, o operator, m member) (condition, error) {
	if !isKey(m.name) {
		return c, p.wrong(node{offset: m.offset, place: m.value.place}, "%q is no condition key. One looks like aws:SourceIp.", cut(m.name))
	}
	c.key = strings.ToLower(m.name)
	p.keys = append(p.keys, m.name)
	values, err := p.texts(m.value)
	if err != nil {
		return c, err
	}
	for _, v := range values {
		if c, err = p.operand(c, o, v); err != nil {
			return c, err
		}
	}
	return c, nil
}

// operand adds one value to a condition. Numbers and booleans may stand without
// quotes, as at Amazon.
func (p *parser) operand(c condition, o operator, n node) (condition, error) {
	if c.null {
		wanted, ok := readTruth(n.text)
		if !ok {
			return c, p.wrong(n, "Null is \"true\" (the key must not be there) or \"false\".")
		}
		c.wanted = append(slices.Clone(c.wanted), wanted)
		return c, nil
	}
	t, err := o.compile(n.text, p.variables)
	if err != nil {
		return c, p.at(n, err)
	}
	if read, err := (dialect{variables: p.variables}).compile(n.text); err == nil {
		p.note(read)
	}
	c.tests = append(slices.Clone(c.tests), t)
	return c, nil
}
