package syntax_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"foureyes/internal/ddsql/sqlerr"
	"foureyes/internal/ddsql/syntax"
)

// What is written back must be read as the same tree: then writing it again gives
// the same text.
func TestFormatIsStable(t *testing.T) {
	for _, sql := range corpus(t, "accepted.sql", "catalogue.sql", "utility.sql") {
		once := format(parse(t, sql))
		if twice := format(parse(t, once)); twice != once {
			t.Errorf("%s\nis written as\n%s\nand that as\n%s", sql, once, twice)
		}
	}
}

func TestFormatShowsTheStructure(t *testing.T) {
	for sql, want := range map[string]string{
		"a + b * c":                            "(a + (b * c))",
		"a or b and not c = d":                 "(a OR (b AND (NOT (c = d))))",
		"-a::int ^ 2":                          "((- (a)::pg_catalog.int4) ^ 2)",
		"a between 1 and 2 and b":              "((a BETWEEN 1 AND 2) AND b)",
		"a at time zone 'UTC' < b":             "((a AT TIME ZONE 'UTC') < b)",
		"tags->'env' = 'prod'":                 "((tags -> 'env') = 'prod')",
		"a[1:2][3].f":                          "a[1:2][3].f",
		"'a'\n 'b' -- c\n 'c'":                 "'abc'",
		"e'x\\n' \n '\\ty'":                    "'x\n\ty'",
		"interval '1' day":                     "interval '1' day",
		`U&"d\0061t" || U&'!0061' uescape '!'`: "(dat || 'a')",
		"trim(leading 'x' from a)":             "TRIM(LEADING 'x' FROM a)",
		"f(a, x => 1, variadic y := 2)":        "f(a, x => 1, VARIADIC y => 2)",
	} {
		e, err := syntax.ParseExpr(sql, syntax.DefaultLimits)
		if err != nil {
			t.Errorf("%s: %v", sql, err)
			continue
		}
		if got := syntax.FormatExpr(e); got != want {
			t.Errorf("%s is read as %s, want %s", sql, got, want)
		}
	}
}

func TestPositionsCountCharacters(t *testing.T) {
	statement := parse(t, "SELECT '日本', é + t.ü FROM t JOIN u ON f(x)")[0]
	s := statement.(*syntax.Query).Body.(*syntax.Select)
	sum := s.Targets[1].Expr.(*syntax.Binary)
	join := s.From[0].(*syntax.Join)
	got := []int{s.Pos(), s.Targets[0].Pos(), sum.Left.Pos(), sum.Pos(), sum.Right.Pos(), join.Pos(), join.On.Pos()}
	if diff := cmp.Diff([]int{1, 8, 14, 16, 18, 29, 39}, got); diff != "" {
		t.Error(diff)
	}
}

func TestStatementsThatWriteAreRecognised(t *testing.T) {
	for sql, want := range map[string]string{
		"INSERT INTO t VALUES (1)":                         "cannot execute INSERT in a read-only transaction (SQLSTATE 25006)",
		"update t set a = ';' where (b)":                   "cannot execute UPDATE in a read-only transaction (SQLSTATE 25006)",
		"CREATE OR REPLACE TEMP VIEW v AS TABLE t":         "cannot execute CREATE VIEW in a read-only transaction (SQLSTATE 25006)",
		"DROP MATERIALIZED VIEW v":                         "cannot execute DROP MATERIALIZED VIEW in a read-only transaction (SQLSTATE 25006)",
		"TRUNCATE t":                                       "cannot execute TRUNCATE TABLE in a read-only transaction (SQLSTATE 25006)",
		"COPY t TO STDOUT":                                 "COPY is not supported (SQLSTATE 0A000)",
		"WITH a AS (DELETE FROM t RETURNING (1)) SELECT 1": "cannot execute DELETE in a read-only transaction (SQLSTATE 25006)",
	} {
		statements := parse(t, sql+"; SELECT 1")
		if len(statements) != 2 {
			t.Errorf("%s: %d statements", sql, len(statements))
		}
		refused, is := statements[0].(*syntax.Refused)
		if !is {
			refused = statements[0].(*syntax.Query).With.Tables[0].Query.(*syntax.Refused)
		}
		if got := refused.Err().Error(); got != want {
			t.Errorf("%s: %s", sql, got)
		}
	}
}

// What would write inside a query is refused while it is read.
func TestQueriesThatWriteAreRefused(t *testing.T) {
	for _, sql := range []string{
		"SELECT 1 FOR UPDATE", "SELECT 1 FROM t FOR NO KEY UPDATE OF t", "SELECT 1 FOR SHARE NOWAIT",
		"SELECT 1 FOR KEY SHARE", "SELECT 1 INTO t", "WITH a AS (SELECT 1) INSERT INTO t SELECT 1",
	} {
		if _, err := syntax.Parse(sql, syntax.DefaultLimits); sqlerr.Code(err) != sqlerr.ReadOnlySQLTransaction {
			t.Errorf("%s: %v", sql, err)
		}
	}
}

