// Package portal is the door of the worker API: JSON over HTTP under /api/v1, with
// an OpenAPI document at /api/v1/openapi.json. It is public and documented, and
// the only thing that the worker portal uses; scripts may use it with a bearer
// token just as well.
//
// It decodes, calls auth or the room humanloop, and encodes. Foreign HTML, the
// rendered tasks, leaves here only with the headers that keep it in an opaque
// origin.
package portal

import (
	"context"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"foureyes/internal/api/jsonapi"
	"foureyes/internal/auth"
	"foureyes/internal/humanloop"
	"foureyes/internal/live"
	"foureyes/internal/page"
	"foureyes/internal/taskui"
	"foureyes/internal/workforce"
)

// Parts are what the API is made of.
type Parts struct {
	jsonapi.Parts

	People     *auth.People
	Factors    *auth.SecondFactors
	Resets     *auth.Resets
	Workforces *workforce.Service
	Loops      *humanloop.Service
	Tokens     *page.Tokens
	// Live passes on what happens, and Now is the clock of those who look on.
	Live *live.Hub
	Now  func() time.Time
	// Looking is told of streams of events that begin (1) and end (-1); nil tells
	// nobody.
	Looking func(change int)
	// Assets are the paths of the script and the style of the crowd elements.
	Assets taskui.Assets
	// BlockExternal keeps tasks' pages from loading anything from outside, where their
	// flow definition says nothing of it.
	BlockExternal bool
}

type api struct {
	*jsonapi.API

	people     *auth.People
	factors    *auth.SecondFactors
	resets     *auth.Resets
	workforces *workforce.Service
	loops      *humanloop.Service // as work gives it
	tokens     *page.Tokens
	assets     taskui.Assets
	live       *live.Hub
	now        func() time.Time
	streams    streams

	blockExternal bool
}

// Routes mounts the API on a mux.
func Routes(mux *http.ServeMux, p Parts) {
	a := &api{people: p.People, factors: p.Factors, resets: p.Resets, workforces: p.Workforces, loops: p.Loops, tokens: p.Tokens, assets: p.Assets, live: p.Live, now: p.Now, streams: streams{told: p.Looking}, blockExternal: p.BlockExternal, API: jsonapi.New(mux, jsonapi.Description{
		Title: "Foureyes worker API", Document: "/api/v1/openapi",
		Text: "What workers do: sign in, take tasks, answer them.",
	}, p.Parts)}
	a.sessionRoutes()
	a.accountRoutes()
	a.wayRoutes()
	a.resetRoutes()
	a.jobRoutes()
	a.assignmentRoutes()
	a.answerRoutes()
	a.eventRoutes()
}

// person is the id of whoever is signed in.
func person(ctx context.Context) string { return jsonapi.CallerOf(ctx).Person.ID }

// large lets a body hold an answer or a draft.
func large(o *huma.Operation) {
	o.MaxBodyBytes = humanloop.MaxAnswer + 64<<10
}

// twice lets a body hold an answer together with what was filled in.
func twice(o *huma.Operation) {
	o.MaxBodyBytes = humanloop.MaxAnswer + humanloop.MaxDraft + 64<<10
}

// holding adds the fault of a task that is no longer the caller's.
func holding(o *huma.Operation) { o.Errors = append(o.Errors, http.StatusGone) }
