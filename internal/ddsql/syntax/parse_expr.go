package syntax

import "foureyes/internal/ddsql/sqlerr"

// How tight operators bind, from loose to tight, as in PostgreSQL's grammar.
const (
	bindsOr = iota + 1
	bindsAnd
	bindsNot
	bindsIs
	bindsCompare
	bindsMatch // BETWEEN, IN, LIKE, ILIKE, SIMILAR
	bindsEscape
	bindsOther // every operator that is not named here, also before its operand
	bindsSum
	bindsProduct
	bindsPower
	bindsAt
	bindsCollate
	bindsSign
	bindsCast
)

// expr reads an expression.
func (p *parser) expr() Expr { return p.expression(0, false) }

// bare reads what PostgreSQL calls a b_expr: no AND, OR, NOT, LIKE, IN, BETWEEN,
// COLLATE, AT TIME ZONE nor IS NULL outside parentheses.
func (p *parser) bare(least int) Expr { return p.expression(least, true) }

// expression reads an operand and the operators behind it that bind at least as
// tight as least.
func (p *parser) expression(least int, bare bool) Expr {
	depth := p.depth
	p.deeper()
	e := p.infix(p.prefix(bare), least, bare)
	p.depth = depth
	return e
}

// prefix reads an operand with the operators before it.
func (p *parser) prefix(bare bool) Expr {
	at := p.at()
	switch {
	case p.tok.kind == operator && (p.tok.text == "+" || p.tok.text == "-"):
		op := Operator{Sign: p.advance().text}
		return &Unary{At: at, Op: op, X: p.expression(bindsSign, bare)}
	case p.tok.kind == operator && p.tok.text != "*" && signBinds(p.tok.text) == bindsOther:
		op := Operator{Sign: p.advance().text}
		return &Unary{At: at, Op: op, X: p.expression(bindsOther+1, bare)}
	case p.is("operator") && p.peek().kind == '(':
		op := p.qualifiedOperator()
		return &Unary{At: at, Op: op, X: p.expression(bindsOther+1, bare)}
	case p.is("not") && !bare:
		p.advance()
		return &Not{At: at, X: p.expression(bindsNot, bare)}
	}
	return p.primary()
}

// signBinds gives how tight a sign binds between two operands.
func signBinds(sign string) int {
	switch sign {
	case "<", ">", "=", "<=", ">=", "<>":
		return bindsCompare
	case "+", "-":
		return bindsSum
	case "*", "/", "%":
		return bindsProduct
	case "^":
		return bindsPower
	}
	return bindsOther
}

// infix reads the operators behind left that bind at least as tight as least.
func (p *parser) infix(left Expr, least int, bare bool) Expr {
	for {
		binds := p.binds(bare)
		if binds == 0 || binds < least {
			return left
		}
		p.deeper()
		left = p.operation(left, binds, bare)
	}
}

// binds gives how tight the current token binds as an operator behind an operand,
// or 0 when it is none.
func (p *parser) binds(bare bool) int {
	switch p.tok.kind {
	case operator:
		return signBinds(p.tok.text)
	case colons:
		return bindsCast
	case word:
	default:
		return 0
	}
	switch p.tok.text {
	case "is":
		return bindsIs
	case "operator":
		if p.peek().kind == '(' {
			return bindsOther
		}
	}
	if bare {
		return 0
	}
	return p.wordBinds()
}

// wordBinds is binds for the words that a bare expression has not.
func (p *parser) wordBinds() int {
	switch p.tok.text {
	case "or":
		return bindsOr
	case "and":
		return bindsAnd
	case "isnull", "notnull":
		return bindsIs
	case "between", "in", "like", "ilike":
		return bindsMatch
	case "similar":
		if p.peek().is("to") {
			return bindsMatch
		}
	case "not":
		switch next := p.peek(); {
		case next.is("between"), next.is("in"), next.is("like"), next.is("ilike"), next.is("similar"):
			return bindsMatch
		}
	case "at":
		if p.peek().is("time") {
			return bindsAt
		}
	case "collate":
		return bindsCollate
	}
	return 0
}

