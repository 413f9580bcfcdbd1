package plan

import (
	"strings"

	"foureyes/internal/ddsql/fn"
	"foureyes/internal/ddsql/sqlerr"
	"foureyes/internal/ddsql/syntax"
	"foureyes/internal/ddsql/table"
)

// level is one row that names can be found in: the row of a query's FROM, or the
// left row of a join whose right side may be lateral. The levels around follow by
// parent, each one row further out.
type level struct {
	parent *level
	scope  *scope
	query  *selection // whose FROM it is; nil for the left row of a join
	// hidden tells that names are not looked for here: a subquery that is not lateral
	// does not see its neighbours, though their row lies around it.
	hidden bool
	used   bool // something refers to it from inside
	// refused tells that the join allows nothing to refer to it.
	refused bool
}

// refer notes that the row is used from so many rows further in.
func (l *level) refer(depth int) { l.used = l.used || depth > 0 }

// scope is the names of a row.
type scope struct {
	tables []*named
	fields []field // what * gives, and names without a table mean
	// behind are names of tables that an alias stands before.
	behind []behind
}

// behind is the name of a table that cannot be used, and the alias that can.
type behind struct{ name, alias string }

// named is an item of FROM by its name.
type named struct {
	schema string // of a table without alias
	name   string
	fields []field
	system []field     // of a table, which * leaves out
	meta   *table.Meta // of a table
}

// field is a column by name. Expr is over the row of its scope.
type field struct {
	column
	expr Expr
}

// fieldsOf names the columns of a relation in its own row.
func fieldsOf(r relation) []field {
	fields := make([]field, len(r.columns))
	for i, c := range r.columns {
		fields[i] = field{c, &Column{Index: i, T: c.typ, Name: c.name}}
	}
	return fields
}

// shifted is the scope of a row that has n columns before it.
func (s *scope) shifted(n int) *scope {
	out := &scope{fields: shiftFields(s.fields, n), behind: s.behind}
	for _, t := range s.tables {
		moved := *t
		moved.fields, moved.system = shiftFields(t.fields, n), shiftFields(t.system, n)
		out.tables = append(out.tables, &moved)
	}
	return out
}

func shiftFields(fields []field, n int) []field {
	out := make([]field, len(fields))
	for i, f := range fields {
		out[i] = field{f.column, shiftColumns(f.expr, n)}
	}
	return out
}

// joined is the names of two rows side by side, the second one shifted already.
func joined(a, b *scope) *scope {
	for _, t := range b.tables {
		for _, u := range a.tables {
			if t.name == u.name && t.schema == u.schema {
				fail(0, sqlerr.DuplicateAlias, "table name \"%s\" specified more than once", t.name)
			}
		}
	}
	return &scope{
		tables: append(append([]*named(nil), a.tables...), b.tables...),
		fields: append(append([]field(nil), a.fields...), b.fields...),
		behind: append(append([]behind(nil), a.behind...), b.behind...),
	}
}

// outer finds a name level by level and gives it as seen from the innermost one.
// find gives nil when a scope does not have it.
func outer(from *level, find func(*scope) *field) (f *field, at *level) {
	depth := 0
	for l := from; l != nil; l = l.parent {
		if !l.hidden {
			if found := find(l.scope); found != nil {
				l.refer(depth)
				return &field{found.column, outerExpr(found.expr, depth)}, l
			}
		}
		depth++
	}
	return nil, nil
}

// outerExpr turns an expression over a row into one over the same row seen from
// depth rows further in.
func outerExpr(e Expr, depth int) Expr {
	if depth == 0 {
		return e
	}
	return rewrite(e, func(e Expr, _ int) (Expr, bool) {
		if c, is := e.(*Column); is {
			return &Outer{Depth: depth, Index: c.Index, T: c.T, Name: c.Name}, true
		}
		return e, false
	})
}

// lookup finds a column by the name that was written.
func (b *binder) lookup(l *level, c *syntax.Column) *field {
	parts := c.Name
	b.oneDatabase(c)
	var found *field
	var where *level
	switch len(parts) {
	case 1:
		found, where = outer(l, func(s *scope) *field { return s.field(parts[0], c.Pos()) })
	default:
		schema, name, col := qualifiers(parts)
		found, where = outer(l, func(s *scope) *field {
			if t := s.table(schema, name); t != nil {
				if f := t.field(col, c.Pos()); f != nil {
					return f
				}
			}
			return nil
		})
	}
	if found != nil && where.refused && where != l {
		name := found.name
		if len(parts) > 1 {
			name = parts[len(parts)-2]
		}
		panic(sqlerr.At(c.Pos(), sqlerr.InvalidColumnReference, "invalid reference to FROM-clause entry for table \"%s\"", name).
			WithDetail("The combining JOIN type must be INNER or LEFT for a LATERAL reference."))
	}
	return found
}

// oneDatabase refuses names of other databases.
func (b *binder) oneDatabase(c *syntax.Column) {
	n := len(c.Name)
	if c.Star {
		n++
	}
	switch {
	case n > 4:
		fail(c.Pos(), sqlerr.SyntaxError, "improper qualified name (too many dotted names): %s", strings.Join(c.Name, "."))
	case n == 4 && c.Name[0] != b.env.Functions.Database:
		fail(c.Pos(), sqlerr.FeatureNotSupported, "cross-database references are not implemented: %s", strings.Join(c.Name, "."))
	}
}

