package app_test

import (
	"bytes"
	"errors"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"foureyes/internal/oidc/oidctest"
)

// answer goes to the provider as somebody, and stops with its answer in hand.
func (b *browser) answer(username string) *url.URL {
	b.t.Helper()
	var at *url.URL
	b.client.CheckRedirect = func(r *http.Request, _ []*http.Request) error {
		if r.URL.Path == "/oauth2/idpresponse" {
			at = r.URL
			return http.ErrUseLastResponse
		}
		return nil
	}
	b.signIn(username)
	b.client.CheckRedirect = nil
	if at == nil {
		b.t.Fatal("the provider sent no answer")
	}
	return at
}

// sent is what the browser gets for an answer.
func (b *browser) sent(u *url.URL) page {
	b.t.Helper()
	return b.get(u.String())
}

// turnedAway expects a page that says why somebody is not signed in.
func turnedAway(t *testing.T, what string, b *browser, p page, status int, why string) {
	t.Helper()
	if p.status != status || !strings.Contains(p.body, why) || b.session() != "" {
		t.Errorf("%s: %d %s, want %d …%s…; session %q", what, p.status, p.body, status, why, b.session())
	}
}

func TestAnswersThatAreNotTheBrowsersOwnAreRefused(t *testing.T) {
	p := provided(t, nil)
	b := p.browser()
	at := b.answer("ines")
	stranger := p.browser()
	turnedAway(t, "another browser", stranger, stranger.sent(at), http.StatusUnauthorized, "This browser has not set out to sign in")

	portal, _ := url.Parse(p.url)
	kept := b.client.Jar.Cookies(portal)
	other := *at
	q := other.Query()
	q.Set("state", "another")
	other.RawQuery = q.Encode()
	turnedAway(t, "another state", b, b.sent(&other), http.StatusUnauthorized, "The answer belongs to another attempt to sign in.")
	b.client.Jar.SetCookies(portal, kept) // a refusal takes the attempt away
	if in := b.sent(at); b.session() == "" {
		t.Fatalf("the answer itself: %d %s", in.status, in.body)
	}
	thief := p.browser()
	thief.client.Jar.SetCookies(portal, kept)
	turnedAway(t, "the same answer again", thief, thief.sent(at), http.StatusUnauthorized, "This attempt to sign in was used already.")
}

func TestWhoIsNotLetInIsToldWhy(t *testing.T) {
	p := provided(t, func(s *oidctest.Settings) {
		s.People = append(s.People,
			oidctest.Person{Username: "bob", Claims: map[string]any{"sagemaker:name": "Bob", "sagemaker:sub": "u-18", "sagemaker:client_id": "portal"}},
			oidctest.Person{Username: "cem", Claims: map[string]any{
				"sagemaker:groups": "clerks", "sagemaker:name": "Cem", "sagemaker:sub": "u-19", "sagemaker:client_id": "shop",
			}})
	})
	b := p.browser()
	turnedAway(t, "no groups", b, b.signIn("bob"), http.StatusForbidden, "The identity provider&#39;s answer has no claim sagemaker:groups.")
	turnedAway(t, "another client", b, b.signIn("cem"), http.StatusForbidden, "The claim sagemaker:client_id is not the workforce&#39;s client ID.")
	turnedAway(t, "no such workforce", b, b.get(p.url+"/oauth2/authorize?workforce=000000000000/eu-west-1/default"), http.StatusNotFound, "There is no workforce")

	at := b.answer("ines")
	at.RawQuery = url.Values{"state": at.Query()["state"], "error": {"access_denied"}}.Encode()
	turnedAway(t, "a refusal of the provider's", b, b.sent(at), http.StatusForbidden, "The identity provider did not let you in.")
	at = b.answer("ines")
	q := at.Query()
	q.Set("code", "another")
	at.RawQuery = q.Encode()
	turnedAway(t, "a code that is not one", b, b.sent(at), http.StatusForbidden, "did not accept the code that it gave: invalid_grant.")
	at = b.answer("ines")
	p.down.Store(true)
	turnedAway(t, "a provider that is down", b, b.sent(at), http.StatusBadGateway, "does not answer as it should")
	p.down.Store(false)

	if in := b.signIn("ines"); b.session() == "" {
		t.Fatalf("%d %s", in.status, in.body)
	}
	refused(t, "a link", p.operator().console(http.MethodPost, "/users/ines@example.org/sign-in-link", "{}", nil), http.StatusConflict, "", "signs in at the identity provider")
	must(t, p.operator().console(http.MethodPost, "/users/ines@example.org/disable", "", nil))
	late := p.browser()
	turnedAway(t, "who was shut out", late, late.signIn("ines"), http.StatusForbidden, "You were shut out here.")
}

