// Package pgtest gives tests a PostgreSQL: a real server that the test binary
// starts when a test first asks for it, and a new database for each test. The
// server keeps its defaults where durability is concerned, fsync above all.
//
// It owns the server's life and nothing of what is stored, so that the store's own
// tests can use it as well.
package pgtest

import (
	"bufio"
	"database/sql"
	"fmt"
	"io"
	"net/url"
	"os/exec"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	_ "github.com/jackc/pgx/v5/stdlib" // the driver "pgx"
)

var (
	theServer = sync.OnceValues(start)
	databases atomic.Int64
)

// URL makes an empty database and gives the URL that opens it as its owner, who is no
// superuser. The server ends with the test binary, however that ends, and takes its
// databases with it.
func URL(t testing.TB) string {
	t.Helper()
	return create(t, "template0")
}

// Copy makes a database that holds what another one of URL's holds, which nobody
// may have open meanwhile.
func Copy(t testing.TB, databaseURL string) string {
	t.Helper()
	u, err := url.Parse(databaseURL)
	if err != nil {
		t.Fatal(err)
	}
	return create(t, strings.TrimPrefix(u.Path, "/"))
}

func create(t testing.TB, template string) string {
	t.Helper()
	s, err := theServer()
	if err != nil {
		t.Fatalf("start PostgreSQL: %v", err)
	}
	name := fmt.Sprintf("test%d", databases.Add(1))
	db := Open(t, s.url("postgres", superuser))
	if _, err := db.ExecContext(t.Context(), `CREATE DATABASE `+name+` OWNER `+owner+` TEMPLATE `+template); err != nil {
		t.Fatalf("make a database: %v", err)
	}
	return s.url(name, owner)
}

// AsSuperuser gives the URL by which a superuser opens the database of another URL.
func AsSuperuser(databaseURL string) string {
	return strings.Replace(databaseURL, "user="+owner, "user="+superuser, 1)
}

// Open opens a database for a test that looks into its tables, and not into the views of
// the same names, which are in a schema called like the owner; it is closed when the test ends.
func Open(t testing.TB, databaseURL string) *sql.DB {
	t.Helper()
	db, err := sql.Open("pgx", databaseURL+"&search_path=public")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	return db
}

// server is a running PostgreSQL that listens on a socket in its folder.
type server struct {
	folder string
	life   io.WriteCloser // takes orders; the server ends once this is closed, or collected
	said   *bufio.Scanner
	script *exec.Cmd
}

func (s server) url(database, user string) string {
	settings := url.Values{"host": {s.folder}, "user": {user}}
	return "postgres:///" + database + "?" + settings.Encode()
}
