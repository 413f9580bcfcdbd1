package plan

// finish numbers the columns that subqueries compare with, and takes off what only
// the binder knows. It is the last step.
func finish(n Node) Node {
	f := &finisher{tables: map[*CommonTable]bool{}}
	f.node(n)
	return n
}

// finisher changes a plan where it stands.
type finisher struct{ tables map[*CommonTable]bool }

// exprs finishes expressions over a row of a width.
func (f *finisher) exprs(list []Expr, width int) {
	for i := range list {
		list[i] = f.expr(list[i], width)
	}
}

func (f *finisher) expr(e Expr, width int) Expr {
	if e == nil {
		return nil
	}
	return rewrite(e, func(e Expr, nest int) (Expr, bool) {
		if nest > 0 {
			return e, true // the plan of a subquery has been finished with it
		}
		switch e := e.(type) {
		case *shapedExpr:
			return f.expr(e.Expr, width), true
		case *subColumn:
			return &Column{Index: width + e.index, T: e.t}, true
		case *Subquery:
			f.node(e.Plan)
		}
		return e, false
	})
}

func (f *finisher) keys(list []SortKey, width int) {
	for i := range list {
		list[i].Expr = f.expr(list[i].Expr, width)
	}
}

func width(n Node) int { return len(n.Columns()) }

func (f *finisher) node(n Node) {
	switch n := n.(type) {
	case *Scan:
		for i := range n.Late {
			n.Late[i].Value = f.expr(n.Late[i].Value, 0)
		}
	case *Values:
		for i := range n.Rows {
			f.exprs(n.Rows[i], 0)
		}
	case *FunctionScan:
		for i := range n.Calls {
			f.exprs(n.Calls[i].Args, 0)
			n.Calls[i].Value = f.expr(n.Calls[i].Value, 0)
		}
	case *Filter:
		f.node(n.Input)
		n.Cond = f.expr(n.Cond, width(n.Input))
	case *Project:
		f.node(n.Input)
		f.exprs(n.Exprs, width(n.Input))
	case *ProjectSet:
		f.node(n.Input)
		for i := range n.Items {
			n.Items[i].Value = f.expr(n.Items[i].Value, width(n.Input))
			f.exprs(n.Items[i].Args, width(n.Input))
		}
	case *Sort:
		f.node(n.Input)
		f.keys(n.Keys, width(n.Input))
	case *Limit:
		f.node(n.Input)
		n.Count, n.Offset = f.expr(n.Count, 0), f.expr(n.Offset, 0)
		f.keys(n.Ties, width(n.Input))
	case *Distinct:
		f.node(n.Input)
		f.exprs(n.On, width(n.Input))
	default:
		f.larger(n)
	}
}

func (f *finisher) larger(n Node) {
	switch n := n.(type) {
	case *Join:
		f.node(n.Left)
		f.node(n.Right)
		f.exprs(n.LeftKeys, width(n.Left))
		f.exprs(n.RightKeys, width(n.Right))
		n.Cond = f.expr(n.Cond, width(n.Left)+width(n.Right))
	case *Aggregate:
		f.node(n.Input)
		f.exprs(n.Keys, width(n.Input))
		for i := range n.Calls {
			f.aggregate(&n.Calls[i], width(n.Input), len(n.Out))
		}
	case *Window:
		f.node(n.Input)
		f.exprs(n.PartitionBy, width(n.Input))
		f.keys(n.OrderBy, width(n.Input))
		for i := range n.Calls {
			c := &n.Calls[i]
			f.exprs(c.Args, width(n.Input))
			c.Filter = f.expr(c.Filter, width(n.Input))
			c.Frame.Start.Offset, c.Frame.End.Offset = f.expr(c.Frame.Start.Offset, 0), f.expr(c.Frame.End.Offset, 0)
		}
	case *SetOperation:
		f.node(n.Left)
		f.node(n.Right)
	case *With:
		for _, t := range n.Tables {
			f.table(t)
		}
		f.node(n.Input)
	}
}

func (f *finisher) aggregate(c *AggregateCall, input, output int) {
	f.exprs(c.Direct, output)
	f.exprs(c.Args, input)
	f.keys(c.OrderBy, input)
	c.Filter = f.expr(c.Filter, input)
}

func (f *finisher) table(t *CommonTable) {
	if f.tables[t] {
		return
	}
	f.tables[t] = true
	f.node(t.Plan)
	if t.Step != nil {
		f.node(t.Step)
	}
}
