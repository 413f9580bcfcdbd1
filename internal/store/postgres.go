package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"maps"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"
)

// connectWait is how long a connection may take to be made, unless the URL says
// otherwise: then the next server of several is tried.
const connectWait = 5 * time.Second

// OpenPostgres opens a PostgreSQL database, by a URL or a list of settings as libpq
// takes them, and brings its tables up to date. Commits are durable as long as the
// server's fsync is on. The URL may name several servers, with
// target_session_attrs=read-write: the one that takes changes is used.
func OpenPostgres(ctx context.Context, url string, limits Limits) (*Store, error) {
	config, err := pgx.ParseConfig(url)
	if err != nil {
		return nil, fmt.Errorf("read the database URL: %w", err) // without its password
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
	db := openPool(*config, limits.settings())
	db.SetMaxOpenConns(connections)
	db.SetMaxIdleConns(connections)
	// After a failover or a change of addresses the old connections are gone in time.
	db.SetConnMaxLifetime(30 * time.Minute)
	s := &Store{reader: db, jobs: make(chan struct{}, 1), imports: make(chan struct{}, 1), leader: newLeadership(*config), neighbours: newNeighbours(*config), postgres: true}
	s.queries = openQueries(*config, min(mostQueries, connections))
	s.prepare = func(_ context.Context, query string) (statement, error) { return text{db, query}, nil }
	s.writer = &pool{db: db, saved: s.done}
	return s, nil
}

// sessionSettings hold for every connection, whatever the server's defaults are.
var sessionSettings = map[string]string{
	"application_name":                    "foureyes",
	"synchronous_commit":                  "on", // a 200 means durable
	"default_transaction_isolation":       "read committed",
	"statement_timeout":                   "30s",
	"lock_timeout":                        "10s",
	"idle_in_transaction_session_timeout": "5s", // who waits for a lock of a frozen server gets it in time
	// Every query has its index, and reads the first few rows of it (plans_test.go).
	// Where the planner expects to meet a row soon, or few in all, it would rather read
	// a table from its beginning, or gather all rows of a flow before it sorts them. It
	// goes by averages, and some flows have a thousand times the rows of others.
	"enable_seqscan":    "off",
	"enable_bitmapscan": "off",
	// So the plan is the same whatever the arguments are. To make it anew for each
	// query, as the server does where it expects the arguments to matter, costs several
	// times what the query itself does, and so does compiling one of the longer plans.
	"plan_cache_mode": "force_generic_plan",
	"jit":             "off",
}

// querySettings are those of connections for SQL queries. How long one may take is said
// by whoever asks.
var querySettings = map[string]string{
	"application_name":                    "foureyes sql",
	"statement_timeout":                   "0",
	"lock_timeout":                        "10s",
	"idle_in_transaction_session_timeout": "0",
	"cursor_tuple_fraction":               "1", // all rows are read
	"plan_cache_mode":                     "force_custom_plan",
	"jit":                                 "off",
}

// migrationSettings let a step take its time with a large table, once it has it.
var migrationSettings = map[string]string{
	"application_name":                    "foureyes migrate",
	"synchronous_commit":                  "on",
	"statement_timeout":                   "0",
	"lock_timeout":                        stepLockTimeout,
	"idle_in_transaction_session_timeout": "0",
}

func openPool(config pgx.ConnConfig, settings map[string]string, options ...stdlib.OptionOpenDB) *sql.DB {
	config.RuntimeParams = maps.Clone(config.RuntimeParams)
	maps.Copy(config.RuntimeParams, settings)
	return stdlib.OpenDB(config, options...)
}

// openQueries opens the connections for SQL queries. None of them can write; that is said
// once one is made, as a URL that wants a server that takes changes would refuse it before.
func openQueries(config pgx.ConnConfig, most int) *sql.DB {
	db := openPool(config, querySettings, stdlib.OptionAfterConnect(func(ctx context.Context, c *pgx.Conn) error {
		_, err := c.Exec(ctx, `SET default_transaction_read_only = on`)
		return err
	}))
	db.SetMaxOpenConns(most)
	db.SetMaxIdleConns(2)
	// After a failover or a change of addresses the old connections are gone in time.
	db.SetConnMaxLifetime(30 * time.Minute)
	return db
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
