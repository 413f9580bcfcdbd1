package plan

// change gives what stands in for an expression, and true when that is final; with
// false its parts are changed in turn. Nest is how many rows lie between the
// expression's own row and the one where the change began.
type change func(e Expr, nest int) (Expr, bool)

// rewrite changes an expression and whatever is inside, subqueries included. The
// old one stays as it is.
func rewrite(e Expr, f change) Expr {
	return (&rewriter{f: f}).expr(e, 0)
}

// rewriteNode changes the expressions of a node and of those below.
func rewriteNode(n Node, f change) Node {
	return (&rewriter{f: f}).node(n, 0)
}

// rewriter makes changed copies. Common tables that are changed stay the same for
// all that read them.
type rewriter struct {
	f      change
	tables map[*CommonTable]*CommonTable
	// scan gives what stands in for the scan of a common table, or nil; it may be nil.
	scan func(n *CommonScan, nest int) Node
}

func (r *rewriter) exprs(list []Expr, nest int) []Expr {
	if list == nil {
		return nil
	}
	out := make([]Expr, len(list))
	for i, e := range list {
		out[i] = r.expr(e, nest)
	}
	return out
}

func (r *rewriter) expr(e Expr, nest int) Expr {
	if e == nil {
		return nil
	}
	changed, final := r.f(e, nest)
	if final {
		return changed
	}
	return r.parts(changed, nest)
}

// parts copies an expression with its parts changed.
func (r *rewriter) parts(e Expr, nest int) Expr {
	switch e := e.(type) {
	case *Call:
		c := *e
		c.Args = r.exprs(e.Args, nest)
		return &c
	case *Cast:
		c := *e
		c.X = r.expr(e.X, nest)
		return &c
	case *Logic:
		return &Logic{e.Or, r.exprs(e.Args, nest)}
	case *Not:
		return &Not{r.expr(e.X, nest)}
	case *IsNull:
		return &IsNull{r.expr(e.X, nest), e.Not}
	case *IsTruth:
		return &IsTruth{r.expr(e.X, nest), e.Truth, e.Not}
	case *IsDistinct:
		return &IsDistinct{r.expr(e.Left, nest), r.expr(e.Right, nest), e.Not}
	case *Case:
		c := &Case{Else: r.expr(e.Else, nest), T: e.T}
		for _, w := range e.Whens {
			c.Whens = append(c.Whens, When{r.expr(w.Cond, nest), r.expr(w.Then, nest)})
		}
		return c
	case *Coalesce:
		return &Coalesce{r.exprs(e.Args, nest), e.T}
	case *NullIf:
		return &NullIf{r.expr(e.X, nest), r.expr(e.Equal, nest)}
	case *Extreme:
		return &Extreme{e.Least, r.exprs(e.Args, nest), e.T}
	case *In:
		return &In{r.expr(e.X, nest), r.exprs(e.List, nest), e.Not}
	}
	return r.composite(e, nest)
}

// composite is parts for arrays, records and what holds queries.
func (r *rewriter) composite(e Expr, nest int) Expr {
	switch e := e.(type) {
	case *Quantified:
		c := *e
		c.X, c.Array = r.expr(e.X, nest), r.expr(e.Array, nest)
		return &c
	case *Subquery:
		c := *e
		c.Plan, c.Compare = r.node(e.Plan, nest+1), r.expr(e.Compare, nest)
		return &c
	case *Array:
		c := *e
		c.Elements = r.exprs(e.Elements, nest)
		return &c
	case *Record:
		return &Record{r.exprs(e.Fields, nest), e.Names}
	case *Subscript:
		c := &Subscript{X: r.expr(e.X, nest), T: e.T}
		for _, d := range e.Dims {
			c.Dims = append(c.Dims, Dimension{r.expr(d.Low, nest), r.expr(d.High, nest), d.Slice})
		}
		return c
	case *Field:
		c := *e
		c.X = r.expr(e.X, nest)
		return &c
	case *shapedExpr:
		return &shapedExpr{r.expr(e.Expr, nest), e.shape}
	case *setRef:
		c := *e
		c.args = r.exprs(e.args, nest)
		return &c
	case *windowRef:
		return e.changed(r, nest)
	}
	return e
}

