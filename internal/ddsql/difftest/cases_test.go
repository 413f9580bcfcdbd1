package difftest

import (
	"bufio"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// query is a case: its place in the files and its text.
type query struct {
	place string
	sql   string
}

// queries reads a file: queries with a semicolon at the end of a line, comments on
// lines of their own.
func queries(t *testing.T, file string) []query {
	t.Helper()
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var list []query
	var sql strings.Builder
	lines := bufio.NewScanner(f)
	for n := 1; lines.Scan(); n++ {
		line := lines.Text()
		if sql.Len() == 0 && (strings.HasPrefix(line, "--") || line == "") {
			continue
		}
		sql.WriteString(line + "\n")
		if text := strings.TrimSpace(sql.String()); strings.HasSuffix(text, ";") {
			list = append(list, query{filepath.Base(file), strings.TrimSuffix(text, ";")})
			sql.Reset()
		}
	}
	if sql.Len() > 0 {
		t.Fatalf("%s ends inside a query", file)
	}
	return list
}

// allowed are the differences that are meant, each with its reason: lines of a
// regular expression on the query, a tab, and the reason.
func allowed(t *testing.T) map[*regexp.Regexp]string {
	t.Helper()
	text, err := os.ReadFile("testdata/differences.txt")
	if err != nil {
		t.Fatal(err)
	}
	list := map[*regexp.Regexp]string{}
	for line := range strings.SplitSeq(string(text), "\n") {
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		pattern, reason, ok := strings.Cut(line, "\t")
		if !ok {
			t.Fatalf("a difference without a reason: %s", line)
		}
		list[regexp.MustCompile(pattern)] = reason
	}
	return list
}

func TestQueriesGiveWhatPostgreSQLGives(t *testing.T) {
	files, err := filepath.Glob("testdata/*.sql")
	if err != nil || len(files) == 0 {
		t.Fatal("no cases", err)
	}
	b, meant := open(t), allowed(t)
	count := 0
	for _, file := range files {
		for _, q := range queries(t, file) {
			count++
			if d := b.compare(t, q.sql, ordered(q.sql)); d != "" && !isMeant(meant, q.sql) {
				t.Errorf("%s: %s\n%s\n", q.place, q.sql, d)
			}
		}
	}
	t.Logf("%d queries were compared", count)
}

func (b *both) compare(t *testing.T, sql string, ordered bool) string {
	t.Helper()
	return difference(b.ask(t.Context(), sql), b.askPostgreSQL(t.Context(), sql), ordered)
}

func isMeant(meant map[*regexp.Regexp]string, sql string) bool {
	for pattern := range meant {
		if pattern.MatchString(sql) {
			return true
		}
	}
	return false
}

// ordered tells whether the query's own last ORDER BY is outside of parentheses.
func ordered(sql string) bool {
	depth, found := 0, false
	upper := strings.ToUpper(sql)
	for i := range len(upper) {
		switch {
		case upper[i] == '(':
			depth++
		case upper[i] == ')':
			depth--
		case depth == 0 && strings.HasPrefix(upper[i:], "ORDER BY"):
			found = true
		}
	}
	return found
}
