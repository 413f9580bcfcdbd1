package plan

import (
	"foureyes/internal/ddsql/fn"
	"foureyes/internal/ddsql/sqlerr"
	"foureyes/internal/ddsql/syntax"
	"foureyes/internal/ddsql/value"
)

// selection is one SELECT while it is bound: what of it is counted in groups.
type selection struct {
	level      *level
	aggregates []AggregateCall
	groupings  [][]placed // the arguments of GROUPING
	named      []syntax.NamedWindow
	open       bool   // aggregates may be added now
	clause     string // what is being bound
}

// aggregateRef is an aggregate of a query, as long as the columns of its groups are
// not numbered yet. It may stand in a subquery of that query.
type aggregateRef struct {
	owner *selection
	index int
	t     value.Type
}

// Type is the aggregate's.
func (e *aggregateRef) Type() value.Type { return e.t }

// groupingRef is GROUPING(...), likewise.
type groupingRef struct {
	owner *selection
	index int
}

// Type is BIGINT.
func (e *groupingRef) Type() value.Type { return value.Int8 }

// aggregate binds a call of an aggregate.
func (b *binder) aggregate(x context, e *syntax.Call) Expr {
	if x.inAggregate {
		fail(e.Pos(), sqlerr.GroupingError, "aggregate function calls cannot be nested")
	}
	call := b.aggregateCall(x, e)
	owner, depth := b.ownerOf(x, call, e.Pos())
	if owner == nil || !owner.open {
		clause := x.clause
		if depth > 0 {
			clause = owner.clause
		}
		fail(e.Pos(), sqlerr.GroupingError, "aggregate functions are not allowed in %s", clause)
	}
	if depth > 0 {
		call = seenFrom(call, depth)
	}
	for i, other := range owner.aggregates {
		if sameAggregate(call, other) {
			return &aggregateRef{owner, i, call.Call.Returns}
		}
	}
	owner.aggregates = append(owner.aggregates, call)
	return &aggregateRef{owner, len(owner.aggregates) - 1, call.Call.Returns}
}

// aggregateCall binds what belongs to an aggregate.
func (b *binder) aggregateCall(x context, e *syntax.Call) AggregateCall {
	inside := x
	inside.inAggregate, inside.sets = true, nil
	args, pos := b.arguments(inside, e)
	direct := -1
	name := e.Name.Last()
	var keys []SortKey
	if e.WithinGroup {
		direct = len(args)
		for _, o := range e.OrderBy {
			args, pos = append(args, b.expr(inside, o.Expr)), append(pos, start(o.Expr))
		}
	}
	if e.Star && name != "count" {
		fail(e.Pos(), sqlerr.UndefinedFunction, "function %s() does not exist", name)
	}
	if !e.Star && len(args) == 0 && name == "count" {
		panic(sqlerr.At(e.Pos(), sqlerr.WrongObjectType, "count(*) must be used to call a parameterless aggregate function"))
	}
	c, _, err := fn.ResolveAggregate(name, typesOf(args), direct)
	must(err, e.Pos())
	args = b.fitted(args, c.Casts, c.Types, pos)
	call := AggregateCall{Call: c, Args: args, Distinct: e.Distinct, Pos: e.Pos()}
	if direct >= 0 {
		call.Direct, call.Args = args[:direct:direct], args[direct:]
		for i, o := range e.OrderBy {
			keys = append(keys, b.sortKey(call.Args[i], o))
		}
		call.OrderBy = keys
	} else {
		for _, o := range e.OrderBy {
			call.OrderBy = append(call.OrderBy, b.sortKey(b.resolved(b.expr(inside, o.Expr), start(o.Expr)), o))
		}
	}
	if e.Distinct {
		distinctArguments(call, e, pos)
	}
	if e.Filter != nil {
		inside.clause = "FILTER"
		call.Filter = b.truth(b.expr(inside, e.Filter), "FILTER", start(e.Filter))
	}
	return call
}

