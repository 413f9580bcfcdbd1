package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/mattn/go-isatty"

	"foureyes/internal/ddsql/syntax"
)

type sqlCommand struct {
	server

	Query           string `arg:"" optional:"" help:"Statements, with semicolons between them. Default: those of standard input, or a prompt on a terminal."`
	File            string `short:"f" help:"Run the statements of a file." placeholder:"FILE" type:"existingfile"`
	Format          string `default:"table" enum:"table,csv,json,jsonl" help:"How to print rows: table, csv, json or jsonl."`
	Saved           string `help:"Run a query that was saved by this name." placeholder:"NAME"`
	Tables          bool   `help:"List the tables, which is what the data directory has."`
	Describe        string `help:"Tell what a table is, and its columns." placeholder:"TABLE"`
	URL             string `name:"url" help:"The same as --endpoint." placeholder:"URL"`
	AccessKeyID     string `env:"AWS_ACCESS_KEY_ID" help:"Id of the access key for --endpoint; else that of the data folder is used." placeholder:"ID"`
	SecretAccessKey string `env:"AWS_SECRET_ACCESS_KEY" help:"Its secret." placeholder:"SECRET"`
}

// Help tells how to begin.
func (sqlCommand) Help() string {
	return `Asks the SQL tables of a running server, in Datadog's DDSQL, a PostgreSQL that only reads.

  foureyes sql "SELECT flow_definition_name FROM aws.sagemaker_flow_definition"
  foureyes sql --describe aws.sagemaker_human_loop
  foureyes sql --saved "Answers of today" --format csv

The key needs the permission foureyes:Query, and for --saved foureyes:ListSavedQueries and foureyes:GetSavedQuery. Each statement is a session of its own: SET and BEGIN end with it;
use psql where that matters. Exit code 1: a statement failed, and those after it were not run.`
}

// Run does what the flags say.
func (c *sqlCommand) Run(ctx context.Context, out io.Writer) error {
	asked := 0
	for _, is := range []bool{c.Query != "", c.File != "", c.Saved != "", c.Tables, c.Describe != ""} {
		if is {
			asked++
		}
	}
	if asked > 1 {
		return usageError{errors.New("give one of QUERY, --file, --saved, --tables and --describe")}
	}
	settings, err := c.connection(ctx)
	if err != nil {
		return err
	}
	d := &sqlDesk{settings: settings, out: out, format: c.Format}
	switch {
	case c.Tables:
		return d.tables(ctx)
	case c.Describe != "":
		return d.describe(ctx, c.Describe)
	case c.Saved != "":
		return d.saved(ctx, c.Saved)
	case c.Query == "" && c.File == "" && isatty.IsTerminal(os.Stdin.Fd()):
		return d.prompt(ctx)
	}
	text, err := c.text()
	if err != nil {
		return err
	}
	return d.script(ctx, text)
}

// connection says whom to ask, and with which key.
func (c *sqlCommand) connection(ctx context.Context) (map[string]string, error) {
	c.Endpoint = cmp.Or(c.Endpoint, c.URL)
	if c.Endpoint != "" && c.AccessKeyID != "" {
		return map[string]string{
			"endpoint_url": c.Endpoint, "aws_access_key_id": c.AccessKeyID, "aws_secret_access_key": c.SecretAccessKey, "region": "us-east-1",
		}, nil
	}
	return c.settings(ctx)
}

// text is the statements to run.
func (c *sqlCommand) text() (string, error) {
	if c.Query != "" {
		return c.Query, nil
	}
	read := func() ([]byte, error) { return io.ReadAll(os.Stdin) }
	if c.File != "" {
		read = func() ([]byte, error) { return os.ReadFile(c.File) }
	}
	b, err := read()
	if err != nil {
		return "", fmt.Errorf("read the statements: %w", err)
	}
	return string(b), nil
}

// sqlDesk is where statements are asked and their answers printed.
type sqlDesk struct {
	settings map[string]string
	out      io.Writer
	format   string
}

// script runs the statements of a text, up to the first that fails.
func (d *sqlDesk) script(ctx context.Context, text string) error {
	for _, p := range syntax.Split(text) {
		if err := d.run(ctx, p.Text); err != nil {
			if failed, ok := errors.AsType[*sqlError](err); ok {
				failed.place(text, p.Start)
			}
			return err
		}
	}
	return nil
}

// run runs one statement and prints its rows.
func (d *sqlDesk) run(ctx context.Context, statement string) error {
	printer := newPrinter(d.format, d.out)
	return d.ask(ctx, statement, d.format == "table" || d.format == "csv", printer)
}
