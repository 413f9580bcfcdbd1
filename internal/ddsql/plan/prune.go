package plan

import "slices"

// prune leaves out columns that nothing reads, so that tables do not fetch them.
// The root keeps all of its own.
func prune(root Node) Node {
	n, _ := (&pruner{}).node(root, all(root))
	return n
}

// pruner prunes nodes. Each returns the node and where its columns have gone, -1
// for those that are left out.
type pruner struct{}

// wanted tells which columns of a node are read.
type wanted []bool

func all(n Node) wanted {
	w := make(wanted, len(n.Columns()))
	for i := range w {
		w[i] = true
	}
	return w
}

func none(n Node) wanted { return make(wanted, len(n.Columns())) }

// reads marks the columns that expressions read; those around which nothing may
// move want all.
func (w wanted) reads(exprs ...Expr) {
	for _, e := range exprs {
		if e == nil {
			continue
		}
		columnsOf(e, func(i int) {
			if i < len(w) {
				w[i] = true
			}
		})
		if !movable(e) {
			for i := range w {
				w[i] = true
			}
		}
	}
}

// places gives each wanted column its new place.
func (w wanted) places() []int {
	at := make([]int, len(w))
	next := 0
	for i, keep := range w {
		at[i] = -1
		if keep {
			at[i] = next
			next++
		}
	}
	return at
}

func same(n Node) []int {
	at := make([]int, len(n.Columns()))
	for i := range at {
		at[i] = i
	}
	return at
}

func kept[T any](list []T, w wanted) []T {
	var out []T
	for i, item := range list {
		if w[i] {
			out = append(out, item)
		}
	}
	return out
}

func movedAll(exprs []Expr, at []int) []Expr {
	out := make([]Expr, len(exprs))
	for i, e := range exprs {
		out[i] = movedBy(e, at)
	}
	return out
}

func movedBy(e Expr, at []int) Expr {
	if e == nil {
		return nil
	}
	// What lies behind the input row (a subquery's columns) has not moved: then all
	// columns were wanted.
	return mapColumns(e, func(i int) int {
		if i < len(at) {
			return at[i]
		}
		return i
	})
}

func movedKeys(keys []SortKey, at []int) []SortKey {
	out := make([]SortKey, len(keys))
	for i, k := range keys {
		out[i] = SortKey{movedBy(k.Expr, at), k.Desc, k.NullsFirst}
	}
	return out
}

func (p *pruner) node(n Node, w wanted) (Node, []int) {
	p.subqueries(n)
	switch n := n.(type) {
	case *Scan:
		if n.Request.Group == nil {
			n.Request.Columns, n.Out = kept(n.Request.Columns, w), kept(n.Out, w)
			return n, w.places()
		}
	case *Project:
		return p.project(n, w)
	case *Filter:
		w.reads(n.Cond)
		input, at := p.node(n.Input, w)
		return &Filter{Shape{input.Columns()}, input, movedBy(n.Cond, at)}, at
	case *Sort:
		w.reads(keyExprs(n.Keys)...)
		input, at := p.node(n.Input, w)
		return &Sort{Shape{input.Columns()}, input, movedKeys(n.Keys, at), n.Keep}, at
	case *Limit:
		w.reads(keyExprs(n.Ties)...)
		input, at := p.node(n.Input, w)
		out := &Limit{Shape{input.Columns()}, input, n.Count, n.Offset, nil}
		if n.Ties != nil {
			out.Ties = movedKeys(n.Ties, at)
		}
		return out, at
	case *Distinct:
		return p.distinct(n, w)
	case *Join:
		return p.join(n, w)
	case *Aggregate:
		return p.aggregate(n, w)
	case *Window:
		return p.window(n, w)
	case *ProjectSet:
		return p.projectSet(n)
	case *SetOperation:
		n.Left, _ = p.node(n.Left, all(n.Left))
		n.Right, _ = p.node(n.Right, all(n.Right))
	case *With:
		return p.with(n, w)
	}
	return n, same(n)
}

// subqueries prunes the plans inside a node's expressions.
func (p *pruner) subqueries(n Node) {
	for _, e := range exprsOf(n) {
		visit(e, func(e Expr) {
			s, ok := e.(*Subquery)
			if !ok {
				return
			}
			w := all(s.Plan)
			if s.Kind == Exists {
				w = none(s.Plan)
			}
			s.Plan, _ = p.node(s.Plan, w)
		})
	}
}

func (p *pruner) project(n *Project, w wanted) (Node, []int) {
	exprs := kept(n.Exprs, w)
	below := none(n.Input)
	below.reads(exprs...)
	input, at := p.node(n.Input, below)
	return &Project{Shape{kept(n.Out, w)}, input, movedAll(exprs, at)}, w.places()
}

