package syntax

// query writes a query without parentheses.
func (w *writer) query(q *Query) {
	if q.With != nil {
		w.with(q.With)
	}
	w.body(q.Body)
	w.orderBy(q.OrderBy, " ")
	if q.Limit != nil && !q.Ties {
		w.put(" LIMIT ")
		w.expr(q.Limit)
	}
	if q.Offset != nil {
		w.put(" OFFSET ")
		w.expr(q.Offset)
	}
	if q.Ties {
		w.put(" FETCH FIRST (")
		w.expr(q.Limit)
		w.put(") ROWS WITH TIES")
	}
}

// subquery writes a query in parentheses.
func (w *writer) subquery(q *Query) {
	w.put("(")
	w.query(q)
	w.put(")")
}

func (w *writer) with(c *With) {
	w.put("WITH ")
	w.putIf(c.Recursive, "RECURSIVE ")
	separated(w, ", ", c.Tables, func(t CommonTable) {
		w.ident(t.Name)
		if t.Columns != nil {
			w.idents(t.Columns)
		}
		w.put(" AS ")
		w.putIf(t.Materialized == MaterializeAlways, "MATERIALIZED ")
		w.putIf(t.Materialized == MaterializeNever, "NOT MATERIALIZED ")
		w.put("(")
		w.statement(t.Query)
		w.put(")")
	})
	w.put(" ")
}

func (w *writer) body(b Body) {
	switch b := b.(type) {
	case *Query:
		w.subquery(b)
	case *Select:
		w.selection(b)
	case *Values:
		w.put("VALUES ")
		separated(w, ", ", b.Rows, func(row []Expr) {
			w.put("(")
			w.exprs(row)
			w.put(")")
		})
	case *SetOperation:
		w.operand(b.Left)
		w.put([...]string{Union: " UNION ", Intersect: " INTERSECT ", Except: " EXCEPT "}[b.Kind])
		w.putIf(b.All, "ALL ")
		w.operand(b.Right)
	}
}

// operand writes one side of a set operation in parentheses.
func (w *writer) operand(b Body) {
	if q, is := b.(*Query); is {
		w.subquery(q)
		return
	}
	w.put("(")
	w.body(b)
	w.put(")")
}

func (w *writer) selection(s *Select) {
	w.put("SELECT")
	w.putIf(s.Distinct, " DISTINCT")
	if s.DistinctOn != nil {
		w.put(" ON (")
		w.exprs(s.DistinctOn)
		w.put(")")
	}
	for i, t := range s.Targets {
		w.putIf(i > 0, ",")
		w.put(" ")
		w.expr(t.Expr)
		w.putIf(t.Alias != "", " AS "+QuoteName(t.Alias))
	}
	if s.From != nil {
		w.put(" FROM ")
		separated(w, ", ", s.From, w.source)
	}
	w.clause(" WHERE ", s.Where)
	if s.GroupBy != nil {
		w.put(" GROUP BY ")
		w.putIf(s.GroupDistinct, "DISTINCT ")
		separated(w, ", ", s.GroupBy, w.groupItem)
	}
	w.clause(" HAVING ", s.Having)
	if s.Windows != nil {
		w.put(" WINDOW ")
		separated(w, ", ", s.Windows, func(n NamedWindow) {
			w.put(QuoteName(n.Name), " AS ")
			w.window(&n.Window)
		})
	}
}

// clause writes a word and an expression, when it is there.
func (w *writer) clause(word string, e Expr) {
	if e != nil {
		w.put(word)
		w.expr(e)
	}
}

func (w *writer) groupItem(g GroupItem) {
	switch g.Kind {
	case GroupExpr:
		w.expr(g.Expr)
		return
	case GroupEmpty:
		w.put("()")
		return
	}
	w.put([...]string{GroupRollup: "ROLLUP (", GroupCube: "CUBE (", GroupSets: "GROUPING SETS ("}[g.Kind])
	separated(w, ", ", g.Items, w.groupItem)
	w.put(")")
}

func (w *writer) orderBy(items []Order, before string) {
	if items == nil {
		return
	}
	w.put(before, "ORDER BY ")
	separated(w, ", ", items, func(o Order) {
		w.expr(o.Expr)
		w.putIf(o.Desc, " DESC")
		if o.Using != nil {
			w.put(" USING ")
			w.operator(*o.Using)
		}
		w.putIf(o.Nulls == NullsFirst, " NULLS FIRST")
		w.putIf(o.Nulls == NullsLast, " NULLS LAST")
	})
}

// window writes a window's definition in parentheses.
func (w *writer) window(d *Window) {
	w.put("(")
	w.putIf(d.Base != "", QuoteName(d.Base)+" ")
	if d.PartitionBy != nil {
		w.put("PARTITION BY ")
		w.exprs(d.PartitionBy)
	}
	w.orderBy(d.OrderBy, " ")
	if d.Frame != nil {
		w.frame(d.Frame)
	}
	w.put(")")
}

func (w *writer) frame(f *Frame) {
	w.put([...]string{FrameRange: " RANGE", FrameRows: " ROWS", FrameGroups: " GROUPS"}[f.Mode], " BETWEEN ")
	w.bound(f.Start)
	w.put(" AND ")
	w.bound(f.End)
	w.put([...]string{
		ExcludeNoOthers: "", ExcludeCurrentRow: " EXCLUDE CURRENT ROW",
		ExcludeGroup: " EXCLUDE GROUP", ExcludeTies: " EXCLUDE TIES",
	}[f.Exclude])
}

func (w *writer) bound(b Bound) {
	if b.Offset != nil {
		w.expr(b.Offset)
	}
	w.put([...]string{
		UnboundedPreceding: "UNBOUNDED PRECEDING", OffsetPreceding: " PRECEDING", CurrentRow: "CURRENT ROW",
		OffsetFollowing: " FOLLOWING", UnboundedFollowing: "UNBOUNDED FOLLOWING",
	}[b.Kind])
}
