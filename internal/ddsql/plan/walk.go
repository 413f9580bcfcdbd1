package plan

import "fmt"

// mapper copies expressions and nodes with the columns that they name replaced.
// depth is how many boundaries (subqueries, lateral inputs) lie between the place
// at hand and where the mapping began: there, a Column is of depth 0, and inside,
// the same column is an Outer of the depth.
type mapper struct {
	leaf   func(e Expr, depth int) Expr // of Column, Outer and Param
	tables map[*CommonTable]*CommonTable
}

// mapExpr copies an expression, with leaf called for every Column, Outer and Param.
func mapExpr(e Expr, leaf func(e Expr, depth int) Expr) Expr {
	return (&mapper{leaf: leaf}).expr(e, 0)
}

func (m *mapper) exprs(list []Expr, depth int) []Expr {
	if list == nil {
		return nil
	}
	out := make([]Expr, len(list))
	for i, e := range list {
		out[i] = m.expr(e, depth)
	}
	return out
}

func (m *mapper) expr(e Expr, depth int) Expr {
	switch e := e.(type) {
	case nil:
		return nil
	case *Const:
		return e
	case *Column, *Outer, *Param:
		return m.leaf(e, depth)
	case *Call:
		return &Call{e.Call, m.exprs(e.Args, depth), e.Pos}
	case *Cast:
		c := *e
		c.X = m.expr(e.X, depth)
		return &c
	case *Logic:
		return &Logic{e.Or, m.exprs(e.Args, depth)}
	case *Not:
		return &Not{m.expr(e.X, depth)}
	case *IsNull:
		return &IsNull{m.expr(e.X, depth), e.Not}
	case *IsTruth:
		return &IsTruth{m.expr(e.X, depth), e.Truth, e.Not}
	case *IsDistinct:
		return &IsDistinct{m.expr(e.Left, depth), m.expr(e.Right, depth), e.Not}
	case *Coalesce:
		return &Coalesce{m.exprs(e.Args, depth), e.T}
	case *NullIf:
		return &NullIf{m.expr(e.X, depth), m.expr(e.Equal, depth)}
	case *Extreme:
		return &Extreme{e.Least, m.exprs(e.Args, depth), e.T}
	case *In:
		return &In{m.expr(e.X, depth), m.exprs(e.List, depth), e.Not}
	}
	return m.wideExpr(e, depth)
}

// wideExpr copies the larger expressions.
func (m *mapper) wideExpr(e Expr, depth int) Expr {
	switch e := e.(type) {
	case *Case:
		c := &Case{Else: m.expr(e.Else, depth), T: e.T}
		for _, w := range e.Whens {
			c.Whens = append(c.Whens, When{m.expr(w.Cond, depth), m.expr(w.Then, depth)})
		}
		return c
	case *Quantified:
		c := *e
		c.X, c.Array = m.expr(e.X, depth), m.expr(e.Array, depth)
		return &c
	case *Subquery:
		c := *e
		c.Plan, c.Compare = m.node(e.Plan, depth+1), m.expr(e.Compare, depth)
		return &c
	case *Array:
		c := *e
		c.Elements = m.exprs(e.Elements, depth)
		return &c
	case *Record:
		return &Record{m.exprs(e.Fields, depth), e.Names}
	case *Subscript:
		c := &Subscript{X: m.expr(e.X, depth), T: e.T}
		for _, d := range e.Dims {
			c.Dims = append(c.Dims, Dimension{m.expr(d.Low, depth), m.expr(d.High, depth), d.Slice})
		}
		return c
	case *Field:
		return &Field{m.expr(e.X, depth), e.Index, e.T}
	}
	panic(fmt.Sprintf("plan: no copy of %T", e))
}

func (m *mapper) keys(list []SortKey, depth int) []SortKey {
	if list == nil {
		return nil
	}
	out := make([]SortKey, len(list))
	for i, k := range list {
		out[i] = SortKey{m.expr(k.Expr, depth), k.Desc, k.NullsFirst}
	}
	return out
}

