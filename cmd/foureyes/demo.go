package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"syscall"

	"github.com/alecthomas/kong"

	"foureyes/internal/app"
	"foureyes/internal/config"
)

type demoCommand struct {
	Listen   string `help:"One address for everything over HTTP. Default: 127.0.0.1:8080, or a free port when that is taken." placeholder:"HOST:PORT"`
	LogLevel string `default:"warn" enum:"debug,info,warn,error" help:"Least severe level that is logged."`
}

// Run serves the demo until a signal, then removes all that it wrote.
func (c *demoCommand) Run(ctx context.Context) error {
	folder, err := os.MkdirTemp("", "foureyes-demo-")
	if err != nil {
		return fmt.Errorf("make a temporary folder: %w", err)
	}
	return errors.Join(c.serve(ctx, folder), os.RemoveAll(folder))
}

func (c *demoCommand) serve(ctx context.Context, folder string) error {
	s, err := c.settings(folder)
	if err != nil {
		return err
	}
	begun := func(a *app.App) error { return begin(ctx, a, folder, os.Stdout) }
	err = serve(ctx, s, begun)
	if c.Listen != "" || !errors.Is(err, syscall.EADDRINUSE) {
		return err
	}
	if _, err := fmt.Fprintf(os.Stdout, "%s is taken, so this demo uses a free port.\n\n", s.Listen); err != nil {
		return fmt.Errorf("print the address: %w", err)
	}
	s.Listen = "127.0.0.1:0"
	return serve(ctx, s, begun)
}

// settings are those of serve by default, on the folder. The environment twins of
// serve's flags do not count: a demo must not touch what a real server uses.
func (c *demoCommand) settings(folder string) (config.Serve, error) {
	var s config.Serve
	if err := kong.ApplyDefaults(&s); err != nil {
		return s, fmt.Errorf("read the defaults: %w", err)
	}
	s.Data, s.LogLevel = folder, c.LogLevel
	if c.Listen != "" {
		s.Listen = c.Listen
	}
	if err := s.Check(); err != nil {
		return s, usageError{err}
	}
	return s, nil
}

// begin makes the reviews and tells what to do with them.
func begin(ctx context.Context, a *app.App, folder string, out io.Writer) error {
	reviews, err := a.Demo(ctx)
	if err != nil {
		return err
	}
	var titles strings.Builder
	tasks := 0
	for _, r := range reviews {
		tasks += r.Tasks
		fmt.Fprintf(&titles, "  %d  %s\n", r.Tasks, r.Title)
	}
	_, err = fmt.Fprintf(out, `%d tasks wait for a person:
%s
Open the sign-in link, choose a job, answer. What the requester gets for the first
answer to %q (with the exports above):
  aws s3 cp %s -

Ctrl+C stops the demo and removes %s.
`, tasks, titles.String(), reviews[0].Title, reviews[0].OutputURI, folder)
	if err != nil {
		return fmt.Errorf("print what to do: %w", err)
	}
	return nil
}
