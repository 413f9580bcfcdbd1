package inventory

import (
	"context"
	"slices"

	"foureyes/internal/ddsql/table"
)

// source is a table with the rows of one account.
type source struct {
	inventory  *Inventory
	account    string
	definition *Definition
}

// Meta says what the table looks like.
func (s *source) Meta() *table.Meta { return s.definition.meta }

// What a database is asked at most; statements must not outgrow its limits.
const (
	mostConditions = 64
	mostConstants  = 4096
)

// Accept takes all that the database does as the dialect would.
func (s *source) Accept(r table.Request) table.Accepted {
	a := table.Accepted{Filter: make([]bool, len(r.Filter)), Rows: s.guess(r)}
	all, taken, constants := true, 0, 0
	for i := range r.Filter {
		c := &r.Filter[i]
		fits := taken < mostConditions && constants+len(c.Values) <= mostConstants
		if a.Filter[i] = fits && s.definition.testable(c); a.Filter[i] {
			taken, constants = taken+1, constants+len(c.Values)
		}
		all = all && a.Filter[i]
	}
	if r.Group != nil {
		a.Group = all && s.definition.groups(r.Group)
		a.Order = a.Group
	} else {
		a.Order = all && !slices.ContainsFunc(r.Order, func(o table.Order) bool { return !s.definition.sortable(o.Column) })
	}
	a.Limit = all && a.Order
	return a
}

// guess tells that one row comes when the key is given; else nothing is known.
func (s *source) guess(r table.Request) int64 {
	for i := range r.Filter {
		if r.Filter[i].Column == 0 && r.Filter[i].Op == table.Eq {
			return 1
		}
	}
	return 0
}

// testable reports whether the database knows a condition.
func (d *Definition) testable(c *table.Condition) bool {
	if c.Column < 0 || c.Column >= len(d.Columns) {
		return false
	}
	kind := d.Columns[c.Column].Kind
	switch c.Op {
	case table.IsNull, table.IsNotNull:
		return true
	case table.KeyEq:
		return kind == Tags
	case table.Prefix:
		return kind == Text
	case table.Eq, table.Ne, table.Lt, table.Le, table.Gt, table.Ge, table.In, table.NotIn:
		return d.sortable(c.Column)
	}
	return false
}

// sortable reports whether the database orders a column as the dialect does.
func (d *Definition) sortable(column int) bool {
	switch d.Columns[column].Kind {
	case Text, Number, Moment, Real:
		return true
	}
	return false
}

// units are those of date_trunc that the database is asked to cut to.
var units = []string{"second", "minute", "hour", "day", "week", "month", "quarter", "year"}

// groups reports whether the database can group so.
func (d *Definition) groups(g *table.Group) bool {
	for _, k := range g.Keys {
		cut := d.Columns[k.Column].Kind == Moment && slices.Contains(units, k.Trunc)
		if !d.sortable(k.Column) || k.Trunc != "" && !cut {
			return false
		}
	}
	if len(g.Keys)+len(g.Aggregates) > mostConditions {
		return false
	}
	conditions := 0
	for _, a := range g.Aggregates {
		conditions += len(a.Filter)
		if !d.aggregates(a) || conditions > mostConditions {
			return false
		}
	}
	return true
}

func (d *Definition) aggregates(a table.Aggregate) bool {
	for i := range a.Filter {
		if !d.testable(&a.Filter[i]) || len(a.Filter[i].Values) > mostConditions {
			return false
		}
	}
	if a.Column < 0 {
		return a.Calc == table.Count
	}
	kind := d.Columns[a.Column].Kind
	switch a.Calc {
	case table.Count:
		return true
	case table.Sum, table.Avg:
		return kind == Number || kind == Real
	}
	return d.sortable(a.Column)
}

// Scan begins to read, in the snapshot of ctx (see Begin) or in one of its own.
func (s *source) Scan(ctx context.Context, r table.Request) (table.Rows, error) {
	selection, err := s.selection(r)
	if err != nil {
		return nil, err
	}
	return scan(ctx, s.inventory, selection), nil
}
