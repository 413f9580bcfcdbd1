package plan

import (
	"foureyes/internal/ddsql/fn"
	"foureyes/internal/ddsql/sqlerr"
	"foureyes/internal/ddsql/syntax"
	"foureyes/internal/ddsql/table"
	"foureyes/internal/ddsql/value"
)

// Env is what a query is bound in.
type Env struct {
	// Catalog holds the tables that the query may name.
	Catalog *table.Catalog
	// Params are the types of $1, $2 and so on as far as the client gave them; 0 and
	// Unknown ask for inference.
	Params []value.Type
	// Values are the values of $1, $2 and so on, for a plan that runs with these alone;
	// nil for any.
	Values []value.Value
	// Functions computes constants: the time, the settings and the catalogue of the
	// query.
	Functions *fn.Env
}

// Prepared is a query that can be run.
type Prepared struct {
	Root   Node
	Params []value.Type // of $1, $2 and so on
}

// Bind finds out what a query means, and plans it. Mistakes are *sqlerr.Error,
// worded and placed as PostgreSQL does.
func Bind(q *syntax.Query, env Env) (p *Prepared, err error) {
	if env.Functions == nil {
		env.Functions = &fn.Env{}
	}
	b := &binder{env: env, params: append([]value.Type(nil), env.Params...), materialized: map[*CommonTable]bool{}}
	err = catch(func() {
		r := b.query(q, nil, true)
		p = &Prepared{Root: Optimize(finish(r.node), env.Functions, env.Values), Params: b.parameterTypes()}
	})
	if err != nil {
		return nil, err
	}
	return p, nil
}

// catch turns what binding panics with into the error.
func catch(bind func()) (err error) {
	defer func() {
		switch failed := recover().(type) {
		case nil:
		case *sqlerr.Error:
			err = failed
		default:
			panic(failed)
		}
	}()
	bind()
	return nil
}

// binder binds one query. Its methods panic with a *sqlerr.Error.
type binder struct {
	env    Env
	params []value.Type // found so far; Unknown for those still open
	common *commons     // common tables in sight
	// materialized are the common tables that were asked to be computed apart.
	materialized map[*CommonTable]bool
	// subqueries is how many subqueries of expressions are around what is being bound.
	subqueries int
	copies     int // parts of expressions that are there more than once
}

// fail panics with an error at a place.
func fail(pos int, code, format string, args ...any) {
	panic(sqlerr.At(pos, code, format, args...))
}

// must panics with an error of a function that knows no place, at this one.
func must(err error, pos int) {
	if err != nil {
		panic(sqlerr.From(sqlerr.Place(err, pos)))
	}
}

// parameterTypes are the types of all parameters; one that was never used in a way
// that tells is refused.
func (b *binder) parameterTypes() []value.Type {
	for i, t := range b.params {
		if t == 0 || t == value.Unknown {
			fail(0, sqlerr.IndeterminateDatatype, "could not determine data type of parameter $%d", i+1)
		}
	}
	return b.params
}

// parameter gives the parameter as it is known now.
func (b *binder) parameter(p *syntax.Param) Expr {
	for len(b.params) < p.Number {
		b.params = append(b.params, value.Unknown)
	}
	if b.params[p.Number-1] == 0 {
		b.params[p.Number-1] = value.Unknown
	}
	return &Param{Number: p.Number, T: b.params[p.Number-1]}
}

// relation is a node and what its columns are called; the names of a query's
// result, or of an item of FROM.
type relation struct {
	node    Node
	columns []column
}

// column is a column of a relation.
type column struct {
	name  string
	typ   value.Type
	shape []fn.Column // of a record, as far as it is known
	pos   int         // where it was written
}

// shaped is the shape of a node with these columns.
func shaped(columns []column) Shape {
	out := make([]OutColumn, len(columns))
	for i, c := range columns {
		out[i] = OutColumn{c.name, c.typ}
	}
	return Shape{out}
}
