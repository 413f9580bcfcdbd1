// Package console is the door of what operators do: people, access keys, targets of
// events, prediction sources, members of work teams, and jobs that are not done; of what
// they look at, the audit and the quotas; and of what scripts wait for, the ends of human
// loops, and the advice that these give. JSON under /api/v1, described at /api/v1/console/openapi.json, for administrators who are
// signed in and for programs with an access key, such as the command line.
package console

import (
	"net/http"
	"time"

	"foureyes/internal/advice"
	"foureyes/internal/api/jsonapi"
	"foureyes/internal/auth"
	"foureyes/internal/bulk"
	"foureyes/internal/event"
	"foureyes/internal/humanloop"
	"foureyes/internal/imports"
	"foureyes/internal/limit"
	"foureyes/internal/page"
	"foureyes/internal/predictor"
	"foureyes/internal/taskui"
	"foureyes/internal/workforce"
)

// Parts are what the API is made of.
type Parts struct {
	jsonapi.Parts

	People *auth.People
	// Factors are the second factors that operators reset.
	Factors *auth.SecondFactors
	Keys    *auth.AccessKeys
	Events  *event.Service
	// Predictors keep the prediction sources.
	Predictors *predictor.Service
	Jobs       Jobs
	Loops      *humanloop.Service
	Advice     *advice.Service
	Buckets    Buckets
	// Bulk exports human loops.
	Bulk *bulk.Service
	// Imports start many of them from a file.
	Imports *imports.Service
	// Now is the clock that slow clients are measured by.
	Now    func() time.Time
	Tokens *page.Tokens
	// Teams are asked which groups a work team consists of.
	Teams *workforce.Service
	Flows Flows
	Audit Audit
	// Use counts what Quotas are about.
	Use    Use
	Quotas limit.Quotas
	// PublicURL is where sign-in links point to.
	PublicURL string
	// Assets are the paths of the script and the style of the crowd elements.
	Assets taskui.Assets
	// Renderer and PreviewURL try templates; PreviewURL is the short-lived link by
	// which a page reads an object.
	Renderer   *taskui.Engine
	PreviewURL func(account, bucket, key string, now time.Time) string
	// BlockExternal keeps tasks' pages from loading anything from outside, where their
	// flow definition says nothing of it.
	BlockExternal bool
}

type api struct {
	*jsonapi.API

	p Parts
	// advising has an entry for each advice that is being given.
	advising chan struct{}
	// exporting has an entry for each export that is being made.
	exporting chan struct{}
}

// Routes mounts the API on a mux.
func Routes(mux *http.ServeMux, p Parts) {
	a := &api{p: p, advising: make(chan struct{}, mostAdvising), exporting: make(chan struct{}, mostExporting), API: jsonapi.New(mux, jsonapi.Description{
		Title: "Foureyes console API", Document: "/api/v1/console/openapi",
		Text: "What operators do: add people who answer, let them in, make access keys for programs, say where events go and who answers for Textract and Rekognition, look after jobs that fail, and read who did what. Leads say who is in their work team. Requesters wait here for the ends of human loops, and are told which predictions need no review.",
	}, p.Parts)}
	a.userRoutes()
	a.accessKeyRoutes()
	a.eventTargetRoutes()
	a.predictionSourceRoutes()
	a.savedJobRoutes()
	a.humanLoopRoutes()
	a.conditionRoutes()
	a.adviceRoutes()
	a.flowDefinitionRoutes()
	a.activityRoutes()
	a.carriedLoopRoutes()
	a.reviewRoutes()
	a.exportRoutes()
	a.importRoutes()
	a.bucketRoutes()
	a.teamRoutes()
	a.auditRoutes()
	a.quotaRoutes()
	a.templateRoutes()
}
