package plan

import "foureyes/internal/ddsql/fn"

// inlined puts the plan of a common table in the place of the one scan that reads
// it, as PostgreSQL does, so that conditions reach its tables and nothing is kept.
// Tables that are MATERIALIZED, recursive or volatile stay, and those that are read
// from inside a subquery or at every step of another one.
func (b *binder) inlined(tables []*CommonTable, input Node) ([]*CommonTable, Node) {
	var kept []*CommonTable
	for i, t := range tables {
		later := tables[i+1:]
		if !b.canInline(t, later, input) {
			kept = append(kept, t)
			continue
		}
		put := &rewriter{f: keep, scan: func(s *CommonScan, _ int) Node {
			if s.Table == t {
				return t.Plan
			}
			return nil
		}}
		for _, other := range later {
			other.Plan = put.node(other.Plan, 0)
		}
		input = put.node(input, 0)
	}
	return kept, input
}

// keep changes nothing.
func keep(e Expr, _ int) (Expr, bool) { return e, false }

func (b *binder) canInline(t *CommonTable, later []*CommonTable, input Node) bool {
	if t.Step != nil || b.materialized[t] || volatileNode(t.Plan) {
		return false
	}
	reads, inside := 0, false
	count := &rewriter{f: keep, scan: func(s *CommonScan, nest int) Node {
		if s.Table == t {
			reads++
			inside = inside || nest > 0
		}
		return nil
	}}
	for _, other := range later {
		count.node(other.Plan, 0)
		if other.Step != nil {
			before := reads
			count.node(other.Step, 0)
			inside = inside || reads > before
		}
	}
	count.node(input, 0)
	return reads == 1 && !inside
}

// volatileNode tells whether a plan may give other rows when it runs again.
func volatileNode(n Node) bool {
	found := false
	rewriteNode(n, func(e Expr, _ int) (Expr, bool) {
		if c, is := e.(*Call); is && c.Call.Func.Volatility == fn.Volatile {
			found = true
		}
		return e, found
	})
	return found
}
