package plan

// sideOf tells which inputs of a join an expression reads.
type sideOf struct{ left, right bool }

func sidesOf(e Expr, width int) sideOf {
	var s sideOf
	columnsOf(e, func(i int) {
		if i < width {
			s.left = true
		} else {
			s.right = true
		}
	})
	return s
}

// pushJoin gives conditions to the inputs of a join where its kind allows that, and
// finds its keys.
func (o *optimizer) pushJoin(n *Join, conds []Expr) Node {
	if n.Lateral {
		return o.pushLateral(n, conds)
	}
	if n.Kind == Inner {
		if better := o.reordered(n, conds); better != nil {
			return better
		}
	}
	width := len(n.Left.Columns())
	if n.Kind == Left && rejectsNulls(conds, width) {
		n.Kind = Inner
	}
	on := conjuncts(n.Cond)
	var stay []Expr
	if n.Kind == Inner {
		on, conds = append(on, conds...), nil
	}
	var left, right, both []Expr
	for _, c := range conds { // from above: of rows that the join has given
		s := sidesOf(c, width)
		switch {
		case !movable(c) || !steady(c):
			stay = append(stay, c)
		case !s.right && keepsLeft(n.Kind):
			left = append(left, c)
		case !s.left && n.Kind == Right:
			right = append(right, o.onRight(c, width))
		default:
			stay = append(stay, c)
		}
	}
	for _, c := range on { // of pairs
		s := sidesOf(c, width)
		switch {
		case !movable(c) || !steady(c):
			both = append(both, c)
		case !s.right && (n.Kind == Inner || n.Kind == Right || n.Kind == Semi):
			left = append(left, c)
		case !s.left && s.right && n.Kind != Right && n.Kind != Full:
			right = append(right, o.onRight(c, width))
		default:
			both = append(both, c)
		}
	}
	n.Cond = conjunction(n.takeKeys(both, width))
	n.Left, n.Right = o.push(n.Left, left), o.push(n.Right, right)
	n.BuildLeft = n.Kind != Semi && n.Kind != Anti && rowsOf(n.Left) < rowsOf(n.Right)
	return above(n, stay)
}

// keepsLeft tells whether leaving out left rows before a join of this kind is the
// same as leaving them out after it.
func keepsLeft(k JoinKind) bool { return k == Inner || k == Left || k == Semi || k == Anti }

func (o *optimizer) onRight(c Expr, width int) Expr {
	return mapColumns(c, func(i int) int { return i - width })
}

// pushLateral gives conditions on the left row to the left input.
func (o *optimizer) pushLateral(n *Join, conds []Expr) Node {
	width := len(n.Left.Columns())
	if n.Kind == Inner {
		conds, n.Cond = append(conjuncts(n.Cond), conds...), nil
	}
	var left, stay []Expr
	for _, c := range conds {
		if s := sidesOf(c, width); !s.right && movable(c) && steady(c) && keepsLeft(n.Kind) {
			left = append(left, c)
		} else {
			stay = append(stay, c)
		}
	}
	n.Left, n.Right = o.push(n.Left, left), o.push(n.Right, nil)
	return above(n, stay)
}

// takeKeys makes keys of equations between the sides, and gives back the rest.
func (n *Join) takeKeys(conds []Expr, width int) []Expr {
	var rest []Expr
	for _, c := range conds {
		left, right, ok := equation(c, width)
		if !ok {
			rest = append(rest, c)
			continue
		}
		n.LeftKeys = append(n.LeftKeys, left)
		n.RightKeys = append(n.RightKeys, mapColumns(right, func(i int) int { return i - width }))
	}
	return rest
}

// equation takes x = y apart where one side reads the left row alone and the other
// the right one. Both have one type, so equal values have equal hashes.
func equation(c Expr, width int) (left, right Expr, ok bool) {
	call, isCall := c.(*Call)
	if !isCall || call.Call.Func.Name != "=" || len(call.Args) != 2 || !simple(c) {
		return nil, nil, false
	}
	a, b := call.Args[0], call.Args[1]
	if a.Type().Kind() != b.Type().Kind() || !a.Type().HasEquality() {
		return nil, nil, false
	}
	x, y := sidesOf(a, width), sidesOf(b, width)
	switch {
	case x.left && !x.right && y.right && !y.left:
		return a, b, true
	case x.right && !x.left && y.left && !y.right:
		return b, a, true
	}
	return nil, nil, false
}

// rejectsNulls tells whether a condition cannot be true when all right columns are
// NULL: then a left join gives the same as an inner one.
func rejectsNulls(conds []Expr, width int) bool {
	for _, c := range conds {
		if s := sidesOf(c, width); s.right && simple(c) && strictIn(c, width) {
			return true
		}
	}
	return false
}

// strictIn tells whether an expression is NULL or false when the right columns are
// NULL.
func strictIn(e Expr, width int) bool {
	switch e := e.(type) {
	case *Column:
		return e.Index >= width
	case *Cast:
		return strictIn(e.X, width)
	case *IsNull:
		return e.Not && strictIn(e.X, width)
	case *In:
		return strictIn(e.X, width)
	case *Call:
		if !e.Call.Func.Strict {
			return false
		}
		for _, a := range e.Args {
			if strictIn(a, width) {
				return true
			}
		}
	}
	return false
}

// rowsOf guesses how many rows a node gives.
func rowsOf(n Node) int64 {
	const unknown = 1000
	switch n := n.(type) {
	case *Scan:
		if a := n.Table.Accept(n.Request); a.Rows > 0 {
			return a.Rows
		}
		if rows := n.Table.Meta().Rows; rows > 0 {
			return rows
		}
		return unknown
	case *Values:
		return int64(len(n.Rows))
	case *Filter:
		const passes = 3
		return rowsOf(n.Input)/passes + 1
	case *Aggregate:
		const each = 10
		return rowsOf(n.Input)/each + 1
	case *Join:
		if n.Kind == Semi || n.Kind == Anti {
			return rowsOf(n.Left)
		}
		return max(rowsOf(n.Left), rowsOf(n.Right))
	case *SetOperation:
		return rowsOf(n.Left) + rowsOf(n.Right)
	case *With:
		return rowsOf(n.Input)
	case *Project:
		return rowsOf(n.Input)
	case *Sort:
		return rowsOf(n.Input)
	case *Distinct:
		return rowsOf(n.Input)
	case *Window:
		return rowsOf(n.Input)
	case *Limit:
		if c, ok := n.Count.(*Const); ok && !c.Value.IsNull() {
			return c.Value.Int()
		}
		return rowsOf(n.Input)
	}
	return unknown
}
