package fn_test

import (
	"bytes"
	"context"
	"errors"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5/pgconn"

	"foureyes/internal/ddsql/sqlerr"
	"foureyes/internal/ddsql/value"
	"foureyes/internal/store/storetest/pgtest"
)

// Every line of testdata/*.sql is computed here and by PostgreSQL. Text, type
// and SQLSTATE must be the same, but for what testdata/differences.txt lists
// with a reason.
func TestExpressionsAgreeWithPostgreSQL(t *testing.T) {
	db := connect(t)
	allowed := differences(t)
	files, err := filepath.Glob("testdata/*.sql")
	if err != nil || len(files) == 0 {
		t.Fatalf("no case files: %v", err)
	}
	count := 0
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".sql"), func(t *testing.T) {
			for _, line := range lines(t, file) {
				count++
				same := agree(t, db, line, strings.HasSuffix(file, "sets.sql"), allowed[line])
				if same && allowed[line] {
					t.Errorf("%s\n\tagrees, though it is listed as a difference", line)
				}
				delete(allowed, line)
			}
		})
	}
	for line := range allowed {
		t.Errorf("%s\n\tis listed as a difference and in no case file", line)
	}
	t.Logf("%d expressions", count)
}

func connect(t *testing.T) *pgconn.PgConn {
	t.Helper()
	db, err := pgconn.Connect(t.Context(), pgtest.AsSuperuser(pgtest.URL(t)))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := db.Close(context.WithoutCancel(t.Context())); err != nil {
			t.Error(err)
		}
	})
	if _, err := db.Exec(t.Context(), "CREATE EXTENSION hstore; SET timezone = 'UTC'; SET extra_float_digits = 1").ReadAll(); err != nil {
		t.Fatal(err)
	}
	return db
}

// lines are a file's cases, without blank lines and comments.
func lines(t *testing.T, file string) []string {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var cases []string
	for line := range strings.Lines(string(data)) {
		if line = strings.TrimSpace(line); line != "" && !strings.HasPrefix(line, "--") {
			cases = append(cases, line)
		}
	}
	return cases
}

// differences are the cases that may differ; each stands below the reason.
func differences(t *testing.T) map[string]bool {
	t.Helper()
	allowed := map[string]bool{}
	reason := false
	for _, line := range lines(t, "testdata/differences.txt") {
		if strings.HasPrefix(line, "# ") {
			reason = true
			continue
		}
		if !reason {
			t.Fatalf("%s is listed as a difference without a reason", line)
		}
		allowed[line] = true
	}
	return allowed
}

// agree compares one case and reports whether the two agree.
func agree(t *testing.T, db *pgconn.PgConn, line string, rows, mayDiffer bool) bool {
	t.Helper()
	wantText, wantType, wantCode := ask(t, db, line, rows)
	got, text, err := evaluate(line, rows)
	code := sqlerr.Code(err)
	if err != nil && code == "" {
		code = err.Error()
	}
	if code != "" {
		text = ""
	}
	same := code == wantCode && (code != "" || sameText(text, wantText) && (rows || sameType(got.typ, wantType)))
	if same && code == "" && !rows && got.typ == wantType && !got.value.IsNull() && got.typ != value.Record {
		sameBytes(t, db, line, got)
	}
	if !same && !mayDiffer {
		t.Errorf("%s\n\tgives      %q %s %s %v\n\tPostgreSQL %q %s %s", line, text, got.typ, code, err, wantText, wantType, wantCode)
	}
	return same
}

// sameBytes compares the binary formats, where both sides have the same type.
// Doubles may differ in their last digit.
func sameBytes(t *testing.T, db *pgconn.PgConn, line string, got typed) {
	t.Helper()
	result := db.ExecParams(t.Context(), queryOf(line, false), nil, nil, nil, []int16{1}).Read()
	if result.Err != nil {
		t.Errorf("%s in binary: %v", line, result.Err)
		return
	}
	want, b := result.Rows[0][0], value.AppendBinary(nil, got.value, got.typ)
	if !bytes.Equal(b, want) && got.typ != value.Float8 {
		t.Errorf("%s\n\tin binary is  %x\n\tPostgreSQL's is %x", line, b, want)
	}
	if _, err := value.ParseBinary(got.typ, want); err != nil && got.typ.Kind() != value.KindReg {
		t.Errorf("%s\n\tPostgreSQL's %x is refused: %v", line, want, err)
	}
}

// queryOf is the query for a case.
func queryOf(line string, rows bool) string {
	if rows {
		return "SELECT array_agg(t::text) FROM " + line + " AS t"
	}
	if at, array, ok := strings.Cut(line, " FROM ARRAY["); ok {
		return "SELECT " + at + " FROM unnest(ARRAY[" + array + ") AS x"
	}
	return "SELECT " + line
}

// ask has PostgreSQL compute a case.
func ask(t *testing.T, db *pgconn.PgConn, line string, rows bool) (text string, typ value.Type, code string) {
	t.Helper()
	results, err := db.Exec(t.Context(), queryOf(line, rows)).ReadAll()
	if refused, ok := errors.AsType[*pgconn.PgError](err); ok {
		return "", 0, refused.Code
	}
	if err != nil {
		t.Fatalf("%s: %v", line, err)
	}
	r := results[0]
	typ = value.Type(r.FieldDescriptions[0].DataTypeOID)
	if r.Rows[0][0] == nil {
		return "NULL", typ, ""
	}
	return string(r.Rows[0][0]), typ, ""
}

// sameText takes numbers for the same that differ in the last of a double's
// digits, as numeric and double do.
func sameText(a, b string) bool {
	if a == b {
		return true
	}
	x, err1 := strconv.ParseFloat(a, 64)
	y, err2 := strconv.ParseFloat(b, 64)
	if err1 != nil || err2 != nil {
		return false
	}
	return x == y || math.Abs(x-y) <= 1e-14*math.Max(math.Abs(x), math.Abs(y))
}

// dialect are PostgreSQL's types for which the dialect has one: every integer is
// a bigint, every number with a fraction a double, every text a text.
var dialect = map[value.Type]value.Type{
	value.Int2: value.Int8, value.Int4: value.Int8, value.Numeric: value.Float8, value.Float4: value.Float8,
	value.Int4.Array(): value.Int8Array, value.Int2.Array(): value.Int8Array, value.Numeric.Array(): value.Float8Array,
	value.Unknown: value.Text, value.VarChar: value.Text, value.BPChar: value.Text,
}

func sameType(a, b value.Type) bool {
	plain := func(t value.Type) value.Type {
		if other, ok := dialect[t]; ok {
			return other
		}
		return t
	}
	return plain(a) == plain(b) || a == value.Hstore || a == value.Hstore.Array()
}
