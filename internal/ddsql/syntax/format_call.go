package syntax

// call writes a call in the spelling that it had.
func (w *writer) call(c *Call) {
	switch c.Form {
	case CallPlain:
		w.plainCall(c)
	case CallAtTimeZone:
		w.between("(", c.Args[1], " AT TIME ZONE ", c.Args[0])
	case CallOverlaps:
		w.put("(")
		w.between("(", c.Args[0], ", ", c.Args[1])
		w.put(" OVERLAPS ")
		w.between("(", c.Args[2], ", ", c.Args[3])
		w.put(")")
	case CallIsNormal:
		w.put("(")
		w.expr(c.Args[0].Value)
		w.put(" IS ")
		w.form(c.Args[1:], "", " ")
		w.put("NORMALIZED)")
	case CallNormalize:
		w.put("NORMALIZE(")
		w.expr(c.Args[0].Value)
		w.form(c.Args[1:], ", ", "")
		w.put(")")
	case CallCollation:
		w.put("COLLATION FOR (")
		w.expr(c.Args[0].Value)
		w.put(")")
	case CallPosition:
		w.between("POSITION(", c.Args[1], " IN ", c.Args[0])
	case CallTrim:
		w.trim(c)
	default:
		w.worded(c)
	}
}

// between writes two arguments, what stands before and between them, and closes the
// parenthesis.
func (w *writer) between(before string, a Argument, middle string, b Argument) {
	w.put(before)
	w.expr(a.Value)
	w.put(middle)
	w.expr(b.Value)
	w.put(")")
}

// form writes the name of a Unicode normal form, when it is there.
func (w *writer) form(args []Argument, before, after string) {
	for _, a := range args {
		if l, is := a.Value.(*Literal); is {
			w.put(before, l.Text, after)
		}
	}
}

// callWords are the words before the arguments from the second on.
var callWords = map[CallForm][]string{
	CallExtract:   {" FROM "},
	CallOverlay:   {" PLACING ", " FROM ", " FOR "},
	CallSubstring: {" FROM ", " FOR "},
	CallSimilar:   {" SIMILAR ", " ESCAPE "},
}

func (w *writer) worded(c *Call) {
	w.put(c.Name.Last(), "(")
	for i, a := range c.Args {
		if i > 0 {
			w.put(callWords[c.Form][i-1])
		}
		w.expr(a.Value)
	}
	w.put(")")
}

func (w *writer) trim(c *Call) {
	w.put("TRIM(", map[string]string{"btrim": "BOTH ", "ltrim": "LEADING ", "rtrim": "TRAILING "}[c.Name.Last()])
	if len(c.Args) == 1 {
		w.put("FROM ")
	}
	if len(c.Args) > 1 {
		// What is trimmed off stands first in this spelling.
		w.expr(c.Args[len(c.Args)-1].Value)
		w.put(" FROM ")
	}
	separated(w, ", ", c.Args[:max(1, len(c.Args)-1)], func(a Argument) { w.expr(a.Value) })
	w.put(")")
}

// plainCall writes name(args) and what follows a call.
func (w *writer) plainCall(c *Call) {
	w.callName(c.Name)
	w.put("(")
	w.putIf(c.Star, "*")
	w.putIf(c.Distinct, "DISTINCT ")
	for i, a := range c.Args {
		w.putIf(i > 0, ", ")
		w.putIf(c.Variadic && i == len(c.Args)-1, "VARIADIC ")
		w.putIf(a.Name != "", QuoteName(a.Name)+" => ")
		w.expr(a.Value)
	}
	if !c.WithinGroup {
		w.orderBy(c.OrderBy, " ")
	}
	w.put(")")
	if c.WithinGroup {
		w.put(" WITHIN GROUP (")
		w.orderBy(c.OrderBy, "")
		w.put(")")
	}
	if c.Filter != nil {
		w.put(" FILTER (WHERE ")
		w.expr(c.Filter)
		w.put(")")
	}
	if c.Over != nil {
		w.put(" OVER ")
		if c.Over.Name != "" {
			w.ident(c.Over.Name)
		} else {
			w.window(c.Over)
		}
	}
}

// callName writes a function's name. The functions that have a grammar of their
// own keep their plain name, or the call would be another one.
func (w *writer) callName(n Name) {
	if len(n) == 1 && (n[0] == "overlay" || n[0] == "substring") {
		w.put(n[0])
		return
	}
	w.name(n)
}