// qualifiers takes schema.table.column apart; a database before it is ignored.
func qualifiers(parts syntax.Name) (schema, name, col string) {
	n := len(parts)
	if n > 2 {
		schema = parts[n-3]
	}
	return schema, parts[n-2], parts[n-1]
}

// field finds a column by its name alone.
func (s *scope) field(name string, pos int) *field {
	found := one(s.fields, name, pos)
	if found != nil {
		return found
	}
	var system []field
	for _, t := range s.tables {
		system = append(system, t.system...)
	}
	return one(system, name, pos)
}

func (t *named) field(name string, pos int) *field {
	if found := one(t.fields, name, pos); found != nil {
		return found
	}
	return one(t.system, name, pos)
}

// one finds a name that must not be there twice.
func one(fields []field, name string, pos int) *field {
	var found *field
	for i := range fields {
		if fields[i].name != name {
			continue
		}
		if found != nil {
			fail(pos, sqlerr.AmbiguousColumn, "column reference \"%s\" is ambiguous", name)
		}
		found = &fields[i]
	}
	return found
}

// table finds an item of FROM by its name.
func (s *scope) table(schema, name string) *named {
	if s == nil {
		return nil
	}
	for _, t := range s.tables {
		if t.name == name && (schema == "" || t.schema == schema) {
			return t
		}
	}
	return nil
}

// tableAround finds an item of FROM in any level, for t.* and whole rows.
func tableAround(l *level, schema, name string) (t *named, depth int) {
	for ; l != nil; l = l.parent {
		if !l.hidden {
			if t := l.scope.table(schema, name); t != nil {
				l.refer(depth)
				return t, depth
			}
		}
		depth++
	}
	return nil, 0
}

// column binds a name, which may also be a whole row of FROM.
func (b *binder) column(x context, c *syntax.Column) Expr {
	n := len(c.Name)
	if c.Star && n == 0 {
		fail(c.Pos(), sqlerr.FeatureNotSupported, "row expansion via \"*\" is not supported here")
	}
	if !c.Star {
		if f := b.lookup(x.level, c); f != nil {
			return f.asExpr()
		}
	}
	schema := ""
	if n > 1 {
		schema = c.Name[n-2]
	}
	if t, depth := tableAround(x.level, schema, c.Name[n-1]); t != nil && n <= 2 {
		return wholeRow(t, depth)
	}
	if n > 1 {
		if e := b.fieldOfColumn(x, c); e != nil {
			return e
		}
	}
	panic(b.missing(x, c))
}

// asExpr is the column as an expression; a record keeps what is known of it.
func (f *field) asExpr() Expr {
	if f.shape != nil {
		return &shapedExpr{f.expr, f.shape}
	}
	return f.expr
}

// wholeRow makes a record of all columns of an item of FROM; a function's single
// column stands for itself.
func wholeRow(t *named, depth int) Expr {
	r := &Record{}
	for _, f := range t.fields {
		r.Fields = append(r.Fields, outerExpr(f.expr, depth))
		r.Names = append(r.Names, f.name)
	}
	return r
}

// fieldOfColumn reads a.b as the field b of a record a.
func (b *binder) fieldOfColumn(x context, c *syntax.Column) Expr {
	inner := &syntax.Column{At: c.At, Name: c.Name[:len(c.Name)-1]}
	f := b.lookup(x.level, inner)
	if f == nil || f.shape == nil {
		return nil
	}
	return fieldOf(f.asExpr(), c.Name.Last(), c.Pos())
}

// missing words that there is no such column, or no such table.
func (b *binder) missing(x context, c *syntax.Column) *sqlerr.Error {
	if len(c.Name) == 1 {
		return sqlerr.At(c.Pos(), sqlerr.UndefinedColumn, "column \"%s\" does not exist", c.Name[0])
	}
	schema, name, col := qualifiers(c.Name)
	if t, _ := tableAround(x.level, schema, name); t != nil {
		return sqlerr.At(c.Pos(), sqlerr.UndefinedColumn, "column %s.%s does not exist", name, col)
	}
	for l := x.level; l != nil; l = l.parent {
		if t := l.scope.table(schema, name); l.hidden && t != nil {
			return sqlerr.At(c.Pos(), sqlerr.UndefinedTable, "invalid reference to FROM-clause entry for table \"%s\"", name).
				WithHint("There is an entry for table \"%s\", but it cannot be referenced from this part of the query.", name)
		}
	}
	return b.noTable(x.level, name, c.Pos())
}

// noTable words that there is no table of a name in FROM.
func (b *binder) noTable(l *level, name string, pos int) *sqlerr.Error {
	for ; l != nil; l = l.parent {
		for _, h := range l.scope.behind {
			if h.name == name {
				return sqlerr.At(pos, sqlerr.UndefinedTable, "invalid reference to FROM-clause entry for table \"%s\"", name).
					WithHint("Perhaps you meant to reference the table alias \"%s\".", h.alias)
			}
		}
	}
	return sqlerr.At(pos, sqlerr.UndefinedTable, "missing FROM-clause entry for table \"%s\"", name)
}

// shapedExpr is a record whose fields are known by name. It is taken off before
// the plan is done.
type shapedExpr struct {
	Expr
	shape []fn.Column
}