// node copies a plan that lies inside depth boundaries. Its own columns are left
// alone: only references from inside to the place of the mapping are replaced.
func (m *mapper) node(n Node, depth int) Node {
	switch n := n.(type) {
	case *Scan:
		c := *n
		c.Late = nil
		for _, l := range n.Late {
			c.Late = append(c.Late, LateCondition{l.Condition, m.expr(l.Value, depth)})
		}
		return &c
	case *Values:
		c := *n
		c.Rows = make([][]Expr, len(n.Rows))
		for i, row := range n.Rows {
			c.Rows[i] = m.exprs(row, depth)
		}
		return &c
	case *FunctionScan:
		c := *n
		c.Calls = nil
		for _, call := range n.Calls {
			call.Args, call.Value = m.exprs(call.Args, depth), m.expr(call.Value, depth)
			c.Calls = append(c.Calls, call)
		}
		return &c
	case *Filter:
		return &Filter{n.Shape, m.node(n.Input, depth), m.expr(n.Cond, depth)}
	case *Project:
		return &Project{n.Shape, m.node(n.Input, depth), m.exprs(n.Exprs, depth)}
	case *ProjectSet:
		c := &ProjectSet{Shape: n.Shape, Input: m.node(n.Input, depth)}
		for _, item := range n.Items {
			item.Value, item.Args = m.expr(item.Value, depth), m.exprs(item.Args, depth)
			c.Items = append(c.Items, item)
		}
		return c
	case *Join:
		return m.join(n, depth)
	case *Sort:
		return &Sort{n.Shape, m.node(n.Input, depth), m.keys(n.Keys, depth), n.Keep}
	case *Limit:
		return &Limit{n.Shape, m.node(n.Input, depth), m.expr(n.Count, depth), m.expr(n.Offset, depth), m.keys(n.Ties, depth)}
	case *Distinct:
		return &Distinct{n.Shape, m.node(n.Input, depth), m.exprs(n.On, depth)}
	}
	return m.wideNode(n, depth)
}

func (m *mapper) join(n *Join, depth int) Node {
	c := *n
	c.Left = m.node(n.Left, depth)
	inner := depth
	if n.Lateral {
		inner++
	}
	c.Right = m.node(n.Right, inner)
	c.LeftKeys, c.RightKeys, c.Cond = m.exprs(n.LeftKeys, depth), m.exprs(n.RightKeys, depth), m.expr(n.Cond, depth)
	return &c
}

// wideNode copies the larger nodes.
func (m *mapper) wideNode(n Node, depth int) Node {
	switch n := n.(type) {
	case *Aggregate:
		c := *n
		c.Input, c.Keys, c.Calls = m.node(n.Input, depth), m.exprs(n.Keys, depth), nil
		for _, call := range n.Calls {
			call.Direct, call.Args = m.exprs(call.Direct, depth), m.exprs(call.Args, depth)
			call.OrderBy, call.Filter = m.keys(call.OrderBy, depth), m.expr(call.Filter, depth)
			c.Calls = append(c.Calls, call)
		}
		return &c
	case *Window:
		c := *n
		c.Input, c.PartitionBy, c.OrderBy, c.Calls = m.node(n.Input, depth), m.exprs(n.PartitionBy, depth), m.keys(n.OrderBy, depth), nil
		for _, call := range n.Calls {
			call.Args, call.Filter = m.exprs(call.Args, depth), m.expr(call.Filter, depth)
			call.Frame.Start.Offset = m.expr(call.Frame.Start.Offset, depth)
			call.Frame.End.Offset = m.expr(call.Frame.End.Offset, depth)
			c.Calls = append(c.Calls, call)
		}
		return &c
	case *SetOperation:
		c := *n
		c.Left, c.Right = m.node(n.Left, depth), m.node(n.Right, depth)
		return &c
	case *With:
		return m.with(n, depth)
	case *CommonScan:
		c := *n
		if t, ok := m.tables[n.Table]; ok {
			c.Table = t
		}
		return &c
	}
	panic(fmt.Sprintf("plan: no copy of %T", n))
}

func (m *mapper) with(n *With, depth int) Node {
	if m.tables == nil {
		m.tables = map[*CommonTable]*CommonTable{}
	}
	c := &With{Shape: n.Shape}
	for _, t := range n.Tables {
		copied := *t
		m.tables[t] = &copied
		copied.Plan = m.node(t.Plan, depth)
		if t.Step != nil {
			copied.Step = m.node(t.Step, depth)
		}
		c.Tables = append(c.Tables, &copied)
	}
	c.Input = m.node(n.Input, depth)
	return c
}

// columnsOf calls use for every column of the input row that an expression reads,
// from inside subqueries as well.
func columnsOf(e Expr, use func(index int)) {
	if e == nil {
		return
	}
	mapExpr(e, func(e Expr, depth int) Expr {
		switch e := e.(type) {
		case *Column:
			if depth == 0 {
				use(e.Index)
			}
		case *Outer:
			if e.Depth == depth {
				use(e.Index)
			}
		}
		return e
	})
}

// moved is an expression over another input row: at gives the new place of each
// column.
func moved(e Expr, at func(index int) int) Expr {
	return mapExpr(e, func(e Expr, depth int) Expr {
		switch e := e.(type) {
		case *Column:
			if depth == 0 {
				return &Column{at(e.Index), e.T, e.Name}
			}
		case *Outer:
			if e.Depth == depth && depth > 0 {
				return &Outer{e.Depth, at(e.Index), e.T, e.Name}
			}
		}
		return e
	})
}

// substituted is an expression with columns replaced by what computes them. It is
// only for expressions without subqueries (simple).
func substituted(e Expr, by []Expr) Expr {
	return mapExpr(e, func(e Expr, _ int) Expr {
		if c, ok := e.(*Column); ok {
			return by[c.Index]
		}
		return e
	})
}
