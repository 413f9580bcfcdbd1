// Package oidc speaks with the OpenID Connect provider of a workforce, as Amazon's
// portal does (SageMaker Developer Guide, "Create a Private Workforce (OIDC IdP)"):
// authorization code with state, nonce and PKCE, the claims from the access token if
// it is a JWT and else from the provider's userinfo, and the way out.
//
// It owns what is sent to a provider, which of its tokens are believed, and the claims
// that an answer must have. Who a person becomes by them, sessions and cookies belong
// to auth; the provider's settings to the room workforce. A refusal is a
// fault.Denied, whose sentence may be shown; other errors are the provider's silence.
package oidc

import (
	"crypto/rand"
	"encoding/base64"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/coreos/go-oidc/v3/oidc"
	"golang.org/x/oauth2"

	"foureyes/internal/event/call"
	"foureyes/internal/fault"
	"foureyes/internal/workforce"
)

// Subject is the subject of the faults that leave this package.
const Subject fault.Subject = "identity provider"

// maxAnswer bounds what is read of an answer, in bytes.
const maxAnswer = 1 << 20

// Client is the workforce's provider as its client knows it.
type Client struct {
	Provider workforce.OIDC
	Secret   string
	// Redirect is where the provider sends people back to, as registered with it.
	Redirect string
	// HTTP sends requests; nil stands for NewHTTP's.
	HTTP *http.Client
}

// NewHTTP makes what sends requests to providers: they end after ten seconds, no
// redirect is followed, since requests carry secrets, and answers are bounded.
func NewHTTP() *http.Client {
	c := call.NewClient(func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse })
	c.Transport = bounded{c.Transport}
	return c
}

// bounded cuts answers that are too long.
type bounded struct{ http.RoundTripper }

// RoundTrip sends a request.
func (b bounded) RoundTrip(r *http.Request) (*http.Response, error) {
	answer, err := b.RoundTripper.RoundTrip(r)
	if err != nil {
		return nil, fmt.Errorf("ask the provider: %w", err)
	}
	answer.Body = struct {
		io.Reader
		io.Closer
	}{io.LimitReader(answer.Body, maxAnswer), answer.Body}
	return answer, nil
}

// Attempt is what binds a provider's answer to the browser that set out for it.
type Attempt struct {
	State    string `json:"state"`    // comes back with the answer
	Nonce    string `json:"nonce"`    // comes back in the ID token
	Verifier string `json:"verifier"` // of PKCE (RFC 7636)
}

// NewAttempt makes an attempt that nobody can guess.
func NewAttempt() Attempt {
	return Attempt{State: random(), Nonce: random(), Verifier: oauth2.GenerateVerifier()}
}

func random() string {
	b := make([]byte, 24)
	_, _ = rand.Read(b) // does not fail
	return base64.RawURLEncoding.EncodeToString(b)
}

// ours are the parameters that AuthenticationRequestExtraParams cannot change.
var ours = []string{
	"response_type", "client_id", "redirect_uri", "scope", "state", "nonce", "code_challenge", "code_challenge_method",
}

// AuthorizationURL is where a browser is sent to sign in. The PKCE challenge always
// goes with it: a provider that does not take it leaves it out of account (RFC 6749,
// section 3.1).
func (c Client) AuthorizationURL(a Attempt) string {
	options := []oauth2.AuthCodeOption{oidc.Nonce(a.Nonce), oauth2.S256ChallengeOption(a.Verifier)}
	for name, value := range c.Provider.ExtraParams {
		if !slices.Contains(ours, name) {
			options = append(options, oauth2.SetAuthURLParam(name, value))
		}
	}
	return c.config().AuthCodeURL(a.State, options...)
}

func (c Client) config() *oauth2.Config {
	return &oauth2.Config{
		ClientID: c.Provider.ClientID, ClientSecret: c.Secret, RedirectURL: c.Redirect, Scopes: c.scopes(),
		Endpoint: oauth2.Endpoint{
			AuthURL: c.Provider.AuthorizationEndpoint, TokenURL: c.Provider.TokenEndpoint, AuthStyle: oauth2.AuthStyleInParams,
		},
	}
}

// scopes are openid and those of the settings.
func (c Client) scopes() []string {
	more := slices.DeleteFunc(strings.Fields(c.Provider.Scope), func(s string) bool { return s == oidc.ScopeOpenID })
	return append([]string{oidc.ScopeOpenID}, more...)
}

// LogoutURL is where a browser is sent to sign out at the provider too, and which then
// sends it to back. Providers look for that under either name: OpenID Connect
// RP-Initiated Logout 1.0 has post_logout_redirect_uri, Cognito logout_uri.
func LogoutURL(p workforce.OIDC, back string) (string, error) {
	u, err := url.Parse(p.LogoutEndpoint)
	if err != nil {
		return "", fmt.Errorf("read LogoutEndpoint: %w", err)
	}
	q := u.Query()
	q.Set("client_id", p.ClientID)
	q.Set("post_logout_redirect_uri", back)
	q.Set("logout_uri", back)
	u.RawQuery = q.Encode()
	return u.String(), nil
}
