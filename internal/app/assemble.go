package app

import (
	"crypto/rand"
	"fmt"
	"maps"
	"net/http"
	"strings"
	"time"

	"github.com/oklog/ulid/v2"

	"foureyes/internal/advice"
	"foureyes/internal/api/a2iruntime"
	"foureyes/internal/api/console"
	"foureyes/internal/api/datadog"
	"foureyes/internal/api/gate"
	"foureyes/internal/api/jsonapi"
	"foureyes/internal/api/link"
	"foureyes/internal/api/portal"
	"foureyes/internal/api/query"
	"foureyes/internal/api/s3"
	"foureyes/internal/api/sagemaker"
	"foureyes/internal/api/signedin"
	"foureyes/internal/api/signin"
	"foureyes/internal/api/sts"
	"foureyes/internal/audit"
	"foureyes/internal/auth"
	"foureyes/internal/aws"
	"foureyes/internal/bulk"
	"foureyes/internal/event"
	"foureyes/internal/event/receivers"
	"foureyes/internal/flow"
	"foureyes/internal/humanloop"
	"foureyes/internal/imports"
	"foureyes/internal/job"
	"foureyes/internal/limit"
	"foureyes/internal/live"
	"foureyes/internal/metrics"
	"foureyes/internal/oidc"
	"foureyes/internal/savedquery"
	"foureyes/internal/tag"
	"foureyes/internal/taskui"
	"foureyes/internal/workforce"
	"foureyes/web"
)

// assemble makes the rooms, then the doors that lead to them.
func (a *App) assemble() (http.Handler, error) {
	proxies, err := a.config.Proxies()
	if err != nil {
		return nil, err
	}
	links := link.New(a.public, a.keys, a, a.store, a.Log)
	newID := newIDs()
	a.live = live.NewHub(newID(a.clock()))
	a.store.Watch(func(notes []live.Note) {
		a.live.Publish(notes)
		a.metrics.Note(notes)
	})
	teams := workforce.NewService(a.store, a.keys, newID, a.config.MaxWorkteams)
	renderer := taskui.New(taskui.Limits{})
	a.loops = humanloop.NewService(humanloop.Parts{
		Store: a.store, Flows: a.store, Templates: a.store,
		Renderer: a.metrics.Renderer(renderer), Objects: a.metrics.Outputs(a.traces.Outputs(a.objects)), Links: links, NewID: newID,
		Looks: a.store, History: a.store, PreviewLink: links.PreviewLink,
		MaxOpen: a.config.MaxHumanLoops, Watch: a.live, Carry: a.store,
	})
	a.flows = flow.NewService(a.store, teams, a.store, a.objects, newID, a.config.MaxFlowDefinitions)
	a.uis = taskui.NewService(a.store, newID, a.config.MaxHumanTaskUis)
	rates := limit.NewRates(a.config.MaxRequestsPerSecond)
	a.imports = imports.NewService(imports.Parts{
		Store: a.store, Loops: a.loops, Rates: rates, NewID: newID,
	})
	if err := a.runners(newID); err != nil {
		return nil, err
	}
	if err := a.predictors(newID); err != nil {
		return nil, err
	}
	r := &router{address: address{proxies}, now: a.clock, log: a.Log, links: links}
	checker := auth.NewAuthenticator(a.access)
	a.audit = audit.NewRecorder(a.store, a.Log)
	guard := auth.NewGuard(a.access, a.store, a.secure())
	a.makeSQL(guard)
	if err := a.makeWire(newID); err != nil {
		return nil, err
	}
	before := gate.New(guard, rates, a.audit)
	server := aws.Server{Authenticate: checker.JSON, Log: a.Log, Now: a.Now}
	parts := sagemaker.Parts{
		Flows: a.flows, UIs: a.uis, Workforces: teams,
		Tags: tag.NewService(a.store, tag.Checks{tag.FlowDefinition: a.flows.CheckTags}), Renderer: renderer, Tokens: a.keys.PageTokens(),
		TemplateURL: links.TemplateLink, PreviewURL: links.PreviewLink, PublicHost: a.host(),
	}
	r.sagemaker = sagemaker.New(parts, server, before)
	r.runtime = a2iruntime.New(a.loops, a.keys.PageTokens(), server, before)
	// The same doors for people who are signed in.
	session := server
	session.Authenticate = signedin.Authenticator{Sessions: a.sessions, Secure: a.secure()}.Authenticate
	room := a.predictions()
	people := signedin.Doors{
		Targets: map[string]http.Handler{"SageMaker": sagemaker.New(parts, session, before)},
		Runtime: a2iruntime.New(a.loops, a.keys.PageTokens(), session, before),
	}
	r.s3 = s3.New(a.files, checker.S3, a.Log, a.Now, a.s3Options(before)...)
	r.json = predictionDoors(room, server, before)
	for _, door := range predictionDoors(room, session, before) {
		people.Targets[strings.TrimSuffix(door.prefix, ".")] = door
	}
	r.sts = sts.New(server, before)
	r.pages = a.pages(checker, before, people, teams, parts, newID)
	a.watched(r)
	return r, nil
}

