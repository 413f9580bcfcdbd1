package syntax

import "strconv"

// expr writes an expression; an operation is in parentheses.
func (w *writer) expr(e Expr) {
	switch e := e.(type) {
	case *Literal:
		w.literal(e)
	case *Param:
		w.put("$", strconv.Itoa(e.Number))
	case *Column:
		w.name(e.Name)
		w.putIf(e.Star && len(e.Name) > 0, ".")
		w.putIf(e.Star, "*")
	case *Cast:
		w.cast(e)
	case *Call:
		w.call(e)
	case *Case:
		w.caseExpr(e)
	case *Current:
		w.put(e.Name)
		w.putIf(e.Precision >= 0, "("+strconv.Itoa(e.Precision)+")")
	case *Subscript, *Field:
		w.chain(e)
	case *Coalesce:
		w.function("COALESCE", e.Args)
	case *NullIf:
		w.function("NULLIF", []Expr{e.Left, e.Right})
	case *Extreme:
		w.function(map[bool]string{true: "LEAST", false: "GREATEST"}[e.Least], e.Args)
	case *Grouping:
		w.function("GROUPING", e.Args)
	case *Array:
		w.put("ARRAY")
		w.brackets(e)
	case *Row:
		w.row(e)
	case *Exists:
		w.put("EXISTS ")
		w.subquery(e.Query)
	case *Subquery:
		w.subquery(e.Query)
	case *ArrayQuery:
		w.put("ARRAY")
		w.subquery(e.Query)
	default:
		w.put("(")
		w.operation(e)
		w.put(")")
	}
}

// operation writes what has operands around a word or a sign.
func (w *writer) operation(e Expr) {
	switch e := e.(type) {
	case *Unary:
		w.operator(e.Op)
		w.put(" ")
		w.expr(e.X)
	case *Binary:
		w.expr(e.Left)
		w.put(" ")
		w.operator(e.Op)
		w.put(" ")
		w.expr(e.Right)
	case *Not:
		w.put("NOT ")
		w.expr(e.X)
	case *Logic:
		separated(w, map[bool]string{true: " OR ", false: " AND "}[e.Or], e.Args, w.expr)
	case *IsNull:
		w.expr(e.X)
		w.is(e.Not, "NULL")
	case *IsTruth:
		w.expr(e.X)
		w.is(e.Not, [...]string{IsTrue: "TRUE", IsFalse: "FALSE", IsUnknown: "UNKNOWN"}[e.Truth])
	case *IsDistinct:
		w.expr(e.Left)
		w.is(e.Not, "DISTINCT FROM ")
		w.expr(e.Right)
	case *Collate:
		w.expr(e.X)
		w.put(" COLLATE ")
		w.name(e.Name)
	default:
		w.test(e)
	}
}

func (w *writer) is(not bool, what string) {
	w.put(" IS ")
	w.putIf(not, "NOT ")
	w.put(what)
}

// test writes the operations that may have NOT in the middle, and comparisons
// with ANY and ALL.
func (w *writer) test(e Expr) {
	switch e := e.(type) {
	case *Between:
		w.expr(e.X)
		w.putIf(e.Not, " NOT")
		w.put(" BETWEEN ")
		w.putIf(e.Symmetric, "SYMMETRIC ")
		w.expr(e.Low)
		w.put(" AND ")
		w.expr(e.High)
	case *In:
		w.expr(e.X)
		w.putIf(e.Not, " NOT")
		w.put(" IN (")
		if e.Query != nil {
			w.query(e.Query)
		}
		w.exprs(e.List)
		w.put(")")
	case *Like:
		w.expr(e.X)
		w.putIf(e.Not, " NOT")
		w.put([...]string{MatchLike: " LIKE ", MatchILike: " ILIKE ", MatchSimilar: " SIMILAR TO "}[e.Kind])
		w.expr(e.Pattern)
		w.clause(" ESCAPE ", e.Escape)
	case *Quantified:
		w.expr(e.X)
		w.put(" ")
		w.operator(e.Op)
		w.put(map[bool]string{true: " ALL (", false: " ANY ("}[e.All])
		if e.Query != nil {
			w.query(e.Query)
		} else {
			w.expr(e.Array)
		}
		w.put(")")
	}
}

func (w *writer) literal(l *Literal) {
	switch l.Kind {
	case Null:
		w.put("NULL")
	case String:
		w.put(QuoteText(l.Text))
	default:
		w.put(l.Text)
	}
}

func (w *writer) cast(c *Cast) {
	switch c.Form {
	case CastLiteral:
		w.typedLiteral(c)
	case CastCall:
		w.put("CAST(")
		w.expr(c.X)
		w.put(" AS ")
		w.typeName(c.Type)
		w.put(")")
	default:
		w.put("(")
		w.expr(c.X)
		w.put(")::")
		w.typeName(c.Type)
	}
}

// typedLiteral writes type 'text'; the fields of an interval stand behind it.
func (w *writer) typedLiteral(c *Cast) {
	if f := c.Type.Fixed; f != nil && f.From != "" {
		w.put("interval ")
		w.expr(c.X)
		w.put(" ")
		w.fields(f)
		return
	}
	w.typeName(c.Type)
	w.put(" ")
	w.expr(c.X)
}

// function writes NAME(args).
func (w *writer) function(name string, args []Expr) {
	w.put(name, "(")
	w.exprs(args)
	w.put(")")
}

// chain writes subscripts and fields. What they begin with is in parentheses
// unless it can be read without.
func (w *writer) chain(e Expr) {
	switch e := e.(type) {
	case *Subscript:
		_, again := e.X.(*Subscript)
		w.chainBase(e.X, again)
		for _, d := range e.Dims {
			w.dimension(d)
		}
	case *Field:
		_, name := e.X.(*Column)
		w.chainBase(e.X, name)
		if e.Star {
			w.put(".*")
		} else {
			w.put(".", QuoteName(e.Name))
		}
	}
}

func (w *writer) chainBase(e Expr, parenthesise bool) {
	switch e.(type) {
	case *Column, *Param, *Subscript, *Field, *Subquery:
		if !parenthesise {
			w.expr(e)
			return
		}
	}
	w.put("(")
	w.expr(e)
	w.put(")")
}

func (w *writer) dimension(d Dimension) {
	w.put("[")
	if d.Low != nil {
		w.expr(d.Low)
	}
	w.putIf(d.Slice, ":")
	if d.High != nil {
		w.expr(d.High)
	}
	w.put("]")
}

// brackets writes the elements of an array; those of an inner one without ARRAY.
func (w *writer) brackets(a *Array) {
	w.put("[")
	separated(w, ", ", a.Elements, w.element)
	w.put("]")
}

func (w *writer) element(e Expr) {
	if inner, is := e.(*Array); is && inner.Inner {
		w.brackets(inner)
		return
	}
	w.expr(e)
}

func (w *writer) row(r *Row) {
	w.putIf(r.Explicit, "ROW")
	w.put("(")
	w.exprs(r.Fields)
	w.put(")")
}

func (w *writer) caseExpr(c *Case) {
	w.put("CASE")
	w.clause(" ", c.Operand)
	for _, when := range c.Whens {
		w.clause(" WHEN ", when.Cond)
		w.clause(" THEN ", when.Then)
	}
	w.clause(" ELSE ", c.Else)
	w.put(" END")
}
