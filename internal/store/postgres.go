package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
)

// connectWait is how long a connection may take to be made, unless the URL says
// otherwise: then the next server of several is tried.
const connectWait = 5 * time.Second

// OpenPostgres opens a PostgreSQL database, by a URL or a list of settings as libpq
// takes them, and brings its tables up to date. Commits are durable as long as the
// server's fsync is on. The URL may name several servers, with
// target_session_attrs=read-write: the one that takes changes is used.
func OpenPostgres(ctx context.Context, url string, limits Limits) (*Store, error) {
	config, err := readURL(url)
	if err != nil {
		return nil, err
	}
	if config.ConnectTimeout == 0 {
		config.ConnectTimeout = connectWait
	}
	connections, err := limits.connections(config.RuntimeParams)
	if err != nil {
		return nil, err
	}
	if err := prepareDatabase(ctx, *config); err != nil {
		return nil, fmt.Errorf("database %s on %s: %w", config.Database, config.Host, err)
	}
	asked := *config
	asked.DialFunc = hearingWithin(limits.answer(), config.DialFunc)
	db := openPool(asked, limits.settings())
	db.SetMaxOpenConns(connections)
	db.SetMaxIdleConns(connections)
	// After a failover or a change of addresses the old connections are gone in time.
	db.SetConnMaxLifetime(30 * time.Minute)
	s := &Store{reader: db, looks: mostLooked, jobs: make(chan struct{}, 1), imports: make(chan struct{}, 1), leader: newLeadership(*config), neighbours: newNeighbours(*config), postgres: true}
	s.queries = openQueries(*config, min(mostQueries, connections))
	s.prepare = func(_ context.Context, query string) (statement, error) { return text{db, query}, nil }
	s.writer = &pool{db: db, saved: s.done}
	return s, nil
}

// prepareDatabase checks that the database can hold every text, and brings its
// tables up to date.
func prepareDatabase(ctx context.Context, config pgx.ConnConfig) error {
	db := openPool(config, migrationSettings)
	defer func() { _ = db.Close() }()
	var encoding string
	if err := db.QueryRowContext(ctx, `SHOW server_encoding`).Scan(&encoding); err != nil {
		return fmt.Errorf("connect: %w", err)
	}
	if encoding != "UTF8" {
		return errors.New("its encoding is " + encoding + "; make one with the encoding UTF8 (createdb --encoding=UTF8 --template=template0)")
	}
	return migratePostgres(ctx, db, historyOf(postgresEngine))
}

// session is what runs a query on PostgreSQL: the pool, or a transaction.
type session interface {
	ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error)
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

// text is a query that the driver prepares, and remembers, on each connection.
type text struct {
	session session
	query   string
}

// ExecContext runs a query without rows.
func (q text) ExecContext(ctx context.Context, args ...any) (sql.Result, error) {
	return q.session.ExecContext(ctx, q.query, args...)
}

// QueryContext runs a query for rows.
func (q text) QueryContext(ctx context.Context, args ...any) (*sql.Rows, error) {
	return q.session.QueryContext(ctx, q.query, args...)
}

// QueryRowContext runs a query for one row.
func (q text) QueryRowContext(ctx context.Context, args ...any) *sql.Row {
	return q.session.QueryRowContext(ctx, q.query, args...)
}
