package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"path/filepath"
	"runtime"
	"strings"

	_ "modernc.org/sqlite" // the driver "sqlite"
)

// mostQueries is how many SQL queries read at the same time; others wait.
const mostQueries = 8

// SQLiteFile is the name of the database inside the data folder.
const SQLiteFile = "foureyes.db"

// OpenSQLite opens, or makes, the database in folder and brings its tables up to
// date. Commits are durable: WAL with synchronous=FULL.
func OpenSQLite(ctx context.Context, folder string) (*Store, error) {
	file := filepath.Join(folder, SQLiteFile)
	if err := migrateSQLite(ctx, file); err != nil {
		return nil, err
	}
	return openSQLite(ctx, file)
}

func openSQLite(ctx context.Context, file string) (*Store, error) {
	db, err := sql.Open("sqlite", dsn(file, "_txlock=immediate"))
	if err != nil {
		return nil, fmt.Errorf("open %s: %w", file, err)
	}
	db.SetMaxOpenConns(1)
	s := &Store{looks: mostLooked, jobs: make(chan struct{}, 1), imports: make(chan struct{}, 1)}
	s.prepare = s.prepared
	w, err := newWriter(ctx, file, db, s.done)
	if err != nil {
		_ = db.Close()
		return nil, err
	}
	s.writer = w
	s.reader, err = sql.Open("sqlite", dsn(file, "_pragma=query_only(1)"))
	if err != nil {
		_ = w.close()
		return nil, fmt.Errorf("open %s for reading: %w", file, err)
	}
	s.queries, err = sql.Open("sqlite", dsn(file, "_pragma=query_only(1)"))
	if err != nil {
		_ = errors.Join(w.close(), s.reader.Close())
		return nil, fmt.Errorf("open %s for queries: %w", file, err)
	}
	s.queries.SetMaxOpenConns(mostQueries)
	s.queries.SetMaxIdleConns(mostQueries)
	readers := max(4, runtime.NumCPU())
	s.reader.SetMaxOpenConns(readers)
	s.reader.SetMaxIdleConns(readers)
	return s, nil
}

// signalJobs never blocks: one waiting signal is as good as many.
func (s *Store) signalJobs() {
	select {
	case s.jobs <- struct{}{}:
	default:
	}
}

// dsn builds the connection string. busy_timeout covers other processes, such as
// a backup; inside this one there is a single writer.
func dsn(file string, extra ...string) string {
	options := append([]string{
		"_pragma=busy_timeout(10000)",
		"_pragma=journal_mode(WAL)",
		"_pragma=synchronous(FULL)",
		"_pragma=foreign_keys(1)",
		"_pragma=temp_store(MEMORY)",
	}, extra...)
	path := (&url.URL{Path: file}).EscapedPath()
	return "file:" + path + "?" + strings.Join(options, "&")
}
