package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"foureyes/internal/advice"
	"foureyes/internal/advice/chart"
)

type adviseCommand struct {
	server
	output

	Flow            string    `help:"Flow definition whose human loops are read." placeholder:"NAME"`
	File            string    `help:"Read pairs from a CSV file instead, without a server: confidence,true or confidence,false on each line; - for standard input." placeholder:"FILE"`
	Risk            share     `default:"0.01" help:"The greatest share of errors among what nobody reviews, such as 0.01 or 1%."`
	ConfidenceLevel share     `default:"0.95" help:"How sure that must be kept."`
	Confidence      string    `help:"Where the confidence is, for the custom task type: a path such as input.confidence." placeholder:"PATH"`
	Prediction      string    `help:"Where the prediction is: a path such as input.label. Default: the answer itself tells by true or false whether it was right." placeholder:"PATH"`
	Answer          string    `help:"What it is compared with: a path such as answer.category.label." placeholder:"PATH"`
	Sampled         string    `help:"Count only loops where true stands at this path in the input, which chance alone has chosen." placeholder:"PATH"`
	Field           string    `help:"Only this key of forms, or this moderation label." placeholder:"NAME"`
	Agreement       string    `default:"majority" enum:"majority,every" help:"How many of several answers must confirm a prediction: majority or every."`
	All             bool      `help:"Count what conditions have chosen also where a random sample is at hand."`
	From            time.Time `format:"2006-01-02" help:"Only loops that ended on this day or later, in UTC." placeholder:"YYYY-MM-DD"`
	Until           time.Time `format:"2006-01-02" help:"Only loops that ended before this day." placeholder:"YYYY-MM-DD"`
	SVG             string    `name:"svg" help:"Also draw the curve into a file." placeholder:"FILE" type:"path"`
}

// Help tells how to begin.
func (adviseCommand) Help() string {
	return `Reads what people have answered, and finds the confidence above which nobody needs to look: the share of errors there is no
greater than --risk, with a guarantee of --confidence-level.

  foureyes advise --flow damage-check --confidence input.confidence --prediction input.label --answer answer.damage.label
  foureyes advise --flow forms --field IBAN --svg curve.svg
  foureyes advise --file pairs.csv --risk 2%

For the built-in task types no paths are needed: a pair of a form is right when its value was kept, a moderation label when it was
chosen. docs/advice.md tells what the guarantee rests on.`
}

// Run asks and prints.
func (c *adviseCommand) Run(ctx context.Context, out io.Writer) error {
	if (c.Flow == "") == (c.File == "") {
		return usageError{errors.New("give one of --flow and --file")}
	}
	read := c.fromServer
	if c.File != "" {
		read = c.fromFile
	}
	report, err := read(ctx)
	if err != nil {
		return err
	}
	if c.SVG != "" {
		if err := os.WriteFile(c.SVG, chart.SVG(report.Advice()), 0o644); err != nil { //nolint:gosec // a picture to be shown
			return fmt.Errorf("write the picture: %w", err)
		}
	}
	width, colors := terminal(out)
	return c.print(out, report, told(report, width, colors))
}

// fromFile reads pairs without a server.
func (c *adviseCommand) fromFile(context.Context) (advice.Report, error) {
	if c.Confidence+c.Prediction+c.Answer+c.Sampled+c.Field != "" || !c.From.IsZero() || !c.Until.IsZero() || c.All {
		return advice.Report{}, usageError{errors.New("--file takes no paths, fields and days: they are for the human loops of --flow")}
	}
	var in io.Reader = os.Stdin
	if c.File != "-" {
		f, err := os.Open(c.File)
		if err != nil {
			return advice.Report{}, fmt.Errorf("open the pairs: %w", err)
		}
		defer func() { _ = f.Close() }()
		in = f
	}
	t := advice.NewTally()
	if err := advice.ReadPairs(in, t); err != nil {
		return advice.Report{}, err
	}
	a, err := advice.Advise(t, advice.Question{Risk: float64(c.Risk), ConfidenceLevel: float64(c.ConfidenceLevel)}, advice.Given)
	return advice.Result{Advice: a}.Report(), err
}

// told is the report for people.
func told(r advice.Report, width int, colors bool) string {
	var b strings.Builder
	b.WriteString(fold(r.Sentence, width))
	if drawing := chart.Terminal(r.Advice(), width, colors); drawing != "" {
		b.WriteString("\n" + drawing)
	}
	b.WriteString("\n" + fold(r.Details, width))
	if r.Narrowing != "" {
		b.WriteString(fold(r.Narrowing, width))
	}
	for i, s := range r.Skipped {
		if i == 0 {
			b.WriteString("\nNot used:\n")
		}
		fmt.Fprintf(&b, "  %d: %s\n", s.Times, s.Reason)
	}
	b.WriteString("\nThis takes for granted:\n")
	for _, a := range r.Assumptions {
		b.WriteString("- " + strings.ReplaceAll(strings.TrimRight(fold(a, width-2), "\n"), "\n", "\n  ") + "\n")
	}
	return b.String()
}
