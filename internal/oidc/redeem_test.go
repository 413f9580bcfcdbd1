package oidc_test

import (
	"crypto/rand"
	"crypto/rsa"
	"encoding/json"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/go-jose/go-jose/v4"
	"github.com/google/go-cmp/cmp"

	"foureyes/internal/fault"
	"foureyes/internal/oidc"
	"foureyes/internal/workforce"
)

var noon = time.Date(2026, 2, 3, 12, 0, 0, 0, time.UTC)

// forger is a provider that answers what a test wants, well or badly signed.
type forger struct {
	*httptest.Server

	key      *rsa.PrivateKey
	signer   *rsa.PrivateKey // of tokens, when it is another
	asked    []url.Values    // of the token endpoint
	methods  []string        // of userinfo
	opaque   bool
	access   map[string]any
	identity map[string]any // of the ID token; nil for none
	userinfo func(http.ResponseWriter)
	tokens   func(http.ResponseWriter)
}

func newForger(t *testing.T) *forger {
	t.Helper()
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	f := &forger{key: key, signer: key}
	mux := http.NewServeMux()
	keys := func(w http.ResponseWriter, _ *http.Request) {
		_ = json.NewEncoder(w).Encode(jose.JSONWebKeySet{Keys: []jose.JSONWebKey{{Key: key.Public(), KeyID: "k", Algorithm: "RS256", Use: "sig"}}})
	}
	mux.HandleFunc("GET /keys", keys)
	mux.HandleFunc("GET /eu-west-1_Ab1/.well-known/jwks.json", keys)
	mux.HandleFunc("POST /token", f.token)
	mux.HandleFunc("POST /oauth2/token", f.token)
	mux.HandleFunc("/userinfo", func(w http.ResponseWriter, r *http.Request) {
		f.methods = append(f.methods, r.Method+" "+r.Header.Get("Authorization"))
		f.userinfo(w)
	})
	f.Server = httptest.NewTLSServer(mux)
	t.Cleanup(f.Close)
	f.access = f.claims(nil)
	f.identity = map[string]any{"iss": f.URL, "sub": "17", "aud": "portal", "exp": noon.Add(time.Hour).Unix(), "nonce": "nonce-1"}
	f.userinfo = func(w http.ResponseWriter) { f.answer(w, f.claims(map[string]any{"iss": nil})) }
	return f
}

// claims are good ones, changed; nil takes one away.
func (f *forger) claims(changes map[string]any) map[string]any {
	all := map[string]any{
		"iss": f.URL, "sub": "17", "exp": noon.Add(time.Hour).Unix(), "sagemaker:groups": []string{"clerks"},
		"sagemaker:name": "Ines", "sagemaker:sub": "u-17", "sagemaker:client_id": "portal",
	}
	maps.Copy(all, changes)
	maps.DeleteFunc(all, func(_ string, v any) bool { return v == nil })
	return all
}

func (f *forger) answer(w http.ResponseWriter, v any) {
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(v)
}

func (f *forger) token(w http.ResponseWriter, r *http.Request) {
	_ = r.ParseForm()
	f.asked = append(f.asked, r.PostForm)
	if f.tokens != nil {
		f.tokens(w)
		return
	}
	out := map[string]any{"access_token": "opaque-1", "token_type": "Bearer"}
	if !f.opaque {
		out["access_token"] = f.sign(f.access)
	}
	if f.identity != nil {
		out["id_token"] = f.sign(f.identity)
	}
	f.answer(w, out)
}

func (f *forger) sign(claims map[string]any) string {
	s, err := jose.NewSigner(jose.SigningKey{Algorithm: jose.RS256, Key: jose.JSONWebKey{Key: f.signer, KeyID: "k"}}, nil)
	if err != nil {
		panic(err)
	}
	text, _ := json.Marshal(claims)
	signed, _ := s.Sign(text)
	compact, _ := signed.CompactSerialize()
	return compact
}

func (f *forger) client() oidc.Client {
	return oidc.Client{
		Provider: workforce.OIDC{
			ClientID: "portal", Issuer: f.URL, AuthorizationEndpoint: f.URL + "/authorize", TokenEndpoint: f.URL + "/token",
			UserInfoEndpoint: f.URL + "/userinfo", LogoutEndpoint: f.URL + "/logout", JWKSURI: f.URL + "/keys",
		},
		Secret: "se cret", Redirect: "https://portal.example/oauth2/idpresponse", HTTP: f.Client(),
	}
}