// distinctArguments checks that DISTINCT can be told, and that it does not meet an
// order by something else.
func distinctArguments(call AggregateCall, e *syntax.Call, pos []int) {
	for i, a := range call.Args {
		equality(a.Type(), at(pos, i))
	}
	for i, k := range call.OrderBy {
		if position(call.Args, k.Expr) < 0 {
			fail(start(e.OrderBy[i].Expr), sqlerr.InvalidColumnReference, "in an aggregate with DISTINCT, ORDER BY expressions must appear in argument list")
		}
	}
}

// ownerOf finds the query that an aggregate belongs to: the innermost one whose
// columns are among its arguments, or the one it stands in.
func (b *binder) ownerOf(x context, call AggregateCall, pos int) (owner *selection, depth int) {
	nearest := -1
	see := func(e Expr, nest int) {
		d := -1
		switch e := e.(type) {
		case *Column:
			if nest == 0 {
				d = 0
			}
		case *Outer:
			d = e.Depth - nest
		}
		if d >= 0 && (nearest < 0 || d < nearest) {
			nearest = d
		}
	}
	for _, e := range call.Args {
		lookInto(e, see)
	}
	if call.Filter != nil {
		lookInto(call.Filter, see)
	}
	if nearest <= 0 {
		return x.aggregates, 0
	}
	l := x.level
	for range nearest {
		l = l.parent
	}
	if l == nil || l.query == nil {
		fail(pos, sqlerr.GroupingError, "aggregate functions are not allowed in FROM clause of their own query level")
	}
	return l.query, nearest
}

// seenFrom moves an aggregate to the query whose row lies so many rows further out.
func seenFrom(call AggregateCall, depth int) AggregateCall {
	return (&rewriter{f: func(e Expr, nest int) (Expr, bool) {
		o, is := e.(*Outer)
		switch {
		case !is || o.Depth <= nest:
			return e, false
		case o.Depth == nest+depth && nest == 0:
			return &Column{Index: o.Index, T: o.T, Name: o.Name}, true
		}
		return &Outer{Depth: o.Depth - depth, Index: o.Index, T: o.T, Name: o.Name}, true
	}}).aggregateCall(call, 0)
}

func (b *binder) grouping(x context, e *syntax.Grouping) Expr {
	if x.aggregates == nil || x.inAggregate {
		fail(e.Pos(), sqlerr.GroupingError, "grouping operations are not allowed in %s", x.clause)
	}
	var args []placed
	for _, a := range e.Args {
		args = append(args, placed{b.expr(x, a), start(a)})
	}
	s := x.aggregates
	s.groupings = append(s.groupings, args)
	return &groupingRef{s, len(s.groupings) - 1}
}

// equality checks that values of a type can be told apart.
func equality(t value.Type, pos int) {
	if t == value.Record {
		return
	}
	if _, err := fn.Equality(t); err != nil {
		fail(pos, sqlerr.UndefinedFunction, "could not identify an equality operator for type %s", t)
	}
}

// ordering checks that values of a type have an order.
func ordering(t value.Type, pos int) {
	if t == value.Record {
		return
	}
	if _, err := fn.Operator("<", t, t); err != nil {
		panic(sqlerr.At(pos, sqlerr.UndefinedFunction, "could not identify an ordering operator for type %s", t).
			WithHint("Use an explicit ordering operator or modify the query."))
	}
}

// sortKey is an item of ORDER BY over an expression.
func (b *binder) sortKey(e Expr, o syntax.Order) SortKey {
	k := SortKey{Expr: e, Desc: o.Desc}
	if o.Using != nil {
		switch o.Using.Sign {
		case "<":
		case ">":
			k.Desc = true
		default:
			panic(sqlerr.At(o.Pos(), sqlerr.WrongObjectType, "operator %s is not a valid ordering operator", o.Using.Sign).
				WithHint("Ordering operators must be \"<\" or \">\" members of btree operator families."))
		}
	}
	ordering(e.Type(), start(o.Expr))
	k.NullsFirst = o.Nulls == syntax.NullsFirst || o.Nulls == syntax.NullsDefault && k.Desc
	return k
}
