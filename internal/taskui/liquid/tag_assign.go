package liquid

import (
	"errors"
	"strconv"
)

// assign gives a variable a value.
type assign struct {
	name  string
	value expr
}

func (a assign) render(r *run) error {
	v, err := a.value.eval(r)
	if err != nil {
		return err
	}
	r.assigned[a.name] = v
	return nil
}

func (p *parser) assign(t token) (node, error) {
	c, err := newCursor(t.text, p.host)
	if err != nil {
		return nil, err
	}
	name, err := c.expect('n', "a variable name")
	if err != nil {
		return nil, err
	}
	if _, err := c.expect('=', `"="`); err != nil {
		return nil, err
	}
	value, err := c.filtered()
	if err != nil {
		return nil, err
	}
	return assign{name.text, value}, c.end()
}

// capture gives a variable what its body prints.
type capture struct {
	name string
	body block
}

func (c capture) render(r *run) error {
	v, err := r.captured(c.body)
	if err == nil || errors.Is(err, errBreak) || errors.Is(err, errContinue) {
		r.assigned[c.name] = v
	}
	return err
}

func (p *parser) capture(t token) (node, error) {
	c, err := newCursor(t.text, p.host)
	if err != nil {
		return nil, err
	}
	name := c.next()
	if name.kind != 'n' && name.kind != 's' {
		return nil, c.wanted("a variable name", name)
	}
	if err := c.end(); err != nil {
		return nil, err
	}
	body, _, err := p.block(t.name, "endcapture")
	return capture{name.text, body}, err
}

// changed renders its body when it differs from the last time.
type changed struct{ body block }

func (c changed) render(r *run) error {
	v, err := r.captured(c.body)
	if err != nil {
		return err
	}
	text := v.text()
	if r.changed != nil && *r.changed == text {
		return nil
	}
	r.changed = &text
	return r.print(v)
}

func (p *parser) changed(t token) (node, error) {
	if err := noArguments(t); err != nil {
		return nil, err
	}
	body, _, err := p.block(t.name, "endifchanged")
	return changed{body}, err
}

// count is increment or decrement.
type count struct {
	name string
	down bool
}

func (c count) render(r *run) error {
	n := r.counters[c.name]
	if c.down {
		n--
		r.counters[c.name] = n
	} else {
		r.counters[c.name] = n + 1
	}
	return r.out.write(strconv.FormatInt(n, 10), asIs)
}

func (p *parser) count(t token) (node, error) {
	c, err := newCursor(t.text, p.host)
	if err != nil {
		return nil, err
	}
	name, err := c.expect('n', "a variable name")
	if err != nil {
		return nil, err
	}
	return count{name.text, t.name == "decrement"}, c.end()
}

// cycle prints one of its values after the other.
type cycle struct {
	group  expr
	key    string
	values []expr
}

func (c cycle) render(r *run) error {
	key := c.key
	if c.group != nil {
		name, err := r.evalText(c.group)
		if err != nil {
			return err
		}
		key = "group " + name
	}
	i := r.cycles[key]
	r.cycles[key] = (i + 1) % len(c.values)
	return outputNode{c.values[i]}.render(r)
}

// cycle reads "a, b, c" or "group: a, b, c".
func (p *parser) cycle(t token) (node, error) {
	c, err := newCursor(t.text, p.host)
	if err != nil {
		return nil, err
	}
	out := cycle{key: "values " + written(c.lexemes)}
	for {
		v, err := c.value()
		if err != nil {
			return nil, err
		}
		if out.group == nil && out.values == nil && c.accept(':') {
			out.group = v
			continue
		}
		out.values = append(out.values, v)
		if !c.accept(',') {
			return out, c.end()
		}
	}
}