func (p *pruner) projectSet(n *ProjectSet) (Node, []int) {
	below := none(n.Input)
	below.reads(exprsOf(n)...)
	input, at := p.node(n.Input, below)
	n.Input = input
	for i := range n.Items {
		n.Items[i].Value, n.Items[i].Args = movedBy(n.Items[i].Value, at), movedAll(n.Items[i].Args, at)
	}
	return n, same(n)
}

func (p *pruner) distinct(n *Distinct, w wanted) (Node, []int) {
	if n.On == nil {
		w = all(n)
	}
	w.reads(n.On...)
	input, at := p.node(n.Input, w)
	out := &Distinct{Shape{input.Columns()}, input, nil}
	if n.On != nil {
		out.On = movedAll(n.On, at)
	}
	return out, at
}

func (p *pruner) join(n *Join, w wanted) (Node, []int) {
	width := len(n.Left.Columns())
	both := append(slices.Clone(w[:min(len(w), width)]), none(n.Right)...)
	if len(w) > width {
		copy(both[width:], w[width:])
	}
	both.reads(n.Cond)
	left, right := both[:width], both[width:]
	left.reads(n.LeftKeys...)
	right.reads(n.RightKeys...)
	if n.Lateral {
		p.outward(n.Right, left)
	}
	newLeft, atLeft := p.node(n.Left, left)
	newRight, atRight := p.node(n.Right, right)
	if n.Lateral {
		newRight = inwardMoved(newRight, atLeft)
	}
	at := slices.Clone(atLeft)
	for _, i := range atRight {
		if i >= 0 {
			i += len(newLeft.Columns())
		}
		at = append(at, i)
	}
	out := *n
	out.Left, out.Right, out.Cond = newLeft, newRight, movedBy(n.Cond, at)
	out.LeftKeys, out.RightKeys = movedAll(n.LeftKeys, atLeft), movedAll(n.RightKeys, atRight)
	out.Out = newLeft.Columns()
	if n.Kind == Semi || n.Kind == Anti {
		return &out, atLeft
	}
	out.Out = append(slices.Clone(newLeft.Columns()), newRight.Columns()...)
	return &out, at
}

// outward marks the columns of a left row that a lateral input reads.
func (p *pruner) outward(right Node, left wanted) {
	rewriteNode(right, func(e Expr, nest int) (Expr, bool) {
		if o, ok := e.(*Outer); ok && o.Depth == nest+1 {
			left[o.Index] = true
		}
		return e, false
	})
}

// inwardMoved gives a lateral input the new places of the left row's columns.
func inwardMoved(right Node, at []int) Node {
	return rewriteNode(right, func(e Expr, nest int) (Expr, bool) {
		if o, ok := e.(*Outer); ok && o.Depth == nest+1 {
			return &Outer{o.Depth, at[o.Index], o.T, o.Name}, true
		}
		return e, false
	})
}

func (p *pruner) aggregate(n *Aggregate, w wanted) (Node, []int) {
	// Keys and groupings stay; calls that nothing reads go.
	keep := all(n)
	var calls []AggregateCall
	for i, c := range n.Calls {
		at := len(n.Keys) + i
		if keep[at] = w[at]; w[at] {
			calls = append(calls, c)
		}
	}
	out := *n
	out.Out, out.Calls = kept(n.Out, keep), calls
	below := none(n.Input)
	below.reads(out.Keys...)
	for _, c := range calls {
		below.reads(append(append(append([]Expr{}, c.Args...), keyExprs(c.OrderBy)...), c.Filter)...)
	}
	input, at := p.node(n.Input, below)
	out.Input, out.Keys = input, movedAll(n.Keys, at)
	for i := range out.Calls {
		c := &out.Calls[i]
		c.Args, c.OrderBy, c.Filter = movedAll(c.Args, at), movedKeys(c.OrderBy, at), movedBy(c.Filter, at)
	}
	return &out, keep.places()
}

func (p *pruner) window(n *Window, w wanted) (Node, []int) {
	width := len(n.Input.Columns())
	below := slices.Clone(w[:width])
	below.reads(exprsOf(n)...)
	input, at := p.node(n.Input, below)
	out := *n
	out.Input, out.PartitionBy, out.OrderBy = input, movedAll(n.PartitionBy, at), movedKeys(n.OrderBy, at)
	out.Calls = slices.Clone(n.Calls)
	for i := range out.Calls {
		c := &out.Calls[i]
		c.Args, c.Filter = movedAll(c.Args, at), movedBy(c.Filter, at)
	}
	out.Out = append(slices.Clone(input.Columns()), n.Out[width:]...)
	for i := range n.Calls {
		at = append(at[:width+i:width+i], len(input.Columns())+i)
	}
	return &out, at
}

func (p *pruner) with(n *With, w wanted) (Node, []int) {
	for _, t := range n.Tables {
		t.Plan, _ = p.node(t.Plan, all(t.Plan))
		if t.Step != nil {
			t.Step, _ = p.node(t.Step, all(t.Step))
		}
	}
	input, at := p.node(n.Input, w)
	n.Input, n.Out = input, input.Columns()
	return n, at
}
