// Package app joins everything: it opens the store, makes the rooms and the
// doors, runs the one port, the jobs and the sweeps, and stops them in order. It
// alone knows all packages, reads the configuration, and owns the clock.
package app

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os"
	"runtime"
	"strings"
	"sync"
	"syscall"
	"time"

	"foureyes/internal/api/datadog"
	"foureyes/internal/audit"
	"foureyes/internal/audit/chain"
	"foureyes/internal/auth"
	"foureyes/internal/clock"
	"foureyes/internal/config"
	"foureyes/internal/event"
	"foureyes/internal/flow"
	"foureyes/internal/humanloop"
	"foureyes/internal/imports"
	"foureyes/internal/job"
	"foureyes/internal/live"
	"foureyes/internal/metrics"
	"foureyes/internal/object"
	"foureyes/internal/object/remote"
	"foureyes/internal/pgwire"
	"foureyes/internal/predictor"
	"foureyes/internal/store"
	"foureyes/internal/taskui"
	"foureyes/internal/trace"
)

// Surroundings are what a process gives to an App.
type Surroundings struct {
	Now     func() time.Time
	Log     *slog.Logger
	Out     io.Writer // where the greeting goes
	Version string
}

// App is a running server.
type App struct {
	config config.Serve
	Surroundings

	time     *clock.Clock
	sweeper  *sweeper
	public   string
	lock     *os.File
	store    *store.Store
	objects  objects
	files    *object.Service // of the embedded store; nil where objects are outside
	outside  *remote.Store   // nil where they are files
	keys     *auth.Keys
	access   *auth.AccessKeys
	people   *auth.People
	sessions *auth.Sessions
	factors  *auth.SecondFactors
	resets   *auth.Resets
	loops    *humanloop.Service
	flows    *flow.Service
	uis      *taskui.Service
	events   *event.Service
	sources  *predictor.Service
	live     *live.Hub
	metrics  *metrics.Metrics
	traces   *trace.Tracer // nil where nothing is traced
	sql      *sqlTables
	datadog  *datadog.Door

	server   *http.Server
	listener net.Listener
	wire     *pgwire.Server
	psql     net.Listener // of wire; nil when it is off
	scraped  net.Listener // of metrics on their own; nil when they are not
	scrape   *http.Server // on it
	runner   *job.Runner  // of all jobs but deliveries of events
	sender   *job.Runner  // of those
	importer *job.Runner
	imports  *imports.Service
	audit    *audit.Recorder
	auditLog *chain.Writer      // nil where the audit is in the database alone
	unready  complaint          // of the database or the objects
	waiting  complaint          // of outputs, for the store outside
	stop     context.CancelFunc // ends the background work
	work     sync.WaitGroup
	failed   chan error
}

// Start brings up a server: when it returns, requests are answered. End it with
// Stop.
func Start(ctx context.Context, c config.Serve, s Surroundings) (*App, error) {
	if err := c.Check(); err != nil {
		return nil, err
	}
	a := &App{config: c, Surroundings: s, time: clock.New(s.Now), failed: make(chan error, 3)}
	if err := a.start(ctx); err != nil {
		return nil, errors.Join(err, a.traces.Stop(ctx), a.closeStores())
	}
	return a, nil
}

func (a *App) start(ctx context.Context) error {
	if err := a.openStores(ctx); err != nil {
		return err
	}
	err := a.listen(ctx)
	var handler http.Handler
	if err == nil {
		a.showViews(ctx)
		handler, err = a.assemble() //nolint:contextcheck // the context of a request comes with it
	}
	if err == nil {
		err = a.welcome(ctx)
	}
	if err != nil {
		return errors.Join(err, a.closeListeners())
	}
	a.serve(handler)
	a.serveSQL(ctx)
	a.serveMetrics()
	a.startBackground(ctx)
	return nil
}

// listen takes the ports.
func (a *App) listen(ctx context.Context) (err error) {
	if a.listener, err = (&net.ListenConfig{}).Listen(ctx, "tcp", a.config.Listen); err != nil {
		return fmt.Errorf("listen on %s: %w%s", a.config.Listen, err, whatToDo(err, "listen"))
	}
	a.public = a.config.Public(a.listener.Addr())
	if a.psql, err = a.listenSQL(ctx); err != nil {
		return err
	}
	return a.listenMetrics(ctx)
}

// whatToDo says what to do about an address that is not to be had.
func whatToDo(err error, flag string) string {
	switch {
	case errors.Is(err, syscall.EADDRINUSE):
		return ": stop the program that has it, or choose another with --" + flag
	case errors.Is(err, syscall.EACCES):
		return ": choose a port above 1023 with --" + flag + ", and let a proxy have this one"
	}
	return ""
}

func (a *App) closeListeners() error {
	var errs []error
	for _, l := range []net.Listener{a.listener, a.psql, a.scraped} {
		if l != nil {
			errs = append(errs, l.Close())
		}
	}
	return errors.Join(errs...)
}

