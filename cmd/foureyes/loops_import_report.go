package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
)

// fewProblems is how many problems are shown; all of them go to --problems.
const fewProblems = 10

// rowProblem is what is wrong with a row.
type rowProblem struct {
	Row           int    `json:"row"`
	HumanLoopName string `json:"humanLoopName,omitempty"`
	Problem       string `json:"problem"`
}

// report says what an import came to.
func (c *loopsImportCommand) report(ctx context.Context, out io.Writer, run importRun, i loopImport) error {
	if i.Status == "Failed" || i.Status == "Cancelled" {
		return fmt.Errorf("the import %s. %s", strings.ToLower(i.Status), strings.TrimSpace(i.Reason+" "+left(i)))
	}
	problems, err := run.problems(ctx, i)
	if err != nil {
		return err
	}
	if err := c.saveProblems(ctx, run, i); err != nil {
		return err
	}
	all := struct {
		loopImport

		Problems []rowProblem `json:"problems"`
	}{i, problems}
	if err := c.print(out, all, c.summary(i, problems)); err != nil {
		return err
	}
	if i.Refused > 0 || i.Bad > 0 && (!c.SkipBadRows || i.Status != "Completed") {
		return errBadRows
	}
	return nil
}

// left says what an import that ended early has left behind.
func left(i loopImport) string {
	if i.Started == 0 {
		return "No human loop was started."
	}
	return fmt.Sprintf("Human loops started before: %d.", i.Started)
}

func (c *loopsImportCommand) summary(i loopImport, problems []rowProblem) string {
	var b strings.Builder
	for _, p := range problems {
		_, _ = fmt.Fprintf(&b, "row %d: %s\n", p.Row, p.Problem)
	}
	if more := i.Bad + i.Refused - len(problems); more > 0 {
		_, _ = fmt.Fprintf(&b, "and %d more; --problems FILE saves all\n", more)
	}
	wrong := ""
	if i.Bad > 0 {
		wrong = fmt.Sprintf(" Wrong: %d.", i.Bad)
	}
	switch {
	case i.Status == "Completed":
		_, _ = fmt.Fprintf(&b, "Human loops started: %d.%s\n", i.Started, rest(i))
	case c.DryRun:
		_, _ = fmt.Fprintf(&b, "Rows: %d.%s Nothing was started.%s\n", i.Rows, wrong, unneeded(i))
	default:
		_, _ = fmt.Fprintf(&b, "Rows: %d.%s Nothing was started: mend the file, or start the others with --skip-bad-rows.\n", i.Rows, wrong)
	}
	return b.String()
}

// rest counts the rows of which no loop has come.
func rest(i loopImport) string {
	text := unneeded(i)
	if i.Bad > 0 {
		text += fmt.Sprintf(" Rows that are wrong: %d.", i.Bad)
	}
	if i.Refused > 0 {
		text += fmt.Sprintf(" Rows that were refused: %d.", i.Refused)
	}
	return text
}

func unneeded(i loopImport) string {
	if i.Unneeded == 0 {
		return ""
	}
	return fmt.Sprintf(" Rows that need no review by the conditions: %d.", i.Unneeded)
}

// saveProblems writes all problems to the file that was asked for.
func (c *loopsImportCommand) saveProblems(ctx context.Context, run importRun, i loopImport) error {
	if c.Problems == "" {
		return nil
	}
	f, err := os.Create(c.Problems)
	if err != nil {
		return fmt.Errorf("make the file: %w", err)
	}
	return errors.Join(run.allProblems(ctx, i, f), f.Close())
}
