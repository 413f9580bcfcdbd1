// Package liquid is the Liquid template language for pages made of other
// people's data: everything printed is HTML-escaped, once, and a run stops when
// it has used up its steps, its memory or its time.
//
// It follows the Liquid reference implementation, with the differences that
// Amazon A2I documents: output is escaped unless skip_autoescape asks
// otherwise, lists and objects print as JSON, and there are no files to include.
// Undefined variables print nothing; unknown tags and filters are errors.
//
// A template is read once (Parse) into a tree that never changes, and is
// interpreted node by node (Render). Text carries its escape state with it
// (Markup), so captured and joined text is never escaped twice.
//
// The package owns the language. Where data comes from, what a link may open
// and how a failed run is reported are the caller's.
package liquid

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// HostFilter is a filter that the caller brings. It gets the input's text as it
// was meant, with an earlier escape undone, and its result is escaped like any
// other output.
type HostFilter func(text string) (string, error)

// Env is everything that one run of a template may see and use.
type Env struct {
	// Globals are the variables a template starts with. A run never changes them.
	Globals map[string]any
	// Filters are the host filters by name. Every name given to Parse needs one.
	Filters map[string]HostFilter
	// Now is what the date filter calls "now".
	Now time.Time
	// Limits bound the run; zero fields mean the default.
	Limits Limits
}

// Template is a parsed template. It is immutable and safe for concurrent use.
type Template struct {
	body block
}

// Error says what is wrong with a template, and where.
type Error struct {
	// Line counts from 1.
	Line int
	// Message is a sentence without its full stop.
	Message string
	// Cause is set when a host filter or the context ended the run.
	Cause error
}

// Error gives line and message.
func (e *Error) Error() string { return fmt.Sprintf("line %d: %s", e.Line, e.Message) }

// Unwrap gives the cause.
func (e *Error) Unwrap() error { return e.Cause }

// Parse reads a template. Filter names other than Liquid's own must be listed in
// host. The error is an *Error.
func Parse(source string, host ...string) (*Template, error) {
	tokens, err := lex(source)
	if err != nil {
		return nil, err
	}
	p := &parser{tokens: tokens, host: host}
	body, _, err := p.block("")
	if err != nil {
		return nil, err
	}
	return &Template{body: body}, nil
}

// Render runs the template and returns its output. The error is an *Error; it
// wraps the context's cause when the context ended the run.
func (t *Template) Render(ctx context.Context, env Env) (string, error) {
	r := newRun(ctx, env)
	page := &pageSink{run: r}
	r.out = page
	err := t.body.render(r)
	if err != nil && !errors.Is(err, errBreak) && !errors.Is(err, errContinue) {
		return "", err
	}
	return page.buffer.String(), nil
}

// at gives err the line where it happened, unless a deeper line is known.
func at(line int, err error) error {
	var known *Error
	if errors.Is(err, errBreak) || errors.Is(err, errContinue) || errors.As(err, &known) {
		return err
	}
	if out, ok := errors.AsType[*outside](err); ok {
		return &Error{Line: line, Message: err.Error(), Cause: out.err}
	}
	return &Error{Line: line, Message: err.Error()}
}

// outside marks an error that came from a host filter or the context.
type outside struct{ err error }

// Error is the outer error's own text.
func (o *outside) Error() string { return o.err.Error() }
