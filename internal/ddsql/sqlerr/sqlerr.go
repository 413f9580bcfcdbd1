// Package sqlerr is the error that every part of the SQL engine returns: a
// SQLSTATE for programs, a message worded as PostgreSQL words it for people, and
// the place in the query it is about. It owns the codes in use and the shape;
// which message belongs to which mistake is known where the mistake is found. It
// imports nothing of ours.
package sqlerr

import (
	"errors"
	"fmt"
)

// Error is one refusal, as a PostgreSQL client expects to be told.
type Error struct {
	Code     string // SQLSTATE, one of the constants of this package
	Message  string // one sentence without a full stop
	Detail   string // more about this case, or empty
	Hint     string // what to do instead, or empty
	Position int    // the character of the query that it is about, from 1; 0 for none
}

// Error gives the message and its code, as psql shows them in verbose mode.
func (e *Error) Error() string {
	return fmt.Sprintf("%s (SQLSTATE %s)", e.Message, e.Code)
}

// New makes an error without a place; the arguments fill the message.
func New(code, format string, args ...any) *Error {
	return &Error{Code: code, Message: sentence(format, args)}
}

// At makes an error about the character at position, counted from 1; 0 is no place.
func At(position int, code, format string, args ...any) *Error {
	return &Error{Code: code, Message: sentence(format, args), Position: position}
}

// sentence leaves a message without arguments alone, percent signs included.
func sentence(format string, args []any) string {
	if len(args) == 0 {
		return format
	}
	return fmt.Sprintf(format, args...)
}

// WithDetail gives a copy that says more about the case.
func (e *Error) WithDetail(format string, args ...any) *Error {
	c := *e
	c.Detail = sentence(format, args)
	return &c
}

// WithHint gives a copy that says what to do instead.
func (e *Error) WithHint(format string, args ...any) *Error {
	c := *e
	c.Hint = sentence(format, args)
	return &c
}

// Place gives err the position when it is an Error that has none yet, and err
// itself otherwise. Callers that know where an expression stands use it on what
// a function that does not know returned.
func Place(err error, position int) error {
	e, is := errors.AsType[*Error](err)
	if !is || e.Position != 0 || position == 0 {
		return err
	}
	c := *e
	c.Position = position
	return &c
}

// From finds the Error in err. What is none of ours is an internal error that
// keeps the text out of the client's sight.
func From(err error) *Error {
	if err == nil {
		return nil
	}
	if e, is := errors.AsType[*Error](err); is {
		return e
	}
	return New(InternalError, "internal error")
}

// Code gives the SQLSTATE of err; the empty string means that it is no Error.
func Code(err error) string {
	if e, is := errors.AsType[*Error](err); is {
		return e.Code
	}
	return ""
}
