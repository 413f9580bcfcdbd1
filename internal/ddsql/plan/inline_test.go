package plan_test

import (
	"testing"

	"foureyes/internal/ddsql/plan"
)

// scanOf finds the only table scan below projections.
func scanOf(t *testing.T, n plan.Node) *plan.Scan {
	t.Helper()
	for {
		switch node := n.(type) {
		case *plan.Project:
			n = node.Input
		case *plan.Scan:
			return node
		default:
			t.Fatalf("%T above the scan", n)
		}
	}
}

func TestConditionsReachATableBehindWith(t *testing.T) {
	p, err := bind(t, "WITH x AS (SELECT * FROM loop), y AS (SELECT * FROM x) SELECT n FROM y WHERE status = 'Done'")
	if err != nil {
		t.Fatal(err)
	}
	if s := scanOf(t, p.Root); len(s.Request.Filter) != 1 || len(s.Request.Columns) != 1 {
		t.Errorf("the scan is asked for %+v", s.Request)
	}
}

func TestWithStaysWhereItMustRunOnce(t *testing.T) {
	for _, sql := range []string{
		"WITH x AS MATERIALIZED (SELECT * FROM loop) SELECT n FROM x",
		"WITH x AS (SELECT random() AS r FROM loop) SELECT r FROM x",
		"WITH x AS (SELECT * FROM loop) SELECT a.n FROM x a, x b",
		"WITH x AS (SELECT * FROM loop) SELECT (SELECT count(*) FROM x WHERE x.flow = f._key) FROM flow f",
	} {
		p, err := bind(t, sql)
		if err != nil {
			t.Errorf("%s: %v", sql, err)
			continue
		}
		if _, is := p.Root.(*plan.With); !is {
			t.Errorf("%s: %T is the root", sql, p.Root)
		}
	}
}
