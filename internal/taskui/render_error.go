package taskui

import (
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"foureyes/internal/fault"
	"foureyes/internal/taskui/liquid"
)

// RenderError says why a template cannot be rendered with an input.
type RenderError struct {
	// Line is where in the template, from 1; 0 when it is about the input.
	Line int
	// Message is a sentence. For a wrong S3 URI it is Amazon's own.
	Message string
}

// Error gives line and message.
func (e *RenderError) Error() string {
	if e.Line == 0 {
		return e.Message
	}
	return fmt.Sprintf("line %d: %s", e.Line, e.Message)
}

// uriError is the refusal of grant_read_access, worded as Amazon words it.
type uriError struct{ text string }

func invalidURI(text string) error { return &uriError{text} }

func (e *uriError) Error() string {
	return `"` + grantReadAccess + `" input is not a valid S3 URI: "` + e.text + `".`
}

// renderError sorts an error: the template's or input's own fault becomes a
// RenderError, all else stays what it is.
func renderError(err error) error {
	var at *liquid.Error
	if !errors.As(err, &at) {
		return fmt.Errorf("render template: %w", err)
	}
	var uri *uriError
	var refused *fault.Error
	switch {
	case errors.As(err, &uri):
		return &RenderError{at.Line, uri.Error()}
	case errors.As(err, &refused) && final(refused.Kind):
		return &RenderError{at.Line, refused.Message}
	case errors.Is(err, errSlow):
		return &RenderError{at.Line, errSlow.Error()}
	case at.Cause == nil:
		return &RenderError{at.Line, at.Message}
	}
	return fmt.Errorf("render template: %w", err)
}

// final tells the faults that asking again does not mend.
func final(k fault.Kind) bool {
	return k == fault.Invalid || k == fault.NotFound || k == fault.Denied || k == fault.Gone
}

// maxReason is the longest FailureReason (DescribeHumanLoop).
const maxReason = 1024

// FailureReason words an error as DescribeHumanLoop shows it for a loop that
// failed because it could not be rendered, in at most 1,024 characters (A2I
// Developer Guide; the form is the one users reported).
func FailureReason(err error) string {
	const before, after = "Task failed to render: [ InvalidParameters: '", "' ]."
	detail := "The template could not be rendered."
	if e, ok := errors.AsType[*RenderError](err); ok {
		detail = e.detail()
	}
	return before + clip(detail, maxReason-len(before)-len(after)) + after
}

// detail is the message with its line, except where it is Amazon's own sentence.
func (e *RenderError) detail() string {
	if strings.HasPrefix(e.Message, `"`+grantReadAccess+`"`) {
		return e.Message
	}
	if e.Line == 0 {
		return sentence(e.Message)
	}
	return sentence(fmt.Sprintf("Line %d: %s", e.Line, e.Message))
}

// sentence gives text a large first letter and a full stop.
func sentence(s string) string {
	first, n := utf8.DecodeRuneInString(s)
	s = strings.ToUpper(string(first)) + s[n:]
	if strings.HasSuffix(s, ".") {
		return s
	}
	return s + "."
}

// clip shortens s to n characters.
func clip(s string, n int) string {
	if utf8.RuneCountInString(s) <= n {
		return s
	}
	return string([]rune(s)[:n-1]) + "…"
}
