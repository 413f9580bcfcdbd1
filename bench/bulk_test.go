package bench_test

import (
	"context"
	"database/sql"
	"path/filepath"
	"testing"

	"foureyes/internal/store"
	"foureyes/internal/store/storetest/pgtest"
)

// bulk writes rows past the store, many at a time, without the fsyncs.
type bulk struct {
	conn   func(context.Context) (*sql.Conn, error)
	before []string
	// series is a table n with a column i from $1 to $2.
	series string
	after  []string
	// size is how many bytes there are then.
	size string
}

// do runs something on a connection of its own.
func (r bulk) do(b *testing.B, what func(*sql.Conn) error) {
	b.Helper()
	conn, err := r.conn(b.Context())
	if err != nil {
		b.Fatal(err)
	}
	defer conn.Close()
	if err := what(conn); err != nil {
		b.Fatal(err)
	}
}

// openStore opens a database that a server has prepared, and the way past the store.
func (d database) openStore(b *testing.B) (*store.Store, bulk) {
	b.Helper()
	var s *store.Store
	var rows bulk
	var err error
	if url := d.settings.DatabaseURL; url != "" {
		s, err = store.OpenPostgres(b.Context(), url, store.Limits{})
		rows = bulkPostgres(pgtest.Open(b, pgtest.AsSuperuser(url)))
	} else {
		s, err = store.OpenSQLite(b.Context(), d.settings.Data)
		rows = bulkSQLite(b, filepath.Join(d.settings.Data, store.SQLiteFile))
	}
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = s.Close() })
	return s, rows
}

func bulkSQLite(b *testing.B, file string) bulk {
	b.Helper()
	db, err := sql.Open("sqlite", "file:"+file+"?_pragma=synchronous(OFF)&_pragma=busy_timeout(60000)&_pragma=cache_size(-400000)")
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = db.Close() })
	return bulk{
		conn:   db.Conn,
		series: `WITH RECURSIVE n(i) AS (SELECT $1 UNION ALL SELECT i + 1 FROM n WHERE i < $2)`,
		after:  []string{"PRAGMA wal_checkpoint(TRUNCATE)"},
		size:   `SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()`,
	}
}

func bulkPostgres(db *sql.DB) bulk {
	return bulk{
		conn: db.Conn,
		// The rows are made without asking for each what it refers to.
		before: []string{"SET synchronous_commit = off", "SET session_replication_role = replica", "SET maintenance_work_mem = '512MB'"},
		series: `WITH n(i) AS (SELECT generate_series(CAST($1 AS BIGINT), CAST($2 AS BIGINT)))`,
		after:  []string{"VACUUM ANALYZE"},
		size:   `SELECT pg_database_size(current_database())`,
	}
}
