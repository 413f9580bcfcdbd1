package syntax

import "foureyes/internal/ddsql/sqlerr"

// named reads a table or a table function, which begin alike.
func (p *parser) named(at At, lateral bool) Source {
	if e := p.special(); e != nil {
		return p.rows(&Rows{At: at, Lateral: lateral, Calls: []RowsCall{{Call: e}}})
	}
	start := p.tok
	name := p.functionName()
	if p.tok.kind == '(' {
		call := p.callArguments(At(start.pos), name)
		return p.rows(&Rows{At: at, Lateral: lateral, Calls: []RowsCall{{Call: call}}})
	}
	if lateral || start.kind == word && start.class == typeFunction {
		p.unexpected()
	}
	t := &Table{At: At(start.pos), Name: name}
	p.takeOp("*")
	checkTableName(t)
	t.Alias = p.alias()
	p.noSample()
	return t
}

// functionName reads a name that may be a function's or a table's.
func (p *parser) functionName() Name {
	if !p.startsColumnID() && !p.tok.typeFunctionName() {
		p.unexpected()
	}
	name := Name{p.label()}
	for p.take('.') {
		name = append(name, p.label())
	}
	return name
}

// rowsFrom reads ROWS FROM (...).
func (p *parser) rowsFrom(at At, lateral bool) Source {
	p.need("rows", "from")
	p.expect('(')
	r := &Rows{At: at, Lateral: lateral, From: true}
	r.Calls = list(p, p.rowsCall)
	p.expect(')')
	return p.rows(r)
}

func (p *parser) rowsCall() RowsCall {
	c := RowsCall{Call: p.special()}
	if c.Call == nil {
		at := p.at()
		c.Call = p.callArguments(at, p.functionName())
	}
	if p.accept("as") {
		c.Columns = p.columnDefs()
	}
	return c
}

// rows reads what follows table functions: ordinality, alias and columns.
func (p *parser) rows(r *Rows) Source {
	if p.is("with") && p.peek().is("ordinality") {
		p.advance()
		p.advance()
		r.Ordinality = true
	}
	as := p.accept("as")
	if as && p.tok.kind == '(' {
		p.shape(r)
		return r
	}
	if !as && !p.startsColumnID() {
		return r
	}
	r.Alias = &Alias{At: p.at(), Name: p.columnID()}
	if p.tok.kind != '(' {
		return r
	}
	if p.shapeFollows() {
		p.shape(r)
	} else {
		r.Alias.Columns = p.columnIDs()
	}
	return r
}

// shapeFollows tells whether (name type ... or (name, ... is next.
func (p *parser) shapeFollows() bool {
	next := p.peek2()
	return next.kind != ',' && next.kind != ')'
}

func (p *parser) shape(r *Rows) {
	at := p.at()
	columns := p.columnDefs()
	switch {
	case r.Ordinality:
		panic(sqlerr.At(int(at), sqlerr.SyntaxError, "WITH ORDINALITY cannot be used with a column definition list").
			WithHint("Put the column definition list inside ROWS FROM()."))
	case r.From && len(r.Calls) > 1:
		panic(sqlerr.At(int(at), sqlerr.SyntaxError, "ROWS FROM() with multiple functions cannot have a column definition list").
			WithHint("Put a separate column definition list for each function inside ROWS FROM()."))
	}
	r.Calls[0].Columns = columns
}

// columnDefs reads (name type, ...).
func (p *parser) columnDefs() []ColumnDef {
	p.expect('(')
	columns := list(p, func() ColumnDef {
		c := ColumnDef{At: p.at(), Name: p.columnID(), Type: p.typeName()}
		if p.accept("collate") {
			c.Collate = p.qualified()
		}
		return c
	})
	p.expect(')')
	return columns
}
