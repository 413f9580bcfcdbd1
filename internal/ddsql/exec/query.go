package exec

import (
	"context"
	"errors"
	"fmt"
	"io"
	"runtime/debug"
	"slices"

	"foureyes/internal/ddsql/fn"
	"foureyes/internal/ddsql/plan"
	"foureyes/internal/ddsql/sqlerr"
	"foureyes/internal/ddsql/table"
	"foureyes/internal/ddsql/value"
)

// Options are what one run of a plan may use.
type Options struct {
	// Env is what functions know. Its Canceled is set by Open.
	Env *fn.Env
	// Params are the values of $1 and so on, of the types that the plan says.
	Params []value.Value
	// Budget bounds the memory. It is released when the rows are closed.
	Budget *Budget
	// Internal is told of a panic, with its stack; nil tells nobody.
	Internal func(cause any, stack []byte)
}

// query is what the operators of one running query share.
type query struct {
	ctx context.Context
	Options
}

// frame is what expressions see besides their input row: the row of the query
// around them, the frame of that, and the common tables that are known.
type frame struct {
	row    []value.Value
	up     *frame
	tables *known
}

// inside is the frame of a query inside a row.
func (f *frame) inside(row []value.Value) *frame {
	return &frame{row: row, up: f, tables: f.tables}
}

// program is a node that can be opened, any number of times.
type program interface {
	open(f *frame) (source, error)
}

// source gives rows. The values of a batch stay good; its slice does not.
type source interface {
	// next fills the batch with at least one row, or returns io.EOF.
	next(b *table.Batch) error
	// close frees what is held. It may be called twice.
	close()
}

// Rows is a running query, for one goroutine.
type Rows struct {
	q      *query
	source source
	out    []plan.OutColumn
	err    error
}

// Open compiles a plan and begins to run it. The query ends with ctx: its error
// is then the cause of ctx, if that is an sqlerr.Error, or 57014.
func Open(ctx context.Context, root plan.Node, o Options) (rows *Rows, err error) {
	q := &query{ctx: ctx, Options: o}
	o.Env.Canceled = q.canceled
	defer q.caught(&err)
	c := &compiler{q: q}
	p, err := c.node(root)
	if err != nil {
		o.Budget.release()
		return nil, err
	}
	s, err := p.open(&frame{})
	if err != nil {
		o.Budget.release()
		return nil, err
	}
	return &Rows{q: q, source: s, out: root.Columns()}, nil
}

// Columns are the columns of the rows.
func (r *Rows) Columns() []plan.OutColumn { return r.out }

// Next fills the batch with at least one row, or returns io.EOF. After an error it
// returns the same again.
func (r *Rows) Next(b *table.Batch) (err error) {
	if r.err != nil {
		return r.err
	}
	defer func() { r.err = err }()
	defer r.q.caught(&err)
	if err := r.q.canceled(); err != nil {
		return err
	}
	return r.source.next(b)
}

// Close frees everything that the query holds. It may be called twice.
func (r *Rows) Close() {
	if r.source == nil {
		return
	}
	r.source.close()
	r.source = nil
	r.err = io.EOF
	r.q.Budget.release()
}

// canceled tells whether the query is to end.
func (q *query) canceled() error {
	if q.ctx.Err() == nil {
		return nil
	}
	if cause, ok := errors.AsType[*sqlerr.Error](context.Cause(q.ctx)); ok {
		return cause
	}
	return sqlerr.New(sqlerr.QueryCanceled, "canceling statement due to user request")
}

// caught turns a panic into an error of this query alone. A context that ended is
// told as such, however an operator or a table worded it.
func (q *query) caught(err *error) {
	if p := recover(); p != nil {
		if q.Internal != nil {
			q.Internal(p, debug.Stack())
		}
		*err = sqlerr.New(sqlerr.InternalError, "internal error")
		return
	}
	if *err == nil || errors.Is(*err, io.EOF) {
		return
	}
	if ended := q.canceled(); ended != nil && sqlerr.Code(*err) == "" {
		*err = ended
	}
}

// worked counts rows and looks now and then whether the query is to end.
func (q *query) worked(rows int) error { return q.Env.Worked(int64(rows)) }

// compiler makes programs of plans.
type compiler struct {
	q *query
	// inner are the boundaries that the place being compiled lies in: subqueries and
	// lateral inputs, outermost first.
	inner []*boundary
}

// boundary is an edge across which expressions reach outer rows. used are the
// columns that anything inside reads from outside, by depth as seen from there.
type boundary struct {
	used     []reference
	volatile bool
}

type reference struct{ depth, index int }

func (b *boundary) add(r reference) {
	if !slices.Contains(b.used, r) {
		b.used = append(b.used, r)
	}
}

// within compiles something that lies inside a new boundary.
func (c *compiler) within(compile func() error) (*boundary, error) {
	b := &boundary{}
	c.inner = append(c.inner, b)
	err := compile()
	c.inner = c.inner[:len(c.inner)-1]
	return b, err
}

// outside notes a reference to an outer row in all boundaries that it crosses.
func (c *compiler) outside(depth, index int) {
	for k := 0; k < depth && k < len(c.inner); k++ {
		c.inner[len(c.inner)-1-k].add(reference{depth - k, index})
	}
}

// unsteady notes that something gives another answer each time.
func (c *compiler) unsteady() {
	for _, b := range c.inner {
		b.volatile = true
	}
}

func (c *compiler) node(n plan.Node) (program, error) {
	switch n := n.(type) {
	case *plan.Scan:
		return c.scan(n)
	case *plan.Values:
		return c.values(n)
	case *plan.FunctionScan:
		return c.functionScan(n)
	case *plan.Filter:
		return c.filter(n)
	case *plan.Project:
		return c.project(n)
	case *plan.ProjectSet:
		return c.projectSet(n)
	case *plan.Join:
		return c.join(n)
	case *plan.Sort:
		return c.sort(n)
	case *plan.Limit:
		return c.limit(n)
	case *plan.Distinct:
		return c.distinct(n)
	case *plan.Aggregate:
		return c.aggregate(n)
	case *plan.Window:
		return c.window(n)
	case *plan.SetOperation:
		return c.setOperation(n)
	case *plan.With:
		return c.with(n)
	case *plan.CommonScan:
		return c.commonScan(n)
	}
	return nil, fmt.Errorf("no operator for %T", n)
}
