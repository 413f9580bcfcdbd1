package plan

import (
	"strings"

	"foureyes/internal/ddsql/table"
	"foureyes/internal/ddsql/value"
)

// pushScan gives a table the conditions that it takes; the others stay above it.
func pushScan(n *Scan, conds []Expr) Node {
	var asked []table.Condition
	var from []Expr
	var stay []Expr
	for _, c := range conds {
		if condition, ok := conditionOf(c, n.Request.Columns); ok {
			asked, from = append(asked, condition), append(from, c)
		} else {
			stay = append(stay, c)
		}
	}
	r := n.Request
	r.Filter = append(append([]table.Condition{}, r.Filter...), asked...)
	accepted := n.Table.Accept(r)
	kept := append([]table.Condition{}, n.Request.Filter...)
	for i, c := range asked {
		if at := len(n.Request.Filter) + i; at < len(accepted.Filter) && accepted.Filter[at] {
			kept = append(kept, c)
		} else {
			stay = append(stay, from[i])
		}
	}
	n.Request.Filter = kept
	return above(n, stay)
}

var comparisons = map[string]table.Op{"=": table.Eq, "<>": table.Ne, "<": table.Lt, "<=": table.Le, ">": table.Gt, ">=": table.Ge}

var mirrored = map[table.Op]table.Op{table.Eq: table.Eq, table.Ne: table.Ne, table.Lt: table.Gt, table.Le: table.Ge, table.Gt: table.Lt, table.Ge: table.Le}

// conditionOf turns a condition into one of a column against constants. columns are
// the table's columns by their place in the row.
func conditionOf(e Expr, columns []int) (table.Condition, bool) {
	switch e := e.(type) {
	case *Column:
		return table.Condition{Column: columns[e.Index], Op: table.True}, true
	case *Not:
		if c, ok := e.X.(*Column); ok {
			return table.Condition{Column: columns[c.Index], Op: table.False}, true
		}
	case *IsNull:
		if c, ok := e.X.(*Column); ok && c.T != value.Record {
			op := table.IsNull
			if e.Not {
				op = table.IsNotNull
			}
			return table.Condition{Column: columns[c.Index], Op: op}, true
		}
	case *In:
		return conditionIn(e, columns)
	case *Call:
		return conditionCall(e, columns)
	}
	return table.Condition{}, false
}

func conditionIn(e *In, columns []int) (table.Condition, bool) {
	c, ok := e.X.(*Column)
	if !ok {
		return table.Condition{}, false
	}
	condition := table.Condition{Column: columns[c.Index], Op: table.In}
	if e.Not {
		condition.Op = table.NotIn
	}
	for _, item := range e.List {
		k, ok := item.(*Const)
		if !ok || k.Value.IsNull() && e.Not || k.T.Kind() != c.T.Kind() {
			return table.Condition{}, false
		}
		if !k.Value.IsNull() {
			condition.Values = append(condition.Values, k.Value)
		}
	}
	return condition, len(condition.Values) > 0
}

func conditionCall(e *Call, columns []int) (table.Condition, bool) {
	op, ok := comparisons[e.Call.Func.Name]
	if len(e.Args) != 2 {
		return table.Condition{}, false
	}
	if !ok {
		return conditionLike(e, columns)
	}
	a, b := e.Args[0], e.Args[1]
	if _, constant := a.(*Const); constant {
		a, b, op = b, a, mirrored[op]
	}
	k, ok := b.(*Const)
	if !ok || k.Value.IsNull() {
		return table.Condition{}, false
	}
	if c, ok := a.(*Column); ok {
		if v, ok := inKind(c.T.Kind(), k.Value); ok {
			return table.Condition{Column: columns[c.Index], Op: op, Value: v}, true
		}
	}
	return conditionKey(a, op, k, columns)
}

// inKind gives a constant in the column's own kind, so that the table need not
// convert it. Moments may change their kind: all are told in UTC.
func inKind(column value.Kind, v value.Value) (value.Value, bool) {
	switch {
	case v.Kind() == column:
		return v, true
	case column == value.KindTimestamp && v.Kind() == value.KindTimestampTZ:
		return value.OfTimestamp(v.Micros()), true
	case column == value.KindTimestampTZ && v.Kind() == value.KindTimestamp:
		return value.OfTimestampTZ(v.Micros()), true
	case column == value.KindTimestamp && v.Kind() == value.KindDate:
		return value.OfTimestamp(value.DateMicros(v.Days())), true
	}
	return value.Null, false
}

// conditionKey is column -> 'key' = 'value' of an hstore.
func conditionKey(e Expr, op table.Op, k *Const, columns []int) (table.Condition, bool) {
	call, ok := e.(*Call)
	if !ok || op != table.Eq || call.Call.Func.Name != "->" || k.Value.Kind() != value.KindText {
		return table.Condition{}, false
	}
	c, isColumn := call.Args[0].(*Column)
	key, isConst := call.Args[1].(*Const)
	if !isColumn || !isConst || c.T != value.Hstore || key.Value.Kind() != value.KindText {
		return table.Condition{}, false
	}
	return table.Condition{Column: columns[c.Index], Op: table.KeyEq, Key: key.Value.Str(), Value: k.Value}, true
}

// conditionLike is column LIKE 'prefix%'.
func conditionLike(e *Call, columns []int) (table.Condition, bool) {
	c, isColumn := e.Args[0].(*Column)
	k, isConst := e.Args[1].(*Const)
	if e.Call.Func.Name != "~~" || !isColumn || !isConst || k.Value.Kind() != value.KindText || c.T.Kind() != value.KindText {
		return table.Condition{}, false
	}
	prefix, found := strings.CutSuffix(k.Value.Str(), "%")
	if !found || prefix == "" || strings.ContainsAny(prefix, `%_\`) {
		return table.Condition{}, false
	}
	return table.Condition{Column: columns[c.Index], Op: table.Prefix, Value: value.OfText(prefix)}, true
}
