package bench_test

import (
	"context"
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
	// raw copies it as it is now. No server runs meanwhile.
	raw func() rawCopy
}

// rawCopy is a database of which no server knows.
type rawCopy struct {
	db   *sql.DB
	into rawWriter
	// open gives it to the store.
	open func(context.Context) (*store.Store, error)
}

// engines make an empty database of either kind.
var engines = map[string]func(*testing.B) database{"SQLite": newSQLite, "PostgreSQL": newPostgres}

// settings are a server's, on a data folder of its own.
func settings(folder string) config.Serve {
	return config.Serve{
		Listen: "127.0.0.1:0", Data: folder, AccountID: account,
		AccessKeyID: keyID, SecretAccessKey: keySecret, AdminEmail: adminEmail,
		TracesURL: *tracesURL, TracesRatio: 1,
	}
}

func newSQLite(b *testing.B) database {
	b.Helper()
	return onSQLite(b, filepath.Join(b.TempDir(), "data"))
}

// onSQLite uses a data folder, which need not be there yet.
func onSQLite(b *testing.B, folder string) database {
	b.Helper()
	db := openSQLite(b, filepath.Join(folder, store.SQLiteFile)) // once it is there
	return database{settings: settings(folder), db: db, raw: func() rawCopy {
		folder := b.TempDir()
		file := filepath.Join(folder, store.SQLiteFile)
		if _, err := db.ExecContext(b.Context(), `VACUUM INTO $1`, file); err != nil {
			b.Fatal(err)
		}
		copied := openSQLite(b, file)
		return rawCopy{copied, newRawSQLite(b, copied), func(ctx context.Context) (*store.Store, error) {
			return store.OpenSQLite(ctx, folder)
		}}
	}}
}

func newPostgres(b *testing.B) database {
	b.Helper()
	return onPostgres(b, pgtest.URL(b))
}

// onPostgres uses a database that is there, and may be empty. Only those of pgtest can be
// copied.
func onPostgres(b *testing.B, url string) database {
	b.Helper()
	s := settings(filepath.Join(b.TempDir(), "data"))
	s.DatabaseURL, s.MasterKeyFile = url, masterKey(b)
	db := pgtest.Open(b, url)
	return database{settings: s, db: db, raw: func() rawCopy {
		db.SetMaxIdleConns(0) // who copies a database must be alone
		copiedURL := pgtest.Copy(b, url)
		db.SetMaxIdleConns(1)
		copied := pgtest.Open(b, copiedURL)
		copied.SetMaxIdleConns(connections[len(connections)-1])
		return rawCopy{copied, rawPostgres{copied}, func(ctx context.Context) (*store.Store, error) {
			return store.OpenPostgres(ctx, copiedURL, store.Limits{})
		}}
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
