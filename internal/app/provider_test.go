package app_test

import (
	"crypto/tls"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"foureyes/internal/oidc/oidctest"
)

// authority has signed the certificates of the providers in these tests. The server
// believes it as operators make it believe one: by SSL_CERT_FILE.
var authority oidctest.Authority

func TestMain(m *testing.M) { os.Exit(withAuthority(m)) }

func withAuthority(m *testing.M) int {
	folder, err := os.MkdirTemp("", "foureyes-app")
	if err != nil {
		panic(err)
	}
	defer func() { _ = os.RemoveAll(folder) }()
	if authority, err = oidctest.NewAuthority(time.Now()); err != nil {
		panic(err)
	}
	file := filepath.Join(folder, "authority.pem")
	if err := os.WriteFile(file, authority.PEM, 0o600); err != nil {
		panic(err)
	}
	if err := os.Setenv("SSL_CERT_FILE", file); err != nil {
		panic(err)
	}
	return m.Run()
}

// provider is an identity provider with the workforce that uses it.
type provider struct {
	*house

	settings oidctest.Settings
	down     atomic.Bool
}

const clientSecret = "the client's own secret"

// person17 is Ines as her provider tells of her.
func person17() oidctest.Person {
	return oidctest.Person{Username: "ines", Claims: map[string]any{
		"sagemaker:groups": []string{"clerks", "night"}, "sagemaker:name": "Ines", "sagemaker:sub": "u-17", "sagemaker:client_id": "portal",
		"email": "ines@example.org", "email_verified": true,
	}}
}

// provided makes the workforce mine whose people sign in at a provider.
func provided(t *testing.T, change func(*oidctest.Settings)) *provider {
	t.Helper()
	p := &provider{house: newHouse(t, withAdmin)}
	var handler http.Handler
	server := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if p.down.Load() {
			http.Error(w, "down", http.StatusServiceUnavailable)
			return
		}
		handler.ServeHTTP(w, r)
	}))
	server.TLS = &tls.Config{Certificates: []tls.Certificate{authority.Server}}
	server.StartTLS()
	t.Cleanup(server.Close)
	p.settings = oidctest.Settings{
		Issuer: server.URL, Client: "portal", Secret: clientSecret, Portal: p.url, People: []oidctest.Person{person17()},
	}
	if change != nil {
		change(&p.settings)
	}
	var err error
	if handler, err = oidctest.New(p.settings); err != nil {
		t.Fatal(err)
	}
	o := p.settings.OIDC()
	must(t, p.operator().sagemaker("CreateWorkforce", fmt.Sprintf(`{"WorkforceName": "mine", "OidcConfig": {"ClientId": %q, "ClientSecret": %q, "Issuer": %q,
		"AuthorizationEndpoint": %q, "TokenEndpoint": %q, "UserInfoEndpoint": %q, "LogoutEndpoint": %q, "JwksUri": %q, "Scope": %q}}`,
		o.ClientID, clientSecret, o.Issuer, o.AuthorizationEndpoint, o.TokenEndpoint, o.UserInfoEndpoint, o.LogoutEndpoint, o.JWKSURI, o.Scope)))
	must(t, p.operator().sagemaker("CreateWorkteam", `{"WorkteamName": "desk", "WorkforceName": "mine", "Description": "d",
		"MemberDefinitions": [{"OidcMemberDefinition": {"Groups": ["clerks"]}}]}`))
	return p
}

// browser keeps cookies and follows redirects.
type browser struct {
	t      *testing.T
	client *http.Client
	url    string // of the portal
}

func (p *provider) browser() *browser {
	jar, _ := cookiejar.New(nil)
	return &browser{p.t, &http.Client{Jar: jar}, p.url}
}

// page is what a browser shows.
type page struct {
	url    *url.URL
	status int
	body   string
}

func (b *browser) shown(answer *http.Response, err error) page {
	b.t.Helper()
	if err != nil {
		b.t.Fatal(err)
	}
	defer func() { _ = answer.Body.Close() }()
	body, err := io.ReadAll(answer.Body)
	if err != nil {
		b.t.Fatal(err)
	}
	return page{answer.Request.URL, answer.StatusCode, string(body)}
}

