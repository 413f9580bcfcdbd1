package inventory_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"foureyes/internal/ddsql/table"
	"foureyes/internal/ddsql/value"
)

// Whatever a table accepts, its rows are those that the same request finds in memory.
func TestRequestsFindWhatMemoryFinds(t *testing.T) {
	onEngines(t, func(t *testing.T, h *house) {
		h.seed(t, 7, 150)
		for name, from := range h.tables(mine) {
			t.Run(name, func(t *testing.T) {
				all := read(t, from, everyColumn(from.Meta()))
				if len(all) == 0 {
					t.Fatal("there are no rows")
				}
				g := &guesser{rand: rand.New(rand.NewPCG(11, 2)), meta: from.Meta(), rows: all}
				accepted := 0
				for range 300 {
					accepted += g.compare(t, from)
				}
				if accepted < 200 {
					t.Errorf("only %d of 300 requests were accepted in part", accepted)
				}
			})
		}
	})
}

// guesser makes requests by chance.
type guesser struct {
	rand *rand.Rand
	meta *table.Meta
	rows [][]value.Value
}

func (g *guesser) request() table.Request {
	r := table.Request{Limit: -1}
	for range g.rand.IntN(4) {
		r.Columns = append(r.Columns, g.rand.IntN(len(g.meta.Columns)))
	}
	for range g.rand.IntN(3) {
		r.Filter = append(r.Filter, g.condition())
	}
	for range g.rand.IntN(3) {
		r.Order = append(r.Order, table.Order{Column: g.rand.IntN(len(g.meta.Columns)), Desc: g.rand.IntN(2) == 0, NullsFirst: g.rand.IntN(2) == 0})
	}
	if g.rand.IntN(2) == 0 {
		r.Limit = int64(g.rand.IntN(20))
	}
	return r
}

var strange = []string{"", "\x00", "a\x00b", "\U0010ffff", "\ud7ff", "'; DROP TABLE human_loop; --", "arn:aws:sagemaker:us-east-1:" + theirs + ":flow-definition/flow-0", "%", "$1", "{host}"}

// constant is a value of a column: one that is there, one nearby, or a strange one.
func (g *guesser) constant(column int) value.Value {
	v := g.rows[g.rand.IntN(len(g.rows))][column]
	switch g.meta.Columns[column].Type {
	case value.Text:
		if v.IsNull() || g.rand.IntN(6) == 0 {
			return value.OfText(strange[g.rand.IntN(len(strange))])
		}
	case value.Timestamp:
		if v.IsNull() || g.rand.IntN(10) == 0 {
			return value.OfTimestamp([]int64{value.PastInfinity, value.FutureInfinity, 0, value.MinTimestamp, value.EndTimestamp - 1}[g.rand.IntN(5)])
		}
		return value.OfTimestamp(v.Micros() + int64(g.rand.IntN(3)-1)*int64(g.rand.IntN(2)))
	case value.Int8:
		return value.OfInt(int64(g.rand.IntN(5)))
	case value.Float8:
		if v.IsNull() {
			return value.OfFloat(1.5)
		}
	}
	return v
}

func (g *guesser) condition() table.Condition {
	c := table.Condition{Column: g.rand.IntN(len(g.meta.Columns))}
	switch column := g.meta.Columns[c.Column]; column.Type {
	case value.Hstore:
		c.Op = []table.Op{table.KeyEq, table.IsNull, table.IsNotNull}[g.rand.IntN(3)]
		c.Key, c.Value = []string{"env", `od"d`, "none", "\x00"}[g.rand.IntN(4)], value.OfText([]string{"prod", "", "a,b", "\x00"}[g.rand.IntN(4)])
	case value.JSON, value.TextArray:
		c.Op = []table.Op{table.IsNull, table.IsNotNull}[g.rand.IntN(2)]
	default:
		ops := []table.Op{table.Eq, table.Eq, table.Ne, table.Lt, table.Le, table.Gt, table.Ge, table.In, table.NotIn, table.IsNull, table.IsNotNull}
		if column.Type == value.Text {
			ops = append(ops, table.Prefix, table.Prefix)
		}
		c.Op = ops[g.rand.IntN(len(ops))]
		c.Value = g.constant(c.Column)
		for range g.rand.IntN(3) {
			c.Values = append(c.Values, g.constant(c.Column))
		}
		if c.Op == table.Prefix {
			text := []rune(c.Value.Str())
			c.Value = value.OfText(string(text[:g.rand.IntN(len(text)+1)]))
		}
	}
	return c
}

// compare reports 1 when something of the request was accepted.
func (g *guesser) compare(t *testing.T, from table.Table) int {
	t.Helper()
	asked := g.request()
	a := from.Accept(asked)
	took := 0
	r := table.Request{Columns: asked.Columns, Limit: -1}
	for i, c := range asked.Filter {
		if a.Filter[i] {
			r.Filter = append(r.Filter, c)
			took = 1
		}
	}
	whole := len(r.Filter) == len(asked.Filter)
	if whole && a.Order {
		r.Order, took = asked.Order, 1
		if a.Limit {
			r.Limit = asked.Limit
		}
	}
	want := g.inMemory(t, r)
	got := showAll(read(t, from, r))
	limited := r.Limit >= 0 && int(r.Limit) < len(want)
	if limited {
		want = want[:r.Limit]
	}
	// Rows that the order leaves equal come as they like.
	if limited && len(r.Order) == 0 {
		want = make([]string, len(want))
		got = make([]string, len(got))
	} else if !limited {
		slices.Sort(want)
		slices.Sort(got)
	}
	if limited && len(r.Order) > 0 {
		g.compareOrder(t, from, r)
		return took
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Fatalf("%s (-memory +table):\n%s", describe(g.meta, r), diff)
	}
	return took
}

// compareOrder compares the sorted columns alone.
func (g *guesser) compareOrder(t *testing.T, from table.Table, r table.Request) {
	t.Helper()
	r.Columns = nil
	for _, o := range r.Order {
		r.Columns = append(r.Columns, o.Column)
	}
	want := g.inMemory(t, r)[:r.Limit]
	if diff := cmp.Diff(want, showAll(read(t, from, r))); diff != "" {
		t.Fatalf("%s (-memory +table):\n%s", describe(g.meta, r), diff)
	}
}

// inMemory runs a request, but for its limit, on the rows at hand.
func (g *guesser) inMemory(t *testing.T, r table.Request) []string {
	t.Helper()
	r.Limit = -1
	return showAll(read(t, table.NewMemory(g.meta, g.rows), r))
}

func describe(m *table.Meta, r table.Request) string {
	var b strings.Builder
	for _, c := range r.Columns {
		fmt.Fprintf(&b, "%s ", m.Columns[c].Name)
	}
	for _, c := range r.Filter {
		fmt.Fprintf(&b, "WHERE %s %s %q %q %q ", m.Columns[c.Column].Name, c.Op, c.Value, c.Values, c.Key)
	}
	for _, o := range r.Order {
		fmt.Fprintf(&b, "ORDER %s desc=%v nullsfirst=%v ", m.Columns[o.Column].Name, o.Desc, o.NullsFirst)
	}
	fmt.Fprintf(&b, "LIMIT %d", r.Limit)
	return b.String()
}
