package plan_test

import (
	"testing"

	"foureyes/internal/ddsql/plan"
	"foureyes/internal/ddsql/sqlerr"
	"foureyes/internal/ddsql/syntax"
)

// Whatever parses can be bound or is refused with one of our errors, and then gives
// as many columns as its plan says.
func FuzzBind(f *testing.F) {
	for _, q := range cases(f, "testdata/queries.sql") {
		f.Add(q)
	}
	for _, q := range cases(f, "../syntax/testdata/accepted.sql") {
		f.Add(q)
	}
	tables := catalog()
	limits := syntax.Limits{Length: 1 << 14, Depth: 100}
	f.Fuzz(func(t *testing.T, sql string) {
		statements, err := syntax.Parse(sql, limits)
		if err != nil {
			return
		}
		for _, s := range statements {
			q, is := s.(*syntax.Query)
			if !is {
				continue
			}
			p, err := plan.Bind(q, plan.Env{Catalog: tables})
			if err != nil {
				if sqlerr.Code(err) == "" || sqlerr.Code(err) == sqlerr.InternalError {
					t.Fatalf("%q: %v", sql, err)
				}
				continue
			}
			for _, c := range p.Root.Columns() {
				if c.Type == 0 {
					t.Fatalf("%q: column %q has no type", sql, c.Name)
				}
			}
		}
	})
}
