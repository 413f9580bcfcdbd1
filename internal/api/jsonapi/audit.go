package jsonapi

import (
	"context"
	"net/http"
	"strconv"
	"strings"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"foureyes/internal/audit"
	"foureyes/internal/aws"
)

// untold marks operations that are not audited, and told those that only read and are.
const untold, told = "untold", "told"

// Untold keeps an operation out of the audit: it changes nothing that anybody but
// its caller can see.
func Untold(o *huma.Operation) { mark(o, untold) }

// Told has an operation that only reads audited: once it calls Tell, or is refused.
func Told(o *huma.Operation) { mark(o, told) }

func mark(o *huma.Operation, as string) {
	if o.Metadata == nil {
		o.Metadata = map[string]any{}
	}
	o.Metadata[as] = true
}

// Tell records that a call of an operation that is Told was answered.
func (a *API) Tell(ctx context.Context) {
	if a.Gate != nil {
		a.Gate.Tell(ctx)
	}
}

// tell begins the audit entry of a call that may change something, or is told of, and
// records the call if it was refused.
func (a *API) tell(ctx huma.Context, next func(huma.Context)) {
	o := ctx.Operation()
	if a.Gate == nil || o.Method == http.MethodGet && o.Metadata[told] != true || o.Metadata[untold] == true {
		next(ctx)
		return
	}
	r, _ := humago.Unwrap(ctx)
	id, now := aws.RequestFrom(r.Context())
	c := audit.Begin(ctx.Context(), audit.Entry{
		At: now, RequestID: id, Action: action(o), Resource: subject(r), SourceIP: host(r.RemoteAddr),
	})
	next(huma.WithContext(ctx, c))
	if status := ctx.Status(); status >= http.StatusBadRequest {
		a.Gate.Leave(c, strconv.Itoa(status))
	}
}

// action is an operation's name in policies: foureyes:ListUsers.
func action(o *huma.Operation) string {
	return "foureyes:" + strings.ToUpper(o.OperationID[:1]) + o.OperationID[1:]
}

// subject is what a request is about: users, or users/ann@example.com.
func subject(r *http.Request) string {
	parts := strings.SplitN(strings.TrimPrefix(r.URL.Path, prefix+"/"), "/", 3)
	return strings.Join(parts[:min(2, len(parts))], "/")
}
