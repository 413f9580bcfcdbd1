package plan

import (
	"slices"

	"foureyes/internal/ddsql/fn"
	"foureyes/internal/ddsql/sqlerr"
	"foureyes/internal/ddsql/syntax"
	"foureyes/internal/ddsql/table"
	"foureyes/internal/ddsql/value"
)

// source is an item of FROM that is bound: its rows, and the names of them.
type source struct {
	node  Node
	scope *scope
}

// from binds a FROM list. Outer is the rows around the query.
func (b *binder) from(list []syntax.Source, outer *level) source {
	if len(list) == 0 {
		return source{&Values{Rows: [][]Expr{{}}}, &scope{}}
	}
	left := b.source(list[0], outer, nil)
	for _, item := range list[1:] {
		left = b.beside(left, item, outer, nil, &Join{Kind: Inner}, nil)
	}
	return left
}

// neighbours are the left rows of the joins around an item of FROM, innermost
// first; an item that is lateral sees them.
type neighbours struct {
	around *neighbours
	row    *level
}

// source binds an item of FROM.
func (b *binder) source(s syntax.Source, outer *level, beside *neighbours) source {
	switch s := s.(type) {
	case *syntax.Table:
		return b.table(s)
	case *syntax.Derived:
		r := b.query(s.Query, visible(outer, beside, s.Lateral), true)
		return aliased(r, s.Alias, "", "", nil)
	case *syntax.Rows:
		return b.rows(s, visible(outer, beside, true))
	case *syntax.Join:
		return b.join(s, outer, beside)
	}
	fail(s.Pos(), sqlerr.FeatureNotSupported, "this item of FROM is not supported")
	return source{}
}

// visible is the rows around an item of FROM: those around the query, and those of
// its neighbours, whose names only a lateral item may use.
func visible(outer *level, beside *neighbours, lateral bool) *level {
	if beside == nil {
		return outer
	}
	around := visible(outer, beside.around, lateral)
	if lateral {
		beside.row.parent = around
		return beside.row
	}
	return &level{parent: around, scope: beside.row.scope, hidden: true}
}

// table binds a table by name: a common one, or one of the catalogue.
func (b *binder) table(t *syntax.Table) source {
	name := t.Name.Last()
	schema := ""
	if len(t.Name) > 1 {
		schema = t.Name[len(t.Name)-2]
	}
	if schema == "" {
		if c := b.commonNamed(name); c != nil {
			return aliased(b.commonScan(c, t.Pos()), t.Alias, "", name, nil)
		}
	}
	found, ok := b.env.Catalog.Lookup(schema, name)
	if !ok {
		written := name
		if schema != "" {
			written = schema + "." + name
		}
		fail(t.Pos(), sqlerr.UndefinedTable, "relation \"%s\" does not exist", written)
	}
	meta := found.Meta()
	request := table.Request{Limit: -1}
	var columns []column
	for i := range len(meta.Columns) + len(meta.System) {
		request.Columns = append(request.Columns, i)
		columns = append(columns, column{name: meta.At(i).Name, typ: meta.At(i).Type})
	}
	n := len(meta.Columns)
	system := fieldsOf(relation{columns: columns})[n:]
	r := relation{&Scan{Shape: shaped(columns), Table: found, Request: request}, columns[:n]}
	s := aliased(r, t.Alias, meta.Schema, name, meta)
	s.scope.tables[0].system = system
	return s
}

// aliased names a relation in FROM.
func aliased(r relation, a *syntax.Alias, schema, name string, meta *table.Meta) source {
	names := &scope{}
	if a != nil {
		if name != a.Name && name != "" {
			names.behind = []behind{{name, a.Name}}
		}
		schema, name = "", a.Name
		r.columns = renamed(r.columns, a.Columns, "table", a.Name, 0)
	}
	names.fields = fieldsOf(r)
	names.tables = []*named{{schema: schema, name: name, fields: names.fields, meta: meta}}
	return source{r.node, names}
}

// beside binds an item of FROM beside what is left of it, and joins both. cond
// binds the condition over both rows, if there is one.
func (b *binder) beside(left source, item syntax.Source, outer *level, around *neighbours, j *Join, cond func(*scope) *scope) source {
	row := &level{scope: left.scope, refused: j.Kind == Right || j.Kind == Full}
	right := b.source(item, outer, &neighbours{around, row})
	if row.used {
		j.Lateral = true
	} else {
		right.node = leaveOut(right.node)
	}
	j.Left, j.Right = left.node, right.node
	j.Out = append(append([]OutColumn(nil), left.node.Columns()...), right.node.Columns()...)
	names := joined(left.scope, right.scope.shifted(len(left.node.Columns())))
	if cond != nil {
		names = cond(names)
	}
	return source{j, names}
}

