package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"strings"

	"foureyes/internal/activation"
	"foureyes/internal/activation/loopinput"
)

type conditionsCommand struct {
	Test conditionsTestCommand `cmd:"" help:"Tell what activation conditions come to for an input, and why; start nothing."`
}

type conditionsTestCommand struct {
	server
	output

	Flow       string `help:"Flow definition whose conditions are tested." placeholder:"NAME"`
	Conditions string `help:"Test conditions from a file instead, without a server." placeholder:"FILE" type:"path"`
	Source     string `default:"custom" enum:"custom,textract,rekognition" help:"Whose results the conditions of a file are about: custom, textract or rekognition."`
	Input      string `required:"" help:"File with the input, as StartHumanLoop takes it; - for standard input." placeholder:"FILE"`
}

// Help tells how to begin, and what the exit codes are.
func (conditionsTestCommand) Help() string {
	return `Evaluates every condition and tells which are met and what decided each.

  foureyes conditions test --flow invoice-check --input invoice.json
  foureyes conditions test --conditions conditions.json --source textract --input invoice.json

Exit code 0: people shall review; 3: no condition is met, no human loop would be made; 1: it could not be told;
2: a mistake on the command line. A sample of a file's conditions goes by the input alone, so with --flow it may
turn out otherwise.`
}

// sources are the dialects by the names of the command line.
var sources = map[string]activation.Dialect{
	"custom": activation.Custom, "textract": activation.Forms, "rekognition": activation.Moderation,
}

// errNothingMet is the end of a test by which no human loop would be made. It is no
// failure, so it has an exit code of its own and nothing is printed about it.
var errNothingMet = errors.New("no condition is met")

// Run tests and prints.
func (c *conditionsTestCommand) Run(ctx context.Context, w io.Writer) error {
	if (c.Flow == "") == (c.Conditions == "") {
		return usageError{errors.New("name either a flow definition with --flow or a file with --conditions")}
	}
	input, err := readInput(c.Input)
	if err != nil {
		return err
	}
	try := c.asServer
	if c.Flow == "" {
		try = c.alone
	}
	trial, err := try(ctx, input)
	if err != nil {
		return err
	}
	if err := c.print(w, trial, tellTrial(trial)); err != nil {
		return err
	}
	if !trial.Needed {
		return errNothingMet
	}
	return nil
}

// readInput reads a file or standard input.
func readInput(name string) (string, error) {
	if name == "-" {
		text, err := io.ReadAll(os.Stdin)
		if err != nil {
			return "", fmt.Errorf("read standard input: %w", err)
		}
		return string(text), nil
	}
	text, err := os.ReadFile(name)
	if err != nil {
		return "", fmt.Errorf("read the input: %w", err)
	}
	return string(text), nil
}

// asServer asks the server about a flow definition's conditions.
func (c *conditionsTestCommand) asServer(ctx context.Context, input string) (trial loopinput.Trial, err error) {
	in := map[string]string{"inputContent": input}
	err = c.call(ctx, http.MethodPost, "/flow-definitions/"+url.PathEscape(c.Flow)+"/conditions/test", in, &trial)
	return trial, err
}

// alone tests the conditions of a file.
func (c *conditionsTestCommand) alone(ctx context.Context, input string) (loopinput.Trial, error) {
	text, err := os.ReadFile(c.Conditions)
	if err != nil {
		return loopinput.Trial{}, fmt.Errorf("read the conditions: %w", err)
	}
	dialect := sources[c.Source]
	conditions, err := activation.Parse(string(text), dialect)
	if err != nil {
		return loopinput.Trial{}, fmt.Errorf("%s: %w", c.Conditions, err)
	}
	read, err := loopinput.Read(input, dialect)
	if err != nil {
		return loopinput.Trial{}, fmt.Errorf("read the input: %w", err)
	}
	return read.Try(ctx, conditions, "")
}

// tellTrial writes a trial for people.
func tellTrial(t loopinput.Trial) string {
	var b strings.Builder
	switch {
	case !t.Evaluated:
		b.WriteString("People review: there are no conditions to evaluate, so they review every input.\n")
	case t.Needed:
		b.WriteString("People review: a condition is met.\n")
	default:
		b.WriteString("Nobody reviews: no condition is met.\n")
	}
	if len(t.Conditions) > 0 {
		b.WriteString("\n")
	}
	tellOutcomes(&b, t.Conditions, "")
	tellShown(&b, t)
	return b.String()
}

// tellOutcomes writes the tree of conditions, each part below its whole.
func tellOutcomes(b *strings.Builder, outcomes []activation.Outcome, indent string) {
	for _, o := range outcomes {
		result := "false"
		if o.Result {
			result = "true "
		}
		_, _ = fmt.Fprintf(b, "%s%s  %s  %s", indent, result, o.Place, o.Operator)
		if o.Operator == "" {
			_, _ = fmt.Fprintf(b, "%s %s", o.Type, o.Parameters)
		}
		b.WriteString("\n")
		if o.Problem != "" {
			_, _ = fmt.Fprintf(b, "%s       cannot be told, so it counts as met: %s\n", indent, o.Problem)
		}
		if o.Why != "" {
			_, _ = fmt.Fprintf(b, "%s       %s\n", indent, o.Why)
		}
		tellOutcomes(b, o.Parts, indent+"  ")
	}
}

// tellShown writes what workers would be asked about.
func tellShown(b *strings.Builder, t loopinput.Trial) {
	if len(t.Shown) > 0 {
		b.WriteString("\nShown to workers:\n")
	}
	for _, item := range t.Shown {
		_, _ = fmt.Fprintf(b, "  %q", item.Name)
		if item.Value != "" {
			_, _ = fmt.Fprintf(b, " = %q", item.Value)
		}
		_, _ = fmt.Fprintf(b, " at %v\n", item.Confidence)
	}
	if len(t.ImportantFormKeys) > 0 {
		b.WriteString("\nWorkers are asked to find:\n")
	}
	for _, k := range t.ImportantFormKeys {
		_, _ = fmt.Fprintf(b, "  %q", k.Key)
		for _, alias := range k.Aliases {
			_, _ = fmt.Fprintf(b, " or %q", alias)
		}
		b.WriteString("\n")
	}
}
