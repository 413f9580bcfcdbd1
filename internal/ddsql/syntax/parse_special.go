package syntax

import "foureyes/internal/ddsql/sqlerr"

// special reads the functions that have a grammar of their own, or gives nil when
// none begins here.
func (p *parser) special() Expr {
	if p.tok.kind != word || p.tok.class == plain || p.tok.class == unreserved {
		return nil
	}
	at := p.at()
	if e := p.current(at); e != nil {
		return e
	}
	if p.is("collation") && p.peek().is("for") {
		p.advance()
		p.advance()
		p.expect('(')
		x := p.expr()
		p.expect(')')
		return &Call{At: at, Form: CallCollation, Name: builtin("pg_collation_for"), Args: args(x)}
	}
	if p.peek().kind != '(' {
		return nil
	}
	return p.specialCall(at)
}

// current reads the values that are called without parentheses.
func (p *parser) current(at At) Expr {
	name := p.tok.text
	switch name {
	case "current_date", "current_role", "current_user", "user", "session_user", "current_catalog":
		p.advance()
		return &Current{At: at, Name: name, Precision: -1}
	case "current_schema":
		if p.peek().kind == '(' {
			return nil
		}
		p.advance()
		return &Current{At: at, Name: name, Precision: -1}
	case "current_time", "current_timestamp", "localtime", "localtimestamp":
		p.advance()
		return &Current{At: at, Name: name, Precision: p.precisionIf()}
	}
	return nil
}

// precisionIf reads (digits) when it is there, and gives -1 when not.
func (p *parser) precisionIf() int {
	if !p.take('(') {
		return -1
	}
	n := p.integerConstant()
	p.expect(')')
	return n
}

// specialCall reads a function of the standard's grammar, its name being current
// and a parenthesis behind it.
func (p *parser) specialCall(at At) Expr {
	var read func(At) Expr
	switch p.tok.text {
	case "cast":
		read = p.cast
	case "extract":
		read = p.extract
	case "overlay":
		read = p.overlay
	case "position":
		read = p.position
	case "substring":
		read = p.substring
	case "trim":
		read = p.trim
	case "normalize":
		read = p.normalize
	case "nullif":
		read = func(at At) Expr {
			n := &NullIf{At: at, Left: p.expr()}
			p.expect(',')
			n.Right = p.expr()
			return n
		}
	case "coalesce":
		read = func(at At) Expr { return &Coalesce{At: at, Args: list(p, p.expr)} }
	case "greatest", "least":
		least := p.is("least")
		read = func(at At) Expr { return &Extreme{At: at, Least: least, Args: list(p, p.expr)} }
	case "treat", "xmlconcat", "xmlelement", "xmlexists", "xmlforest", "xmlparse", "xmlpi", "xmlroot", "xmlserialize":
		refuse(at, sqlerr.FeatureNotSupported, "function %s is not supported", p.tok.text)
	default:
		return nil
	}
	p.advance()
	p.expect('(')
	e := read(at)
	p.expect(')')
	return e
}

func (p *parser) cast(at At) Expr {
	c := &Cast{At: at, Form: CastCall, X: p.expr()}
	p.need("as")
	c.Type = p.typeName()
	return c
}

func (p *parser) extract(at At) Expr {
	field := &Literal{At: p.at(), Kind: String}
	switch {
	case p.startsString():
		field.Text = p.stringConstant()
	case p.tok.kind == quoted, p.tok.kind == word && p.tok.class == plain:
		field.Text = p.advance().text
	default:
		field.Text = p.acceptAny("year", "month", "day", "hour", "minute", "second")
		if field.Text == "" {
			p.unexpected()
		}
	}
	p.need("from")
	return &Call{At: at, Form: CallExtract, Name: builtin("extract"), Args: args(field, p.expr())}
}

// plainCall reads arguments by place or name, for the functions that can be
// called in the plain way too; first is what has been read already.
func (p *parser) plainCall(at At, name string, first Expr) Expr {
	c := &Call{At: at, Name: Name{name}, Args: args(first)}
	for p.take(',') {
		c.Args = append(c.Args, p.argument(c))
	}
	return c
}

func (p *parser) overlay(at At) Expr {
	if p.tok.kind == ')' {
		return &Call{At: at, Name: Name{"overlay"}}
	}
	x := p.expr()
	if !p.accept("placing") {
		return p.plainCall(at, "overlay", x)
	}
	c := &Call{At: at, Form: CallOverlay, Name: builtin("overlay"), Args: args(x, p.expr())}
	p.need("from")
	c.Args = append(c.Args, args(p.expr())...)
	if p.accept("for") {
		c.Args = append(c.Args, args(p.expr())...)
	}
	return c
}

func (p *parser) position(at At) Expr {
	sub := p.bare(0)
	p.need("in")
	return &Call{At: at, Form: CallPosition, Name: builtin("position"), Args: args(p.bare(0), sub)}
}

func (p *parser) substring(at At) Expr {
	if p.tok.kind == ')' {
		return &Call{At: at, Name: Name{"substring"}}
	}
	c := &Call{At: at, Form: CallSubstring, Name: builtin("substring")}
	x := p.expr()
	switch {
	case p.accept("from"):
		c.Args = args(x, p.expr())
		if p.accept("for") {
			c.Args = append(c.Args, args(p.expr())...)
		}
	case p.accept("for"):
		length := p.expr()
		if p.accept("from") {
			c.Args = args(x, p.expr(), length)
			break
		}
		// Without FROM it starts at 1, and the length must be a number.
		one := &Literal{Kind: Integer, Text: "1"}
		c.Args = args(x, one, &Cast{X: length, Type: TypeName{Name: builtin("int4")}})
	case p.accept("similar"):
		c.Form = CallSimilar
		pattern := p.expr()
		p.need("escape")
		c.Args = args(x, pattern, p.expr())
	default:
		return p.plainCall(at, "substring", x)
	}
	return c
}

func (p *parser) trim(at At) Expr {
	name := "btrim"
	switch p.acceptAny("both", "leading", "trailing") {
	case "leading":
		name = "ltrim"
	case "trailing":
		name = "rtrim"
	}
	c := &Call{At: at, Form: CallTrim, Name: builtin(name)}
	if p.accept("from") {
		c.Args = args(list(p, p.expr)...)
		return c
	}
	what := list(p, p.expr)
	if len(what) == 1 && p.accept("from") {
		what = append(list(p, p.expr), what[0])
	}
	c.Args = args(what...)
	return c
}

func (p *parser) normalize(at At) Expr {
	c := &Call{At: at, Form: CallNormalize, Name: builtin("normalize"), Args: args(p.expr())}
	if p.take(',') {
		form := p.normalForm()
		if form == nil {
			p.unexpected()
		}
		c.Args = append(c.Args, Argument{Value: form})
	}
	return c
}
