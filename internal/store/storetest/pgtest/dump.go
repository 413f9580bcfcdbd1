package pgtest

import (
	"os/exec"
	"path/filepath"
	"testing"
)

// Dump writes a database into a file as an operator does, by pg_dump. Others may change
// the database meanwhile.
func Dump(t testing.TB, databaseURL, file string) {
	t.Helper()
	tool(t, "pg_dump", "--format=custom", "--file="+file, databaseURL)
}

// Restore makes a database of what Dump wrote, by pg_restore, and gives its URL.
func Restore(t testing.TB, file string) (databaseURL string) {
	t.Helper()
	databaseURL = URL(t)
	tool(t, "pg_restore", "--exit-on-error", "--no-owner", "--no-acl", "--dbname="+databaseURL, file)
	return databaseURL
}

// tool runs a program of PostgreSQL's to its end.
func tool(t testing.TB, name string, arguments ...string) {
	t.Helper()
	bin, err := binaries()
	if err != nil {
		t.Fatal(err)
	}
	out, err := exec.CommandContext(t.Context(), filepath.Join(bin, name), arguments...).CombinedOutput()
	if err != nil {
		t.Fatalf("%s: %v\n%s", name, err, out)
	}
}
