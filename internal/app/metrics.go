package app

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"time"

	"foureyes/internal/metrics"
	"foureyes/internal/store"
)

// measure makes the metrics, and lets the database be measured from now on.
func (a *App) measure() {
	database := "SQLite"
	if a.config.DatabaseURL != "" {
		database = "PostgreSQL"
	}
	parts := metrics.Parts{
		Version: a.Version, Database: database, Now: a.Now, Pool: a.store.Connections,
		Figures: a.figures,
		Leads:   func() bool { return a.sweeper.leading() },
		Jump:    func() time.Duration { return a.sweeper.jump() },
	}
	if _, there := a.store.Standby(); there {
		parts.Standby = func() store.StandbyFigures {
			f, _ := a.store.Standby()
			return f
		}
	}
	a.metrics = metrics.New(parts)
}

// listenMetrics takes the port of --metrics-listen, if there is one.
func (a *App) listenMetrics(ctx context.Context) (err error) {
	if a.config.MetricsListen == "" {
		return nil
	}
	a.scraped, err = (&net.ListenConfig{}).Listen(ctx, "tcp", a.config.MetricsListen)
	if err != nil {
		return fmt.Errorf("listen on %s for metrics: %w%s", a.config.MetricsListen, err, whatToDo(err, "metrics-listen"))
	}
	return nil
}

// serveMetrics shows the metrics on a port of their own, to whoever reaches it.
func (a *App) serveMetrics() {
	if a.scraped == nil {
		return
	}
	mux := http.NewServeMux()
	mux.Handle("GET /metrics", a.metrics.Page())
	a.scrape = &http.Server{
		Handler: mux, ReadHeaderTimeout: 10 * time.Second, IdleTimeout: 2 * time.Minute,
		ErrorLog: slog.NewLogLogger(a.Log.Handler(), slog.LevelWarn),
	}
	a.work.Go(func() {
		if err := a.scrape.Serve(a.scraped); !errors.Is(err, http.ErrServerClosed) {
			a.failed <- fmt.Errorf("serve metrics: %w", err)
		}
	})
}

// stopMetrics waits for nobody: what a scraper did not get it asks for again.
func (a *App) stopMetrics() error {
	if a.scrape == nil {
		return nil
	}
	if err := a.scrape.Close(); err != nil {
		return fmt.Errorf("stop serving metrics: %w", err)
	}
	return nil
}

// MetricsAddress is where metrics are shown on their own; nil if they are not.
func (a *App) MetricsAddress() net.Addr {
	if a.scraped == nil {
		return nil
	}
	return a.scraped.Addr()
}
