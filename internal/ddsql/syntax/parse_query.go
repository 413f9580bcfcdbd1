package syntax

import "foureyes/internal/ddsql/sqlerr"

// startsQuery tells whether the token can only begin a query.
func startsQuery(t token) bool {
	return t.is("select") || t.is("values") || t.is("with") || t.is("table")
}

// query reads a query expression; it may be in parentheses.
func (p *parser) query() *Query {
	depth := p.depth
	p.deeper()
	defer func() { p.depth = depth }()
	q := &Query{At: p.at()}
	if p.is("with") {
		q.With = p.with()
		if r := p.refused(); r != nil {
			panic(r.Err())
		}
	}
	return p.queryFrom(q, p.setOperand())
}

// queryFrom reads the rest of a query whose first operand is there: further
// operands, ORDER BY, and what limits it.
func (p *parser) queryFrom(q, first *Query) *Query {
	operated := p.setOperations(first, 0)
	merge(q, operated)
	p.clauses(q)
	return q
}

// merge puts what a query in parentheses has into the one around it, as
// PostgreSQL does: each clause can be there once.
func merge(q, inner *Query) {
	if inner.With != nil {
		if q.With != nil {
			refuse(q.With.At, sqlerr.SyntaxError, "multiple WITH clauses not allowed")
		}
		q.With = inner.With
	}
	q.Body, q.OrderBy, q.Limit, q.Offset, q.Ties = inner.Body, inner.OrderBy, inner.Limit, inner.Offset, inner.Ties
}

// setOperand reads what stands between set operations.
func (p *parser) setOperand() *Query {
	at := p.at()
	switch {
	case p.tok.kind == '(':
		return p.parenthesised()
	case p.is("select"):
		return &Query{At: at, Body: p.selection()}
	case p.is("values"):
		return &Query{At: at, Body: p.values()}
	case p.is("table"):
		return &Query{At: at, Body: p.wholeTable()}
	}
	p.unexpected()
	return nil
}

// parenthesised reads a query in parentheses.
func (p *parser) parenthesised() *Query {
	p.expect('(')
	q := p.query()
	p.expect(')')
	return q
}

// setOperations reads operators that bind at least as tight as min, left to right.
func (p *parser) setOperations(left *Query, least int) *Query {
	depth := p.depth
	defer func() { p.depth = depth }()
	for {
		kind, binds, is := p.setKind()
		if !is || binds < least {
			return left
		}
		p.deeper()
		op := &SetOperation{At: p.at(), Kind: kind, Left: operandBody(left)}
		p.advance()
		op.All = p.setQuantifier()
		right := p.setOperations(p.setOperand(), binds+1)
		op.Right = operandBody(right)
		left = &Query{At: left.At, Body: op}
	}
}

func (p *parser) setKind() (kind SetKind, binds int, is bool) {
	switch {
	case p.is("union"):
		return Union, 0, true
	case p.is("except"):
		return Except, 0, true
	case p.is("intersect"):
		return Intersect, 1, true
	}
	return 0, 0, false
}

// setQuantifier reads ALL or DISTINCT; true is ALL.
func (p *parser) setQuantifier() bool {
	if p.accept("all") {
		return true
	}
	p.accept("distinct")
	return false
}

// operandBody takes the parentheses off a query that has nothing but a body.
func operandBody(q *Query) Body {
	if q.With == nil && q.OrderBy == nil && q.Limit == nil && q.Offset == nil {
		return q.Body
	}
	return q
}

// clauses reads ORDER BY, LIMIT, OFFSET, FETCH and refuses locks.
func (p *parser) clauses(q *Query) {
	if order := p.orderByIf(); order != nil {
		if q.OrderBy != nil {
			refuse(order[0].At, sqlerr.SyntaxError, "multiple ORDER BY clauses not allowed")
		}
		q.OrderBy = order
	}
	p.lock()
	// Either may come first.
	p.offset(q)
	if p.limitClause(q) {
		p.offset(q)
	}
	p.lock()
	if q.Ties && q.OrderBy == nil {
		refuse(0, sqlerr.SyntaxError, "WITH TIES cannot be specified without ORDER BY clause")
	}
}

