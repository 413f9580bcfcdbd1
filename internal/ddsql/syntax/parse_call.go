package syntax

import "foureyes/internal/ddsql/sqlerr"

// nameOrCall reads a column, a call, or a literal of a type by name.
func (p *parser) nameOrCall() Expr {
	first := p.tok
	at := p.at()
	c := &Column{At: at, Name: Name{p.label()}}
	for p.tok.kind == '.' && !c.Star {
		p.advance()
		if p.takeOp("*") {
			c.Star = true
			break
		}
		c.Name = append(c.Name, p.label())
	}
	onlyFunction := first.kind == word && first.class == typeFunction
	onlyColumn := first.kind == word && first.class == columnName && len(c.Name) == 1
	switch {
	case c.Star && !onlyFunction:
		return c
	case p.tok.kind == '(' && !onlyColumn:
		return p.call(at, c.Name)
	case p.startsString() && !onlyColumn:
		return p.literalOf(at, TypeName{At: at, Name: c.Name})
	case onlyFunction:
		p.unexpected()
	}
	return p.indirection(c)
}

// literalOf reads the string of a literal of the type.
func (p *parser) literalOf(at At, t TypeName) Expr {
	s := &Literal{At: p.at(), Kind: String, Text: p.stringConstant()}
	return &Cast{At: at, Form: CastLiteral, X: s, Type: t}
}

// indirection reads subscripts and fields behind an operand.
func (p *parser) indirection(e Expr) Expr {
	var open *Subscript // brackets that follow at once belong together
	for {
		p.deeper()
		at := p.at()
		switch {
		case p.take('.'):
			f := &Field{At: at, X: e}
			if p.takeOp("*") {
				f.Star = true
				return f
			}
			f.Name = p.label()
			e, open = f, nil
		case p.take('['):
			if open == nil {
				open = &Subscript{At: at, X: e}
				e = open
			}
			open.Dims = append(open.Dims, p.dimension())
		default:
			return e
		}
	}
}

// dimension reads a subscript behind its bracket.
func (p *parser) dimension() Dimension {
	var d Dimension
	if p.tok.kind != ':' {
		d.High = p.expr()
	}
	if p.take(':') {
		d.Slice = true
		d.Low, d.High = d.High, nil
		if p.tok.kind != ']' {
			d.High = p.expr()
		}
	}
	p.expect(']')
	return d
}

// call reads the arguments of a call and what follows it; a string behind it makes
// it a type with modifiers.
func (p *parser) call(at At, name Name) Expr {
	c := p.callArguments(at, name)
	if p.startsString() {
		return p.literalOf(at, TypeName{At: at, Name: name, Mods: modifiers(c)})
	}
	return p.decorated(c)
}

// modifiers makes type modifiers of what was read as arguments.
func modifiers(c *Call) []Expr {
	if c.OrderBy != nil {
		refuse(c.At, sqlerr.SyntaxError, "type modifier cannot have ORDER BY")
	}
	if c.Star || c.Distinct || c.Variadic || len(c.Args) == 0 {
		refuse(c.At, sqlerr.SyntaxError, "type modifiers must be simple constants or identifiers")
	}
	mods := make([]Expr, len(c.Args))
	for i, a := range c.Args {
		if a.Name != "" {
			refuse(At(a.Value.Pos()), sqlerr.SyntaxError, "type modifier cannot have parameter name")
		}
		mods[i] = a.Value
	}
	return mods
}

// callArguments reads a call's parentheses.
func (p *parser) callArguments(at At, name Name) *Call {
	c := &Call{At: at, Name: name}
	p.expect('(')
	switch {
	case p.take(')'):
		return c
	case p.takeOp("*"):
		p.expect(')')
		c.Star = true
		return c
	case p.accept("distinct"):
		c.Distinct = true
	default:
		p.accept("all")
	}
	c.Args = []Argument{p.argument(c)}
	for !c.Variadic && p.take(',') {
		c.Args = append(c.Args, p.argument(c))
	}
	c.OrderBy = p.orderByIf()
	p.expect(')')
	return c
}

// argument reads one argument, by place or by name; the last one may be VARIADIC.
func (p *parser) argument(c *Call) Argument {
	if p.is("variadic") && !c.Distinct {
		p.advance()
		c.Variadic = true
	}
	if next := p.peek(); p.tok.typeFunctionName() && (next.kind == arrow || next.kind == colonEquals) {
		name := p.advance().text
		p.advance()
		return Argument{Name: name, Value: p.expr()}
	}
	return Argument{Value: p.expr()}
}

// decorated reads WITHIN GROUP, FILTER and OVER behind a call.
func (p *parser) decorated(c *Call) Expr {
	if p.is("within") && p.peek().is("group") {
		p.withinGroup(c)
	}
	if p.is("filter") && p.peek().kind == '(' {
		p.advance()
		p.advance()
		p.need("where")
		c.Filter = p.expr()
		p.expect(')')
	}
	if p.accept("over") {
		c.Over = p.over()
	}
	return c
}

func (p *parser) withinGroup(c *Call) {
	at := p.at()
	p.need("within", "group")
	p.expect('(')
	order := p.orderBy()
	p.expect(')')
	switch {
	case c.OrderBy != nil:
		refuse(at, sqlerr.SyntaxError, "cannot use multiple ORDER BY clauses with WITHIN GROUP")
	case c.Distinct:
		refuse(at, sqlerr.SyntaxError, "cannot use DISTINCT with WITHIN GROUP")
	case c.Variadic:
		refuse(at, sqlerr.SyntaxError, "cannot use VARIADIC with WITHIN GROUP")
	}
	c.OrderBy, c.WithinGroup = order, true
}
