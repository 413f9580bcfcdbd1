package syntax

import "foureyes/internal/ddsql/sqlerr"

// selection reads SELECT up to its WINDOW clause.
func (p *parser) selection() *Select {
	s := &Select{At: p.at()}
	p.need("select")
	p.distinct(s)
	if !p.endsTargets() {
		s.Targets = list(p, p.target)
	} else if s.Distinct {
		p.unexpected()
	}
	if p.is("into") {
		refuse(p.at(), sqlerr.ReadOnlySQLTransaction, "cannot execute SELECT INTO in a read-only transaction")
	}
	if p.accept("from") {
		s.From = list(p, p.source)
	}
	if p.accept("where") {
		s.Where = p.expr()
	}
	if p.is("group") {
		p.groupBy(s)
	}
	if p.accept("having") {
		s.Having = p.expr()
	}
	if p.accept("window") {
		s.Windows = list(p, p.namedWindow)
	}
	return s
}

func (p *parser) distinct(s *Select) {
	if p.accept("all") {
		return
	}
	if !p.accept("distinct") {
		return
	}
	s.Distinct = true
	if p.accept("on") {
		p.expect('(')
		s.DistinctOn = list(p, p.expr)
		p.expect(')')
	}
}

// endsTargets tells whether the select list is empty.
func (p *parser) endsTargets() bool {
	switch p.tok.kind {
	case endOfText, ';', ')':
		return true
	case word:
		switch p.tok.text {
		case "from", "where", "group", "having", "window", "order", "limit", "offset", "fetch",
			"for", "union", "except", "intersect", "into":
			return true
		}
	}
	return false
}

func (p *parser) target() Target {
	t := Target{At: p.at()}
	if p.takeOp("*") {
		t.Expr = &Column{At: t.At, Star: true}
		return t
	}
	t.Expr = p.expr()
	switch {
	case p.accept("as"):
		t.Alias = p.label()
	case p.tok.bareLabel() || p.tok.kind == quotedU:
		t.Alias = p.label()
	}
	return t
}

func (p *parser) groupBy(s *Select) {
	p.need("group", "by")
	if p.accept("distinct") {
		s.GroupDistinct = true
	} else {
		p.accept("all")
	}
	s.GroupBy = list(p, p.groupItem)
}

func (p *parser) groupItem() GroupItem {
	depth := p.depth
	p.deeper()
	defer func() { p.depth = depth }()
	g := GroupItem{At: p.at()}
	switch {
	case p.tok.kind == '(' && p.peek().kind == ')':
		p.advance()
		p.advance()
		g.Kind = GroupEmpty
	case p.is("rollup") && p.peek().kind == '(':
		p.advance()
		g.Kind, g.Items = GroupRollup, p.groupExprs()
	case p.is("cube") && p.peek().kind == '(':
		p.advance()
		g.Kind, g.Items = GroupCube, p.groupExprs()
	case p.is("grouping") && p.peek().is("sets"):
		p.advance()
		p.advance()
		p.expect('(')
		g.Kind, g.Items = GroupSets, list(p, p.groupItem)
		p.expect(')')
	default:
		g.Expr = p.expr()
	}
	return g
}

// groupExprs reads the expressions of ROLLUP and CUBE.
func (p *parser) groupExprs() []GroupItem {
	p.expect('(')
	items := list(p, func() GroupItem {
		return GroupItem{At: p.at(), Expr: p.expr()}
	})
	p.expect(')')
	return items
}