func (b *browser) get(address string) page {
	b.t.Helper()
	return b.shown(b.client.Get(address)) //nolint:noctx,bodyclose // shown closes it
}

const mine = "000000000000/eu-west-1/mine"

var attemptID = regexp.MustCompile(`name="id" value="([^"]+)"`)

// signIn goes to the provider as somebody, and back.
func (b *browser) signIn(username string) page {
	b.t.Helper()
	login := b.get(b.url + "/oauth2/authorize?workforce=" + mine + "&to=/portal/jobs/check")
	id := attemptID.FindStringSubmatch(login.body)
	if id == nil {
		b.t.Fatalf("no login page at %s: %d %s", login.url, login.status, login.body)
	}
	login.url.Path, login.url.RawQuery = "/login", ""
	form := url.Values{"id": {id[1]}, "username": {username}, "password": {oidctest.Password}}
	return b.shown(b.client.PostForm(login.url.String(), form)) //nolint:noctx,bodyclose // shown closes it
}

// session is the browser's, for the worker API; empty without one.
func (b *browser) session() string {
	at, _ := url.Parse(b.url)
	for _, c := range b.client.Jar.Cookies(at) {
		if c.Name == "foureyes" {
			return c.Value
		}
	}
	return ""
}

func (p *provider) worker(b *browser) person { return person{p.house, b.session()} }

func TestSignInAtAProvider(t *testing.T) {
	for name, opaque := range map[string]bool{"claims in the token": false, "claims from userinfo": true} {
		t.Run(name, func(t *testing.T) {
			p := provided(t, func(s *oidctest.Settings) { s.Opaque = opaque })
			must(t, p.operator().send("s3", http.MethodPut, "/reviews", ""))
			must(t, p.operator().sagemaker("CreateHumanTaskUi", `{"HumanTaskUiName": "form", "UiTemplate": {"Content": "<p>x</p>"}}`))
			must(t, p.operator().sagemaker("CreateFlowDefinition", strings.ReplaceAll(flowOf("check"), "Everyone-in-private-workforce", "desk")))
			b := p.browser()
			if at := b.signIn("ines"); at.url.String() != p.url+"/portal/jobs/check" {
				t.Fatalf("at %s: %d %s", at.url, at.status, at.body)
			}
			ines := p.worker(b)
			var who struct {
				Issuer, Email string
				HasPassword   bool
				Worker        struct{ Name, Email, WorkerID string }
			}
			if err := json.Unmarshal(ines.get("/session").body, &who); err != nil || who.Issuer != p.settings.Issuer || who.Worker.Name != "Ines" || who.HasPassword {
				t.Errorf("%v %+v", err, who)
			}
			p.answeredLoop(ines, "one", `{}`, `{"right": true}`)
			checkOutput(t, p, who.Worker.WorkerID)
		})
	}
}

// checkOutput reads what the output document tells of the worker.
func checkOutput(t *testing.T, p *provider, workerID string) {
	t.Helper()
	list := string(p.operator().send("s3", http.MethodGet, "/reviews?list-type=2", "").body)
	_, rest, _ := strings.Cut(list, "<Key>")
	key, _, _ := strings.Cut(rest, "</Key>")
	var out struct {
		HumanAnswers []struct {
			WorkerID       string
			WorkerMetadata json.RawMessage
		}
	}
	body := p.operator().send("s3", http.MethodGet, "/reviews/"+key, "").body
	if err := json.Unmarshal(body, &out); err != nil || len(out.HumanAnswers) != 1 {
		t.Fatalf("%v: %s", err, body)
	}
	want := `{"identityData":{"identityProviderType":"Oidc","issuer":"` + p.settings.Issuer + `","sub":"u-17"}}`
	if a := out.HumanAnswers[0]; string(a.WorkerMetadata) != want || a.WorkerID != workerID {
		t.Errorf("%s by %s, want %s by %s", a.WorkerMetadata, a.WorkerID, want, workerID)
	}
}
