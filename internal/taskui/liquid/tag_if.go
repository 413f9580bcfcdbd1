package liquid

// branch is a body and the condition under which it is rendered; nil is else.
type branch struct {
	when expr
	body block
}

// branches is if or unless with all its elsif and else.
type branches []branch

func (b branches) render(r *run) error {
	for _, one := range b {
		if one.when == nil {
			return one.body.render(r)
		}
		yes, err := one.when.eval(r)
		if err != nil {
			return err
		}
		if truthy(yes) {
			return one.body.render(r)
		}
	}
	return nil
}

// not turns a condition round, for unless.
type not struct{ condition expr }

func (n not) eval(r *run) (any, error) {
	v, err := n.condition.eval(r)
	return !truthy(v), err
}

// branches reads if or unless up to its end.
func (p *parser) branches(t token) (node, error) {
	var out branches
	end := "end" + t.name
	when, err := p.condition(t.text)
	if t.name == "unless" {
		when = not{when}
	}
	for err == nil {
		body, stop, failed := p.block(t.name, "elsif", "else", end)
		if failed != nil {
			return nil, failed
		}
		out = append(out, branch{when, body})
		switch stop.name {
		case end:
			return out, nil
		case "else":
			// A second else, or an elsif after it, is never reached; Liquid allows both.
			when = nil
		default:
			if when, err = p.condition(stop.text); err != nil {
				err = at(stop.line, err)
			}
		}
	}
	return nil, err
}

// condition reads the arguments of if, unless or elsif.
func (p *parser) condition(s string) (expr, error) {
	c, err := newCursor(s, p.host)
	if err != nil {
		return nil, err
	}
	when, err := c.condition()
	if err != nil {
		return nil, err
	}
	return when, c.end()
}
