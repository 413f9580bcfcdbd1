package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

type loopsImportCommand struct {
	server
	output

	File        string            `arg:"" help:"CSV file with a header, or JSON Lines." type:"existingfile"`
	Flow        string            `required:"" help:"Flow definition whose human loops are started." placeholder:"NAME"`
	Format      string            `default:"" enum:",csv,jsonl" help:"csv or jsonl. Default: as the name of the file ends." placeholder:"FORMAT"`
	NameColumn  string            `help:"Column, or member of a JSON line, with the names of the human loops. Default: names are made." placeholder:"COLUMN"`
	InputColumn string            `help:"Column or member that holds the whole input as JSON. Default: the row is the input." placeholder:"COLUMN"`
	Prefix      string            `help:"CSV: take only columns that begin so, and leave that away, as input. of an export." placeholder:"TEXT"`
	Delimiter   string            `help:"CSV: what parts the columns. Default: as the first line shows." placeholder:"CHARACTER"`
	Type        map[string]string `help:"CSV: what a column holds: number, boolean, json, or skip to leave it out. Default: text." placeholder:"COLUMN=TYPE"`
	Member      map[string]string `help:"CSV: where a column stands in the input. Default: its name. A dot begins a member inside." placeholder:"COLUMN=PATH"`
	DryRun      bool              `help:"Check all rows and start nothing."`
	SkipBadRows bool              `help:"Start the other rows when some are wrong."`
	Problems    string            `help:"File for what is wrong with rows, as CSV." placeholder:"FILE" type:"path"`
}

// Help tells how to begin.
func (loopsImportCommand) Help() string {
	return `All rows are checked before the first human loop starts. The same command with the same file goes on where it was
interrupted, and starts nothing twice.

  foureyes loops import photos.csv --flow damage-check --name-column id --type score=number --dry-run
  foureyes loops import photos.jsonl --flow damage-check
  foureyes loops import old.jsonl --flow damage-check --input-column inputContent --name-column humanLoopName

The server is that of --data, or else the one that AWS_ENDPOINT_URL names, with AWS's credentials and region.

Exit codes: 0 all were started (or, with --dry-run, are in order), 1 trouble, 2 a mistake on the command line, 3 rows are wrong.
docs/bulk.md tells how rows become inputs.`
}

// errBadRows is the end of an import of which rows are wrong: exit code 3.
var errBadRows = errors.New("rows are wrong")

// loopImport is an import, as the console API tells.
type loopImport struct {
	ID       string `json:"id"`
	FileName string `json:"fileName"`
	Status   string `json:"status"`
	Reason   string `json:"reason,omitempty"`

	Size      int64 `json:"size"`
	Received  int64 `json:"received"`
	ChunkSize int64 `json:"chunkSize"`

	Rows      int   `json:"rows"`
	Bad       int   `json:"bad"`
	Done      int   `json:"done"`
	DoneBytes int64 `json:"doneBytes"`
	Started   int   `json:"started"`
	Refused   int   `json:"refused"`
	Unneeded  int   `json:"unneeded"`
}

// Run uploads the file, waits for its check, and lets its rows start.
func (c *loopsImportCommand) Run(ctx context.Context, out io.Writer) error {
	body, err := c.request()
	if err != nil {
		return err
	}
	run := importRun{server: &c.server, flow: c.Flow, bar: newImportBar(c.JSON)}
	defer run.bar.end()
	i, err := run.uploaded(ctx, c.File, body)
	if err != nil {
		return err
	}
	if i.Status == "Checked" && !c.DryRun && (i.Bad == 0 || c.SkipBadRows && i.Bad < i.Rows) {
		if i, err = run.started(ctx, i); err != nil {
			return err
		}
	}
	run.bar.end()
	return c.report(ctx, out, run, i)
}

// request describes the file to the server.
func (c *loopsImportCommand) request() (map[string]any, error) {
	format := c.Format
	if format == "" {
		switch strings.ToLower(filepath.Ext(c.File)) {
		case ".csv", ".tsv", ".txt":
			format = "csv"
		case ".jsonl", ".ndjson", ".json":
			format = "jsonl"
		default:
			return nil, usageError{fmt.Errorf("the name of %s does not tell its format: say --format csv or jsonl", c.File)}
		}
	}
	size, sum, err := digest(c.File)
	if err != nil {
		return nil, err
	}
	if size == 0 {
		return nil, usageError{fmt.Errorf("%s is empty", c.File)}
	}
	return map[string]any{
		"fileName": filepath.Base(c.File), "size": size, "fingerprint": sum,
		"layout": map[string]any{
			"format": format, "nameColumn": c.NameColumn, "inputColumn": c.InputColumn,
			"delimiter": c.Delimiter, "prefix": c.Prefix, "columns": c.columns(),
		},
	}, nil
}

// columns joins the types and the members of columns, by their names: the same flags are
// the same import.
func (c *loopsImportCommand) columns() []map[string]string {
	names := slices.Collect(maps.Keys(c.Type))
	for name := range c.Member {
		if _, there := c.Type[name]; !there {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	var columns []map[string]string
	for _, name := range names {
		column := map[string]string{"name": name}
		if t := c.Type[name]; t != "" {
			column["type"] = t
		}
		if m := c.Member[name]; m != "" {
			column["member"] = m
		}
		columns = append(columns, column)
	}
	return columns
}

// digest tells a file from others.
func digest(name string) (size int64, sum string, err error) {
	f, err := os.Open(name)
	if err != nil {
		return 0, "", fmt.Errorf("open the file: %w", err)
	}
	defer func() { _ = f.Close() }() // it is only read
	h := sha256.New()
	if size, err = io.Copy(h, f); err != nil {
		return 0, "", fmt.Errorf("read the file: %w", err)
	}
	return size, "sha256:" + hex.EncodeToString(h.Sum(nil)), nil
}
