package plan

// setFunctions computes the functions that give rows, inner ones first, and leaves
// columns in their place.
func (c *choosing) setFunctions() {
	for {
		var refs []*setRef
		c.each(func(e Expr) Expr {
			collectSets(e, &refs)
			return e
		})
		if len(refs) == 0 {
			return
		}
		c.compute(refs)
	}
}

// setsBefore computes the functions of an item that is grouped by, before rows are
// grouped.
func (c *choosing) setsBefore(i int) {
	for {
		var refs []*setRef
		collectSets(c.items[i].expr, &refs)
		if len(refs) == 0 {
			return
		}
		c.compute(refs)
	}
}

// compute puts functions that give rows above the rows so far.
func (c *choosing) compute(refs []*setRef) {
	width := len(c.node.Columns())
	n := &ProjectSet{Input: c.node}
	for i, o := range c.node.Columns() {
		n.Items = append(n.Items, SetItem{Value: &Column{Index: i, T: o.Type, Name: o.Name}})
		n.Out = append(n.Out, o)
	}
	for _, r := range refs {
		n.Items = append(n.Items, SetItem{Set: r.call, Args: r.args, Pos: r.pos})
		n.Out = append(n.Out, OutColumn{r.call.Set.Name, r.call.Returns})
	}
	c.node = n
	c.each(func(e Expr) Expr {
		return rewrite(e, func(e Expr, nest int) (Expr, bool) {
			if r, is := e.(*setRef); is && nest == 0 {
				if i := indexOfSet(refs, r); i >= 0 {
					var out Expr = &Column{Index: width + i, T: r.Type(), Name: r.call.Set.Name}
					if shape := shapeOf(r); shape != nil {
						out = &shapedExpr{out, shape}
					}
					return out, true
				}
			}
			return e, false
		})
	})
}

// collectSets finds the functions that give rows and have none inside.
func collectSets(e Expr, refs *[]*setRef) {
	lookInto(e, func(e Expr, nest int) {
		r, is := e.(*setRef)
		if !is || nest > 0 || indexOfSet(*refs, r) >= 0 {
			return
		}
		for _, a := range r.args {
			inner := false
			lookInto(a, func(e Expr, nest int) {
				_, is := e.(*setRef)
				inner = inner || is && nest == 0
			})
			if inner {
				return
			}
		}
		*refs = append(*refs, r)
	})
}

func indexOfSet(refs []*setRef, r *setRef) int {
	for i, other := range refs {
		if sameExpr(r, other) {
			return i
		}
	}
	return -1
}
