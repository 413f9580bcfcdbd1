package syntax

import "foureyes/internal/ddsql/sqlerr"

// source reads an item of FROM with the joins behind it.
func (p *parser) source() Source {
	depth := p.depth
	p.deeper()
	defer func() { p.depth = depth }()
	return p.joins(p.sourceItem())
}

// joins reads joins behind a source, left to right.
func (p *parser) joins(left Source) Source {
	for {
		at := p.at()
		natural := p.accept("natural")
		kind, is := p.joinKind(natural)
		if !is {
			return left
		}
		p.deeper()
		j := &Join{At: at, Kind: kind, Left: left, Natural: natural}
		switch {
		case natural || kind == JoinCross:
			j.Right = p.sourceItem()
		default:
			// What follows up to our own ON belongs to the right side.
			j.Right = p.source()
			p.joinCondition(j)
		}
		left = j
	}
}

// joinKind reads the words of a join. After NATURAL they must be there.
func (p *parser) joinKind(natural bool) (kind JoinKind, is bool) {
	switch {
	case p.accept("join"):
		return JoinInner, true
	case p.accept("inner"):
		kind = JoinInner
	case p.is("cross") && !natural:
		p.advance()
		kind = JoinCross
	case p.is("left"), p.is("right"), p.is("full"):
		kind = map[string]JoinKind{"left": JoinLeft, "right": JoinRight, "full": JoinFull}[p.advance().text]
		p.accept("outer")
	case natural:
		p.unexpected()
	default:
		return 0, false
	}
	p.need("join")
	return kind, true
}

func (p *parser) joinCondition(j *Join) {
	if p.accept("using") {
		j.Using = p.columnIDs()
		if p.accept("as") {
			j.UsingAlias = p.columnID()
		}
		return
	}
	p.need("on")
	j.On = p.expr()
}

// sourceItem reads one item of FROM without joins behind it.
func (p *parser) sourceItem() Source {
	at := p.at()
	lateral := p.accept("lateral")
	switch {
	case p.tok.kind == '(' && lateral:
		return p.derived(at, p.parenthesised(), true)
	case p.tok.kind == '(':
		q, s := p.parenSource()
		if q != nil {
			return p.derived(at, q, false)
		}
		return s
	case p.is("rows") && p.peek().is("from"):
		return p.rowsFrom(at, lateral)
	case p.is("only"):
		if lateral {
			p.unexpected()
		}
		return p.table()
	}
	return p.named(at, lateral)
}

// derived reads the alias of a query in FROM, which it must have.
func (p *parser) derived(at At, q *Query, lateral bool) Source {
	d := &Derived{At: at, Query: q, Lateral: lateral, Alias: p.alias()}
	if d.Alias == nil {
		what, example := "subquery", "SELECT ..."
		if _, values := q.Body.(*Values); values {
			what, example = "VALUES", "VALUES ..."
		}
		panic(sqlerr.At(int(at), sqlerr.SyntaxError, "%s in FROM must have an alias", what).
			WithHint("For example, FROM (%s) [AS] foo.", example))
	}
	return d
}

// parenSource reads what stands in parentheses in FROM: a query, or joins, of
// which one may have an alias.
func (p *parser) parenSource() (*Query, Source) {
	depth := p.depth
	p.deeper()
	defer func() { p.depth = depth }()
	at := p.at()
	p.expect('(')
	if startsQuery(p.tok) {
		q := p.query()
		p.expect(')')
		return q, nil
	}
	var s Source
	if p.tok.kind == '(' {
		inner := p.at()
		q, nested := p.parenSource()
		switch {
		case q != nil && p.goesOnAsQuery():
			q = p.queryFrom(&Query{At: q.At}, q)
			p.expect(')')
			return q, nil
		case q != nil:
			nested = p.derived(inner, q, false)
		}
		s = p.joins(nested)
	} else {
		s = p.source()
	}
	j, is := s.(*Join)
	if !is || p.tok.kind != ')' {
		p.unexpected()
	}
	p.advance()
	if alias := p.alias(); alias != nil {
		// A join that has an alias already got it from parentheses of its own.
		if j.Alias != nil {
			refuse(at, sqlerr.SyntaxError, "syntax error at or near \"%s\"", alias.Name)
		}
		j.Alias = alias
	}
	return nil, j
}

// goesOnAsQuery tells whether a query in parentheses is only the first part of
// the query around it, or all of it.
func (p *parser) goesOnAsQuery() bool {
	switch p.tok.kind {
	case ')':
		return true
	case word:
		switch p.tok.text {
		case "union", "except", "intersect", "order", "limit", "offset", "fetch", "for":
			return true
		}
	}
	return false
}

// table reads a table by name, with ONLY or the old * behind it.
func (p *parser) table() *Table {
	t := p.tableName()
	t.Alias = p.alias()
	p.noSample()
	return t
}

func (p *parser) tableName() *Table {
	only := p.accept("only")
	inside := only && p.take('(')
	t := &Table{At: p.at(), Name: p.qualified(), Only: only}
	if inside {
		p.expect(')')
	} else if !only {
		p.takeOp("*")
	}
	checkTableName(t)
	return t
}

func checkTableName(t *Table) {
	if len(t.Name) > 3 {
		refuse(t.At, sqlerr.SyntaxError, "improper qualified name (too many dotted names): %s", joined(t.Name))
	}
}

func (p *parser) noSample() {
	if p.is("tablesample") {
		refuse(p.at(), sqlerr.FeatureNotSupported, "TABLESAMPLE is not supported")
	}
}

// alias reads [AS] name [(columns)] when it is there.
func (p *parser) alias() *Alias {
	if !p.accept("as") && !p.startsColumnID() {
		return nil
	}
	a := &Alias{At: p.at(), Name: p.columnID()}
	if p.tok.kind == '(' {
		a.Columns = p.columnIDs()
	}
	return a
}
