package app

import (
	"bytes"
	"io/fs"
	"mime"
	"net/http"
	"path"
	"strings"
	"time"

	"foureyes/internal/auth"
	"foureyes/web"
)

// portalPolicy is all that the portal's own pages may do: their own scripts,
// styles and API, frames of our own that hold tasks, and being installed.
const portalPolicy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; " +
	"frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; manifest-src 'self'; worker-src 'self'"

// Assets serves the built files, whose names carry a hash of their content, so
// that they can be kept for ever. Task pages load them from an opaque origin.
func Assets(files fs.FS) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Access-Control-Allow-Origin", "*")
		h.Set("Cross-Origin-Resource-Policy", "cross-origin")
		h.Set("X-Content-Type-Options", "nosniff")
		name := strings.TrimPrefix(path.Clean(r.URL.Path), "/")
		content, encoding, ok := encoded(files, name, r.Header.Get("Accept-Encoding"))
		if !ok {
			http.NotFound(w, r)
			return
		}
		h.Set("Cache-Control", "public, max-age=31536000, immutable")
		h.Set("Vary", "Accept-Encoding")
		h.Set("Content-Type", mime.TypeByExtension(path.Ext(name)))
		if encoding != "" {
			h.Set("Content-Encoding", encoding)
		}
		http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(content))
	}
}

// encoded finds the smallest form of a file that the browser can read.
func encoded(files fs.FS, name, accepted string) (content []byte, encoding string, ok bool) {
	for _, e := range []struct{ name, suffix string }{{"br", ".br"}, {"gzip", ".gz"}} {
		if !strings.Contains(accepted, e.name) {
			continue
		}
		if content, err := fs.ReadFile(files, name+e.suffix); err == nil {
			return content, e.name, true
		}
	}
	content, err := fs.ReadFile(files, name)
	return content, "", err == nil
}

// consolePolicy is portalPolicy for the console, which has a font of its own.
const consolePolicy = portalPolicy + "; font-src 'self'"

// document serves one of our pages, which finds its way by the path. It is never
// cached: it names the assets of this build.
func document(files fs.FS, name, policy string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		h := w.Header()
		h.Set("Cache-Control", "no-store")
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "no-referrer")
		page, err := fs.ReadFile(files, name)
		if err != nil || !web.Built() {
			h.Set("Content-Type", "text/plain; charset=utf-8")
			w.WriteHeader(http.StatusServiceUnavailable)
			_, _ = w.Write([]byte("This page is not in this binary. Build it with its web parts: make build\n"))
			return
		}
		h.Set("Content-Security-Policy", policy)
		h.Set("Content-Type", "text/html; charset=utf-8")
		_, _ = w.Write(page) // a client that hung up is nobody's error
	}
}

// portalPage is the portal's one page, consolePage the console's.
func portalPage(files fs.FS) http.HandlerFunc { return document(files, "index.html", portalPolicy) }

func consolePage(files fs.FS) http.HandlerFunc { return document(files, "console.html", consolePolicy) }

// home sends a person to where they work: who has a role to the console, others to
// the portal, which asks who they are.
func (a *App) home(w http.ResponseWriter, r *http.Request) {
	to := "/portal"
	if s, err := a.sessions.Find(r.Context(), auth.FromRequest(r, a.secure()), a.clock()); err == nil {
		roles, err := a.people.Roles(r.Context(), s.Person.ID)
		if s.Person.Administrator || err == nil && len(roles) > 0 {
			to = "/console"
		}
	}
	http.Redirect(w, r, to, http.StatusSeeOther)
}