func (r *rewriter) keys(list []SortKey, nest int) []SortKey {
	if list == nil {
		return nil
	}
	out := make([]SortKey, len(list))
	for i, k := range list {
		out[i] = k
		out[i].Expr = r.expr(k.Expr, nest)
	}
	return out
}

// node copies a node with its expressions changed.
func (r *rewriter) node(n Node, nest int) Node {
	switch n := n.(type) {
	case *Scan:
		c := *n
		c.Late = nil
		for _, l := range n.Late {
			c.Late = append(c.Late, LateCondition{l.Condition, r.expr(l.Value, nest)})
		}
		return &c
	case *Values:
		c := *n
		c.Rows = make([][]Expr, len(n.Rows))
		for i, row := range n.Rows {
			c.Rows[i] = r.exprs(row, nest)
		}
		return &c
	case *FunctionScan:
		return r.functionScan(n, nest)
	case *Filter:
		return &Filter{n.Shape, r.node(n.Input, nest), r.expr(n.Cond, nest)}
	case *Project:
		return &Project{n.Shape, r.node(n.Input, nest), r.exprs(n.Exprs, nest)}
	case *ProjectSet:
		c := &ProjectSet{n.Shape, r.node(n.Input, nest), nil}
		for _, i := range n.Items {
			i.Value, i.Args = r.expr(i.Value, nest), r.exprs(i.Args, nest)
			c.Items = append(c.Items, i)
		}
		return c
	case *Join:
		return r.join(n, nest)
	case *Sort:
		c := *n
		c.Input, c.Keys = r.node(n.Input, nest), r.keys(n.Keys, nest)
		return &c
	case *Limit:
		c := *n
		c.Input, c.Count, c.Offset = r.node(n.Input, nest), r.expr(n.Count, nest), r.expr(n.Offset, nest)
		c.Ties = r.keys(n.Ties, nest)
		return &c
	case *Distinct:
		return &Distinct{n.Shape, r.node(n.Input, nest), r.exprs(n.On, nest)}
	case *SetOperation:
		c := *n
		c.Left, c.Right = r.node(n.Left, nest), r.node(n.Right, nest)
		return &c
	case *Aggregate:
		return r.aggregate(n, nest)
	case *Window:
		return r.window(n, nest)
	case *With:
		return r.with(n, nest)
	case *CommonScan:
		if r.scan != nil {
			if other := r.scan(n, nest); other != nil {
				return other
			}
		}
		return r.commonScan(n)
	}
	return n
}

func (r *rewriter) functionScan(n *FunctionScan, nest int) Node {
	c := *n
	c.Calls = make([]FunctionCall, len(n.Calls))
	for i, call := range n.Calls {
		call.Args, call.Value = r.exprs(call.Args, nest), r.expr(call.Value, nest)
		c.Calls[i] = call
	}
	return &c
}

func (r *rewriter) join(n *Join, nest int) Node {
	c := *n
	c.Left = r.node(n.Left, nest)
	inside := nest
	if n.Lateral {
		inside++
	}
	c.Right = r.node(n.Right, inside)
	c.LeftKeys, c.RightKeys = r.exprs(n.LeftKeys, nest), r.exprs(n.RightKeys, nest)
	c.Cond = r.expr(n.Cond, nest)
	return &c
}

func (r *rewriter) aggregate(n *Aggregate, nest int) Node {
	c := *n
	c.Input, c.Keys = r.node(n.Input, nest), r.exprs(n.Keys, nest)
	c.Calls = make([]AggregateCall, len(n.Calls))
	for i, call := range n.Calls {
		c.Calls[i] = r.aggregateCall(call, nest)
	}
	return &c
}

func (r *rewriter) aggregateCall(call AggregateCall, nest int) AggregateCall {
	call.Direct, call.Args = r.exprs(call.Direct, nest), r.exprs(call.Args, nest)
	call.OrderBy, call.Filter = r.keys(call.OrderBy, nest), r.expr(call.Filter, nest)
	return call
}

