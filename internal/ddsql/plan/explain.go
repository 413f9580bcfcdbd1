package plan

import (
	"fmt"
	"strings"

	"foureyes/internal/ddsql/table"
	"foureyes/internal/ddsql/value"
)

// Explain writes a plan as lines for people: each node on one, its inputs below
// and further in.
func Explain(n Node) []string {
	x := &explainer{}
	x.node(n, 0)
	return x.lines
}

type explainer struct{ lines []string }

func (x *explainer) say(depth int, format string, args ...any) {
	arrow := ""
	if depth > 0 {
		arrow = strings.Repeat("   ", depth-1) + "-> "
	}
	x.lines = append(x.lines, arrow+fmt.Sprintf(format, args...))
}

func (x *explainer) node(n Node, depth int) {
	x.say(depth, "%s", titleOf(n))
	if w, ok := n.(*With); ok {
		for _, t := range w.Tables {
			x.say(depth+1, "CTE %s", t.Name)
			x.node(t.Plan, depth+2)
			if t.Step != nil {
				x.node(t.Step, depth+2)
			}
		}
		x.node(w.Input, depth+1)
		return
	}
	for _, input := range inputsOf(n) {
		x.node(input, depth+1)
	}
	for _, e := range exprsOf(n) {
		visit(e, func(e Expr) {
			if s, ok := e.(*Subquery); ok {
				x.say(depth+1, "SubPlan")
				x.node(s.Plan, depth+2)
			}
		})
	}
}

var joinWords = [...]string{"Join", "Left Join", "Right Join", "Full Join", "Semi Join", "Anti Join"}

func titleOf(n Node) string {
	switch n := n.(type) {
	case *Scan:
		return scanTitle(n)
	case *Values:
		return fmt.Sprintf("Values (%d rows)", len(n.Rows))
	case *FunctionScan:
		return "Function Scan"
	case *Filter:
		return fmt.Sprintf("Filter (%d conditions)", len(conjuncts(n.Cond)))
	case *Project:
		return "Project " + names(n.Out)
	case *ProjectSet:
		return "Project Set " + names(n.Out)
	case *Join:
		return joinTitle(n)
	case *Sort:
		if n.Keep >= 0 {
			return fmt.Sprintf("Top %d by %d keys", n.Keep, len(n.Keys))
		}
		return fmt.Sprintf("Sort by %d keys", len(n.Keys))
	case *Limit:
		return "Limit"
	case *Distinct:
		return "Distinct"
	case *Aggregate:
		return fmt.Sprintf("Aggregate (%d keys, %d aggregates, %d grouping sets)", len(n.Keys), len(n.Calls), max(1, len(n.Sets)))
	case *Window:
		return fmt.Sprintf("Window (%d functions)", len(n.Calls))
	case *SetOperation:
		return [...]string{"Union", "Intersect", "Except"}[n.Kind] + map[bool]string{true: " All"}[n.All]
	case *With:
		return "With"
	case *CommonScan:
		return "CTE Scan on " + n.Table.Name
	}
	return fmt.Sprintf("%T", n)
}

func joinTitle(n *Join) string {
	how := "Hash "
	switch {
	case n.Lateral:
		how = "Lateral "
	case len(n.LeftKeys) == 0:
		how = "Nested Loop "
	}
	return fmt.Sprintf("%s%s (%d keys)", how, joinWords[n.Kind], len(n.LeftKeys))
}

func names(out []OutColumn) string {
	list := make([]string, len(out))
	for i, c := range out {
		list[i] = c.Name
	}
	return strings.Join(list, ", ")
}

// scanTitle says what the table does by itself.
func scanTitle(n *Scan) string {
	m := n.Table.Meta()
	var title strings.Builder
	title.WriteString("Scan on " + m.Schema + "." + m.Name)
	name := func(column int) string {
		if column < 0 {
			return "*"
		}
		return m.At(column).Name
	}
	for i, c := range n.Request.Filter {
		title.WriteString(first(i, " where ", " and ") + name(c.Column) + " " + c.Op.String() + conditionText(c))
	}
	if g := n.Request.Group; g != nil {
		fmt.Fprintf(&title, ", grouped there by %d keys", len(g.Keys))
	}
	for i, o := range n.Request.Order {
		title.WriteString(first(i, " in the order of ", ", ") + name(o.Column))
		if o.Desc {
			title.WriteString(" desc")
		}
	}
	if n.Request.Limit >= 0 {
		fmt.Fprintf(&title, " limit %d", n.Request.Limit)
	}
	return title.String()
}

// first is the word before the first of a list, or before one of the others.
func first(i int, begin, then string) string {
	if i == 0 {
		return begin
	}
	return then
}

func conditionText(c table.Condition) string {
	switch c.Op {
	case table.In, table.NotIn:
		return fmt.Sprintf(" %d values", len(c.Values))
	case table.IsNull, table.IsNotNull, table.True, table.False:
		return ""
	case table.KeyEq:
		return " '" + c.Key + "' '" + c.Value.Str() + "'"
	}
	return " '" + string(value.AppendText(nil, c.Value)) + "'"
}
