// Package lint looks at a worker task template as its author would like to be
// told about it: mistakes that stop it, and habits that cost answers.
//
// It reads the template's text, and what came out of rendering it. It renders
// nothing itself, opens no files, and never judges a loop: a template that lint
// complains about still runs if it can be rendered.
package lint

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"
)

// Severity is how bad a finding is.
type Severity string

// The severities.
const (
	// Error means that the template cannot be used: it is refused, cannot be
	// rendered, or nobody could send an answer.
	Error Severity = "error"
	// Warning means that it works, and most likely not as it was meant.
	Warning Severity = "warning"
)

// Finding is one thing to tell the author.
type Finding struct {
	// Line is where in the template, from 1; 0 for the template as a whole.
	Line     int      `json:"line,omitempty"`
	Severity Severity `json:"severity"`
	// Message is a sentence that says what is wrong and what would be right.
	Message string `json:"message"`
}

// maxTemplate is the longest template in characters (SageMaker API,
// UiTemplate.Content).
const maxTemplate = 128_000

// Source looks at a template before it is rendered.
func Source(template string) []Finding {
	var found []Finding
	switch n := utf8.RuneCountInString(template); {
	case strings.TrimSpace(template) == "":
		return append(found, Finding{Severity: Error, Message: "The template is empty."})
	case n > maxTemplate:
		found = append(found, Finding{Severity: Error, Message: fmt.Sprintf(
			"The template has %d characters; CreateHumanTaskUi takes %d at most. Load large scripts and styles by their address.", n, maxTemplate)})
	}
	found = append(found, markup(template)...)
	slices.SortStableFunc(found, func(a, b Finding) int { return cmp.Compare(a.Line, b.Line) })
	return found
}

// Failed reports whether a finding is an error.
func Failed(found []Finding) bool {
	return slices.ContainsFunc(found, func(f Finding) bool { return f.Severity == Error })
}
