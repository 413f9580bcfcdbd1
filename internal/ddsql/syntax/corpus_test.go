package syntax_test

import (
	"os"
	"strings"
	"testing"

	"foureyes/internal/ddsql/syntax"
)

// corpus reads the statements of files in testdata: one per line, lines that
// begin with -- left out.
func corpus(t testing.TB, files ...string) []string {
	t.Helper()
	var statements []string
	for _, name := range files {
		text, err := os.ReadFile("testdata/" + name)
		if err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(string(text)) {
			line = strings.TrimSuffix(line, "\n")
			if line != "" && !strings.HasPrefix(line, "--") {
				statements = append(statements, line)
			}
		}
	}
	return statements
}

// parse reads statements that must be right.
func parse(t testing.TB, sql string) []syntax.Statement {
	t.Helper()
	statements, err := syntax.Parse(sql, syntax.DefaultLimits)
	if err != nil {
		t.Fatalf("%s\n%v", sql, err)
	}
	return statements
}

// format writes statements back.
func format(statements []syntax.Statement) string {
	var b strings.Builder
	for _, s := range statements {
		b.WriteString(syntax.Format(s))
		b.WriteString("; ")
	}
	return b.String()
}