// lock refuses FOR UPDATE and its sisters, which would write.
func (p *parser) lock() {
	if !p.is("for") {
		return
	}
	at := p.at()
	p.advance()
	if p.accept("read") {
		p.need("only")
		return
	}
	var strength string
	switch {
	case p.accept("update"):
		strength = "UPDATE"
	case p.accept("share"):
		strength = "SHARE"
	case p.accept("no"):
		p.need("key", "update")
		strength = "NO KEY UPDATE"
	case p.accept("key"):
		p.need("share")
		strength = "KEY SHARE"
	default:
		p.unexpected()
	}
	refuse(at, sqlerr.ReadOnlySQLTransaction, "cannot execute SELECT FOR %s in a read-only transaction", strength)
}

// limitClause reads LIMIT or FETCH when it is there.
func (p *parser) limitClause(q *Query) bool {
	at := p.at()
	before := q.Limit
	switch {
	case p.accept("limit"):
		q.Limit = p.limitCount()
		if p.tok.kind == ',' {
			panic(sqlerr.At(int(at), sqlerr.SyntaxError, "LIMIT #,# syntax is not supported").
				WithHint("Use separate LIMIT and OFFSET clauses."))
		}
	case p.accept("fetch"):
		p.fetchFirst(q, at)
	default:
		return false
	}
	if before != nil {
		refuse(At(q.Limit.Pos()), sqlerr.SyntaxError, "multiple LIMIT clauses not allowed")
	}
	return true
}

// offset reads OFFSET when it is there.
func (p *parser) offset(q *Query) {
	if !p.accept("offset") {
		return
	}
	offset := p.expr()
	p.acceptAny("row", "rows")
	if q.Offset != nil {
		refuse(At(offset.Pos()), sqlerr.SyntaxError, "multiple OFFSET clauses not allowed")
	}
	q.Offset = offset
}

func (p *parser) limitCount() Expr {
	if at := p.at(); p.accept("all") {
		return &Literal{At: at, Kind: Null}
	}
	return p.expr()
}

// fetchFirst reads what follows FETCH.
func (p *parser) fetchFirst(q *Query, at At) {
	if p.acceptAny("first", "next") == "" {
		p.unexpected()
	}
	if p.is("row") || p.is("rows") {
		q.Limit = &Literal{At: at, Kind: Integer, Text: "1"}
	} else {
		q.Limit = p.fetchCount()
	}
	if p.acceptAny("row", "rows") == "" {
		p.unexpected()
	}
	if p.accept("with") {
		p.need("ties")
		q.Ties = true
		return
	}
	p.need("only")
}

// fetchCount reads a number with a sign, or an operand without operators.
func (p *parser) fetchCount() Expr {
	at := p.at()
	for _, sign := range [...]string{"+", "-"} {
		if p.takeOp(sign) {
			if p.tok.kind != integer && p.tok.kind != numeric {
				p.unexpected()
			}
			return &Unary{At: at, Op: Operator{Sign: sign}, X: p.primary()}
		}
	}
	return p.primary()
}

// orderBy reads ORDER BY and its items.
func (p *parser) orderBy() []Order {
	p.need("order", "by")
	return list(p, p.order)
}

// orderByIf reads ORDER BY when it is there.
func (p *parser) orderByIf() []Order {
	if p.is("order") {
		return p.orderBy()
	}
	return nil
}

func (p *parser) order() Order {
	o := Order{At: p.at(), Expr: p.expr()}
	switch {
	case p.accept("using"):
		op := p.anyOperator()
		o.Using = &op
	case p.accept("desc"):
		o.Desc = true
	default:
		p.accept("asc")
	}
	switch {
	case p.acceptBoth("nulls", "first"):
		o.Nulls = NullsFirst
	case p.acceptBoth("nulls", "last"):
		o.Nulls = NullsLast
	}
	return o
}

// values reads VALUES and its rows.
func (p *parser) values() *Values {
	v := &Values{At: p.at()}
	p.need("values")
	v.Rows = list(p, func() []Expr {
		p.expect('(')
		row := list(p, p.expr)
		p.expect(')')
		return row
	})
	return v
}

// wholeTable reads TABLE name.
func (p *parser) wholeTable() *Select {
	s := &Select{At: p.at()}
	p.need("table")
	t := p.tableName()
	s.From = []Source{t}
	s.Targets = []Target{{At: s.At, Expr: &Column{At: s.At, Star: true}}}
	return s
}
