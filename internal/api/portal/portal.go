// Package portal is the door of the worker API: JSON over HTTP under /api/v1, with
// an OpenAPI document at /api/v1/openapi.json. It is public and documented, and
// the only thing that the worker portal uses; scripts may use it with a bearer
// token just as well.
//
// It decodes, calls auth or the room humanloop, and encodes. Errors leave as
// problem details (RFC 9457); errors.go has their statuses. Foreign HTML, the
// rendered tasks, leaves here only with the headers that keep it in an opaque
// origin.
package portal

import (
	"context"
	"log/slog"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"foureyes/internal/auth"
	"foureyes/internal/aws"
	"foureyes/internal/humanloop"
	"foureyes/internal/taskui"
)

// Parts are what the API is made of.
type Parts struct {
	Loops    *humanloop.Service
	Sessions *auth.Sessions
	// Secure tells that people reach us over TLS.
	Secure bool
	// Assets are the paths of the script and the style of the crowd elements.
	Assets taskui.Assets
	Version string
	Log     *slog.Logger
}

type api struct{ Parts }

// Routes mounts the API on a mux. The returned document is what openapi.json says.
func Routes(mux *http.ServeMux, p Parts) *huma.OpenAPI {
	a := &api{p}
	config := huma.DefaultConfig("Foureyes worker API", p.Version)
	config.OpenAPIPath = "/api/v1/openapi"
	config.DocsPath = ""
	config.SchemasPath = ""
	config.CreateHooks = nil // no $schema links in answers
	config.Info.Description = "What workers do: sign in, take tasks, answer them. Times are UTC (RFC 3339). " +
		"Errors are problem details (RFC 9457)."
	config.Components.SecuritySchemes = map[string]*huma.SecurityScheme{
		"session": {Type: "apiKey", In: "cookie", Name: "foureyes", Description: "The cookie that POST /api/v1/session sets."},
		"bearer":  {Type: "http", Scheme: "bearer", Description: "The token that POST /api/v1/session returns."},
	}
	h := humago.New(mux, config)
	h.UseMiddleware(a.context)
	a.sessionRoutes(h)
	a.jobRoutes(h)
	a.assignmentRoutes(h)
	return h.OpenAPI()
}

// now is the time at which the request arrived.
func now(ctx context.Context) time.Time {
	_, at := aws.RequestFrom(ctx)
	return at
}

// operation describes an operation; signedIn adds who may call it.
func operation(id, method, path, summary string, change ...func(*huma.Operation)) huma.Operation {
	o := huma.Operation{
		OperationID: id, Method: method, Path: "/api/v1" + path, Summary: summary,
		Errors: []int{http.StatusUnauthorized, http.StatusNotFound},
	}
	for _, c := range change {
		c(&o)
	}
	return o
}

func (a *api) signedIn(o *huma.Operation) {
	o.Security = []map[string][]string{{"session": {}}, {"bearer": {}}}
	o.Middlewares = append(o.Middlewares, a.requireSession)
}

// large lets a body hold an answer or a draft.
func large(o *huma.Operation) {
	o.MaxBodyBytes = humanloop.MaxAnswer + 64<<10
}

// holding adds the fault of a task that is no longer the caller's.
func holding(o *huma.Operation) { o.Errors = append(o.Errors, http.StatusGone) }