func TestPeopleOfAProviderSignOutThereToo(t *testing.T) {
	p := provided(t, nil)
	b := p.browser()
	b.signIn("ines")
	ines := p.worker(b)
	must(t, ines.get("/session"))
	var way []string
	b.client.CheckRedirect = func(r *http.Request, _ []*http.Request) error {
		way = append(way, r.URL.Path)
		if len(way) > 5 {
			return errors.New("in circles")
		}
		return nil
	}
	out := b.get(p.url + "/logout")
	if got := strings.Join(way, " "); got != "/end_session /logout /portal" || out.url.Host != strings.TrimPrefix(p.url, "http://") {
		t.Errorf("by %s to %s: %d %s", got, out.url, out.status, out.body)
	}
	refused(t, "the session afterwards", ines.get("/session"), http.StatusUnauthorized, "", "")
}

func TestAClientSecretIsShownToNobody(t *testing.T) {
	p := provided(t, nil)
	for operation, body := range map[string]string{"DescribeWorkforce": `{"WorkforceName": "mine"}`, "ListWorkforces": `{}`} {
		r := p.operator().sagemaker(operation, body)
		if must(t, r); bytes.Contains(r.body, []byte("ClientSecret")) || bytes.Contains(r.body, []byte(clientSecret)) || !bytes.Contains(r.body, []byte("JwksUri")) {
			t.Errorf("%s: %s", operation, r.body)
		}
	}
	p.stop()
	files, err := filepath.Glob(filepath.Join(p.data, "foureyes.db*"))
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	for _, name := range files {
		if content, err := os.ReadFile(name); err != nil || bytes.Contains(content, []byte(clientSecret)) {
			t.Errorf("%s holds the secret in the clear, or cannot be read: %v", name, err)
		}
	}
}

func TestWaysToSignIn(t *testing.T) {
	p := provided(t, nil)
	nobody := person{house: p.house}
	provider := `"provider":{"workforce":"` + mine + `","workforceName":"mine","signInPath":"/oauth2/authorize?workforce=000000000000%2Feu-west-1%2Fmine"}`
	for path, want := range map[string]bool{
		"/sign-in-ways": true, "/sign-in-ways?workforce=" + mine: true,
		"/sign-in-ways?workforce=000000000000/us-east-2/mine": false, "/sign-in-ways?workforce=mine": false,
	} {
		if r := nobody.get(path); r.status != http.StatusOK || strings.Contains(string(r.body), provider) != want {
			t.Errorf("%s: %d %s", path, r.status, r.body)
		}
	}
	must(t, p.operator().sagemaker("UpdateWorkforce", `{"WorkforceName": "mine", "SourceIpConfig": {"Cidrs": ["203.0.113.0/24"]}}`))
	if r := nobody.get("/sign-in-ways"); strings.Contains(string(r.body), "provider") {
		t.Errorf("where the workforce cannot be reached: %s", r.body)
	}
	b := p.browser()
	turnedAway(t, "setting out from there", b, b.get(p.url+"/oauth2/authorize?workforce="+mine), http.StatusNotFound, "cannot be reached from the network address 127.0.0.1.")
}
