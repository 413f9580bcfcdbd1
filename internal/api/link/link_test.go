package link_test

import (
	"errors"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"foureyes/internal/api/link"
)

// noTokens knows no link.
type noTokens struct{}

var errUnknown = errors.New("no such link")

func (noTokens) MediaToken(string, string, string, string, time.Time) string { return "" }
func (noTokens) CheckMedia(string, string, string, time.Time) (account, assignment string, err error) {
	return "", "", errUnknown
}
func (noTokens) TemplateToken(string, time.Time) string        { return "" }
func (noTokens) CheckTemplate(string, string, time.Time) error { return errUnknown }

func ask(t *testing.T, method, path string) *httptest.ResponseRecorder {
	t.Helper()
	links := link.New("https://reviews.example", noTokens{}, nil, nil, slog.New(slog.DiscardHandler))
	w := httptest.NewRecorder()
	links.ServeHTTP(w, httptest.NewRequestWithContext(t.Context(), method, path, nil))
	return w
}

// Pages of an opaque origin read large documents in parts: a browser may ask first
// whether they may, and the page must see which part it got.
func TestPagesOfAnyOriginReadParts(t *testing.T) {
	answer := ask(t, http.MethodOptions, "/media/bucket/scan.pdf?token=x")
	if answer.Code != http.StatusNoContent {
		t.Errorf("status %d", answer.Code)
	}
	for name, want := range map[string]string{
		"Access-Control-Allow-Origin":   "*",
		"Access-Control-Allow-Methods":  "GET",
		"Access-Control-Allow-Headers":  "Range",
		"Access-Control-Expose-Headers": "Content-Range",
	} {
		if got := answer.Header().Get(name); !strings.Contains(got, want) {
			t.Errorf("%s is %q, want %q in it", name, got, want)
		}
	}
}

func TestOtherMethodsAreRefused(t *testing.T) {
	for _, method := range []string{http.MethodPost, http.MethodPut, http.MethodDelete} {
		answer := ask(t, method, "/media/bucket/scan.pdf")
		if answer.Code != http.StatusMethodNotAllowed || answer.Header().Get("Allow") != "GET, HEAD, OPTIONS" {
			t.Errorf("%s: %d, allowed %q", method, answer.Code, answer.Header().Get("Allow"))
		}
	}
}
