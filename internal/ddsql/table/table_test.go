package table_test

import (
	"context"
	"errors"
	"io"
	"testing"

	"foureyes/internal/ddsql/table"
	"foureyes/internal/ddsql/value"
)

func numbers(n int) *table.Memory {
	var rows [][]value.Value
	for i := range n {
		name := value.OfText("even")
		if i%2 == 1 {
			name = value.Null
		}
		rows = append(rows, []value.Value{value.OfInt(int64(i)), name})
	}
	return table.NewMemory(&table.Meta{
		Schema: "public", Name: "numbers",
		Columns: []table.Column{{Name: "n", Type: value.Int8}, {Name: "kind", Type: value.Text}},
	}, rows)
}

func read(t *testing.T, source table.Table, r table.Request) (values [][]value.Value) {
	t.Helper()
	rows, err := source.Scan(t.Context(), r)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	var b table.Batch
	for {
		err := rows.Next(&b)
		if errors.Is(err, io.EOF) {
			return values
		}
		if err != nil || b.Count == 0 {
			t.Fatalf("a batch of %d rows and %v", b.Count, err)
		}
		for i := range b.Count {
			values = append(values, append([]value.Value(nil), b.Row(i)...))
		}
	}
}

func TestMemoryFiltersSortsAndLimits(t *testing.T) {
	got := read(t, numbers(3000), table.Request{
		Columns: []int{1, 0},
		Filter:  []table.Condition{{Column: 0, Op: table.Ge, Value: value.OfInt(10)}, {Column: 1, Op: table.IsNotNull}},
		Order:   []table.Order{{Column: 0, Desc: true}},
		Limit:   1500,
	})
	if len(got) != 1495 || got[0][1].Int() != 2998 || got[1494][1].Int() != 10 || got[0][0].Str() != "even" {
		t.Errorf("%d rows from %v to %v", len(got), got[0], got[len(got)-1])
	}
}

func TestNullsStandWhereTheOrderSays(t *testing.T) {
	for _, first := range []bool{true, false} {
		got := read(t, numbers(4), table.Request{Columns: []int{1}, Order: []table.Order{{Column: 1, NullsFirst: first}}, Limit: -1})
		if got[0][0].IsNull() != first || got[3][0].IsNull() == first {
			t.Errorf("nulls first %v gives %v", first, got)
		}
	}
}

func TestBatchWithoutColumnsCountsRows(t *testing.T) {
	if got := read(t, numbers(5), table.Request{Limit: -1}); len(got) != 5 {
		t.Errorf("%d rows", len(got))
	}
}

func TestScanEndsWithItsContext(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	rows, err := numbers(5).Scan(ctx, table.Request{Columns: []int{0}, Limit: -1})
	if err != nil {
		t.Fatal(err)
	}
	cancel()
	if err := rows.Next(new(table.Batch)); !errors.Is(err, context.Canceled) {
		t.Errorf("next row of a cancelled scan: %v", err)
	}
}

func TestConditionsFailOnNull(t *testing.T) {
	five := value.OfInt(5)
	for op := table.Eq; op <= table.False; op++ {
		c := table.Condition{Op: op, Value: five, Values: []value.Value{five}}
		if got := c.Matches(value.Null); got != (op == table.IsNull) {
			t.Errorf("NULL %s is %v", op, got)
		}
	}
	tags := value.OfHstore(value.NewPairs(value.Pair{Key: "env", Value: "prod"}))
	key := table.Condition{Op: table.KeyEq, Key: "env", Value: value.OfText("prod")}
	if !key.Matches(tags) || key.Matches(value.OfHstore(value.NewPairs())) {
		t.Error("a tag's value is not found by its key")
	}
}

func TestCatalogFollowsTheSearchPath(t *testing.T) {
	c := table.NewCatalog([]string{"aws", "public"}, numbers(1))
	if _, ok := c.Lookup("", "numbers"); !ok {
		t.Error("a table of the search path is not found by its name")
	}
	if _, ok := c.Lookup("aws", "numbers"); ok {
		t.Error("a table is found in another schema")
	}
	if len(c.List()) != 1 || !c.HasSchema("public") || c.HasSchema("aws") {
		t.Error("the list of tables is wrong")
	}
}
