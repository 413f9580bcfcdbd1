package pgwire

import (
	"errors"
	"fmt"
	"strings"

	"github.com/jackc/pgx/v5/pgproto3"
)

// Error is a refusal that the client is told of.
type Error struct {
	Code     string // SQLSTATE (PostgreSQL documentation, appendix A)
	Message  string
	Detail   string
	Hint     string
	Position int // 1-based character of the query's text; 0 for none
}

// Error gives code and message.
func (e *Error) Error() string { return e.Message + " (" + e.Code + ")" }

// The SQLSTATEs of what this package refuses by itself.
const (
	codeProtocol         = "08P01"
	codeUnsupported      = "0A000"
	codeInvalidParameter = "22023"
	codeBadCharacter     = "22021"
	codeNoStatement      = "26000"
	codeAuthorization    = "28000"
	codePassword         = "28P01"
	codeNoPortal         = "34000"
	codePortalExists     = "42P03"
	codeStatementExists  = "42P05"
	codeTooMany          = "53300"
	codeLimit            = "53400"
	codeTooLong          = "54000"
	codePortalState      = "55000"
	codeCanceled         = "57014"
	codeShutdown         = "57P01"
	codeIdle             = "57P05"
	codeInternal         = "XX000"
)

func refuse(code, format string, args ...any) *Error {
	return &Error{Code: code, Message: fmt.Sprintf(format, args...)}
}

// fatal is an error after which the connection ends.
type fatal struct{ why *Error }

func (f fatal) Error() string { return f.why.Error() }

func (f fatal) Unwrap() error { return f.why }

func refuseFatal(code, format string, args ...any) error {
	return fatal{refuse(code, format, args...)}
}

// errLost ends a connection that nobody listens to any more.
var errLost = errors.New("the connection is lost")

// Why the context of a connection or of a query has ended.
var (
	errCanceled = errors.New("the client canceled the query")
	errShutdown = errors.New("the server is stopping")
	errEnded    = errors.New("the connection has ended")
)

func shutdownError() error {
	return refuseFatal(codeShutdown, "terminating connection due to administrator command")
}

// response is the message that tells a client of an error. No text of ours holds a
// NUL, which would end the field early; a session's might.
func response(severity string, e *Error) *pgproto3.ErrorResponse {
	clean := func(text string) string { return strings.ReplaceAll(text, "\x00", `\0`) }
	return &pgproto3.ErrorResponse{
		Severity: severity, SeverityUnlocalized: severity, Code: e.Code,
		Message: clean(e.Message), Detail: clean(e.Detail), Hint: clean(e.Hint), Position: int32(e.Position),
	}
}
