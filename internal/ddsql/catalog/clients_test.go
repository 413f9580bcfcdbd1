package catalog

import (
	"errors"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"
)

// The catalogue queries of drivers and tools, rebuilt in testdata, run here and on
// PostgreSQL.
func TestClients(t *testing.T) {
	b := openBoth(t)
	files, err := filepath.Glob("testdata/*.sql")
	if err != nil || len(files) == 0 {
		t.Fatalf("no queries: %v", err)
	}
	for _, file := range files {
		for _, c := range cases(t, file) {
			t.Run(strings.TrimSuffix(filepath.Base(file), ".sql")+"/"+c.name, func(t *testing.T) {
				b.agree(t, b.withOIDs(t, c.sql), c.rows)
			})
		}
	}
}

type clientCase struct {
	name, sql string
	rows      bool
}

// cases reads a file: a query follows a comment that says what is compared, and
// whose it is.
func cases(t *testing.T, file string) []clientCase {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var list []clientCase
	for part := range strings.SplitSeq(string(data), "\n\n") {
		line, sql, _ := strings.Cut(strings.TrimSpace(part), "\n")
		name, isRows := strings.CutPrefix(line, "-- rows: ")
		name, isColumns := strings.CutPrefix(name, "-- columns: ")
		if isRows || isColumns {
			list = append(list, clientCase{name, strings.TrimSuffix(sql, ";"), isRows})
		}
	}
	if len(list) == 0 {
		t.Fatalf("%s has no queries", file)
	}
	return list
}

var tablePlace = regexp.MustCompile(`\{(\w+)\.(\w+)\}`)

// withOIDs puts PostgreSQL's OIDs in the places of {schema.table}.
func (b *both) withOIDs(t *testing.T, sql string) string {
	t.Helper()
	return tablePlace.ReplaceAllStringFunc(sql, func(place string) string {
		var oid string
		err := b.theirs.QueryRow(t.Context(), "SELECT $1::text::regclass::oid::text", strings.Trim(place, "{}")).Scan(&oid)
		if err != nil && !errors.Is(err, pgx.ErrNoRows) {
			t.Fatal(err)
		}
		return oid
	})
}
