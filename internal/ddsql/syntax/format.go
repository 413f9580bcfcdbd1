package syntax

import (
	"strconv"
	"strings"
)

// Format writes a statement as SQL that parses to the same tree, positions aside.
// Every operation stands in parentheses, so nothing depends on precedence. A
// Refused statement is its command only.
func Format(s Statement) string {
	var w writer
	w.statement(s)
	return w.String()
}

// FormatExpr writes an expression in the same way.
func FormatExpr(e Expr) string {
	var w writer
	w.expr(e)
	return w.String()
}

// writer collects the text of a tree.
type writer struct{ strings.Builder }

// put writes its parts one after the other.
func (w *writer) put(parts ...string) {
	for _, s := range parts {
		w.WriteString(s)
	}
}

// putIf writes s when it is wanted.
func (w *writer) putIf(wanted bool, s string) {
	if wanted {
		w.WriteString(s)
	}
}

// separated writes each item, with a separator between two.
func separated[T any](w *writer, separator string, items []T, write func(T)) {
	for i, item := range items {
		w.putIf(i > 0, separator)
		write(item)
	}
}

// exprs writes expressions with commas.
func (w *writer) exprs(list []Expr) { separated(w, ", ", list, w.expr) }

// ident writes a name, in quotes unless it can do without them everywhere.
func (w *writer) ident(name string) { w.put(QuoteName(name)) }

// QuoteName writes a name so that it is read back as it is, in quotes if need be.
func QuoteName(name string) string {
	if !NeedsQuotes(name) {
		return name
	}
	return `"` + strings.ReplaceAll(name, `"`, `""`) + `"`
}

// QuoteText writes a string as a literal.
func QuoteText(s string) string {
	return "'" + strings.ReplaceAll(s, "'", "''") + "'"
}

// name writes a qualified name.
func (w *writer) name(n Name) { separated(w, ".", n, w.ident) }

// idents writes (name, ...).
func (w *writer) idents(names []string) {
	w.put("(")
	separated(w, ", ", names, w.ident)
	w.put(")")
}

// typeName writes a type by its internal name.
func (w *writer) typeName(t TypeName) {
	if t.Fixed != nil {
		w.put("interval")
		w.putIf(t.Fixed.From != "", " ")
		w.fields(t.Fixed)
	} else {
		w.name(t.Name)
		if t.Mods != nil {
			w.put("(")
			w.exprs(t.Mods)
			w.put(")")
		}
	}
	w.arrayBounds(t.Array)
}

func (w *writer) arrayBounds(sizes []int) {
	for _, size := range sizes {
		w.put("[")
		w.putIf(size >= 0, strconv.Itoa(size))
		w.put("]")
	}
}

// fields writes the fields of an interval and its precision.
func (w *writer) fields(f *IntervalFields) {
	w.put(f.From)
	w.putIf(f.To != "", " to "+f.To)
	w.putIf(f.Precision >= 0, "("+strconv.Itoa(f.Precision)+")")
}

// operator writes an operator; an odd place for one is its long form.
func (w *writer) operator(op Operator) {
	if op.Schema == "" {
		w.put(op.Sign)
		return
	}
	w.put("OPERATOR(", QuoteName(op.Schema), ".", op.Sign, ")")
}
