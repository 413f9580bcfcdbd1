package main

import (
	"context"
	"fmt"
	"io"
	"strings"
	"text/tabwriter"
	"time"

	"foureyes/internal/app"
	"foureyes/internal/store"
)

type migrateCommand struct {
	Up     migrateUpCommand     `cmd:"" help:"Bring the tables up to date. Servers do so by themselves when they start."`
	Status migrateStatusCommand `cmd:"" help:"Show which steps the tables have seen, and change nothing."`
}

// tables say whose tables are meant. No server is asked: none need be running.
type tables struct {
	Data        string `default:"./data" help:"Data folder with the database." type:"path"`
	DatabaseURL string `help:"A PostgreSQL database instead of SQLite in --data." placeholder:"URL"`
}

func (t tables) place() store.Place { return store.Place{Folder: t.Data, URL: t.DatabaseURL} }

type migrateUpCommand struct {
	tables
	output
}

// Run applies the steps that wait.
func (c *migrateUpCommand) Run(ctx context.Context, w io.Writer) error {
	before, err := store.ReadSchema(ctx, c.place())
	if err != nil {
		return err
	}
	after, err := app.Migrate(ctx, c.place())
	if err != nil {
		return err
	}
	return c.print(w, after, fmt.Sprintf("The tables are up to date, at step %d; %d applied now.\n", after.Newest, before.Waiting()))
}

type migrateStatusCommand struct {
	tables
	output
}

// Run shows the steps.
func (c *migrateStatusCommand) Run(ctx context.Context, w io.Writer) error {
	schema, err := store.ReadSchema(ctx, c.place())
	if err != nil {
		return err
	}
	return c.print(w, schema, tableOfSteps(schema))
}

func tableOfSteps(s store.Schema) string {
	var b strings.Builder
	w := tabwriter.NewWriter(&b, 0, 0, 2, ' ', 0)
	_, _ = fmt.Fprintln(w, "STEP\tNAME\tAPPLIED")
	unknown := 0
	for _, step := range s.Steps {
		name, applied := strings.ReplaceAll(step.Name, "_", " "), "waits"
		if name == "" {
			name = "(of a newer version)"
			unknown++
		}
		if !step.AppliedAt.IsZero() {
			applied = step.AppliedAt.Local().Format(time.DateTime)
		}
		_, _ = fmt.Fprintf(w, "%d\t%s\t%s\n", step.Number, name, applied)
	}
	_ = w.Flush() // a Builder never fails
	return b.String() + "\n" + verdict(s, unknown) + "\n"
}

// verdict says in a sentence what the steps mean for this version.
func verdict(s store.Schema, unknown int) string {
	switch {
	case s.Floor > s.Newest:
		return fmt.Sprintf("This version is too old for the database, which needs one that knows step %d.", s.Floor)
	case s.Waiting() > 0:
		return fmt.Sprintf("%d wait. They are applied when a server starts, or by: foureyes migrate up", s.Waiting())
	case unknown > 0:
		return "A newer version has been here. This one can still use the database."
	}
	return "The tables are up to date."
}
