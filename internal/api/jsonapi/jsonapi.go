// Package jsonapi is what our own JSON APIs share: the worker API (portal) and
// the operators' (console). It owns how they are described (OpenAPI), who their
// callers are (a session's cookie or bearer token, or a SigV4 signature) and how
// their errors look (problem details, RFC 9457). It owns no operation.
package jsonapi

import (
	"context"
	"log/slog"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"foureyes/internal/api/gate"
	"foureyes/internal/auth"
	"foureyes/internal/aws"
)

// Parts are what an API is made of.
type Parts struct {
	Sessions *auth.Sessions
	// Programs checks signatures; nil for an API that programs cannot sign for.
	Programs *auth.Authenticator
	// Gate is asked about every call; nil lets programs do anything and records
	// nothing.
	Gate *gate.Gate
	// Account is that of the operators: its keys may do everything that their
	// policies allow, those of other accounts only what ForAccounts marks.
	Account string
	// Secure tells that people reach us over TLS.
	Secure  bool
	Version string
	Log     *slog.Logger
}

// API is a described API on a mux.
type API struct {
	Parts
	huma.API
}

// Description says what an API is.
type Description struct {
	Title, Text string
	// Document is the path of openapi.json without ".json".
	Document string
}

// New makes an API without operations.
func New(mux *http.ServeMux, d Description, p Parts) *API {
	config := huma.DefaultConfig(d.Title, p.Version)
	config.OpenAPIPath = d.Document
	config.DocsPath = ""
	config.SchemasPath = ""
	config.CreateHooks = nil // no $schema links in answers
	config.Info.Description = d.Text + " Times are UTC (RFC 3339). Errors are problem details (RFC 9457)."
	config.Components.SecuritySchemes = map[string]*huma.SecurityScheme{
		"session": {Type: "apiKey", In: "cookie", Name: "foureyes", Description: "The cookie that POST /api/v1/session sets."},
		"bearer":  {Type: "http", Scheme: "bearer", Description: "The token that POST /api/v1/session returns."},
	}
	if p.Programs != nil {
		config.Components.SecuritySchemes["sigv4"] = &huma.SecurityScheme{
			Type: "apiKey", In: "header", Name: "Authorization", Description: "An AWS Signature Version 4 by an access key.",
		}
	}
	a := &API{Parts: p, API: humago.New(mux, config)}
	a.UseMiddleware(freeOnceRead, a.note, a.tell)
	return a
}

// prefix is where the operations are.
const prefix = "/api/v1"

// Operation describes an operation under /api/v1.
func Operation(id, method, path, summary string, change ...func(*huma.Operation)) huma.Operation {
	o := huma.Operation{
		OperationID: id, Method: method, Path: prefix + path, Summary: summary,
		Errors: []int{http.StatusUnauthorized, http.StatusNotFound},
	}
	for _, c := range change {
		c(&o)
	}
	return o
}

// Errors adds statuses that an operation may answer with.
func Errors(statuses ...int) func(*huma.Operation) {
	return func(o *huma.Operation) { o.Errors = append(o.Errors, statuses...) }
}

// Now is the time at which the request arrived.
func Now(ctx context.Context) time.Time {
	_, at := aws.RequestFrom(ctx)
	return at
}

// Unknown answers requests that no operation has.
func Unknown(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", problemType)
	w.WriteHeader(http.StatusNotFound)
	_ = writeJSON(w, &huma.ErrorModel{
		Status: http.StatusNotFound, Title: "Not Found", Detail: "There is nothing at this address.",
	})
}