// runners make what does the saved jobs. Deliveries of events and mail wait for strangers,
// and batches of imports take long, so they have runners of their own.
func (a *App) runners(newID func(time.Time) string) error {
	deliveries := a.store.Deliveries()
	a.events = event.NewService(event.Parts{
		Store: a.store, Queue: deliveries, Loops: a.store, Flows: a.store, Teams: a.store, PortalURL: a.public + "/portal", Sealer: a.keys,
		Receivers: receivers.All(a.store, a.Log), NewID: newID, Now: a.clock,
	})
	if err := a.makeResets(deliveries); err != nil {
		return err
	}
	handlers := a.loops.Handlers()
	maps.Copy(handlers, a.events.Handlers())
	a.runner = job.NewRunner(a.store, a.metrics.Handlers(a.traces.Handlers(handlers)), a.clock, a.Log)
	sent := a.traces.Handlers(a.events.Deliveries()) // mail to people is not traced
	maps.Copy(sent, a.resets.Handlers())
	a.sender = job.NewRunner(deliveries, a.metrics.Handlers(sent), a.clock, a.Log)
	a.importer = job.NewRunner(a.store.ImportJobs(), a.metrics.Handlers(a.imports.Handlers()), a.clock, a.Log)
	return nil
}

// pages are what browsers and scripts of workers ask for.
func (a *App) pages(programs *auth.Authenticator, before *gate.Gate, people signedin.Doors, teams *workforce.Service, templates sagemaker.Parts, newID func(time.Time) string) http.Handler {
	mux := http.NewServeMux()
	files := web.Files()
	common := jsonapi.Parts{
		Sessions: a.sessions, Programs: programs, Gate: before, Account: a.config.AccountID, Secure: a.secure(), Version: a.Version, Log: a.Log,
	}
	assets, blockExternal := taskui.Assets{CrowdScript: web.Asset(web.CrowdScript)}, a.config.ExternalScripts == tag.Block
	portal.Routes(mux, portal.Parts{
		Parts: common, People: a.people, Factors: a.factors, Resets: a.resets, Workforces: teams, Loops: a.loops, Live: a.live, Now: a.clock, Assets: assets, BlockExternal: blockExternal,
		Tokens: a.keys.PageTokens(), Looking: a.metrics.Looking,
	})
	console.Routes(mux, console.Parts{
		Parts:         common,
		People:        a.people,
		Factors:       a.factors,
		Keys:          a.access,
		Events:        a.events,
		Predictors:    a.sources,
		Jobs:          a.store,
		Teams:         teams,
		Flows:         a.store,
		Audit:         a.store,
		Use:           a.store,
		Quotas:        a.quotas(),
		Loops:         a.loops,
		Advice:        advice.NewService(a.store),
		Buckets:       a.objects,
		Bulk:          bulk.NewService(a.store),
		Imports:       a.imports,
		Now:           a.clock,
		Tokens:        a.keys.PageTokens(),
		PublicURL:     a.public,
		Assets:        assets,
		BlockExternal: blockExternal,
		Renderer:      templates.Renderer,
		PreviewURL:    templates.PreviewURL,
	})
	query.Routes(mux, query.Parts{
		Parts: common, Open: a.sql.session, Now: a.Now, Saved: savedquery.NewService(a.store, newID), Tokens: a.keys.PageTokens(),
	})
	a.datadog = datadog.New(datadog.Parts{Access: a.sql.access, Open: a.sql.session, NewID: newID, Now: a.clock, Log: a.Log})
	a.datadog.Routes(mux)
	signedin.Mount(mux, people)
	mux.HandleFunc("/api/", jsonapi.Unknown)
	mux.Handle("GET /assets/", Assets(files))
	door := signin.New(signin.Parts{
		Keys: a.keys, Sessions: a.sessions, Workforces: teams, Gate: before, HTTP: oidc.NewHTTP(),
		PublicURL: a.public, Secure: a.secure(), Now: a.Now, Log: a.Log,
	})
	door.Routes(mux)
	mux.Handle("GET /portal", door.Fenced(portalPage(files)))
	mux.Handle("GET /portal/", door.Fenced(portalPage(files)))
	mux.Handle("GET /portal/manifest.webmanifest", portalManifest(files))
	mux.Handle("GET /portal/sw.js", portalWorker(files))
	mux.HandleFunc("GET /healthz", healthy)
	mux.HandleFunc("GET /readyz", a.ready)
	mux.Handle("GET /metrics", metrics.Guarded(a.config.MetricsToken, a.metrics.Page()))
	mux.Handle("GET /console", consolePage(files))
	mux.Handle("GET /console/", consolePage(files))
	mux.HandleFunc("GET /{$}", a.home)
	return http.NewCrossOriginProtection().Handler(mux)
}

