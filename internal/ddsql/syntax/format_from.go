package syntax

func (w *writer) source(s Source) {
	switch s := s.(type) {
	case *Table:
		w.putIf(s.Only, "ONLY ")
		w.name(s.Name)
		w.alias(s.Alias)
	case *Derived:
		w.putIf(s.Lateral, "LATERAL ")
		w.subquery(s.Query)
		w.alias(s.Alias)
	case *Rows:
		w.rows(s)
	case *Join:
		w.join(s)
	}
}

func (w *writer) alias(a *Alias) {
	if a == nil {
		return
	}
	w.put(" AS ", QuoteName(a.Name))
	if a.Columns != nil {
		w.idents(a.Columns)
	}
}

// rows writes table functions. A single one's shape stands behind the alias.
func (w *writer) rows(r *Rows) {
	w.putIf(r.Lateral, "LATERAL ")
	if r.From {
		w.put("ROWS FROM (")
		separated(w, ", ", r.Calls, func(c RowsCall) {
			w.expr(c.Call)
			w.putIf(c.Columns != nil, " AS ")
			w.columnDefs(c.Columns)
		})
		w.put(")")
		w.putIf(r.Ordinality, " WITH ORDINALITY")
		w.alias(r.Alias)
		return
	}
	w.expr(r.Calls[0].Call)
	w.putIf(r.Ordinality, " WITH ORDINALITY")
	w.alias(r.Alias)
	w.putIf(r.Alias == nil && r.Calls[0].Columns != nil, " AS ")
	w.columnDefs(r.Calls[0].Columns)
}

func (w *writer) columnDefs(columns []ColumnDef) {
	if columns == nil {
		return
	}
	w.put("(")
	separated(w, ", ", columns, func(c ColumnDef) {
		w.put(QuoteName(c.Name), " ")
		w.typeName(c.Type)
		if c.Collate != nil {
			w.put(" COLLATE ")
			w.name(c.Collate)
		}
	})
	w.put(")")
}

// join writes a join in parentheses, so that its place among others is clear.
func (w *writer) join(j *Join) {
	w.put("(")
	w.source(j.Left)
	w.putIf(j.Natural, " NATURAL")
	w.put([...]string{
		JoinInner: " JOIN ", JoinLeft: " LEFT JOIN ", JoinRight: " RIGHT JOIN ",
		JoinFull: " FULL JOIN ", JoinCross: " CROSS JOIN ",
	}[j.Kind])
	w.source(j.Right)
	if j.Using != nil {
		w.put(" USING ")
		w.idents(j.Using)
		w.putIf(j.UsingAlias != "", " AS "+QuoteName(j.UsingAlias))
	}
	w.clause(" ON ", j.On)
	w.put(")")
	w.alias(j.Alias)
}