var joinKinds = map[syntax.JoinKind]JoinKind{
	syntax.JoinInner: Inner, syntax.JoinCross: Inner, syntax.JoinLeft: Left, syntax.JoinRight: Right, syntax.JoinFull: Full,
}

// join binds a join with its condition.
func (b *binder) join(s *syntax.Join, outer *level, around *neighbours) source {
	left := b.source(s.Left, outer, around)
	j := &Join{Kind: joinKinds[s.Kind]}
	out := b.beside(left, s.Right, outer, around, j, func(names *scope) *scope {
		switch {
		case s.On != nil:
			around := visible(outer, around, false)
			x := context{level: &level{parent: around, scope: names}, clause: "JOIN conditions"}
			j.Cond = b.truth(b.expr(x, s.On), "JOIN/ON", start(s.On))
		case s.Natural:
			return b.using(j, names, sharedNames(names, left.scope), left.scope, s)
		case s.Using != nil:
			return b.using(j, names, s.Using, left.scope, s)
		}
		return names
	})
	if s.Alias != nil {
		out.scope = b.joinAlias(out.scope, s.Alias)
	}
	return out
}

// joinAlias gives a join a name, under which alone its columns are seen.
func (b *binder) joinAlias(names *scope, a *syntax.Alias) *scope {
	columns := make([]column, len(names.fields))
	for i, f := range names.fields {
		columns[i] = f.column
	}
	columns = renamed(columns, a.Columns, "join expression", a.Name, 0)
	fields := make([]field, len(columns))
	for i, f := range names.fields {
		fields[i] = field{columns[i], f.expr}
	}
	out := &scope{tables: []*named{{name: a.Name, fields: fields}}, fields: fields}
	for _, t := range names.tables {
		out.behind = append(out.behind, behind{t.name, a.Name})
	}
	return out
}

// sharedNames are the names that both sides of a natural join have, in the order of
// the left one.
func sharedNames(names, left *scope) []string {
	var shared []string
	for _, l := range left.fields {
		for _, r := range names.fields[len(left.fields):] {
			if l.name == r.name {
				shared = append(shared, l.name)
				break
			}
		}
	}
	return shared
}

// using joins on columns of the same name, which become one column each.
func (b *binder) using(j *Join, names *scope, shared []string, left *scope, s *syntax.Join) *scope {
	leftFields, rightFields := names.fields[:len(left.fields)], names.fields[len(left.fields):]
	var merged []field
	var conds []Expr
	for _, name := range shared {
		l, r := sideField(leftFields, name, "left"), sideField(rightFields, name, "right")
		equal := b.operator(s.Pos(), syntax.Operator{Sign: "="}, l.expr, r.expr, s.Pos(), s.Pos())
		conds = append(conds, equal)
		merged = append(merged, b.merged(j.Kind, l, r))
	}
	switch len(conds) {
	case 0:
	case 1:
		j.Cond = conds[0]
	default:
		j.Cond = &Logic{Args: conds}
	}
	out := &scope{tables: names.tables, fields: merged, behind: names.behind}
	for _, fields := range [][]field{leftFields, rightFields} {
		for _, f := range fields {
			if !slices.Contains(shared, f.name) {
				out.fields = append(out.fields, f)
			}
		}
	}
	if s.UsingAlias != "" {
		out.tables = append(append([]*named(nil), out.tables...), &named{name: s.UsingAlias, fields: merged})
	}
	return out
}

func sideField(fields []field, name, side string) field {
	var found *field
	for i := range fields {
		if fields[i].name != name {
			continue
		}
		if found != nil {
			fail(0, sqlerr.AmbiguousColumn, "common column name \"%s\" appears more than once in %s table", name, side)
		}
		found = &fields[i]
	}
	if found == nil {
		fail(0, sqlerr.UndefinedColumn, "column \"%s\" specified in USING clause does not exist in %s table", name, side)
	}
	return *found
}

// merged is the one column that two of USING become.
func (b *binder) merged(kind JoinKind, l, r field) field {
	t, err := fn.CommonType("JOIN/USING", l.typ, r.typ)
	must(err, 0)
	left, right := b.converted(l.expr, t, fn.Implicit, 0), b.converted(r.expr, t, fn.Implicit, 0)
	f := field{column{name: l.name, typ: t}, left}
	switch kind {
	case Right:
		f.expr = right
	case Full:
		f.expr = &Coalesce{[]Expr{left, right}, t}
	}
	return f
}