// quotas are the limits that the settings say.
func (a *App) quotas() limit.Quotas {
	return limit.Quotas{
		FlowDefinitions: a.config.MaxFlowDefinitions, HumanTaskUIs: a.config.MaxHumanTaskUis, Workteams: a.config.MaxWorkteams,
		OpenLoops: a.config.MaxHumanLoops, RequestsPerSecond: a.config.MaxRequestsPerSecond,
	}
}

func healthy(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	_, _ = fmt.Fprintln(w, "ok")
}

// ready tells whether the store and the objects answer, and take what is written.
func (a *App) ready(w http.ResponseWriter, r *http.Request) {
	err := a.store.Ready(r.Context())
	if err == nil {
		err = a.objectsReady()
	}
	if err == nil || r.Context().Err() == nil { // else whoever asked has given up
		switch tell, over := a.unready.hear(a.clock(), err); {
		case tell:
			a.Log.ErrorContext(r.Context(), "not ready", "error", err)
		case over:
			a.Log.InfoContext(r.Context(), "ready again")
		}
	}
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	if err != nil {
		w.WriteHeader(http.StatusServiceUnavailable)
		_, _ = fmt.Fprintln(w, "not ready; the log tells why")
		return
	}
	_, _ = fmt.Fprintln(w, "ready")
	if jump := a.sweeper.jump(); jump != 0 {
		_, _ = fmt.Fprintf(w, "the clock jumped forward by %s: nothing becomes due until it is set right\n", jump.Round(time.Second))
	}
	if a.outside == nil {
		return
	}
	err = a.outside.Answers(r.Context())
	switch tell, over := a.waiting.hear(a.clock(), err); {
	case tell:
		a.Log.WarnContext(r.Context(), "outputs wait", "error", err)
	case over:
		a.Log.InfoContext(r.Context(), "outputs can be written again")
	}
	if err != nil {
		_, _ = fmt.Fprintln(w, "outputs wait until the S3 store can be used; the log tells why")
	}
}

// newIDs makes ids that never return and sort by time, also within a millisecond:
// lists of what was made by one program keep its order.
func newIDs() func(time.Time) string {
	entropy := &ulid.LockedMonotonicReader{MonotonicReader: ulid.Monotonic(rand.Reader, 0)}
	return func(now time.Time) string { return ulid.MustNew(ulid.Timestamp(now), entropy).String() }
}
