package store

import (
	"context"
	"database/sql"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/stdlib"
)

// sessionSettings hold for every connection, whatever the server's defaults are.
var sessionSettings = map[string]string{
	"application_name":                    "foureyes",
	"synchronous_commit":                  "on", // a 200 means durable
	"default_transaction_isolation":       "read committed",
	"statement_timeout":                   usualStatement.String(),
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
	// Nor has the plan for any arguments the first few rows in mind. With ten million it
	// would start two more processes for a page of them, which costs 70 ms.
	"max_parallel_workers_per_gather": "0",
}

// querySettings are those of connections for SQL queries, which cannot write. How long one
// may take is said by whoever asks.
var querySettings = map[string]string{
	"default_transaction_read_only":       "on",
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

// withSettings gives a copy of config that gives its connections settings. They are said once
// a connection is made: a pooler in between refuses to begin one with settings that it does
// not know, and a URL that wants a server that takes changes refuses one that cannot write.
func withSettings(config pgx.ConnConfig, settings map[string]string) pgx.ConnConfig {
	with := *config.Copy()
	all := maps.Clone(settings)
	if path, said := with.RuntimeParams[searchPath]; said {
		delete(with.RuntimeParams, searchPath)
		all[searchPath] = path
	}
	calls := make([]string, 0, len(all))
	for _, name := range slices.Sorted(maps.Keys(all)) {
		calls = append(calls, "set_config("+literal(name)+", "+literal(all[name])+", false)")
	}
	query := "SELECT " + strings.Join(calls, ", ")
	with.AfterConnect = func(ctx context.Context, c *pgconn.PgConn) error { return c.Exec(ctx, query).Close() }
	return with
}

func openPool(config pgx.ConnConfig, settings map[string]string) *sql.DB {
	return stdlib.OpenDB(withSettings(config, settings))
}

// openQueries opens the connections for SQL queries.
func openQueries(config pgx.ConnConfig, most int) *sql.DB {
	db := openPool(config, querySettings)
	db.SetMaxOpenConns(most)
	db.SetMaxIdleConns(2)
	// After a failover or a change of addresses the old connections are gone in time.
	db.SetConnMaxLifetime(30 * time.Minute)
	return db
}