func (r *rewriter) window(n *Window, nest int) Node {
	c := *n
	c.Input = r.node(n.Input, nest)
	c.PartitionBy, c.OrderBy = r.exprs(n.PartitionBy, nest), r.keys(n.OrderBy, nest)
	c.Calls = make([]WindowCall, len(n.Calls))
	for i, call := range n.Calls {
		c.Calls[i] = r.windowCall(call, nest)
	}
	return &c
}

func (r *rewriter) windowCall(call WindowCall, nest int) WindowCall {
	call.Args, call.Filter = r.exprs(call.Args, nest), r.expr(call.Filter, nest)
	call.Frame.Start.Offset = r.expr(call.Frame.Start.Offset, nest)
	call.Frame.End.Offset = r.expr(call.Frame.End.Offset, nest)
	return call
}

func (r *rewriter) with(n *With, nest int) Node {
	c := &With{Shape: n.Shape}
	for _, t := range n.Tables {
		c.Tables = append(c.Tables, r.table(t, nest))
	}
	c.Input = r.node(n.Input, nest)
	return c
}

// table copies a common table. It is known before its parts are changed, since the
// step of a recursive one reads it.
func (r *rewriter) table(t *CommonTable, nest int) *CommonTable {
	c := *t
	if r.tables == nil {
		r.tables = map[*CommonTable]*CommonTable{}
	}
	r.tables[t] = &c
	c.Plan = r.node(t.Plan, nest)
	if t.Step != nil {
		c.Step = r.node(t.Step, nest)
	}
	return &c
}

func (r *rewriter) commonScan(n *CommonScan) Node {
	if t, changed := r.tables[n.Table]; changed {
		return &CommonScan{n.Shape, t, n.Working}
	}
	return n
}

// shiftColumns moves the columns of an expression's own row by n places.
func shiftColumns(e Expr, n int) Expr {
	if n == 0 {
		return e
	}
	return mapColumns(e, func(c int) int { return c + n })
}

// mapColumns renumbers the columns of an expression's own row, also where
// subqueries inside refer to them.
func mapColumns(e Expr, to func(int) int) Expr {
	return rewrite(e, func(e Expr, nest int) (Expr, bool) {
		switch c := e.(type) {
		case *Column:
			if nest == 0 {
				return &Column{Index: to(c.Index), T: c.T, Name: c.Name}, true
			}
		case *Outer:
			if nest > 0 && c.Depth == nest {
				return &Outer{Depth: c.Depth, Index: to(c.Index), T: c.T, Name: c.Name}, true
			}
		}
		return e, false
	})
}

// leaveOut takes one row out of those that lie around a node: the nearest one,
// which nothing refers to.
func leaveOut(n Node) Node {
	return rewriteNode(n, func(e Expr, nest int) (Expr, bool) {
		if o, is := e.(*Outer); is && o.Depth > nest {
			return &Outer{Depth: o.Depth - 1, Index: o.Index, T: o.T, Name: o.Name}, true
		}
		return e, false
	})
}

// lookInto looks at every expression inside one, itself first, subqueries included.
func lookInto(e Expr, see func(e Expr, nest int)) {
	rewrite(e, func(e Expr, nest int) (Expr, bool) {
		see(e, nest)
		return e, false
	})
}

// columnsOf calls use for every column of the input row that an expression reads,
// from inside subqueries as well.
func columnsOf(e Expr, use func(index int)) {
	if e == nil {
		return
	}
	lookInto(e, func(e Expr, nest int) {
		switch e := e.(type) {
		case *Column:
			if nest == 0 {
				use(e.Index)
			}
		case *Outer:
			if e.Depth == nest {
				use(e.Index)
			}
		}
	})
}

// substituted is an expression with columns replaced by what computes them. It is
// only for expressions without subqueries (simple).
func substituted(e Expr, by []Expr) Expr {
	return rewrite(e, func(e Expr, _ int) (Expr, bool) {
		if c, ok := e.(*Column); ok {
			return by[c.Index], true
		}
		return e, false
	})
}
