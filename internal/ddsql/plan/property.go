package plan

import (
	"foureyes/internal/ddsql/fn"
)

// visit calls see for an expression and all below it, not those in subqueries.
func visit(e Expr, see func(Expr)) {
	if e == nil {
		return
	}
	see(e)
	for _, c := range children(e) {
		visit(c, see)
	}
}

func children(e Expr) []Expr {
	switch e := e.(type) {
	case *Call:
		return e.Args
	case *Cast:
		return []Expr{e.X}
	case *Logic:
		return e.Args
	case *Not:
		return []Expr{e.X}
	case *IsNull:
		return []Expr{e.X}
	case *IsTruth:
		return []Expr{e.X}
	case *IsDistinct:
		return []Expr{e.Left, e.Right}
	case *Case:
		out := []Expr{e.Else}
		for _, w := range e.Whens {
			out = append(out, w.Cond, w.Then)
		}
		return out
	case *Coalesce:
		return e.Args
	case *NullIf:
		return []Expr{e.X, e.Equal}
	case *Extreme:
		return e.Args
	case *In:
		return append([]Expr{e.X}, e.List...)
	case *Quantified:
		return []Expr{e.X, e.Array}
	case *Subquery:
		return []Expr{e.Compare}
	case *Array:
		return e.Elements
	case *Record:
		return e.Fields
	case *Subscript:
		out := []Expr{e.X}
		for _, d := range e.Dims {
			out = append(out, d.Low, d.High)
		}
		return out
	case *Field:
		return []Expr{e.X}
	}
	return nil
}

// steady tells whether an expression may be computed in another place and as often
// as one likes: it calls nothing that gives another answer each time.
func steady(e Expr) bool {
	ok := true
	visit(e, func(e Expr) {
		switch e := e.(type) {
		case *Call:
			ok = ok && e.Call.Func.Volatility != fn.Volatile
		case *Subquery:
			ok = ok && steadyPlan(e.Plan)
		}
	})
	return ok
}

// steadyPlan is steady for all expressions of a plan.
func steadyPlan(n Node) bool {
	ok := true
	eachExpr(n, func(e Expr) { ok = ok && steady(e) })
	return ok
}

// simple tells whether an expression is steady and has no subquery in it.
func simple(e Expr) bool {
	ok := steady(e)
	visit(e, func(e Expr) {
		if _, sub := e.(*Subquery); sub {
			ok = false
		}
	})
	return ok
}

// movable tells whether the input row of an expression may get another shape. A
// comparison with a subquery's rows lies behind the input row, so it may not.
func movable(e Expr) bool {
	ok := true
	visit(e, func(e Expr) {
		if s, sub := e.(*Subquery); sub && s.Compare != nil {
			ok = false
		}
	})
	return ok
}

// rowless tells whether an expression reads no column of its input row.
func rowless(e Expr) bool {
	ok := true
	columnsOf(e, func(int) { ok = false })
	return ok
}

// eachExpr calls see for the expressions of a plan.
func eachExpr(n Node, see func(Expr)) {
	for _, e := range exprsOf(n) {
		if e != nil {
			see(e)
		}
	}
	for _, input := range inputsOf(n) {
		eachExpr(input, see)
	}
}

// exprsOf are the expressions of a node itself; some may be nil.
func exprsOf(n Node) []Expr {
	var out []Expr
	switch n := n.(type) {
	case *Scan:
		for _, l := range n.Late {
			out = append(out, l.Value)
		}
	case *Values:
		for _, row := range n.Rows {
			out = append(out, row...)
		}
	case *FunctionScan:
		for _, c := range n.Calls {
			out = append(append(out, c.Args...), c.Value)
		}
	case *Filter:
		out = []Expr{n.Cond}
	case *Project:
		out = n.Exprs
	case *ProjectSet:
		for _, i := range n.Items {
			out = append(append(out, i.Args...), i.Value)
		}
	case *Join:
		out = append(append(append(out, n.LeftKeys...), n.RightKeys...), n.Cond)
	case *Sort:
		out = keyExprs(n.Keys)
	case *Limit:
		out = append(keyExprs(n.Ties), n.Count, n.Offset)
	case *Distinct:
		out = n.On
	case *Aggregate:
		out = append(out, n.Keys...)
		for _, c := range n.Calls {
			out = append(append(append(append(out, c.Direct...), c.Args...), keyExprs(c.OrderBy)...), c.Filter)
		}
	case *Window:
		out = append(append(out, n.PartitionBy...), keyExprs(n.OrderBy)...)
		for _, c := range n.Calls {
			out = append(append(out, c.Args...), c.Filter, c.Frame.Start.Offset, c.Frame.End.Offset)
		}
	}
	return out
}

func keyExprs(keys []SortKey) []Expr {
	var out []Expr
	for _, k := range keys {
		out = append(out, k.Expr)
	}
	return out
}

// inputsOf are the nodes that a node reads.
func inputsOf(n Node) []Node {
	switch n := n.(type) {
	case *Filter:
		return []Node{n.Input}
	case *Project:
		return []Node{n.Input}
	case *ProjectSet:
		return []Node{n.Input}
	case *Join:
		return []Node{n.Left, n.Right}
	case *Sort:
		return []Node{n.Input}
	case *Limit:
		return []Node{n.Input}
	case *Distinct:
		return []Node{n.Input}
	case *Aggregate:
		return []Node{n.Input}
	case *Window:
		return []Node{n.Input}
	case *SetOperation:
		return []Node{n.Left, n.Right}
	case *With:
		var out []Node
		for _, t := range n.Tables {
			out = append(out, t.Plan)
			if t.Step != nil {
				out = append(out, t.Step)
			}
		}
		return append(out, n.Input)
	}
	return nil
}
