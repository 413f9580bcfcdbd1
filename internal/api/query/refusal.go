package query

import (
	"net/http"
	"strings"

	"foureyes/internal/ddsql/sqlerr"
)

// Refusal is a problem (RFC 9457) with what PostgreSQL tells of an error.
type Refusal struct {
	Status   int    `json:"status"`
	Title    string `json:"title"`
	Detail   string `json:"detail" doc:"The message."`
	SQLState string `json:"sqlState" doc:"PostgreSQL's code of the error."`
	More     string `json:"more,omitempty" doc:"More about this case; PostgreSQL's DETAIL."`
	Hint     string `json:"hint,omitempty" doc:"What to do instead."`
	Position int    `json:"position,omitempty" doc:"The character of the query that it is about, from 1."`
}

// Error gives the message.
func (r *Refusal) Error() string { return r.Detail }

// GetStatus gives the status of the answer.
func (r *Refusal) GetStatus() int { return r.Status }

// ContentType makes a problem of it.
func (r *Refusal) ContentType(string) string { return "application/problem+json" }

// refusalOf gives an error its form. Of errors that are ours alone nothing is told.
func refusalOf(err error) *Refusal {
	e := sqlerr.From(err)
	status := statusOf(e.Code)
	return &Refusal{
		Status: status, Title: http.StatusText(status), Detail: e.Message, SQLState: e.Code, More: e.Detail, Hint: e.Hint, Position: e.Position,
	}
}

// statusOf gives the status for a code.
func statusOf(code string) int {
	switch {
	case code == sqlerr.TooManyConnections:
		return http.StatusTooManyRequests
	case code == sqlerr.InsufficientPrivilege:
		return http.StatusForbidden
	case code == sqlerr.AdminShutdown:
		return http.StatusServiceUnavailable
	case strings.HasPrefix(code, "58"), strings.HasPrefix(code, "XX"):
		return http.StatusInternalServerError
	}
	return http.StatusUnprocessableEntity
}

// errParameters has the code of a message that does not fit its statement.
func errParameters(want, given int) error {
	return sqlerr.New("08P01", "the statement has %d parameters, and %d values were given", want, given)
}
