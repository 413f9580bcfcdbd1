package auth_test

import (
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"foureyes/internal/auth"
)

func TestCookieAttributes(t *testing.T) {
	for secure, want := range map[bool][2]string{
		true: {
			"__Host-foureyes=tok; Path=/; Expires=Wed, 04 Feb 2026 00:00:00 GMT; HttpOnly; Secure; SameSite=Lax",
			"__Host-foureyes=; Path=/; Max-Age=0; HttpOnly; Secure; SameSite=Lax",
		},
		false: {
			"foureyes=tok; Path=/; Expires=Wed, 04 Feb 2026 00:00:00 GMT; HttpOnly; SameSite=Lax",
			"foureyes=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax",
		},
	} {
		w := httptest.NewRecorder()
		given, taken := auth.Cookie("tok", noon.Add(12*time.Hour), secure), auth.NoCookie(secure)
		http.SetCookie(w, &given)
		http.SetCookie(w, &taken)
		if diff := cmp.Diff(want[:], w.Header()["Set-Cookie"]); diff != "" {
			t.Error(diff)
		}
	}
}

func TestTokenOfARequest(t *testing.T) {
	for _, c := range []struct {
		name, authorization, cookie string
		secure                      bool
		want                        string
	}{
		{name: "none"},
		{name: "cookie", cookie: "foureyes=c", want: "c"},
		{name: "secure cookie", cookie: "__Host-foureyes=c", secure: true, want: "c"},
		{name: "plain cookie on TLS", cookie: "foureyes=c", secure: true},
		{name: "secure cookie without TLS", cookie: "__Host-foureyes=c"},
		{name: "bearer", authorization: "Bearer b", want: "b"},
		{name: "bearer in lower case", authorization: "bearer b", want: "b"},
		{name: "bearer wins", authorization: "Bearer b", cookie: "foureyes=c", want: "b"},
		{name: "empty bearer wins", authorization: "Bearer ", cookie: "foureyes=c"},
		{name: "signature", authorization: "AWS4-HMAC-SHA256 Credential=x", cookie: "foureyes=c", want: "c"},
		{name: "basic", authorization: "Basic dXNlcg==", cookie: "foureyes=c", want: "c"},
	} {
		r := httptest.NewRequest(http.MethodGet, "/api/v1/jobs", nil)
		r.Header.Set("Authorization", c.authorization)
		r.Header.Set("Cookie", c.cookie)
		if got := auth.FromRequest(r, c.secure); got != c.want {
			t.Errorf("%s: %q", c.name, got)
		}
	}
}
