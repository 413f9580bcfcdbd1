package liquid

// choice is a case with its whens.
type choice struct {
	value expr
	whens []when
}

// when is one branch of a case; without values it is the else.
type when struct {
	values []expr
	body   block
}

func (c choice) render(r *run) error {
	value, err := c.value.eval(r)
	if err != nil {
		return err
	}
	matched := false
	for _, w := range c.whens {
		hit := w.values == nil && !matched
		for i := 0; i < len(w.values) && !hit; i++ {
			other, err := w.values[i].eval(r)
			if err != nil {
				return err
			}
			if hit, err = r.equal(value, other); err != nil {
				return err
			}
		}
		if !hit {
			continue
		}
		// Every matching when is rendered, as in the reference implementation.
		matched = true
		if err := w.body.render(r); err != nil {
			return err
		}
	}
	return nil
}

// choice reads a case up to its end. What stands before the first when is dropped.
func (p *parser) choice(t token) (node, error) {
	c, err := newCursor(t.text, p.host)
	if err != nil {
		return nil, err
	}
	out := choice{}
	if out.value, err = c.value(); err != nil {
		return nil, err
	}
	if err := c.end(); err != nil {
		return nil, err
	}
	_, stop, err := p.block(t.name, "when", "else", "endcase")
	for err == nil && stop.name != "endcase" {
		var next when
		if stop.name == "when" {
			if next.values, err = p.whenValues(stop.text); err != nil {
				return nil, at(stop.line, err)
			}
		}
		next.body, stop, err = p.block(t.name, "when", "else", "endcase")
		out.whens = append(out.whens, next)
	}
	return out, err
}

// whenValues reads values joined by "or" or a comma.
func (p *parser) whenValues(s string) ([]expr, error) {
	c, err := newCursor(s, p.host)
	if err != nil {
		return nil, err
	}
	var values []expr
	for {
		v, err := c.value()
		if err != nil {
			return nil, err
		}
		values = append(values, v)
		if !c.accept(',') && !c.acceptName("or") {
			return values, c.end()
		}
	}
}