func (f *forger) redeem(t *testing.T) (oidc.Claims, error) {
	t.Helper()
	return f.client().Redeem(t.Context(), oidc.Attempt{State: "state-1", Nonce: "nonce-1", Verifier: "verifier-1"}, "code-1", noon)
}

var ines = oidc.Claims{Subject: "u-17", Name: "Ines", Groups: []string{"clerks"}}

func TestACodeIsTradedAsAmazonsPortalDoes(t *testing.T) {
	f := newForger(t)
	got, err := f.redeem(t)
	if diff := cmp.Diff(ines, got); err != nil || diff != "" {
		t.Errorf("%v %s", err, diff)
	}
	want := url.Values{
		"grant_type": {"authorization_code"}, "client_id": {"portal"}, "client_secret": {"se cret"}, "code": {"code-1"},
		"redirect_uri": {"https://portal.example/oauth2/idpresponse"}, "code_verifier": {"verifier-1"},
	}
	if diff := cmp.Diff([]url.Values{want}, f.asked); diff != "" || len(f.methods) > 0 {
		t.Errorf("asked %s, userinfo %v", diff, f.methods)
	}
}

func TestACognitoUserPoolWorks(t *testing.T) {
	f := newForger(t)
	c := f.client()
	c.Provider.Issuer, c.Provider.JWKSURI = f.URL+"/eu-west-1_Ab1", f.URL+"/eu-west-1_Ab1/.well-known/jwks.json"
	c.Provider.TokenEndpoint, c.Provider.UserInfoEndpoint = f.URL+"/oauth2/token", f.URL+"/oauth2/userInfo"
	f.identity["iss"], f.identity["token_use"] = c.Provider.Issuer, "id"
	// What a pool's access token has, and a pre-token-generation trigger adds.
	f.access = map[string]any{
		"iss": c.Provider.Issuer, "sub": "17", "client_id": "portal", "token_use": "access", "version": 2, "scope": "openid", "username": "ines",
		"cognito:groups": []string{"pool-group"}, "exp": noon.Add(time.Hour).Unix(), "auth_time": noon.Unix(),
		"sagemaker-groups": []string{"clerks"}, "sagemaker-name": "Ines", "sagemaker-sub": "u-17", "sagemaker-client_id": "portal",
		"email": "ines@example.org", "email_verified": "true",
	}
	got, err := c.Redeem(t.Context(), oidc.Attempt{Nonce: "nonce-1", Verifier: "verifier-1"}, "code-1", noon)
	want := ines
	want.Email = "ines@example.org"
	if diff := cmp.Diff(want, got); err != nil || diff != "" {
		t.Errorf("%v %s", err, diff)
	}
}

func TestUserinfoIsAskedByPOSTWhenTheTokenIsOpaque(t *testing.T) {
	f := newForger(t)
	f.opaque, f.identity = true, nil
	got, err := f.redeem(t)
	if diff := cmp.Diff(ines, got); err != nil || diff != "" {
		t.Errorf("%v %s", err, diff)
	}
	if diff := cmp.Diff([]string{"POST Bearer opaque-1"}, f.methods); diff != "" {
		t.Error(diff)
	}
}

