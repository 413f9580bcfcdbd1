package plan

// semiJoins turns EXISTS and IN over subqueries into joins that ask only whether
// there is a partner, so that the subquery runs once and not for each row. What
// cannot be turned is given back.
func semiJoins(input Node, conds []Expr) (Node, []Expr) {
	var rest []Expr
	for _, c := range conds {
		joined := semiJoin(input, c)
		if joined == nil {
			rest = append(rest, c)
			continue
		}
		input = joined
	}
	return input, rest
}

func semiJoin(input Node, c Expr) Node {
	kind := Semi
	if not, ok := c.(*Not); ok {
		kind, c = Anti, not.X
	}
	s, ok := c.(*Subquery)
	if !ok {
		return nil
	}
	switch {
	case s.Kind == Exists:
		return existsJoin(input, s, kind)
	case s.Kind == Any && kind == Semi:
		return anyJoin(input, s)
	}
	return nil // NOT IN is not known when there is a NULL, which no join can tell
}

// anyJoin is x = ANY (query) of a query that stands alone.
func anyJoin(input Node, s *Subquery) Node {
	call, ok := s.Compare.(*Call)
	width := len(input.Columns())
	if !ok || call.Call.Func.Name != "=" || s.Outer || len(s.Plan.Columns()) != 1 || !steadyPlan(s.Plan) {
		return nil
	}
	if _, _, ok := equation(call, width); !ok {
		return nil
	}
	return &Join{Shape: Shape{input.Columns()}, Kind: Semi, Left: input, Right: leaveOut(s.Plan), Cond: call}
}

// existsJoin is EXISTS of a query whose outer columns are read by the conditions
// on top of it alone.
func existsJoin(input Node, s *Subquery, kind JoinKind) Node {
	inner := s.Plan
	// What EXISTS selects does not matter, but for its errors.
	if p, ok := inner.(*Project); ok {
		inner = p.Input
	}
	f, ok := inner.(*Filter)
	if !ok || !enclosed(f.Input) || !steadyPlan(f) {
		return nil
	}
	width := len(input.Columns())
	var cond []Expr
	linked := false
	for _, c := range conjuncts(f.Cond) {
		if !simple(c) {
			return nil
		}
		c, reads := lifted(c, width)
		linked = linked || reads
		cond = append(cond, c)
	}
	if !linked {
		return nil // it runs once as it is
	}
	return &Join{Shape: Shape{input.Columns()}, Kind: kind, Left: input, Right: leaveOut(f.Input), Cond: conjunction(cond)}
}

// enclosed tells whether a plan reads no row around it.
func enclosed(n Node) bool {
	ok := true
	rewriteNode(n, func(e Expr, nest int) (Expr, bool) {
		if o, outer := e.(*Outer); outer && o.Depth > nest {
			ok = false
		}
		return e, false
	})
	return ok
}

// lifted is a condition of a subquery as one of a join of the outer row, in front,
// and the subquery's.
func lifted(c Expr, width int) (e Expr, reads bool) {
	e = rewrite(c, func(e Expr, _ int) (Expr, bool) {
		switch e := e.(type) {
		case *Column:
			return &Column{e.Index + width, e.T, e.Name}, true
		case *Outer:
			if e.Depth == 1 {
				reads = true
				return &Column{e.Index, e.T, e.Name}, true
			}
			return &Outer{e.Depth - 1, e.Index, e.T, e.Name}, true
		}
		return e, false
	})
	return e, reads
}
