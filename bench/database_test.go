package bench_test

import (
	"database/sql"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"foureyes/internal/config"
	"foureyes/internal/store"
	"foureyes/internal/store/storetest/pgtest"
)

// database is where a server keeps its rows.
type database struct {
	settings config.Serve
	// db looks into it, beside the server.
	db *sql.DB
	// raw copies it as it is now, and writes into the copy. No server runs meanwhile.
	raw func() (*sql.DB, rawWriter)
}

// engines make an empty database of either kind.
var engines = map[string]func(*testing.B) database{"SQLite": newSQLite, "PostgreSQL": newPostgres}

// settings are a server's, on a data folder of its own.
func settings(folder string) config.Serve {
	return config.Serve{
		Listen: "127.0.0.1:0", Data: folder, AccountID: account,
		AccessKeyID: keyID, SecretAccessKey: keySecret, AdminEmail: adminEmail,
	}
}

func newSQLite(b *testing.B) database {
	b.Helper()
	folder := filepath.Join(b.TempDir(), "data")
	db := openSQLite(b, filepath.Join(folder, store.SQLiteFile)) // once it is there
	return database{settings: settings(folder), db: db, raw: func() (*sql.DB, rawWriter) {
		file := filepath.Join(b.TempDir(), "raw.db")
		if _, err := db.ExecContext(b.Context(), `VACUUM INTO $1`, file); err != nil {
			b.Fatal(err)
		}
		copied := openSQLite(b, file)
		return copied, newRawSQLite(b, copied)
	}}
}

func newPostgres(b *testing.B) database {
	b.Helper()
	url := pgtest.URL(b)
	s := settings(filepath.Join(b.TempDir(), "data"))
	s.DatabaseURL, s.MasterKeyFile = url, masterKey(b)
	db := pgtest.Open(b, url)
	return database{settings: s, db: db, raw: func() (*sql.DB, rawWriter) {
		db.SetMaxIdleConns(0) // who copies a database must be alone
		copied := pgtest.Open(b, pgtest.Copy(b, url))
		db.SetMaxIdleConns(1)
		copied.SetMaxIdleConns(connections[len(connections)-1])
		return copied, rawPostgres{copied}
	}}
}

func masterKey(b *testing.B) string {
	b.Helper()
	file := filepath.Join(b.TempDir(), "master.key")
	if err := os.WriteFile(file, []byte(strings.Repeat("0f", 32)), 0o600); err != nil {
		b.Fatal(err)
	}
	return file
}
