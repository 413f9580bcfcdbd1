package aws

import (
	"io"
	"net/http"
)

// Watch puts somebody in front of a handler who sees each request come and go: begin
// gives the request to go on with, and what is called once it is answered, with the
// status that went out, or that would have: 500 after a panic, which goes on, and 499
// for a client that hung up.
func Watch(h http.Handler, begin func(*http.Request) (*http.Request, func(status int))) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		r, end := begin(r)
		a := &watched{ResponseWriter: w}
		defer func() { end(a.code(r.Context().Err())) }()
		h.ServeHTTP(a, r)
		a.complete = true
	})
}

// watched notes the status of an answer.
type watched struct {
	http.ResponseWriter

	status   int
	complete bool // the handler has come back, and did not panic
}

// code is the status that went out, or that would have; gone is set if the client
// hung up.
func (a *watched) code(gone error) int {
	switch {
	case a.status != 0:
		return a.status
	case !a.complete:
		return http.StatusInternalServerError
	case gone != nil:
		return statusGone
	}
	return http.StatusOK
}

// WriteHeader notes the final status.
func (a *watched) WriteHeader(status int) {
	if a.status == 0 && status >= http.StatusOK {
		a.status = status
	}
	a.ResponseWriter.WriteHeader(status)
}

// Write begins the answer if nothing has.
func (a *watched) Write(p []byte) (int, error) {
	if a.status == 0 {
		a.status = http.StatusOK
	}
	return a.ResponseWriter.Write(p)
}

// ReadFrom lets files go out without a copy, where the connection can do that.
func (a *watched) ReadFrom(from io.Reader) (int64, error) {
	if a.status == 0 {
		a.status = http.StatusOK
	}
	return io.Copy(a.ResponseWriter, from)
}

// Unwrap gives http.ResponseController the way to flush and to set deadlines.
func (a *watched) Unwrap() http.ResponseWriter { return a.ResponseWriter }
