// Package trial tries a worker task template for its author: it renders the
// template with a sample of an input and gathers what the check says about the
// template, the input, and what came out.
//
// The language is taskui's and the rules of the check are lint's; where template
// and input come from, and how the page is shown, is left to the callers.
package trial

import (
	"context"
	"errors"
	"strings"
	"time"

	"foureyes/internal/taskui"
	"foureyes/internal/taskui/lint"
)

// Result is what came of one trial.
type Result struct {
	// Rendered is the template's output; empty when it could not be rendered.
	Rendered string
	// Findings are in the order of the lines, those about the whole first; why it
	// could not be rendered comes last.
	Findings []lint.Finding
	// Took is how long rendering took.
	Took time.Duration
}

// Run renders a template. What is wrong with it or its input is a finding. An input
// of nil means that there is no sample: the template gets {}, and what fails only
// for want of a member is a warning. now is the clock, which r.Now is taken from.
func Run(ctx context.Context, engine *taskui.Engine, r taskui.Request, now func() time.Time) Result {
	sampled := r.Input != nil
	out := Result{Findings: lint.Source(r.Template)}
	if sampled {
		out.Findings = append(out.Findings, lint.Input(r.Template, r.Input)...)
	} else {
		r.Input = []byte("{}")
	}
	r.Now = now()
	rendered, err := engine.Render(ctx, r)
	out.Took = now().Sub(r.Now)
	if err != nil {
		out.Findings = append(out.Findings, unrendered(err, !sampled && engine.Parse(r.Template) == nil))
		return out
	}
	out.Rendered = rendered
	out.Findings = append(out.Findings, lint.Rendered(rendered)...)
	return out
}

// unrendered words why a template gave nothing. One that is right by itself may
// fail only for want of an input, which is no fault of the template's.
func unrendered(err error, wanting bool) lint.Finding {
	f := lint.Finding{Severity: lint.Error, Message: err.Error()}
	if e, ok := errors.AsType[*taskui.RenderError](err); ok {
		f.Line, f.Message = e.Line, e.Message
	}
	f.Message = "It cannot be rendered: " + strings.TrimSuffix(f.Message, ".") + "."
	if wanting {
		f.Severity = lint.Warning
		f.Message = "Without an input i" + f.Message[1:]
	}
	return f
}
