package syntax

import "foureyes/internal/ddsql/sqlerr"

// with reads WITH [RECURSIVE] and its tables.
func (p *parser) with() *With {
	w := &With{At: p.at()}
	p.need("with")
	w.Recursive = p.accept("recursive")
	w.Tables = list(p, p.commonTable)
	return w
}

func (p *parser) commonTable() CommonTable {
	c := CommonTable{At: p.at(), Name: p.columnID()}
	if p.tok.kind == '(' {
		c.Columns = p.columnIDs()
	}
	p.need("as")
	switch {
	case p.accept("materialized"):
		c.Materialized = MaterializeAlways
	case p.acceptBoth("not", "materialized"):
		c.Materialized = MaterializeNever
	}
	p.expect('(')
	c.Query = p.preparable()
	p.expect(')')
	if p.is("search") || p.is("cycle") {
		refuse(p.at(), sqlerr.FeatureNotSupported, "SEARCH and CYCLE clauses are not supported")
	}
	return c
}

// preparable reads what WITH, PREPARE and EXPLAIN can hold: a query, or a
// statement that writes.
func (p *parser) preparable() Statement {
	if r := p.refused(); r != nil {
		return r
	}
	return p.query()
}