// openStores opens what is in the data folder, which one process at a time owns.
func (a *App) openStores(ctx context.Context) (err error) {
	if err := os.MkdirAll(a.config.Data, 0o700); err != nil {
		return fmt.Errorf("make the data folder: %w", err)
	}
	if a.lock, err = lockFolder(a.config.Data); err != nil {
		return err
	}
	if err := a.openKeys(ctx); err != nil {
		return err
	}
	if err := a.openDatabase(ctx); err != nil {
		return fmt.Errorf("open the database: %w", err)
	}
	if err := a.watch(ctx); err != nil {
		return err
	}
	a.sweeper = &sweeper{clock: a.time, database: a.store, log: a.Log}
	a.sweeper.follow(ctx)
	a.access = auth.NewAccessKeys(a.store, a.keys)
	if err := a.access.Check(ctx); err != nil {
		return fmt.Errorf("the master key does not fit the database: %w", err)
	}
	a.people = auth.NewPeople(a.store, runtime.NumCPU())
	a.factors = auth.NewSecondFactors(a.store, a.people, a.keys)
	a.sessions = auth.NewSessions(a.factors, auth.Requirement(a.config.RequireTOTP))
	if err := a.openObjects(ctx); err != nil {
		return fmt.Errorf("open the objects: %w", err)
	}
	return a.openAuditLog(ctx)
}

func (a *App) openDatabase(ctx context.Context) (err error) {
	if a.config.DatabaseURL != "" {
		a.store, err = store.OpenPostgres(ctx, a.config.DatabaseURL, store.Limits{
			Connections: a.config.DatabaseConnections, Statement: a.config.DatabaseStatementTimeout,
			Lock: a.config.DatabaseLockTimeout, Idle: a.config.DatabaseIdleTimeout,
		})
		if err == nil && a.config.SQLDatabaseURL != "" {
			err = a.store.UseStandby(a.config.SQLDatabaseURL, a.config.SQLMaxLag)
		}
	} else {
		if a.store, err = store.OpenSQLite(ctx, a.config.Data); err != nil {
			return err
		}
		err = a.store.EndLeases(ctx, a.clock()) // the data folder is locked: nobody else is at work
	}
	return err
}

// idleTimeout is how long a connection may wait for its first or next request. It is longer
// than AWS SDKs keep one: a request that they send at the moment in which we close is lost,
// and one that may not be repeated has failed then. Of a connection's first request net/http
// counts ReadHeaderTimeout from its beginning, and pools hold connections that nothing was
// sent on yet, so the two are the same.
const idleTimeout = 2 * time.Minute

func (a *App) serve(handler http.Handler) {
	// HTTP/2 without TLS is what proxies speak to us; TLS itself is theirs.
	var protocols http.Protocols
	protocols.SetHTTP1(true)
	protocols.SetUnencryptedHTTP2(true)
	a.server = &http.Server{
		Handler:           handler,
		Protocols:         &protocols,
		ReadHeaderTimeout: idleTimeout,
		IdleTimeout:       idleTimeout,
		MaxHeaderBytes:    64 << 10,
		ErrorLog:          slog.NewLogLogger(a.Log.Handler(), slog.LevelWarn),
	}
	// Else requests that wait would keep the server from stopping.
	a.server.RegisterOnShutdown(a.live.Close)
	a.work.Go(func() {
		if err := a.server.Serve(a.listener); !errors.Is(err, http.ErrServerClosed) {
			a.failed <- fmt.Errorf("serve: %w", err)
		}
	})
}

// URL is the public URL.
func (a *App) URL() string { return a.public }

// SQLAddress is where PostgreSQL's clients are answered; nil where nothing listens for
// them.
func (a *App) SQLAddress() net.Addr {
	if a.psql == nil {
		return nil
	}
	return a.psql.Addr()
}

// Failed is sent the error that ended the server by itself.
func (a *App) Failed() <-chan error { return a.failed }

// Stop finishes the requests in flight, until ctx ends, then the jobs that have
// begun, and closes everything.
func (a *App) Stop(ctx context.Context) error {
	err := a.server.Shutdown(ctx)
	if err != nil {
		err = errors.Join(fmt.Errorf("finish requests in flight: %w", err), a.server.Close())
	}
	err = errors.Join(err, a.stopSQL(ctx), a.stopMetrics())
	a.live.Close()
	if a.stop != nil {
		a.stop()
	}
	a.work.Wait()
	return errors.Join(err, a.traces.Stop(ctx), a.closeStores())
}

func (a *App) closeStores() error {
	var err error
	if a.store != nil {
		err = a.store.Close()
	}
	if a.lock != nil {
		err = errors.Join(err, a.lock.Close())
	}
	return err
}

// clock is the time by which this server goes, in the precision that is stored: that
// of the database where it has a clock of its own.
func (a *App) clock() time.Time { return a.time.Now() }

// secure tells that people reach us over TLS.
func (a *App) secure() bool { return strings.HasPrefix(a.public, "https://") }

// host is the public URL's host, with its port if there is one.
func (a *App) host() string {
	_, host, _ := strings.Cut(a.public, "://")
	return host
}
