package app

import (
	"context"
	"errors"
	"fmt"
	"net"
	"syscall"
	"time"

	"foureyes/internal/api/postgres"
	"foureyes/internal/auth"
	"foureyes/internal/config"
	"foureyes/internal/ddsql"
	"foureyes/internal/ddsql/catalog"
	"foureyes/internal/inventory"
	"foureyes/internal/pgwire"
)

// postgresVersion is the PostgreSQL that clients take us for.
const postgresVersion = "15.0"

// schemas are those in which tables are found by their name alone.
var schemas = []string{"aws", "foureyes"}

// sqlTables is what all doors of SQL share.
type sqlTables struct {
	engine    *ddsql.Engine
	inventory *inventory.Inventory
	access    *auth.SQL
	version   string // what version() gives
}

// makeSQL makes the engine over the tables.
func (a *App) makeSQL(guard *auth.Guard) {
	limits := ddsql.Limits{
		Time: a.config.SQLTimeout, Memory: int64(a.config.SQLMaxMemory) << 20, AllMemory: int64(a.config.SQLMaxMemory) << 22,
		Rows: a.config.SQLMaxRows, Queries: a.config.SQLConcurrency,
	}
	a.sql = &sqlTables{
		engine: ddsql.NewEngine(limits, a.clock, a.Log), inventory: inventory.New(a.store, a.host()), access: auth.NewSQL(guard, a.people),
		version: "PostgreSQL " + postgresVersion + " (Foureyes " + a.Version + ")",
	}
}

// session begins a session that sees its caller's account.
func (t *sqlTables) session(c auth.SQLCaller) *ddsql.Session {
	owner := ddsql.Owner{User: c.User, Database: postgres.Database, Version: t.version, Server: postgresVersion, Path: schemas}
	var s *ddsql.Session
	owner.Snapshot = func(ctx context.Context, path []string) (ddsql.Snapshot, error) {
		of, end := t.inventory.Begin(ctx)
		names := catalog.New(t.inventory.Tables(c.Account), catalog.Options{
			Database: owner.Database, User: owner.User, Path: path, Settings: func() []catalog.Setting { return settings(s) },
		})
		return ddsql.Snapshot{Tables: names.Tables(), Names: names, Context: of, Close: end}, nil
	}
	s = t.engine.NewSession(owner)
	return s
}

// settings are a session's parameters, as the catalogues show them.
func settings(s *ddsql.Session) []catalog.Setting {
	var all []catalog.Setting
	for _, p := range s.Parameters() {
		all = append(all, catalog.Setting{Name: p.Name, Value: p.Value, Fixed: p.Fixed})
	}
	return all
}

// listenSQL takes the port of PostgreSQL's clients. That the usual one is taken is
// no reason not to start: a second server on a laptop does not need it.
func (a *App) listenSQL(ctx context.Context) (net.Listener, error) {
	if a.config.SQLListen == "" {
		return nil, nil
	}
	l, err := (&net.ListenConfig{}).Listen(ctx, "tcp", a.config.SQLListen)
	if errors.Is(err, syscall.EADDRINUSE) && a.config.SQLListen == config.DefaultSQLListen {
		a.Log.WarnContext(ctx, "psql cannot reach this server, as another program has its port; choose another with --sql-listen", "address", a.config.SQLListen)
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("listen for SQL on %s: %w%s", a.config.SQLListen, err, whatToDo(err, "sql-listen"))
	}
	return l, nil
}

// makeWire makes the door of PostgreSQL's clients.
func (a *App) makeWire(newID func(time.Time) string) error {
	settings := pgwire.Config{Now: a.Now, Log: a.Log, Version: postgresVersion, MockKey: a.keys.SQLStrangers()}
	if a.config.SQLTLSCert != "" {
		files, err := pgwire.NewCertificateFiles(a.config.SQLTLSCert, a.config.SQLTLSKey)
		if err != nil {
			return fmt.Errorf("open the certificate of the SQL tables: %w", err)
		}
		settings.Certificate = files.Get
	}
	a.wire = pgwire.New(postgres.New(postgres.Parts{
		Access: a.sql.access, Audit: a.audit, Now: a.clock, NewID: newID,
		Open: func(_ context.Context, c auth.SQLCaller, s pgwire.Startup) (pgwire.Session, error) {
			return postgres.NewSession(a.sql.session(c), s, a.clock)
		},
	}), settings)
	return nil
}

// serveSQL answers PostgreSQL's clients until stopSQL.
func (a *App) serveSQL(ctx context.Context) {
	if a.psql == nil {
		return
	}
	a.work.Go(func() {
		if err := a.wire.Serve(ctx, a.psql); err != nil {
			a.failed <- fmt.Errorf("serve SQL: %w", err)
		}
	})
}

// stopSQL lets queries that run end, until ctx does.
func (a *App) stopSQL(ctx context.Context) error {
	a.datadog.Close()
	if err := a.wire.Shutdown(ctx); err != nil {
		return fmt.Errorf("finish SQL queries: %w", err)
	}
	return nil
}
