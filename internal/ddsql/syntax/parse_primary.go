package syntax

import "foureyes/internal/ddsql/sqlerr"

// primary reads an operand: a constant, a name, a call, or parentheses.
func (p *parser) primary() Expr {
	at := p.at()
	switch p.tok.kind {
	case integer:
		return &Literal{At: at, Kind: Integer, Text: p.advance().text}
	case numeric:
		return &Literal{At: at, Kind: Numeric, Text: p.advance().text}
	case text, textU:
		return &Literal{At: at, Kind: String, Text: p.stringConstant()}
	case bitText:
		refuse(at, sqlerr.FeatureNotSupported, "bit string constants are not supported")
	case parameter:
		return p.indirection(&Param{At: at, Number: number(p.advance().text)})
	case '(':
		return p.parenExpr()
	case quoted, quotedU:
		return p.nameOrCall()
	case word:
		return p.wordPrimary()
	}
	p.unexpected()
	return nil
}

// number gives the value of digits that the lexer has checked.
func number(digits string) int {
	n := 0
	for i := range len(digits) {
		n = n*10 + int(digits[i]-'0')
	}
	return n
}

// wordPrimary reads an operand that begins with a word.
func (p *parser) wordPrimary() Expr {
	at := p.at()
	switch p.tok.class {
	case plain, unreserved:
		if p.tok.text == "double" && p.peek().is("precision") {
			return p.typedLiteral(at)
		}
		return p.nameOrCall()
	case columnName:
		if e := p.special(); e != nil {
			return e
		}
		return p.columnNameWord(at)
	case typeFunction:
		if e := p.special(); e != nil {
			return e
		}
		return p.nameOrCall()
	}
	return p.reservedPrimary(at)
}

// columnNameWord reads an operand that begins with a word with a grammar of its
// own: EXISTS, ROW, the types of the standard; or the word is a column.
func (p *parser) columnNameWord(at At) Expr {
	next := p.peek()
	switch p.tok.text {
	case "exists":
		if next.kind == '(' {
			p.advance()
			return &Exists{At: at, Query: p.parenthesised()}
		}
	case "row":
		if next.kind == '(' {
			return p.overlaps(p.explicitRow(at))
		}
	case "grouping":
		if next.kind == '(' {
			p.advance()
			p.advance()
			g := &Grouping{At: at, Args: list(p, p.expr)}
			p.expect(')')
			return g
		}
	}
	if p.startsTypedLiteral(next) {
		return p.typedLiteral(at)
	}
	return p.nameOrCall()
}

// reservedPrimary reads an operand that begins with a reserved word.
func (p *parser) reservedPrimary(at At) Expr {
	switch p.tok.text {
	case "null":
		p.advance()
		return &Literal{At: at, Kind: Null}
	case "true", "false":
		return &Literal{At: at, Kind: Boolean, Text: p.advance().text}
	case "case":
		return p.caseExpr(at)
	case "array":
		return p.array(at)
	case "default":
		refuse(at, sqlerr.SyntaxError, "DEFAULT is not allowed in this context")
	case "unique":
		refuse(at, sqlerr.FeatureNotSupported, "UNIQUE predicate is not yet implemented")
	}
	if e := p.special(); e != nil {
		return e
	}
	p.unexpected()
	return nil
}

// explicitRow reads ROW(...).
func (p *parser) explicitRow(at At) *Row {
	p.need("row")
	p.expect('(')
	r := &Row{At: at, Explicit: true}
	if p.tok.kind != ')' {
		r.Fields = list(p, p.expr)
	}
	p.expect(')')
	return r
}

// parenExpr reads parentheses as an operand.
func (p *parser) parenExpr() Expr {
	at := p.at()
	q, items := p.parentheses()
	e := operand(at, q, items)
	if r, is := e.(*Row); is && len(items) > 1 {
		return p.overlaps(r)
	}
	return p.indirection(e)
}

// operand makes one expression of what stood in parentheses.
func operand(at At, q *Query, items []Expr) Expr {
	switch {
	case q != nil:
		return &Subquery{At: at, Query: q}
	case len(items) == 1:
		return items[0]
	}
	return &Row{At: at, Fields: items}
}

// parentheses reads a query in parentheses, or a list of expressions. Which of
// both begins with several parentheses is known only behind the inner ones.
func (p *parser) parentheses() (*Query, []Expr) {
	depth := p.depth
	p.deeper()
	defer func() { p.depth = depth }()
	p.expect('(')
	if startsQuery(p.tok) {
		q := p.query()
		p.expect(')')
		return q, nil
	}
	var first Expr
	if p.tok.kind == '(' {
		at := p.at()
		q, items := p.parentheses()
		if q != nil && p.goesOnAsQuery() {
			q = p.queryFrom(&Query{At: q.At}, q)
			p.expect(')')
			return q, nil
		}
		first = operand(at, q, items)
		if r, is := first.(*Row); is && len(items) > 1 {
			first = p.overlaps(r)
		} else {
			first = p.indirection(first)
		}
		first = p.infix(first, 0, false)
	} else {
		first = p.expr()
	}
	items := []Expr{first}
	for p.take(',') {
		items = append(items, p.expr())
	}
	p.expect(')')
	return nil, items
}

// overlaps reads OVERLAPS and the second row behind a row, when it is there.
func (p *parser) overlaps(left *Row) Expr {
	if !p.is("overlaps") {
		return left
	}
	at := p.at()
	p.advance()
	rightAt := p.at()
	var right *Row
	if p.is("row") {
		right = p.explicitRow(rightAt)
	} else {
		_, items := p.parentheses()
		right = &Row{At: rightAt, Fields: items}
	}
	if len(left.Fields) != 2 {
		refuse(left.At, sqlerr.SyntaxError, "wrong number of parameters on left side of OVERLAPS expression")
	}
	if len(right.Fields) != 2 {
		refuse(right.At, sqlerr.SyntaxError, "wrong number of parameters on right side of OVERLAPS expression")
	}
	return &Call{
		At: at, Form: CallOverlaps, Name: builtin("overlaps"),
		Args: args(left.Fields[0], left.Fields[1], right.Fields[0], right.Fields[1]),
	}
}

// caseExpr reads CASE.
func (p *parser) caseExpr(at At) Expr {
	p.need("case")
	c := &Case{At: at}
	if !p.is("when") {
		c.Operand = p.expr()
	}
	for p.is("when") {
		w := When{At: p.at()}
		p.advance()
		w.Cond = p.expr()
		p.need("then")
		w.Then = p.expr()
		c.Whens = append(c.Whens, w)
	}
	if len(c.Whens) == 0 {
		p.unexpected()
	}
	if p.accept("else") {
		c.Else = p.expr()
	}
	p.need("end")
	return c
}

// array reads ARRAY[...] or ARRAY(query).
func (p *parser) array(at At) Expr {
	p.need("array")
	if p.tok.kind == '(' {
		return &ArrayQuery{At: at, Query: p.parenthesised()}
	}
	return p.brackets(at)
}

// brackets reads the elements of an array, which are all arrays or all not.
func (p *parser) brackets(at At) *Array {
	depth := p.depth
	p.deeper()
	defer func() { p.depth = depth }()
	p.expect('[')
	a := &Array{At: at}
	switch p.tok.kind {
	case ']':
	case '[':
		a.Elements = list(p, p.innerArray)
	default:
		a.Elements = list(p, p.expr)
	}
	p.expect(']')
	return a
}

func (p *parser) innerArray() Expr {
	a := p.brackets(p.at())
	a.Inner = true
	return a
}