func TestUnsupportedSyntaxIsNamed(t *testing.T) {
	for sql, want := range map[string]string{
		"SELECT b'01'":                          "bit string constants are not supported",
		"SELECT x'1F'":                          "bit string constants are not supported",
		"SELECT 1 FROM t TABLESAMPLE system(1)": "TABLESAMPLE is not supported",
		"SELECT xmlconcat(a)":                   "function xmlconcat is not supported",
		"WITH RECURSIVE a AS (SELECT 1) SEARCH DEPTH FIRST BY x SET y SELECT 1": "SEARCH and CYCLE clauses are not supported",
		"SET a FROM CURRENT": "SET ... FROM CURRENT is not supported",
	} {
		_, err := syntax.Parse(sql, syntax.DefaultLimits)
		if e := sqlerr.From(err); err == nil || e.Code != sqlerr.FeatureNotSupported || e.Message != want {
			t.Errorf("%s: %v", sql, err)
		}
	}
}

func TestDepthIsLimited(t *testing.T) {
	deep := syntax.DefaultLimits.Depth + 1
	for name, sql := range map[string]string{
		"parentheses": "SELECT " + strings.Repeat("(", deep) + "1" + strings.Repeat(")", deep),
		"signs":       "SELECT " + strings.Repeat("- ", deep) + "1",
		"nots":        "SELECT " + strings.Repeat("NOT ", deep) + "true",
		"sums":        "SELECT 1" + strings.Repeat(" + 1", deep),
		"casts":       "SELECT 1" + strings.Repeat("::int", deep),
		"calls":       "SELECT " + strings.Repeat("f(", deep) + strings.Repeat(")", deep),
		"cases":       "SELECT " + strings.Repeat("CASE WHEN ", deep),
		"arrays":      "SELECT ARRAY" + strings.Repeat("[", deep),
		"queries":     strings.Repeat("SELECT * FROM (", deep),
		"ctes":        strings.Repeat("WITH a AS (", deep),
		"unions":      "SELECT 1" + strings.Repeat(" UNION SELECT 1", deep),
		"joins":       "SELECT 1 FROM a" + strings.Repeat(" CROSS JOIN b", deep),
		"sources":     "SELECT 1 FROM " + strings.Repeat("(", deep),
		"sets":        "SELECT 1 GROUP BY " + strings.Repeat("GROUPING SETS (", deep),
		"fields":      "SELECT (a)" + strings.Repeat(".b", deep),
	} {
		if _, err := syntax.Parse(sql, syntax.DefaultLimits); sqlerr.Code(err) != sqlerr.StatementTooComplex {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// Programs write long lists and chains, which are no depth.
func TestLongListsAreNotDeep(t *testing.T) {
	many := 10 * syntax.DefaultLimits.Depth
	for name, sql := range map[string]string{
		"or":     "SELECT a = 1" + strings.Repeat(" OR a = 1", many),
		"in":     "SELECT a IN (1" + strings.Repeat(", 1", many) + ")",
		"values": "VALUES (1)" + strings.Repeat(", (1)", many),
	} {
		if _, err := syntax.Parse(sql, syntax.DefaultLimits); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestLengthAndBytesAreChecked(t *testing.T) {
	long := "SELECT '" + strings.Repeat("x", syntax.DefaultLimits.Length) + "'"
	for sql, want := range map[string]string{
		long:             sqlerr.ProgramLimitExceeded,
		"SELECT '\xff'":  sqlerr.CharacterNotInRepertoire,
		"SELECT '\x00'":  sqlerr.CharacterNotInRepertoire,
		`SELECT E'\xff'`: sqlerr.CharacterNotInRepertoire,
		`SELECT E'\000'`: sqlerr.CharacterNotInRepertoire,
	} {
		if _, err := syntax.Parse(sql, syntax.DefaultLimits); sqlerr.Code(err) != want {
			t.Errorf("%.20s: %v, want %s", sql, err, want)
		}
	}
}

func TestQuoteNameIsReadBack(t *testing.T) {
	for name, want := range map[string]string{
		"a": "a", "value": "value", "select": `"select"`, "left": `"left"`, "int": `"int"`, "A": `"A"`, `a"b`: `"a""b"`, "1a": `"1a"`, "é": `"é"`,
	} {
		if got := syntax.QuoteName(name); got != want {
			t.Errorf("%s is quoted as %s, want %s", name, got, want)
		}
	}
}
