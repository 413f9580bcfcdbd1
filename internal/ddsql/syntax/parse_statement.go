package syntax

// statement reads one statement.
func (p *parser) statement() Statement {
	if p.tok.kind == '(' || startsQuery(p.tok) {
		return p.query()
	}
	if r := p.refused(); r != nil {
		return r
	}
	read := map[string]func(At) Statement{
		"abort": p.rollback, "begin": p.begin, "close": p.closeCursor, "commit": p.commit,
		"deallocate": p.deallocate, "declare": p.declare, "discard": p.discard, "end": p.commit,
		"execute": p.execute, "explain": p.explain, "fetch": p.fetch, "move": p.fetch,
		"prepare": p.prepare, "release": p.release, "reset": p.reset, "rollback": p.rollback,
		"savepoint": p.savepoint, "set": p.set, "show": p.show, "start": p.start, "unlisten": p.unlisten,
	}[p.tok.text]
	if p.tok.kind != word || read == nil {
		p.unexpected()
	}
	return read(p.at())
}

func (p *parser) discard(at At) Statement {
	p.need("discard")
	what := p.acceptAny("all", "plans", "sequences", "temp", "temporary")
	switch what {
	case "":
		p.unexpected()
	case "temporary":
		what = "temp"
	}
	return &Discard{At: at, What: what}
}

func (p *parser) unlisten(at At) Statement {
	p.need("unlisten")
	if p.takeOp("*") {
		return &Unlisten{At: at, Channel: "*"}
	}
	return &Unlisten{At: at, Channel: p.columnID()}
}

// explain reads EXPLAIN with its options in either style.
func (p *parser) explain(at At) Statement {
	e := &Explain{At: at}
	p.need("explain")
	if next := p.peek(); p.tok.kind == '(' && !startsQuery(next) && next.kind != '(' {
		p.advance()
		e.Options = list(p, p.option)
		p.expect(')')
	} else {
		for _, name := range [...]string{"analyze", "verbose"} {
			if o := p.at(); p.accept(name) || name == "analyze" && p.accept("analyse") {
				e.Options = append(e.Options, Option{At: o, Name: name})
			}
		}
	}
	switch {
	case p.is("declare"):
		e.Statement = p.declare(p.at())
	case p.is("execute"):
		e.Statement = p.execute(p.at())
	default:
		e.Statement = p.preparable()
	}
	return e
}

// option reads name [value].
func (p *parser) option() Option {
	o := Option{At: p.at(), Name: p.label()}
	if p.tok.kind != ',' && p.tok.kind != ')' {
		o.Value = p.settingValue()
	}
	return o
}

func (p *parser) prepare(at At) Statement {
	p.need("prepare")
	if p.is("transaction") {
		return p.skip(&Refused{At: at, Command: "PREPARE TRANSACTION"})
	}
	s := &Prepare{At: at, Name: p.columnID()}
	if p.take('(') {
		s.Types = list(p, p.typeName)
		p.expect(')')
	}
	p.need("as")
	s.Statement = p.preparable()
	return s
}

func (p *parser) execute(at At) Statement {
	p.need("execute")
	s := &Execute{At: at, Name: p.columnID()}
	if p.take('(') {
		s.Args = list(p, p.expr)
		p.expect(')')
	}
	return s
}

func (p *parser) deallocate(at At) Statement {
	p.need("deallocate")
	// PREPARE may stand here for nothing, and may be a name.
	if next := p.peek(); p.is("prepare") && next.kind != ';' && next.kind != endOfText {
		p.advance()
	}
	if p.accept("all") {
		return &Deallocate{At: at, All: true}
	}
	return &Deallocate{At: at, Name: p.columnID()}
}
