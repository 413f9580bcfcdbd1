package plan

import (
	"slices"

	"foureyes/internal/ddsql/table"
)

// orders lets tables sort, cut and count by themselves, and sorts no more rows
// than are wanted.
func (o *optimizer) orders(n Node) Node {
	for _, e := range exprsOf(n) {
		visit(e, func(e Expr) {
			if s, ok := e.(*Subquery); ok {
				s.Plan = o.orders(s.Plan)
			}
		})
	}
	switch n := n.(type) {
	case *Filter:
		n.Input = o.orders(n.Input)
	case *Project:
		n.Input = o.orders(n.Input)
	case *ProjectSet:
		n.Input = o.orders(n.Input)
	case *Join:
		n.Left, n.Right = o.orders(n.Left), o.orders(n.Right)
	case *Distinct:
		n.Input = o.orders(n.Input)
	case *Window:
		n.Input = o.orders(n.Input)
	case *SetOperation:
		n.Left, n.Right = o.orders(n.Left), o.orders(n.Right)
	case *With:
		for _, t := range n.Tables {
			t.Plan = o.orders(t.Plan)
			if t.Step != nil {
				t.Step = o.orders(t.Step)
			}
		}
		n.Input = o.orders(n.Input)
	case *Aggregate:
		n.Input = o.orders(n.Input)
		return groupScan(n)
	case *Sort:
		n.Input = o.orders(n.Input)
		return sortScan(n)
	case *Limit:
		cut(n)
		n.Input = o.orders(n.Input)
		return limitScan(n)
	}
	return n
}

// cut tells a sort below a limit how many rows are wanted.
func cut(n *Limit) {
	want, ok := wants(n)
	if !ok {
		return
	}
	at := n.Input
	for {
		switch below := at.(type) {
		case *Project:
			at = below.Input
			continue
		case *Sort:
			below.Keep = want
		}
		return
	}
}

// wants is how many rows a limit reads of its input, if that is known.
func wants(n *Limit) (int64, bool) {
	count, ok := n.Count.(*Const)
	if !ok || count.Value.IsNull() || count.Value.Int() < 0 || n.Ties != nil {
		return 0, false
	}
	if n.Offset == nil {
		return count.Value.Int(), true
	}
	offset, ok := n.Offset.(*Const)
	if !ok || offset.Value.IsNull() || offset.Value.Int() < 0 {
		return 0, false
	}
	const most = 1 << 40
	return min(count.Value.Int(), most) + min(offset.Value.Int(), most), true
}

// sortScan lets a table sort, when it can. A projection between that only renames
// is looked through.
func sortScan(n *Sort) Node {
	project, ok := n.Input.(*Project)
	if !ok {
		return sortedScan(n)
	}
	if !readsSimpleKeys(n.Keys, project.Exprs) {
		return n
	}
	keys := make([]SortKey, len(n.Keys))
	for i, k := range n.Keys {
		keys[i] = SortKey{substituted(k.Expr, project.Exprs), k.Desc, k.NullsFirst}
	}
	inner := &Sort{Shape{project.Input.Columns()}, project.Input, keys, n.Keep}
	if sorted := sortedScan(inner); sorted != Node(inner) {
		return &Project{project.Shape, sorted, project.Exprs}
	}
	return n
}

func readsSimpleKeys(keys []SortKey, exprs []Expr) bool {
	return !slices.ContainsFunc(keys, func(k SortKey) bool { return !simple(k.Expr) || !readsSimple(k.Expr, exprs) })
}

func sortedScan(n *Sort) Node {
	scan, ok := n.Input.(*Scan)
	if !ok || scan.Request.Group != nil || len(scan.Late) > 0 || scan.Request.Limit >= 0 {
		return n
	}
	r := scan.Request
	r.Order = nil
	for _, k := range n.Keys {
		c, ok := k.Expr.(*Column)
		if !ok {
			return n
		}
		r.Order = append(r.Order, table.Order{Column: r.Columns[c.Index], Desc: k.Desc, NullsFirst: k.NullsFirst})
	}
	r.Limit = n.Keep
	a := scan.Table.Accept(r)
	if !a.Order {
		return n
	}
	if !a.Limit {
		r.Limit = -1
	}
	out := *scan
	out.Request = r
	return &out
}

// limitScan lets a table cut, when nothing between leaves rows out.
func limitScan(n *Limit) Node {
	want, ok := wants(n)
	if !ok {
		return n
	}
	at := n.Input
	for {
		project, ok := at.(*Project)
		if !ok {
			break
		}
		at = project.Input
	}
	scan, ok := at.(*Scan)
	if !ok || len(scan.Late) > 0 || scan.Request.Limit >= 0 {
		return n
	}
	r := scan.Request
	r.Limit = want
	if a := scan.Table.Accept(r); a.Limit {
		scan.Request = r
	}
	return n
}

// groupScan lets a table count groups by itself.
func groupScan(n *Aggregate) Node {
	scan, ok := n.Input.(*Scan)
	if !ok || n.Sets != nil || len(n.Groupings) > 0 || len(scan.Late) > 0 || scan.Request.Limit >= 0 || scan.Request.Group != nil {
		return n
	}
	group := &table.Group{}
	for _, k := range n.Keys {
		key, ok := groupKey(k, scan.Request.Columns)
		if !ok {
			return n
		}
		group.Keys = append(group.Keys, key)
	}
	for i := range n.Calls {
		a, ok := groupAggregate(&n.Calls[i], scan.Request.Columns)
		if !ok {
			return n
		}
		group.Aggregates = append(group.Aggregates, a)
	}
	r := scan.Request
	r.Columns, r.Order, r.Group = nil, nil, group
	if a := scan.Table.Accept(r); !a.Group {
		return n
	}
	return &Scan{Shape: Shape{n.Out}, Table: scan.Table, Request: r}
}

// groupKey is a column, or date_trunc of one.
func groupKey(e Expr, columns []int) (table.Key, bool) {
	if c, ok := e.(*Column); ok && c.T.HasEquality() {
		return table.Key{Column: columns[c.Index]}, true
	}
	call, ok := e.(*Call)
	if !ok || call.Call.Func.Name != "date_trunc" || len(call.Args) != 2 {
		return table.Key{}, false
	}
	unit, isConst := call.Args[0].(*Const)
	c, isColumn := call.Args[1].(*Column)
	if !isConst || !isColumn || unit.Value.IsNull() || c.T.Kind() != call.Type().Kind() {
		return table.Key{}, false
	}
	return table.Key{Column: columns[c.Index], Trunc: unit.Value.Str()}, true
}

var calcs = map[string]table.Calc{"count": table.Count, "min": table.Min, "max": table.Max}

// groupAggregate is a count, min or max of a column, with a filter that the table
// understands.
func groupAggregate(c *AggregateCall, columns []int) (table.Aggregate, bool) {
	calc, ok := calcs[c.Call.Aggregate.Name]
	if !ok || c.Distinct || len(c.OrderBy) > 0 || len(c.Direct) > 0 || len(c.Args) > 1 {
		return table.Aggregate{}, false
	}
	a := table.Aggregate{Calc: calc, Column: -1}
	if len(c.Args) == 1 {
		column, ok := c.Args[0].(*Column)
		if !ok {
			return a, false
		}
		a.Column = columns[column.Index]
	}
	for _, f := range conjuncts(c.Filter) {
		condition, ok := conditionOf(f, columns)
		if !ok {
			return a, false
		}
		a.Filter = append(a.Filter, condition)
	}
	return a, len(c.Args) == 1 || calc == table.Count
}