func TestTokensThatAreNotRightAreRefused(t *testing.T) {
	stranger, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	past := noon.Add(-time.Second).Unix()
	for name, c := range map[string]struct {
		change func(*forger)
		want   string
	}{
		"another issuer":              {func(f *forger) { f.access["iss"] = "https://evil.example" }, `The identity provider's access token is of another issuer: "https://evil.example".`},
		"an expired token":            {func(f *forger) { f.access["exp"] = past }, "The identity provider's access token has expired."},
		"a token without an end":      {func(f *forger) { delete(f.access, "exp") }, "The identity provider's access token has expired."},
		"another's signature":         {func(f *forger) { f.signer, f.identity = stranger, nil }, "The identity provider's access token is not valid."},
		"a token for another client":  {func(f *forger) { f.access["sagemaker:client_id"] = "shop" }, "The claim sagemaker:client_id is not the workforce's client ID."},
		"no groups":                   {func(f *forger) { delete(f.access, "sagemaker:groups") }, "The identity provider's answer has no claim sagemaker:groups."},
		"an ID token's audience":      {func(f *forger) { f.identity["aud"] = "shop" }, "The identity provider's ID token is for another client."},
		"an ID token's issuer":        {func(f *forger) { f.identity["iss"] = "https://evil.example" }, `The identity provider's ID token is of another issuer: "https://evil.example".`},
		"an ID token that is over":    {func(f *forger) { f.identity["exp"] = past }, "The identity provider's ID token has expired."},
		"another attempt's nonce":     {func(f *forger) { f.identity["nonce"] = "nonce-2" }, "The identity provider's ID token belongs to another attempt to sign in."},
		"an ID token without a nonce": {func(f *forger) { delete(f.identity, "nonce") }, "The identity provider's ID token belongs to another attempt to sign in."},
		"tokens of two answers":       {func(f *forger) { f.identity["at_hash"] = "AAAAAAAAAAAAAAAAAAAAAA" }, "The identity provider's tokens do not belong together."},
		"two people":                  {func(f *forger) { f.access["sub"] = "18" }, "The identity provider's answers are about two different people."},
		"a code that is not accepted": {func(f *forger) {
			f.tokens = func(w http.ResponseWriter) {
				w.Header().Set("Content-Type", "application/json")
				w.WriteHeader(http.StatusBadRequest)
				_, _ = w.Write([]byte(`{"error":"invalid_grant"}`))
			}
		}, "The identity provider did not accept the code that it gave: invalid_grant."},
	} {
		t.Run(name, func(t *testing.T) {
			f := newForger(t)
			c.change(f)
			_, err := f.redeem(t)
			if !fault.Is(err, fault.Denied) || fault.Of(err).Message != c.want {
				t.Errorf("got %v", err)
			}
		})
	}
}

func TestAProviderThatMakesNoSenseIsNobodysFault(t *testing.T) {
	for name, change := range map[string]func(*forger){
		"a token endpoint that fails": func(f *forger) { f.tokens = func(w http.ResponseWriter) { w.WriteHeader(http.StatusBadGateway) } },
		"a page in the place of tokens": func(f *forger) {
			f.tokens = func(w http.ResponseWriter) { _, _ = w.Write([]byte("<html>")) }
		},
		"userinfo that fails": func(f *forger) { f.userinfo = func(w http.ResponseWriter) { w.WriteHeader(http.StatusForbidden) } },
		"userinfo that is a page": func(f *forger) {
			f.userinfo = func(w http.ResponseWriter) { _, _ = w.Write([]byte("<html>")) }
		},
	} {
		f := newForger(t)
		f.opaque = true
		change(f)
		if _, err := f.redeem(t); err == nil || fault.Of(err).Kind != fault.Internal || strings.Contains(err.Error(), "se cret") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestBrowsersAreSentToTheProvider(t *testing.T) {
	c := oidc.Client{
		Provider: workforce.OIDC{
			ClientID: "portal", AuthorizationEndpoint: "https://id.example.org/authorize?tenant=a", LogoutEndpoint: "https://id.example.org/logout?tenant=a",
			Scope: "profile openid email", ExtraParams: map[string]string{"prompt": "login", "state": "mine", "client_id": "shop", "scope": "all"},
		},
		Redirect: "https://portal.example/oauth2/idpresponse",
	}
	u, err := url.Parse(c.AuthorizationURL(oidc.Attempt{State: "s", Nonce: "n", Verifier: "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"}))
	if err != nil {
		t.Fatal(err)
	}
	want := url.Values{
		"tenant": {"a"}, "response_type": {"code"}, "client_id": {"portal"}, "redirect_uri": {"https://portal.example/oauth2/idpresponse"},
		"scope": {"openid profile email"}, "state": {"s"}, "nonce": {"n"}, "prompt": {"login"},
		"code_challenge": {"E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"}, "code_challenge_method": {"S256"},
	}
	if diff := cmp.Diff(want, u.Query()); diff != "" || u.Host+u.Path != "id.example.org/authorize" {
		t.Errorf("%s %s", u, diff)
	}
	out, err := oidc.LogoutURL(c.Provider, "https://portal.example/logout")
	if want := "https://id.example.org/logout?client_id=portal&logout_uri=https%3A%2F%2Fportal.example%2Flogout&" +
		"post_logout_redirect_uri=https%3A%2F%2Fportal.example%2Flogout&tenant=a"; err != nil || out != want {
		t.Errorf("%s, %v", out, err)
	}
	if a, b := oidc.NewAttempt(), oidc.NewAttempt(); a.State == b.State || a.Nonce == b.Nonce || a.Verifier == b.Verifier || len(a.State) < 32 {
		t.Errorf("%v, %v", a, b)
	}
}
