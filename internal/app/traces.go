package app

import (
	"context"
	"net/http"
	"strings"

	"foureyes/internal/trace"
)

// watch makes what looks on from outside, the metrics and, where they are wanted, the
// traces, and lets them see the database from now on.
func (a *App) watch(ctx context.Context) error {
	a.measure()
	if a.config.TracesURL == "" {
		a.store.Measure(a.metrics.Write)
		return nil
	}
	database := "sqlite"
	if a.config.DatabaseURL != "" {
		database = "postgresql"
	}
	var err error
	a.traces, err = trace.New(ctx, trace.Parts{
		URL: a.config.TracesURL, Ratio: a.config.TracesRatio, Version: a.Version, Database: database, Log: a.Log,
		Recorded: a.metrics.Recorded, Sent: a.metrics.Sent,
	})
	a.store.Measure(a.metrics.Write, a.traces.Write)
	return err
}

// watched puts metrics and traces in front of the doors. Links and pages are not
// traced, but for the APIs that stand among them: nobody asks what came of a picture.
func (a *App) watched(r *router) {
	r.sagemaker = a.watchedDoor("sagemaker", r.sagemaker)
	r.runtime = a.watchedDoor("a2i-runtime", r.runtime)
	r.s3 = a.watchedDoor("s3", r.s3)
	r.sts = a.watchedDoor("sts", r.sts)
	for service, door := range r.json {
		door.Handler = a.watchedDoor(service, door.Handler)
		r.json[service] = door
	}
	r.links = a.metrics.Door("links", r.links)
	r.pages = a.metrics.Door("web", a.tracedAPIs(r.pages))
}

func (a *App) tracedAPIs(pages http.Handler) http.Handler {
	traced := a.traces.Door("web", pages)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.HasPrefix(r.URL.Path, "/api/") {
			traced.ServeHTTP(w, r)
			return
		}
		pages.ServeHTTP(w, r)
	})
}

func (a *App) watchedDoor(name string, h http.Handler) http.Handler {
	return a.metrics.Door(name, a.traces.Door(name, h))
}
