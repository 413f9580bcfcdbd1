package plan

// leaf is one input of a tree of inner joins: where its columns lie in the row of
// the whole tree.
type leaf struct {
	node        Node
	from, width int
}

// reordered gives a tree of inner joins another order when, in the order of the
// query, an input would be joined with rows that no equation links it to: FROM a, b,
// c WHERE a.x = c.x AND c.y = b.y would begin with all pairs of a and b. The query's
// order stays as far as it can, and the columns keep their places. nil leaves the
// tree as it is.
func (o *optimizer) reordered(n *Join, conds []Expr) Node {
	var leaves []leaf
	all := append(flatten(n, 0, &leaves), conds...)
	if len(leaves) < 3 || !allSimple(all) {
		return nil
	}
	order, better := linkedOrder(leaves, all)
	if !better {
		return nil
	}
	out := n.Columns()
	at := make([]int, len(out)) // the new place of each column
	place := 0
	var tree Node
	for _, i := range order {
		l := leaves[i]
		for k := range l.width {
			at[l.from+k] = place + k
		}
		place += l.width
		if tree == nil {
			tree = l.node
			continue
		}
		tree = &Join{Shape: Shape{append(append([]OutColumn{}, tree.Columns()...), l.node.Columns()...)}, Kind: Inner, Left: tree, Right: l.node}
	}
	exprs := make([]Expr, len(out))
	for i, c := range out {
		exprs[i] = &Column{at[i], c.Type, c.Name}
	}
	return &Project{Shape{out}, o.push(tree, movedAll(all, at)), exprs}
}

// flatten takes a tree of inner joins apart, into its inputs and conditions.
func flatten(n Node, from int, leaves *[]leaf) []Expr {
	j, ok := n.(*Join)
	if !ok || j.Kind != Inner || j.Lateral || len(j.LeftKeys) > 0 {
		*leaves = append(*leaves, leaf{n, from, len(n.Columns())})
		return nil
	}
	conds := flatten(j.Left, from, leaves)
	conds = append(conds, flatten(j.Right, from+len(j.Left.Columns()), leaves)...)
	for _, c := range conjuncts(j.Cond) {
		conds = append(conds, mapColumns(c, func(i int) int { return i + from }))
	}
	return conds
}

// linkedOrder puts inputs in an order in which each, if possible, has an equation
// with one before it; better tells whether the order as written does that less.
func linkedOrder(leaves []leaf, conds []Expr) (order []int, better bool) {
	links := linksOf(leaves, conds)
	done := make([]bool, len(leaves))
	linked := func(i int) bool {
		for k := range leaves {
			if done[k] && links[i][k] {
				return true
			}
		}
		return false
	}
	for len(order) < len(leaves) {
		next, first := -1, -1
		for i := range leaves {
			if done[i] {
				continue
			}
			if first < 0 {
				first = i
			}
			if next < 0 && linked(i) {
				next = i
			}
		}
		if next < 0 {
			next = first
		}
		better = better || next != first && !linked(first)
		order, done[next] = append(order, next), true
	}
	return order, better
}

// linksOf tells which inputs an equation links.
func linksOf(leaves []leaf, conds []Expr) [][]bool {
	links := make([][]bool, len(leaves))
	for i := range links {
		links[i] = make([]bool, len(leaves))
	}
	for _, c := range conds {
		call, ok := c.(*Call)
		if !ok || call.Call.Func.Name != "=" || len(call.Args) != 2 {
			continue
		}
		a, b := leafOf(leaves, call.Args[0]), leafOf(leaves, call.Args[1])
		if a >= 0 && b >= 0 && a != b {
			links[a][b], links[b][a] = true, true
		}
	}
	return links
}

// leafOf is the one input that an expression reads; -1 for none or several.
func leafOf(leaves []leaf, e Expr) int {
	found := -1
	columnsOf(e, func(column int) {
		for i, l := range leaves {
			if column < l.from || column >= l.from+l.width {
				continue
			}
			if found >= 0 && found != i {
				found = len(leaves)
			} else {
				found = i
			}
		}
	})
	if found == len(leaves) {
		return -1
	}
	return found
}
