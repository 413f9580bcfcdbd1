package plan

import (
	"foureyes/internal/ddsql/fn"
	"foureyes/internal/ddsql/syntax"
)

func isAggregate(c *syntax.Call) bool { return fn.IsAggregate(c.Name.Last()) }

// OutputName is what a column of a select list is called that has no alias, by
// PostgreSQL's rule.
func OutputName(e syntax.Expr) string { return outputName(e, nil) }

// outputName is OutputName where the bound expression is at hand, which a subquery's
// name is taken from.
func outputName(e syntax.Expr, bound Expr) string {
	if name, _ := figure(e, bound); name != "" {
		return name
	}
	return "?column?"
}

// figure gives a name, and whether it is a good one: a worse one yields to what is
// around.
func figure(e syntax.Expr, bound Expr) (name string, good bool) {
	switch e := e.(type) {
	case *syntax.Column:
		if !e.Star {
			return e.Name.Last(), true
		}
	case *syntax.Field:
		if !e.Star {
			return e.Name, true
		}
	case *syntax.Subscript:
		return figure(e.X, nil)
	case *syntax.Call:
		return e.Name.Last(), true
	case *syntax.NullIf:
		return "nullif", true
	case *syntax.Cast:
		if name, good := figure(e.X, nil); good {
			return name, true
		}
		return e.Type.Name.Last(), false
	case *syntax.Collate:
		return figure(e.X, bound)
	case *syntax.Grouping:
		return "grouping", true
	case *syntax.Exists:
		return "exists", true
	case *syntax.ArrayQuery, *syntax.Array:
		return "array", true
	case *syntax.Subquery:
		if s, is := bare(bound).(*Subquery); is && len(s.Plan.Columns()) == 1 {
			return s.Plan.Columns()[0].Name, true
		}
	case *syntax.Case:
		if e.Else != nil {
			if name, good := figure(e.Else, nil); good {
				return name, true
			}
		}
		return "case", false
	case *syntax.Row:
		return "row", true
	case *syntax.Coalesce:
		return "coalesce", true
	case *syntax.Extreme:
		return map[bool]string{true: "least", false: "greatest"}[e.Least], true
	case *syntax.Current:
		return e.Name, true
	}
	return "", false
}