// rows binds table functions. They see the rows around and none of their own.
func (b *binder) rows(s *syntax.Rows, around *level) source {
	n := &FunctionScan{Ordinality: s.Ordinality}
	x := context{level: outerOnly(around), clause: "functions in FROM"}
	var columns []column
	name := ""
	for i, c := range s.Calls {
		call, cols, own := b.functionCall(x, c)
		n.Calls = append(n.Calls, call...)
		columns = append(columns, cols...)
		if i == 0 {
			name = own
		}
	}
	if s.Ordinality {
		columns = append(columns, column{name: "ordinality", typ: value.Int8})
	}
	scalar := len(columns) == 1 && len(n.Calls) == 1 && s.Calls[0].Columns == nil
	if s.Alias != nil && scalar {
		columns[0].name = s.Alias.Name // unless the alias names the column as well
	} else if s.Alias != nil && len(s.Calls) == 1 && s.Calls[0].Columns == nil && n.Calls[0].Columns == 1 && s.Ordinality {
		columns[0].name = s.Alias.Name
	}
	out := aliased(relation{n, columns}, s.Alias, "", name, nil)
	n.Out = shaped(columns).Out
	return out
}

// functionCall binds one call in FROM, its columns and the name that they go by;
// unnest of several arrays is several calls.
func (b *binder) functionCall(x context, s syntax.RowsCall) (calls []FunctionCall, columns []column, name string) {
	name = OutputName(s.Call)
	c, is := s.Call.(*syntax.Call)
	if is && c.Form == syntax.CallPlain && fn.IsSet(c.Name.Last()) {
		if c.Name.Last() == "unnest" && len(c.Args) > 1 {
			for _, a := range c.Args {
				one := &syntax.Call{At: c.At, Name: c.Name, Args: []syntax.Argument{a}}
				call, cols, _ := b.functionCall(x, syntax.RowsCall{Call: one})
				calls, columns = append(calls, call...), append(columns, cols...)
			}
			return calls, columns, name
		}
		return b.setInFrom(x, s, c, name)
	}
	e := b.resolved(b.expr(x, s.Call), start(s.Call))
	call := FunctionCall{Value: e, Columns: 1, Pos: s.Call.Pos()}
	if s.Columns != nil {
		return b.shapedCall(call, e.Type(), s)
	}
	if shape := shapeOf(e); shape != nil {
		call.Columns, call.Expand = len(shape), true
		return []FunctionCall{call}, fromShape(shape), name
	}
	return []FunctionCall{call}, []column{{name: name, typ: e.Type()}}, name
}

// setInFrom binds a function that gives rows.
func (b *binder) setInFrom(x context, s syntax.RowsCall, c *syntax.Call, name string) ([]FunctionCall, []column, string) {
	args, pos := b.arguments(x, c)
	chosen, _, err := fn.ResolveSet(c.Name.Last(), typesOf(args), c.Variadic)
	must(err, c.Pos())
	call := FunctionCall{Set: chosen, Args: b.fitted(args, chosen.Casts, chosen.Types, pos), Pos: c.Pos()}
	shape := setColumns(chosen)
	call.Columns = len(shape)
	if s.Columns != nil {
		return b.shapedCall(call, chosen.Returns, s)
	}
	if len(shape) == 1 && chosen.Returns != value.Record && chosen.Set.Columns == nil {
		shape[0].Name = name
	}
	return []FunctionCall{call}, fromShape(shape), name
}

func fromShape(shape []fn.Column) []column {
	out := make([]column, len(shape))
	for i, c := range shape {
		out[i] = column{name: c.Name, typ: c.Type}
	}
	return out
}

// shapedCall gives a call the columns of a column definition list.
func (b *binder) shapedCall(call FunctionCall, returns value.Type, s syntax.RowsCall) ([]FunctionCall, []column, string) {
	if returns != value.Record {
		fail(s.Columns[0].Pos(), sqlerr.SyntaxError, "a column definition list is only allowed for functions returning \"record\"")
	}
	call.Columns, call.Expand, call.Casts = len(s.Columns), true, nil
	var columns []column
	for _, c := range s.Columns {
		columns = append(columns, column{name: c.Name, typ: b.typeOf(c.Type).typ})
		cast, err := fn.FindCast(value.Text, b.typeOf(c.Type).typ, fn.Explicit)
		must(err, c.Pos())
		call.Casts = append(call.Casts, &Cast{To: b.typeOf(c.Type).typ, Cast: cast})
	}
	return []FunctionCall{call}, columns, OutputName(s.Call)
}
