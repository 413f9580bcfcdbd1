package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"slices"
	"strings"
	"syscall"

	"golang.org/x/term"

	"foureyes/internal/ddsql/syntax"
)

const promptHelp = `Statements end with a semicolon.
  \d          list the tables
  \d TABLE    what a table is, and its columns
  \f FORMAT   print rows as table, csv, json or jsonl
  \?          this help
  \q          leave (or Ctrl+D)
Arrow keys bring back earlier lines. Ctrl+C ends a statement that runs.
`

// prompt asks on a terminal until the person leaves.
func (d *sqlDesk) prompt(ctx context.Context) error {
	past, err := openHistory()
	if err != nil {
		fmt.Fprintln(os.Stderr, "foureyes: lines are not kept:", err)
	}
	t := term.NewTerminal(struct {
		io.Reader
		io.Writer
	}{os.Stdin, os.Stdout}, "")
	if past != nil {
		t.History = past
	}
	// Ctrl+C is for statements here, and the end of the terminal is the end of the prompt.
	signal.Reset(os.Interrupt, syscall.SIGTERM)
	if err := say(d.out, "Foureyes SQL. \\? for help, \\q to leave.\n"); err != nil {
		return err
	}
	typed := ""
	for {
		t.SetPrompt("foureyes=> ")
		if typed != "" {
			t.SetPrompt("foureyes-> ")
		}
		line, err := readLine(t)
		if errors.Is(err, io.EOF) {
			return say(d.out, "\n")
		}
		if err != nil {
			return fmt.Errorf("read a line: %w", err)
		}
		var leave bool
		if typed, leave = d.typed(ctx, typed, line); leave {
			return nil
		}
	}
}

// readLine reads with the terminal's own editing off.
func readLine(t *term.Terminal) (string, error) {
	before, err := term.MakeRaw(int(os.Stdin.Fd()))
	if err != nil {
		return "", err
	}
	line, err := t.ReadLine()
	if errors.Is(err, term.ErrPasteIndicator) {
		err = nil
	}
	return line, errors.Join(err, term.Restore(int(os.Stdin.Fd()), before))
}

// typed does what a line completes, and gives what waits for the next one.
func (d *sqlDesk) typed(ctx context.Context, before, line string) (rest string, leave bool) {
	if word := strings.TrimSpace(line); before == "" && strings.HasPrefix(word, `\`) {
		leave, err := d.command(ctx, word)
		tell(err)
		return "", leave
	}
	text := before + line + "\n"
	for _, p := range syntax.Split(text) {
		if !p.Complete {
			return text[p.Start:], false
		}
		if err := d.interruptible(ctx, p.Text); err != nil {
			tell(err)
			break
		}
	}
	return "", false
}

func tell(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, "ERROR: ", err)
	}
}

// interruptible runs a statement that Ctrl+C ends.
func (d *sqlDesk) interruptible(ctx context.Context, statement string) error {
	ctx, stop := signal.NotifyContext(context.WithoutCancel(ctx), os.Interrupt)
	defer func() {
		stop()
		signal.Ignore(os.Interrupt)
	}()
	err := d.run(ctx, statement)
	if err != nil && ctx.Err() != nil {
		return errors.New("canceling statement due to user request")
	}
	return err
}

// command does what begins with a backslash.
func (d *sqlDesk) command(ctx context.Context, line string) (leave bool, err error) {
	word, rest, _ := strings.Cut(strings.TrimSuffix(line, ";"), " ")
	rest = strings.TrimSpace(rest)
	switch word {
	case `\q`, `\quit`:
		return true, nil
	case `\?`, `\h`, `\help`:
		return false, say(d.out, promptHelp)
	case `\d`, `\d+`, `\dt`, `\dt+`:
		if rest == "" {
			return false, d.tables(ctx)
		}
		return false, d.describe(ctx, rest)
	case `\f`:
		if slices.Contains([]string{"table", "csv", "json", "jsonl"}, rest) {
			d.format = rest
			return false, nil
		}
		return false, errors.New("the formats are table, csv, json and jsonl")
	}
	return false, fmt.Errorf("%s is not known here. \\? for help", word)
}
