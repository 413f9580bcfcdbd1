package syntax

// isOperation reads IS and its kin behind left.
func (p *parser) isOperation(left Expr, bare bool) Expr {
	at := p.at()
	switch p.advance().text {
	case "isnull":
		return &IsNull{At: at, X: left}
	case "notnull":
		return &IsNull{At: at, X: left, Not: true}
	}
	not := p.accept("not")
	if p.accept("distinct") {
		p.need("from")
		e := &IsDistinct{At: at, Left: left, Right: p.expression(bindsIs+1, bare), Not: not}
		p.notAgain(bindsIs, bare)
		return e
	}
	if bare {
		p.unexpected()
	}
	switch {
	case p.accept("null"):
		return &IsNull{At: at, X: left, Not: not}
	case p.accept("true"):
		return &IsTruth{At: at, X: left, Truth: IsTrue, Not: not}
	case p.accept("false"):
		return &IsTruth{At: at, X: left, Truth: IsFalse, Not: not}
	case p.accept("unknown"):
		return &IsTruth{At: at, X: left, Truth: IsUnknown, Not: not}
	}
	return p.isNormalized(at, left, not)
}

// isNormalized reads [form] NORMALIZED.
func (p *parser) isNormalized(at At, left Expr, not bool) Expr {
	call := &Call{At: at, Form: CallIsNormal, Name: builtin("is_normalized"), Args: args(left)}
	if form := p.normalForm(); form != nil {
		call.Args = append(call.Args, Argument{Value: form})
	}
	p.need("normalized")
	if not {
		return &Not{At: at, X: call}
	}
	return call
}

// normalForm reads the name of a Unicode normal form when it is there.
func (p *parser) normalForm() Expr {
	at := p.at()
	form := p.acceptAny("nfc", "nfd", "nfkc", "nfkd")
	if form == "" {
		return nil
	}
	return &Literal{At: at, Kind: String, Text: form}
}

// matchOperation reads BETWEEN, IN, LIKE, ILIKE and SIMILAR TO behind left.
func (p *parser) matchOperation(left Expr) Expr {
	at := p.at()
	not := p.accept("not")
	switch word := p.advance().text; word {
	case "between":
		return p.between(at, left, not)
	case "in":
		return p.in(at, left, not)
	case "similar":
		p.need("to")
		return p.like(at, left, MatchSimilar, not)
	case "ilike":
		return p.likeOrQuantified(at, left, MatchILike, not)
	default:
		return p.likeOrQuantified(at, left, MatchLike, not)
	}
}

func (p *parser) between(at At, left Expr, not bool) Expr {
	e := &Between{At: at, X: left, Not: not}
	if !p.accept("asymmetric") {
		e.Symmetric = p.accept("symmetric")
	}
	e.Low = p.bare(0)
	p.need("and")
	e.High = p.expression(bindsMatch+1, false)
	p.notAgain(bindsMatch, false)
	return e
}

func (p *parser) in(at At, left Expr, not bool) Expr {
	e := &In{At: at, X: left, Not: not}
	e.Query, e.List = p.parentheses()
	return e
}

func (p *parser) likeOrQuantified(at At, left Expr, kind Matching, not bool) Expr {
	if !p.startsQuantifier() {
		return p.like(at, left, kind, not)
	}
	sign := "~~"
	if kind == MatchILike {
		sign = "~~*"
	}
	if not {
		sign = "!" + sign
	}
	return p.quantified(at, left, Operator{Sign: sign})
}

func (p *parser) like(at At, left Expr, kind Matching, not bool) Expr {
	e := &Like{At: at, Kind: kind, X: left, Not: not}
	e.Pattern = p.expression(bindsMatch+1, false)
	if p.accept("escape") {
		e.Escape = p.expression(bindsMatch+1, false)
	}
	p.notAgain(bindsMatch, false)
	return e
}
