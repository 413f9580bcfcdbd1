package portal

import (
	"context"
	"net"
	"net/http"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"foureyes/internal/auth"
	"foureyes/internal/fault"
)

type callerKey struct{}

// caller is who sent a request, as the middleware found it.
type caller struct {
	token   string
	address string
	session auth.Session // zero unless requireSession ran
}

func callerOf(ctx context.Context) caller {
	c, _ := ctx.Value(callerKey{}).(caller)
	return c
}

// context notes the caller's token and address, and gives every answer its
// headers: nothing here may be cached or sniffed.
func (a *api) context(ctx huma.Context, next func(huma.Context)) {
	r, _ := humago.Unwrap(ctx)
	ctx.SetHeader("Cache-Control", "no-store")
	ctx.SetHeader("X-Content-Type-Options", "nosniff")
	next(huma.WithValue(ctx, callerKey{}, caller{
		token: auth.FromRequest(r, a.Secure), address: host(r.RemoteAddr),
	}))
}

// requireSession refuses whoever is not signed in.
func (a *api) requireSession(ctx huma.Context, next func(huma.Context)) {
	c := callerOf(ctx.Context())
	session, err := a.Sessions.Find(ctx.Context(), c.token, now(ctx.Context()))
	if err != nil {
		a.write(ctx, err)
		return
	}
	c.session = session
	next(huma.WithValue(ctx, callerKey{}, c))
}

// write sends an error that is found before an operation runs.
func (a *api) write(ctx huma.Context, err error) {
	p := a.problem(ctx.Context(), err)
	ctx.SetStatus(p.Status)
	ctx.SetHeader("Content-Type", "application/problem+json")
	_ = writeJSON(ctx.BodyWriter(), p) // a client that hung up is nobody's error
}

// person is the id of whoever is signed in.
func person(ctx context.Context) string { return callerOf(ctx).session.Person.ID }

// host is an address without its port.
func host(address string) string {
	h, _, err := net.SplitHostPort(address)
	if err != nil {
		return address
	}
	return h
}

var errNotFound = fault.New(fault.NotFound, "", "There is nothing at this address.")

// Unknown answers requests under /api/ that no operation has.
func Unknown(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "application/problem+json")
	w.WriteHeader(http.StatusNotFound)
	_ = writeJSON(w, &huma.ErrorModel{Status: http.StatusNotFound, Title: "Not Found", Detail: errNotFound.Message})
}
