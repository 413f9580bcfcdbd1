package oidc_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"foureyes/internal/oidc"
	"foureyes/internal/workforce"
)

func TestProvidersAreExamined(t *testing.T) {
	good := map[string]string{"/keys": `{"keys": [{"kty": "RSA", "use": "enc"}, {"kty": "EC"}]}`, "/token": "", "/authorize": "", "/.well-known/openid-configuration": ""}
	for name, c := range map[string]struct {
		change  map[string]string // answers; - for none
		want    string
		certain bool
	}{
		"good":              {},
		"no keys":           {map[string]string{"/keys": "-"}, "answered 404 with no set of keys", true},
		"keys of no use":    {map[string]string{"/keys": `{"keys": [{"kty": "RSA", "use": "enc"}]}`}, "has no key for signatures", true},
		"no token endpoint": {map[string]string{"/token": "-"}, "TokenEndpoint: ", true},
		"no sign-in page":   {map[string]string{"/authorize": "-"}, "AuthorizationEndpoint: ", false},
		"another issuer":    {map[string]string{"/.well-known/openid-configuration": `{"issuer": "https://other"}`}, `calls itself "https://other"`, true},
	} {
		provider := httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			answer, known := good[r.URL.Path]
			if changed, is := c.change[r.URL.Path]; is {
				answer = changed
			}
			switch {
			case !known || answer == "-":
				w.WriteHeader(http.StatusNotFound)
			case answer == "":
				w.WriteHeader(http.StatusBadRequest)
			default:
				_, _ = w.Write([]byte(answer))
			}
		}))
		found := oidc.Examine(t.Context(), provider.Client(), workforce.OIDC{
			Issuer: provider.URL, JWKSURI: provider.URL + "/keys", TokenEndpoint: provider.URL + "/token", AuthorizationEndpoint: provider.URL + "/authorize",
		})
		provider.Close()
		switch {
		case c.want == "" && len(found) != 0, c.want != "" && len(found) != 1:
			t.Errorf("%s: %+v", name, found)
		case c.want != "" && (!strings.Contains(found[0].Found, c.want) || found[0].Certain != c.certain || found[0].Do == ""):
			t.Errorf("%s: %+v", name, found)
		}
	}
	if found := oidc.Examine(t.Context(), http.DefaultClient, workforce.OIDC{
		Issuer: "http://127.0.0.1:1", JWKSURI: "http://127.0.0.1:1/k", TokenEndpoint: "http://127.0.0.1:1/t", AuthorizationEndpoint: "http://127.0.0.1:1/a",
	}); len(found) != 3 {
		t.Errorf("where nobody answers: %+v", found)
	}
}
