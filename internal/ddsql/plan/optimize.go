package plan

import (
	"foureyes/internal/ddsql/fn"
	"foureyes/internal/ddsql/value"
)

// Optimize moves work to where it is least: constants are computed, conditions go
// down to the tables, joins get their keys, what is not read is not fetched, and
// tables sort, cut and count by themselves where they can. The plan gives the same
// rows as before. params are the values of $1 and so on where they are known; env
// computes constants, nil leaves them.
func Optimize(root Node, env *fn.Env, params []value.Value) Node {
	o := &optimizer{env: env, params: params}
	if env == nil {
		o.env = &fn.Env{}
	}
	n := o.node(root)
	n = prune(n)
	return o.orders(n)
}

type optimizer struct {
	env    *fn.Env
	params []value.Value
}

// node folds constants and pushes conditions down, in a plan and all below it.
func (o *optimizer) node(n Node) Node { return o.push(o.folded(n), nil) }

// folded folds the expressions of a plan.
func (o *optimizer) folded(n Node) Node {
	switch n := n.(type) {
	case *Values:
		for i, row := range n.Rows {
			n.Rows[i] = o.foldAll(row)
		}
	case *FunctionScan:
		for i := range n.Calls {
			n.Calls[i].Args, n.Calls[i].Value = o.foldAll(n.Calls[i].Args), o.fold(n.Calls[i].Value)
		}
	case *Filter:
		n.Input, n.Cond = o.folded(n.Input), o.fold(n.Cond)
	case *Project:
		n.Input, n.Exprs = o.folded(n.Input), o.foldAll(n.Exprs)
	case *ProjectSet:
		n.Input = o.folded(n.Input)
		for i := range n.Items {
			n.Items[i].Args, n.Items[i].Value = o.foldAll(n.Items[i].Args), o.fold(n.Items[i].Value)
		}
	case *Join:
		n.Left, n.Right, n.Cond = o.folded(n.Left), o.folded(n.Right), o.fold(n.Cond)
		n.LeftKeys, n.RightKeys = o.foldAll(n.LeftKeys), o.foldAll(n.RightKeys)
	case *Sort:
		n.Input = o.folded(n.Input)
		o.foldKeys(n.Keys)
	case *Limit:
		n.Input, n.Count, n.Offset = o.folded(n.Input), o.fold(n.Count), o.fold(n.Offset)
		o.foldKeys(n.Ties)
	case *Distinct:
		n.Input, n.On = o.folded(n.Input), o.foldAll(n.On)
	case *Aggregate:
		o.foldAggregate(n)
	case *Window:
		o.foldWindow(n)
	case *SetOperation:
		n.Left, n.Right = o.folded(n.Left), o.folded(n.Right)
	case *With:
		for _, t := range n.Tables {
			t.Plan = o.folded(t.Plan)
			if t.Step != nil {
				t.Step = o.folded(t.Step)
			}
		}
		n.Input = o.folded(n.Input)
	}
	return n
}

func (o *optimizer) foldKeys(keys []SortKey) {
	for i := range keys {
		keys[i].Expr = o.fold(keys[i].Expr)
	}
}

func (o *optimizer) foldAggregate(n *Aggregate) {
	n.Input, n.Keys = o.folded(n.Input), o.foldAll(n.Keys)
	for i := range n.Calls {
		c := &n.Calls[i]
		c.Direct, c.Args, c.Filter = o.foldAll(c.Direct), o.foldAll(c.Args), o.fold(c.Filter)
		o.foldKeys(c.OrderBy)
	}
}

func (o *optimizer) foldWindow(n *Window) {
	n.Input, n.PartitionBy = o.folded(n.Input), o.foldAll(n.PartitionBy)
	o.foldKeys(n.OrderBy)
	for i := range n.Calls {
		c := &n.Calls[i]
		c.Args, c.Filter = o.foldAll(c.Args), o.fold(c.Filter)
		c.Frame.Start.Offset, c.Frame.End.Offset = o.fold(c.Frame.Start.Offset), o.fold(c.Frame.End.Offset)
	}
}
