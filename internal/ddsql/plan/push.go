package plan

import "slices"

// push applies conditions to the rows of a node, as far down as they can go, and
// does the same for the conditions inside.
func (o *optimizer) push(n Node, conds []Expr) Node {
	switch n := n.(type) {
	case *Filter:
		// Semi joins give the columns of their left input, so conditions still fit.
		input, rest := semiJoins(n.Input, conjuncts(n.Cond))
		return o.push(input, append(rest, conds...))
	case *Project:
		return o.pushProject(n, conds)
	case *Join:
		return o.pushJoin(n, conds)
	case *Scan:
		return pushScan(n, conds)
	case *Sort:
		if n.Keep < 0 {
			n.Input = o.push(n.Input, conds)
			return n
		}
	case *Distinct:
		if n.On == nil && allSimple(conds) {
			n.Input = o.push(n.Input, conds)
			return n
		}
	case *SetOperation:
		if allSimple(conds) {
			n.Left, n.Right = o.push(n.Left, conds), o.push(n.Right, conds)
			return n
		}
	case *Aggregate:
		return o.pushAggregate(n, conds)
	case *Window:
		return o.pushWindow(n, conds)
	case *With:
		for _, t := range n.Tables {
			t.Plan = o.push(t.Plan, nil)
			if t.Step != nil {
				t.Step = o.push(t.Step, nil)
			}
		}
		n.Input = o.push(n.Input, conds)
		return n
	}
	return above(o.inside(n), conds)
}

// inside pushes what is inside the inputs of a node that no condition passes.
func (o *optimizer) inside(n Node) Node {
	switch n := n.(type) {
	case *ProjectSet:
		n.Input = o.push(n.Input, nil)
	case *Sort:
		n.Input = o.push(n.Input, nil)
	case *Limit:
		n.Input = o.push(n.Input, nil)
	case *Distinct:
		n.Input = o.push(n.Input, nil)
	case *SetOperation:
		n.Left, n.Right = o.push(n.Left, nil), o.push(n.Right, nil)
	}
	return n
}

// above puts conditions over a node.
func above(n Node, conds []Expr) Node {
	if len(conds) == 0 {
		return n
	}
	return &Filter{Shape{n.Columns()}, n, conjunction(conds)}
}

func allSimple(conds []Expr) bool {
	return !slices.ContainsFunc(conds, func(e Expr) bool { return !simple(e) })
}

// pushProject takes conditions below a projection where what they read is only
// renamed or cheaply computed.
func (o *optimizer) pushProject(n *Project, conds []Expr) Node {
	var down, stay []Expr
	for _, c := range conds {
		if simple(c) && readsSimple(c, n.Exprs) {
			down = append(down, substituted(c, n.Exprs))
		} else {
			stay = append(stay, c)
		}
	}
	n.Input = o.push(n.Input, down)
	return above(n, stay)
}

// readsSimple tells whether all columns that a condition reads are simple, and
// small: else projections over projections would double what they compute.
func readsSimple(c Expr, exprs []Expr) bool {
	ok, size := true, 0
	columnsOf(c, func(i int) {
		if ok {
			size += sizeUpTo(exprs[i], maxMoved)
			ok = size <= maxMoved && simple(exprs[i])
		}
	})
	return ok
}

// pushAggregate takes conditions on the keys below an aggregation.
func (o *optimizer) pushAggregate(n *Aggregate, conds []Expr) Node {
	var down, stay []Expr
	for _, c := range conds {
		keys := n.Sets == nil && len(n.Keys) > 0 && simple(c)
		columnsOf(c, func(i int) { keys = keys && i < len(n.Keys) && simple(n.Keys[i]) })
		if keys && !rowless(c) {
			down = append(down, substituted(c, n.Keys))
		} else {
			stay = append(stay, c)
		}
	}
	n.Input = o.push(n.Input, down)
	return above(n, stay)
}

// pushWindow takes conditions on the columns that partition below a window.
func (o *optimizer) pushWindow(n *Window, conds []Expr) Node {
	partition := map[int]bool{}
	for _, e := range n.PartitionBy {
		if c, ok := e.(*Column); ok {
			partition[c.Index] = true
		}
	}
	var down, stay []Expr
	for _, c := range conds {
		keys := simple(c) && !rowless(c)
		columnsOf(c, func(i int) { keys = keys && partition[i] })
		if keys {
			down = append(down, c)
		} else {
			stay = append(stay, c)
		}
	}
	n.Input = o.push(n.Input, down)
	return above(n, stay)
}
