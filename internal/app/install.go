package app

import (
	"io/fs"
	"net/http"
)

// portalManifest serves the web app manifest, by which browsers install the portal.
func portalManifest(files fs.FS) http.HandlerFunc {
	return installed(files, "portal.webmanifest", map[string]string{"Content-Type": "application/manifest+json"})
}

// portalWorker serves the portal's service worker. It lies below /portal/ and may
// also stand before /portal itself; all that it may do is to fetch what is ours.
func portalWorker(files fs.FS) http.HandlerFunc {
	return installed(files, "portal-worker.js", map[string]string{
		"Content-Type":            "text/javascript; charset=utf-8",
		"Content-Security-Policy": "default-src 'none'; connect-src 'self'",
		"Service-Worker-Allowed":  "/portal",
	})
}

// installed serves a file of this build that has no hash in its name, so that it is
// asked for anew each time.
func installed(files fs.FS, name string, headers map[string]string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		content, encoding, ok := encoded(files, name, r.Header.Get("Accept-Encoding"))
		if !ok {
			http.NotFound(w, r)
			return
		}
		h := w.Header()
		for key, value := range headers {
			h.Set(key, value)
		}
		h.Set("Cache-Control", "no-cache")
		h.Set("Vary", "Accept-Encoding")
		h.Set("X-Content-Type-Options", "nosniff")
		if encoding != "" {
			h.Set("Content-Encoding", encoding)
		}
		_, _ = w.Write(content) // a client that hung up is nobody's error
	}
}
