package app

import (
	"net/http"
	"net/http/httptest"
	"testing"
	"testing/fstest"
)

func TestFilesThatInstallThePortal(t *testing.T) {
	files := fstest.MapFS{
		"portal.webmanifest":  {Data: []byte(`{"name": "Foureyes"}`)},
		"portal-worker.js":    {Data: []byte("plain")},
		"portal-worker.js.br": {Data: []byte("small")},
	}
	for _, c := range []struct {
		name    string
		handler http.HandlerFunc
		body    string
		headers map[string]string
	}{
		{"manifest", portalManifest(files), `{"name": "Foureyes"}`, map[string]string{
			"Content-Type": "application/manifest+json", "Cache-Control": "no-cache", "Content-Encoding": "",
		}},
		{"worker", portalWorker(files), "small", map[string]string{
			"Content-Type": "text/javascript; charset=utf-8", "Cache-Control": "no-cache", "Content-Encoding": "br",
			"Service-Worker-Allowed": "/portal", "Content-Security-Policy": "default-src 'none'; connect-src 'self'",
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/", nil)
			r.Header.Set("Accept-Encoding", "gzip, br")
			w := httptest.NewRecorder()
			c.handler(w, r)
			if w.Code != http.StatusOK || w.Body.String() != c.body {
				t.Errorf("got %d %q", w.Code, w.Body)
			}
			for key, want := range c.headers {
				if got := w.Header().Get(key); got != want {
					t.Errorf("%s is %q, want %q", key, got, want)
				}
			}
		})
	}
}

func TestWithoutABuildThereIsNothingToInstall(t *testing.T) {
	for _, handler := range []http.HandlerFunc{portalManifest(fstest.MapFS{}), portalWorker(fstest.MapFS{})} {
		w := httptest.NewRecorder()
		handler(w, httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/", nil))
		if w.Code != http.StatusNotFound {
			t.Errorf("got %d %q", w.Code, w.Body)
		}
	}
}
