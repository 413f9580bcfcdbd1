package jsonapi

import (
	"errors"
	"io"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"
)

// body is a request's body that must come in time, which says nothing of how long the
// answer takes. The deadline is the connection's. Where net/http is through with the body
// before it is set, because there is none or a signature was checked, it would end the
// contexts of the request and of all that follow on the same connection.
type body struct {
	io.ReadCloser

	connection *http.ResponseController
}

// Read takes the deadline away once the whole body is there.
func (b body) Read(p []byte) (int, error) {
	n, err := b.ReadCloser.Read(p)
	if errors.Is(err, io.EOF) {
		_ = b.connection.SetReadDeadline(time.Time{})
	}
	return n, err //nolint:wrapcheck // io.EOF is looked for
}

// freeOnceRead lets the answer to a request take longer than its body may.
func freeOnceRead(c huma.Context, next func(huma.Context)) {
	r, w := humago.Unwrap(c)
	r.Body = body{r.Body, http.NewResponseController(w)}
	next(c)
}