// operation reads one operator behind left, with what it needs.
func (p *parser) operation(left Expr, binds int, bare bool) Expr {
	switch {
	case p.tok.kind == operator || p.is("operator"):
		return p.signOperation(left, binds, bare)
	case p.tok.kind == colons:
		c := &Cast{At: p.at(), Form: CastColons, X: left}
		p.advance()
		c.Type = p.typeName()
		return c
	}
	switch binds {
	case bindsOr, bindsAnd:
		return p.logic(left, binds)
	case bindsIs:
		return p.isOperation(left, bare)
	case bindsMatch:
		return p.matchOperation(left)
	case bindsAt:
		at := p.at()
		p.advance()
		p.need("time", "zone")
		zone := p.expression(bindsAt+1, bare)
		return &Call{At: at, Form: CallAtTimeZone, Name: builtin("timezone"), Args: args(zone, left)}
	}
	c := &Collate{At: p.at(), X: left}
	p.advance()
	c.Name = p.qualified()
	return c
}

// signOperation reads an operator of signs, or what compares with ANY and ALL.
func (p *parser) signOperation(left Expr, binds int, bare bool) Expr {
	at := p.at()
	op := p.anyOperator()
	if !bare && p.startsQuantifier() {
		return p.quantified(at, left, op)
	}
	e := &Binary{At: at, Op: op, Left: left, Right: p.expression(binds+1, bare)}
	if binds == bindsCompare {
		p.notAgain(bindsCompare, bare)
	}
	return e
}

// notAgain refuses a chain of operators that cannot be chained, as in a < b < c.
func (p *parser) notAgain(binds int, bare bool) {
	if p.binds(bare) == binds {
		p.unexpected()
	}
}

// anyOperator reads an operator, also as OPERATOR(schema.sign).
func (p *parser) anyOperator() Operator {
	if p.is("operator") {
		return p.qualifiedOperator()
	}
	return Operator{Sign: p.expect(operator).text}
}

func (p *parser) qualifiedOperator() Operator {
	p.need("operator")
	p.expect('(')
	var op Operator
	for p.tok.kind != operator {
		if op.Schema != "" {
			refuse(p.at(), sqlerr.SyntaxError, "improper qualified name (too many dotted names): %s", op.Schema)
		}
		op.Schema = p.columnID()
		p.expect('.')
	}
	op.Sign = p.advance().text
	p.expect(')')
	return op
}

// logic reads AND or OR; a chain becomes one node.
func (p *parser) logic(left Expr, binds int) Expr {
	at := p.at()
	p.advance()
	right := p.expression(binds+1, false)
	if chain, is := left.(*Logic); is && chain.Or == (binds == bindsOr) {
		chain.Args = append(chain.Args, right)
		// A chain is one level, however long.
		p.depth--
		return chain
	}
	return &Logic{At: at, Or: binds == bindsOr, Args: []Expr{left, right}}
}

func (p *parser) startsQuantifier() bool { return p.is("any") || p.is("some") || p.is("all") }

// quantified reads ANY, SOME or ALL and what they stand before.
func (p *parser) quantified(at At, left Expr, op Operator) Expr {
	e := &Quantified{At: at, X: left, Op: op, All: p.is("all")}
	p.advance()
	q, items := p.parentheses()
	switch {
	case q != nil:
		e.Query = q
	case len(items) == 1:
		e.Array = items[0]
	default:
		refuse(e.At, sqlerr.SyntaxError, "syntax error at or near \",\"")
	}
	return e
}

// builtin is the name of a function that the grammar itself calls.
func builtin(name string) Name { return Name{"pg_catalog", name} }

// args are arguments by place.
func args(values ...Expr) []Argument {
	list := make([]Argument, len(values))
	for i, v := range values {
		list[i].Value = v
	}
	return list
}
