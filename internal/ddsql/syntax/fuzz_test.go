package syntax_test

import (
	"strings"
	"testing"

	"foureyes/internal/ddsql/sqlerr"
	"foureyes/internal/ddsql/syntax"
)

// Whatever the text, parsing ends with statements or with one of our errors that
// points into the text, and what was read can be written and read again.
func FuzzParse(f *testing.F) {
	for _, sql := range corpus(f, "accepted.sql", "catalogue.sql", "utility.sql", "rejected.sql") {
		f.Add(sql)
	}
	limits := syntax.Limits{Length: 1 << 16, Depth: 200}
	f.Fuzz(func(t *testing.T, sql string) {
		statements, err := syntax.Parse(sql, limits)
		if err != nil {
			checkError(t, sql, err)
			return
		}
		once := format(statements)
		again, err := syntax.Parse(once, syntax.Limits{Length: 1 << 24, Depth: 2000})
		if err != nil {
			t.Fatalf("%q is written as %q, which is refused: %v", sql, once, err)
		}
		if twice := format(again); twice != once {
			t.Fatalf("%q is written as %q and then as %q", sql, once, twice)
		}
	})
}

func checkError(t *testing.T, sql string, err error) {
	t.Helper()
	e := sqlerr.From(err)
	if e.Code == sqlerr.InternalError {
		t.Fatalf("%q: %v", sql, err)
	}
	if characters := len([]rune(sql)); e.Position < 0 || e.Position > characters+1 {
		t.Fatalf("%q: position %d of %d characters", sql, e.Position, characters)
	}
}

// A name or a string that is quoted is read back as it is.
func FuzzQuote(f *testing.F) {
	for _, s := range []string{"a", "A b", `"`, "'", "é", "select", "a$b", `\`, "\n"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if s == "" || strings.ToValidUTF8(s, "") != s || strings.Contains(s, "\x00") || len(s) > 63 {
			t.Skip("no name of PostgreSQL")
		}
		e, err := syntax.ParseExpr(syntax.QuoteName(s)+" = "+syntax.QuoteText(s), syntax.DefaultLimits)
		if err != nil {
			t.Fatal(err)
		}
		b := e.(*syntax.Binary)
		if name := b.Left.(*syntax.Column).Name.Last(); name != s {
			t.Errorf("the name %q is read as %q", s, name)
		}
		if text := b.Right.(*syntax.Literal).Text; text != s {
			t.Errorf("the text %q is read as %q", s, text)
		}
	})
}
