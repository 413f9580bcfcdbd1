package plan

// windows computes the window functions, one node for each window, and leaves
// columns in their place.
func (c *choosing) windows() {
	var refs []*windowRef
	collect := func(e Expr) Expr {
		lookInto(e, func(e Expr, nest int) {
			if r, is := e.(*windowRef); is && nest == 0 && indexOfWindow(refs, r) < 0 {
				refs = append(refs, r)
			}
		})
		return e
	}
	c.each(collect)
	if len(refs) == 0 {
		return
	}
	place := make([]int, len(refs))
	done := make([]bool, len(refs))
	for i, first := range refs {
		if done[i] {
			continue
		}
		width := len(c.node.Columns())
		w := &Window{Shape: Shape{append([]OutColumn(nil), c.node.Columns()...)}, Input: c.node, PartitionBy: first.partition, OrderBy: first.order}
		for k := i; k < len(refs); k++ {
			if done[k] || !first.sameWindow(refs[k]) {
				continue
			}
			done[k], place[k] = true, width+len(w.Calls)
			w.Calls = append(w.Calls, refs[k].call)
			w.Out = append(w.Out, OutColumn{"", refs[k].t})
		}
		c.node = w
	}
	c.each(func(e Expr) Expr {
		return rewrite(e, func(e Expr, nest int) (Expr, bool) {
			if r, is := e.(*windowRef); is && nest == 0 {
				return &Column{Index: place[indexOfWindow(refs, r)], T: r.t}, true
			}
			return e, false
		})
	})
}

func indexOfWindow(refs []*windowRef, r *windowRef) int {
	for i, other := range refs {
		if r == other || r.same(other) {
			return i
		}
	}
	return -1
}
