// Package fault is the one error type that rooms return and doors translate.
//
// A fault has a kind and a subject for code to decide by, a sentence for the
// caller, and an optional cause that only the log sees. It owns no wire names:
// each API keeps its own table (errors.go) from kind and subject to the code
// and status of its protocol. It is a leaf: every package may import it and it
// imports nothing of ours.
package fault

import (
	"context"
	"errors"
	"fmt"
)

// Kind says what went wrong in terms that every API can translate.
type Kind int

// The kinds. Internal is the zero value, so that a fault without a kind is
// never mistaken for the caller's mistake.
const (
	Internal        Kind = iota // our own failure; the caller learns nothing but that
	Invalid                     // the request can never succeed as it is
	NotFound                    // the subject does not exist for this caller
	InUse                       // the name is taken, or the subject's state forbids the step
	Conflict                    // same name, different content
	Quota                       // a limit on how many there may be
	Throttled                   // too many requests in too short a time
	Unauthenticated             // nobody we know
	Denied                      // known, but not allowed
	Gone                        // existed, and can no longer be used
	Full                        // no room to keep it; the same request may succeed later
)

// String names the kind for logs.
func (k Kind) String() string {
	names := [...]string{
		"internal", "invalid", "not found", "in use", "conflict",
		"quota", "throttled", "unauthenticated", "denied", "gone", "full",
	}
	if int(k) < 0 || int(k) >= len(names) {
		return fmt.Sprintf("kind %d", int(k))
	}
	return names[k]
}

// Subject is the thing a fault is about, because APIs name the same kind
// differently for different things: a missing flow definition is
// ResourceNotFound, a missing work team ValidationException.
type Subject string

// The subjects that some API tells apart.
const (
	FlowDefinition Subject = "flow definition"
	HumanTaskUI    Subject = "human task UI"
	HumanLoop      Subject = "human loop"
	Workteam       Subject = "work team"
	Workforce      Subject = "workforce"
	Assignment     Subject = "assignment"
	Object         Subject = "object"
	Bucket         Subject = "bucket"
	Tags           Subject = "tags"
)

// Error is a fault. Message is a whole sentence for the caller; Cause goes to
// the log alone.
type Error struct {
	Kind    Kind
	Subject Subject
	Message string
	Cause   error
}

// Error gives the sentence, and the cause for whoever prints the error itself.
func (e *Error) Error() string {
	if e.Cause != nil {
		return e.Message + ": " + e.Cause.Error()
	}
	return e.Message
}

// Unwrap gives the cause.
func (e *Error) Unwrap() error { return e.Cause }

// New makes a fault from a format.
func New(kind Kind, subject Subject, format string, args ...any) *Error {
	return &Error{Kind: kind, Subject: subject, Message: fmt.Sprintf(format, args...)}
}

// Wrap makes a fault with a cause for the log.
func Wrap(cause error, kind Kind, subject Subject, format string, args ...any) *Error {
	return &Error{Kind: kind, Subject: subject, Message: fmt.Sprintf(format, args...), Cause: cause}
}

// Of returns the fault in err's chain. An error that is no fault becomes an
// Internal one whose cause is err.
func Of(err error) *Error {
	if e, ok := errors.AsType[*Error](err); ok {
		return e
	}
	return &Error{Kind: Internal, Message: "an internal error occurred", Cause: err}
}

// Is reports whether err carries a fault of this kind.
func Is(err error, kind Kind) bool {
	e, ok := errors.AsType[*Error](err)
	return ok && e.Kind == kind
}

// Refused reports whether something was refused by a rule, as it should be, or given up
// by whoever asked. Any other error is a failure of ours.
func Refused(err error) bool {
	rule, ok := errors.AsType[*Error](err)
	return ok && rule.Kind != Internal && rule.Kind != Full || errors.Is(err, context.Canceled)
}
