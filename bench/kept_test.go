package bench_test

import (
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"testing"

	"foureyes/internal/store"
	"foureyes/internal/store/storetest/pgtest"
)

// Whoever runs BenchmarkScale may keep its databases for the next time, since to fill one
// of ten million loops takes longer than to measure it: BENCH_KEEP is a folder for those of
// SQLite, BENCH_POSTGRES the URL of a server on which those of PostgreSQL are made, which
// may be on a machine of its own.
const (
	keepFolder   = "BENCH_KEEP"
	keepPostgres = "BENCH_POSTGRES"
)

// townDatabase gives a database for a town, and whether it was filled before.
func townDatabase(b *testing.B, engine string, n size) (d database, filled bool) {
	b.Helper()
	name := fmt.Sprintf("bench_%d_%d", n.open, n.finished)
	folder, server := os.Getenv(keepFolder), os.Getenv(keepPostgres)
	switch {
	case engine == "SQLite" && folder != "":
		data := filepath.Join(folder, name)
		_, err := os.Stat(filepath.Join(data, store.SQLiteFile))
		return onSQLite(b, data), err == nil
	case engine == "PostgreSQL" && server != "":
		return keptPostgres(b, server, name)
	}
	return engines[engine](b), false
}

func keptPostgres(b *testing.B, server, name string) (d database, filled bool) {
	b.Helper()
	u, err := url.Parse(server)
	if err != nil {
		b.Fatal(err)
	}
	db := pgtest.Open(b, server)
	if err := db.QueryRowContext(b.Context(), `SELECT EXISTS (SELECT 1 FROM pg_database WHERE datname = $1)`, name).Scan(&filled); err != nil {
		b.Fatal(err)
	}
	if !filled {
		if _, err := db.ExecContext(b.Context(), `CREATE DATABASE `+name+` TEMPLATE template0`); err != nil {
			b.Fatal(err)
		}
	}
	u.Path = "/" + name
	return onPostgres(b, u.String()), filled
}
