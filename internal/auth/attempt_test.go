package auth_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"foureyes/internal/auth"
	"foureyes/internal/fault"
)

func TestAnAttemptIsItsBrowsersAndEnds(t *testing.T) {
	keys, err := auth.NewKeys(make([]byte, auth.MasterKeySize))
	if err != nil {
		t.Fatal(err)
	}
	a := auth.Attempt{Workforce: "1/r/w", State: "s", Nonce: "n", Verifier: "v", To: "/portal", EndsAt: noon.Add(auth.AttemptLife)}
	for _, secure := range []bool{true, false} {
		cookie := keys.AttemptCookie(a, secure)
		if !cookie.HttpOnly || cookie.Secure != secure || cookie.SameSite != http.SameSiteLaxMode || strings.HasPrefix(cookie.Name, "__Host-") != secure ||
			strings.Contains(cookie.Value, "1/r/w") || auth.NoAttemptCookie(secure).Name != cookie.Name {
			t.Errorf("the cookie: %+v", cookie)
		}
		with := func(value string) *http.Request {
			r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/oauth2/idpresponse", nil)
			r.AddCookie(&http.Cookie{Name: cookie.Name, Value: value})
			return r
		}
		if got, err := keys.AttemptFrom(with(cookie.Value), "s", secure, noon.Add(auth.AttemptLife-time.Second)); err != nil || got != a {
			t.Errorf("got %+v, %v", got, err)
		}
		for name, c := range map[string]struct {
			r     *http.Request
			state string
			now   time.Time
		}{
			"too late":          {with(cookie.Value), "s", noon.Add(auth.AttemptLife)},
			"another state":     {with(cookie.Value), "t", noon},
			"no state":          {with(cookie.Value), "", noon},
			"a changed cookie":  {with(cookie.Value + "A"), "s", noon},
			"another's sealing": {with("AQID"), "s", noon},
			"no cookie":         {httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/", nil), "s", noon},
		} {
			if got, err := keys.AttemptFrom(c.r, c.state, secure, c.now); !fault.Is(err, fault.Unauthenticated) || got != (auth.Attempt{}) && name != "no cookie" {
				t.Errorf("%s: %+v, %v", name, got, err)
			}
		}
	}
}
