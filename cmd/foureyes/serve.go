package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"runtime/debug"
	"time"

	"foureyes/internal/app"
	"foureyes/internal/config"
)

// grace is how long requests in flight may take to finish at the end.
const grace = 25 * time.Second

type serveCommand struct {
	config.Serve
}

// Run serves until a signal.
func (c *serveCommand) Run(ctx context.Context, unknown unknownVariables) error {
	if err := c.Check(); err != nil {
		return usageError{err}
	}
	for _, name := range unknown {
		logger(c.Serve).WarnContext(ctx, "a variable of the environment is no setting, and does nothing; is it misspelled?", "name", name)
	}
	return serve(ctx, c.Serve, func(a *app.App) error {
		logger(c.Serve).InfoContext(ctx, "ready", "version", version, "url", a.URL(), "listen", c.Listen, "data", c.Data, "database", engineOf(c.Serve))
		return nil
	})
}

// engineOf is what the database is, in the word that metrics and the doctor have for it.
func engineOf(c config.Serve) string {
	if c.DatabaseURL != "" {
		return "postgres"
	}
	return "sqlite"
}

// gcPercent lets the heap grow further between collections than Go does by itself:
// nearly all of SQLite's memory lies outside of it, so that the little that is left
// is collected too often. It takes 10 to 25 percent off the CPU time of a call
// (docs/benchmarks.md).
const gcPercent = 400

// serve runs a server until a signal ends ctx; begun is called once it answers.
func serve(ctx context.Context, c config.Serve, begun func(*app.App) error) error {
	if _, set := os.LookupEnv("GOGC"); !set {
		debug.SetGCPercent(gcPercent)
	}
	log := logger(c)
	a, err := app.Start(ctx, c, app.Surroundings{Now: time.Now, Log: log, Out: os.Stdout, Version: version})
	switch {
	case err != nil && ctx.Err() != nil: // a signal came first, as was asked for
		log.Info("stopped before the server was ready", "error", err)
		return nil
	case err != nil:
		return err
	}
	failed := begun(a)
	if failed == nil {
		select {
		case <-ctx.Done():
			log.Info("stopping: requests in flight are being finished")
		case failed = <-a.Failed():
		}
	}
	last, cancel := context.WithTimeout(context.WithoutCancel(ctx), grace)
	defer cancel()
	if err := a.Stop(last); err != nil {
		return errors.Join(failed, fmt.Errorf("stop: %w", err))
	}
	if failed == nil {
		log.Info("stopped")
	}
	return failed
}

func logger(c config.Serve) *slog.Logger {
	var level slog.Level
	_ = level.UnmarshalText([]byte(c.LogLevel)) // the flag's enum allows only levels
	options := &slog.HandlerOptions{Level: level}
	if c.LogFormat == "json" {
		options.ReplaceAttr = inSeconds
		return slog.New(slog.NewJSONHandler(os.Stderr, options))
	}
	return slog.New(slog.NewTextHandler(os.Stderr, options))
}

// inSeconds gives a length of time to programs as a number that says what it counts; slog
// writes nanoseconds, and does not say so.
func inSeconds(_ []string, a slog.Attr) slog.Attr {
	if a.Value.Kind() != slog.KindDuration {
		return a
	}
	return slog.Float64(a.Key+"_seconds", a.Value.Duration().Seconds())
}
