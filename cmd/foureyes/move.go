package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/schollz/progressbar/v3"
	"golang.org/x/term"

	"foureyes/internal/app"
	"foureyes/internal/store"
	"foureyes/internal/store/move"
)

type moveCommand struct {
	output

	From place `required:"" help:"Where the rows are: sqlite:DIR, a data folder, or postgres://…" placeholder:"PLACE"`
	To   place `required:"" help:"Where they go, a database without rows: postgres://… or sqlite:DIR." placeholder:"PLACE"`
}

// Help tells how to begin.
func (moveCommand) Help() string {
	return `Stop the server first. All rows are copied, then read again at their new place and compared; if anything fails, nothing is
there. The old database stays as it is. Objects stay in the data folder.

  foureyes move --from sqlite:./data --to postgres://foureyes@db/foureyes

docs/operations.md tells what comes after.`
}

// place is a database on the command line.
type place store.Place

// UnmarshalText reads a place.
func (p *place) UnmarshalText(text []byte) error {
	given := string(text)
	if folder, ok := strings.CutPrefix(given, "sqlite:"); ok && folder != "" {
		*p = place{Folder: folder}
		return nil
	}
	if strings.HasPrefix(given, "postgres://") || strings.HasPrefix(given, "postgresql://") {
		*p = place{URL: given}
		return nil
	}
	return errors.New("want sqlite:DIR or postgres://user@host/database") // not the text, which may hold a password
}

// Run moves the rows.
func (c *moveCommand) Run(ctx context.Context, w io.Writer) error {
	if (c.From.URL == "") == (c.To.URL == "") {
		return usageError{errors.New("--from and --to: one is sqlite:DIR and the other postgres://…")}
	}
	tell, done := progressOf(os.Stderr)
	moved, err := app.Move(ctx, store.Place(c.From), store.Place(c.To), tell)
	done()
	if err != nil {
		return err
	}
	return c.print(w, moved, tableOfMoved(moved)+c.next())
}

func tableOfMoved(moved []move.Table) string {
	var b strings.Builder
	w := tabwriter.NewWriter(&b, 0, 0, 2, ' ', 0)
	_, _ = fmt.Fprintln(w, "TABLE\tROWS\tCHECKSUM ON BOTH SIDES")
	for _, t := range moved {
		_, _ = fmt.Fprintf(w, "%s\t%d\t%s\n", t.Name, t.Rows, t.Checksum)
	}
	_ = w.Flush() // a Builder never fails
	return b.String()
}

// next says how to go on.
func (c *moveCommand) next() string {
	if c.To.URL == "" {
		return fmt.Sprintf("\nCopy the folder objects, and the master key as master.key, to %[1]s. Then start: foureyes serve --data %[1]s\n", c.To.Folder)
	}
	return fmt.Sprintf("\nObjects stay in the data folder. Keep the master key in a safe place, and start:\n"+
		"  foureyes serve --data %s --master-key-file %s --database-url …\n", c.From.Folder, filepath.Join(c.From.Folder, "master.key"))
}

// progressOf shows on a terminal how far a move is, and nothing elsewhere.
func progressOf(out *os.File) (tell func(move.Progress), done func()) {
	if !term.IsTerminal(int(out.Fd())) {
		return func(move.Progress) {}, func() {}
	}
	bar := progressbar.NewOptions64(-1, progressbar.OptionSetWriter(out), progressbar.OptionShowCount(),
		progressbar.OptionThrottle(100*time.Millisecond), progressbar.OptionClearOnFinish())
	tell = func(p move.Progress) {
		bar.ChangeMax64(max(p.All, 1))
		bar.Describe(p.Step + " " + p.Table)
		_ = bar.Set64(p.Done) // a bar that cannot be drawn harms nothing
	}
	return tell, func() { _ = bar.Finish() }
}
