package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"time"

	"github.com/mattn/go-isatty"
)

type loopsCommand struct {
	Import loopsImportCommand `cmd:"" help:"Start a human loop for each row of a CSV or JSON Lines file."`
	Export loopsExportCommand `cmd:"" help:"Write the human loops of a flow definition, with their answers, as CSV, JSON Lines or Parquet."`
}

type loopsExportCommand struct {
	server

	Flow   string    `required:"" help:"Flow definition whose human loops are exported." placeholder:"NAME"`
	Format string    `default:"csv" enum:"csv,jsonl,parquet" help:"csv, jsonl or parquet."`
	Status string    `default:"" enum:",InProgress,Failed,Completed,Stopped,Stopping" help:"Only human loops with this status." placeholder:"STATUS"`
	From   time.Time `format:"2006-01-02" help:"Only human loops created on this day or later, in UTC." placeholder:"YYYY-MM-DD"`
	Until  time.Time `format:"2006-01-02" help:"Only human loops created before this day." placeholder:"YYYY-MM-DD"`
	Out    string    `default:"-" help:"File to write; - for standard output." placeholder:"FILE" type:"path"`
}

// Help tells how to begin.
func (loopsExportCommand) Help() string {
	return `A table (CSV, Parquet) has a row for each answer, and a column for each member of the inputs and answers. JSON Lines has
a human loop on each line, whole.

  foureyes loops export --flow damage-check --out answers.csv
  foureyes loops export --flow damage-check --status Completed --format jsonl | jq .humanAnswers

docs/bulk.md tells what the columns are.`
}

// Run asks the server and writes what it sends.
func (c *loopsExportCommand) Run(ctx context.Context, out io.Writer) error {
	if f, ok := out.(*os.File); ok && c.Out == "-" && c.Format == "parquet" && isatty.IsTerminal(f.Fd()) {
		return usageError{errors.New("a terminal cannot show Parquet: name a file with --out")}
	}
	answer, err := c.send(ctx, http.MethodGet, "/flow-definitions/"+url.PathEscape(c.Flow)+"/export?"+c.query().Encode(), nil)
	if err != nil {
		return err
	}
	defer func() { _ = answer.Body.Close() }()
	if answer.StatusCode >= http.StatusBadRequest {
		return read(answer, nil)
	}
	if c.Out == "-" {
		return copyExport(out, answer.Body)
	}
	return c.toFile(answer.Body)
}

// toFile writes the file under another name first, so that one which has its own name
// is whole.
func (c *loopsExportCommand) toFile(from io.Reader) error {
	part := c.Out + ".part"
	f, err := os.Create(part)
	if err != nil {
		return fmt.Errorf("make the file: %w", err)
	}
	err = copyExport(f, from)
	if err = errors.Join(err, f.Close()); err != nil {
		return errors.Join(err, os.Remove(part))
	}
	if err := os.Rename(part, c.Out); err != nil {
		return fmt.Errorf("name the file: %w", err)
	}
	return nil
}

func copyExport(to io.Writer, from io.Reader) error {
	if _, err := io.Copy(to, from); err != nil {
		return fmt.Errorf("the export was cut off: %w", err)
	}
	return nil
}

// query writes the flags for the API.
func (c *loopsExportCommand) query() url.Values {
	q := url.Values{"format": {c.Format}}
	if c.Status != "" {
		q.Set("status", c.Status)
	}
	for name, day := range map[string]time.Time{"from": c.From, "until": c.Until} {
		if !day.IsZero() {
			q.Set(name, day.UTC().Format(time.RFC3339))
		}
	}
	return q
}
