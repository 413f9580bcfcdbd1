package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"
	"time"

	"github.com/schollz/progressbar/v3"
	"golang.org/x/term"

	"foureyes/internal/app"
	"foureyes/internal/audit/chain"
	"foureyes/internal/config"
	"foureyes/internal/store"
)

type auditVerifyCommand struct {
	output

	Place       string  `arg:"" help:"The folder, or s3://bucket/prefix with --objects-url."`
	Anchor      []noted `help:"A batch that must be in it with the hash that was noted. May be given several times." placeholder:"BATCH:HASH"`
	After       string  `help:"Where older files were taken away: the hash of the last one that is not here." placeholder:"HASH"`
	Data        string  `help:"Also compare with the database in this data folder." type:"path" placeholder:"DIR"`
	DatabaseURL string  `help:"Also compare with this PostgreSQL database." placeholder:"URL"`
	ObjectsURL  string  `help:"The S3 store, as serve has it; credentials are found as there." placeholder:"URL"`
}

// noted is an anchor on the command line.
type noted chain.Anchor

// UnmarshalText reads a number and a hash.
func (n *noted) UnmarshalText(text []byte) error {
	number, hash, _ := strings.Cut(string(text), ":")
	var err error
	if n.Number, err = strconv.ParseInt(number, 10, 64); err != nil || n.Number < 1 || len(hash) != 64 {
		return errors.New("want the number of a batch, a colon and its hash of 64 digits")
	}
	n.Hash = strings.ToLower(hash)
	return nil
}

// Help tells what the answer is worth.
func (auditVerifyCommand) Help() string {
	return `Each file rests on the one before it, so whoever changes one has to make all later ones anew. Who can do that leaves no trace in
the files: note the head that is printed somewhere else, and give it to --anchor the next time.

  foureyes audit verify /var/lib/foureyes-audit
  foureyes audit verify s3://acme-audit/foureyes --objects-url 's3://?region=eu-west-1' --database-url postgres://foureyes@db/foureyes

It ends with 1 if anything is not as it was written.`
}

// errBroken ends a command that has found a chain broken, after it has told where.
var errBroken = errors.New("the audit log is not as it was written")

// Run examines the files.
func (c *auditVerifyCommand) Run(ctx context.Context, w io.Writer) error {
	files, err := app.AuditFiles(ctx, config.Serve{AuditLog: c.Place, ObjectsURL: c.ObjectsURL})
	if err != nil {
		return usageError{err}
	}
	found, err := c.examine(ctx, files)
	if err != nil {
		return err
	}
	if err := c.print(w, found, textOfFound(found)); err != nil {
		return err
	}
	if found.Broken != nil {
		return errBroken
	}
	return nil
}

// examine looks at the files and, if it was asked for, at the database. That is asked
// before, for what must be there, and again after, for what may.
func (c *auditVerifyCommand) examine(ctx context.Context, files chain.Files) (chain.Found, error) {
	at := store.Place{Folder: c.Data, URL: c.DatabaseURL}
	compare := at != store.Place{}
	tell, done := barOf(os.Stderr, "Files")
	q := chain.Question{After: c.After, Tell: tell}
	for _, n := range c.Anchor {
		q.Anchors = append(q.Anchors, chain.Anchor(n))
	}
	if compare {
		written, _, err := store.ReadBatches(ctx, at)
		if err != nil {
			return chain.Found{}, fmt.Errorf("ask the database: %w", err)
		}
		q.Anchors = append(q.Anchors, chain.Beside(written)...)
	}
	found, err := chain.Verify(ctx, files, q)
	done()
	if err != nil || found.Broken != nil || !compare {
		return found, err
	}
	written, planned, err := store.ReadBatches(ctx, at)
	if err != nil {
		return found, fmt.Errorf("ask the database: %w", err)
	}
	found.Broken = found.Beyond(written, planned)
	return found, nil
}

// barOf shows on a terminal how much is done, and nothing elsewhere.
func barOf(out *os.File, what string) (tell func(done, all int), end func()) {
	if !term.IsTerminal(int(out.Fd())) {
		return func(int, int) {}, func() {}
	}
	bar := progressbar.NewOptions(-1, progressbar.OptionSetWriter(out), progressbar.OptionShowCount(), progressbar.OptionSetDescription(what),
		progressbar.OptionThrottle(100*time.Millisecond), progressbar.OptionClearOnFinish())
	tell = func(done, all int) {
		bar.ChangeMax(all)
		_ = bar.Set(done) // a bar that cannot be drawn harms nothing
	}
	return tell, func() { _ = bar.Finish() }
}

func textOfFound(f chain.Found) string {
	whole := "nothing.\n"
	if f.Batches > 0 {
		whole = fmt.Sprintf("batches %d to %d with entries %d to %d (%d of them), sealed from %s to %s.\n",
			f.First.Number, f.Head.Number, f.First.From, f.Head.To, f.Entries,
			f.First.SealedAt.Local().Format(time.DateTime), f.Head.SealedAt.Local().Format(time.DateTime))
	}
	if b := f.Broken; b != nil {
		at := b.File
		if b.Line > 0 {
			at += fmt.Sprintf(", line %d", b.Line)
		}
		return fmt.Sprintf("BROKEN at %s: %s.\nWhole before it: %s", at, b.Problem, whole)
	}
	return fmt.Sprintf("The chain is whole: %sIts head: --anchor %d:%s\n", whole, f.Head.Number, f.Hash)
}
