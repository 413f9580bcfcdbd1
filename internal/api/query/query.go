// Package query is the door of SQL over HTTP, of the data directory, and of saved queries: JSON under
// /api/v1/sql, described at /api/v1/sql/openapi.json, for administrators who are
// signed in and for programs with an access key that may foureyes:Query.
//
// It owns how results and refusals look as JSON. What queries mean, and what they may
// use, is the engine's (ddsql); which tables there are is the inventory's; who sees and
// changes saved queries is savedquery's.
package query

import (
	"cmp"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"foureyes/internal/api/jsonapi"
	"foureyes/internal/auth"
	"foureyes/internal/aws"
	"foureyes/internal/ddsql"
	"foureyes/internal/page"
	"foureyes/internal/savedquery"
)

// Parts are what the API is made of.
type Parts struct {
	jsonapi.Parts

	// Open begins a session for a caller, who sees one account.
	Open func(auth.SQLCaller) *ddsql.Session
	// Now is the process's clock, by which sockets have their deadlines.
	Now func() time.Time
	// Saved keeps queries by their names, and Tokens the places in lists of them.
	Saved  *savedquery.Service
	Tokens *page.Tokens
}

type api struct {
	*jsonapi.API

	p Parts
}

// Routes mounts the API on a mux.
func Routes(mux *http.ServeMux, p Parts) {
	a := &api{p: p, API: jsonapi.New(mux, jsonapi.Description{
		Title: "Foureyes SQL API", Document: "/api/v1/sql/openapi",
		Text: "Ask the SQL tables, read what tables and columns there are, and keep queries by a name.",
	}, p.Parts)}
	huma.Register(a, jsonapi.Operation("query", http.MethodPost, "/sql", "Answer a query", a.ForRequesters(auth.ActionQuery, anything), jsonapi.Untold,
		jsonapi.Errors(http.StatusUnprocessableEntity, http.StatusServiceUnavailable), a.answers, patient), a.query)
	a.refusals()
	a.directoryRoutes()
	a.savedQueryRoutes()
}

// patient takes away the deadline for reading the body: once it has passed, it would
// end the context of a query that is still at work.
func patient(o *huma.Operation) { o.BodyReadTimeout = -1 }

// anything is what policies name as the resource of queries: they read an account.
func anything(aws.Call, *http.Request) string { return "*" }

// AccountInput says which account a request is about. The gate asks for permissions in
// the same one (jsonapi), so nobody reads an account for a role in another.
type AccountInput struct {
	Account string `query:"account" maxLength:"12" doc:"The operators' account when left out. A signed request is about the account of its key."`
}

// caller is who asks.
func (a *api) caller(c jsonapi.Caller, of AccountInput) auth.SQLCaller {
	if c.AccessKeyID != "" {
		return auth.SQLCaller{User: c.AccessKeyID, Account: c.Account, AccessKeyID: c.AccessKeyID, SourceIP: c.Address}
	}
	return auth.SQLCaller{User: c.Person.Email, Account: cmp.Or(of.Account, a.Account), PersonID: c.Person.ID, SourceIP: c.Address}
}
