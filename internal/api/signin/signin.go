// Package signin is the door at which browsers stand before the portal is theirs. It
// keeps the portal's page from those whose workforces do not allow their network
// address, and leads people of a workforce with an OpenID Connect provider there and
// back: /oauth2/authorize sets out, /oauth2/idpresponse takes the provider's answer,
// /logout ends the session here and at the provider.
//
// It decodes, asks, and answers with redirects, cookies and short pages. What a
// provider's answer is worth is decided by the hand oidc, who a person is by auth, and
// what a workforce allows by the room workforce. Passwords and links are taken by the
// worker API, the door portal.
package signin

import (
	"log/slog"
	"net/http"
	"net/url"
	"path"
	"strings"
	"time"

	"foureyes/internal/api/gate"
	"foureyes/internal/auth"
	"foureyes/internal/fault"
	"foureyes/internal/oidc"
	"foureyes/internal/workforce"
)

// Parts are what the door is made of.
type Parts struct {
	Keys       *auth.Keys
	Sessions   *auth.Sessions
	Workforces *workforce.Service
	// Gate records who was refused.
	Gate *gate.Gate
	// HTTP asks providers.
	HTTP *http.Client
	// PublicURL is where people reach us, without a slash at its end.
	PublicURL string
	// Secure tells that people reach us over TLS.
	Secure bool
	// Now is the clock; asking a provider takes time.
	Now func() time.Time
	Log *slog.Logger
}

// Door serves what stands before the portal.
type Door struct{ p Parts }

// The door's paths. Amazon's portal has the last two.
const (
	AuthorizePath = "/oauth2/authorize"
	responsePath  = "/oauth2/idpresponse"
	logoutPath    = "/logout"
	portalPath    = "/portal"
)

// New makes the door.
func New(p Parts) *Door { return &Door{p} }

// Routes mounts the door on a mux.
func (d *Door) Routes(mux *http.ServeMux) {
	mux.HandleFunc("GET "+AuthorizePath, d.authorize)
	mux.HandleFunc("GET "+responsePath, d.respond)
	mux.HandleFunc("GET "+logoutPath, d.logout)
}

// client is the provider of a workforce, as we are registered with it.
func (d *Door) client(w workforce.Workforce) (oidc.Client, error) {
	secret, err := d.p.Workforces.Secret(w)
	return oidc.Client{Provider: *w.OIDC, Secret: secret, Redirect: d.p.PublicURL + responsePath, HTTP: d.p.HTTP}, err
}

// origin is from where a browser signs in.
func origin(r *http.Request) auth.Origin {
	return auth.Origin{Address: auth.SourceIP(r), UserAgent: r.UserAgent()}
}

// local gives a place in the portal or the console to go to after signing in, and the
// portal itself for everything else: a link must not lead through here to elsewhere.
func local(to string) string {
	u, err := url.Parse(to)
	if err != nil || u.Host != "" || u.Scheme != "" || u.User != nil || path.Clean(u.Path) != u.Path || strings.ContainsAny(to, "\\\r\n\t") {
		return portalPath
	}
	for _, root := range []string{portalPath, "/console"} {
		if u.Path == root || strings.HasPrefix(u.Path, root+"/") {
			return u.RequestURI()
		}
	}
	return portalPath
}

// statuses are those of the pages that tell of a refusal.
var statuses = map[fault.Kind]int{
	fault.NotFound:        http.StatusNotFound,
	fault.Unauthenticated: http.StatusUnauthorized,
	fault.Denied:          http.StatusForbidden,
	fault.Invalid:         http.StatusForbidden, // what a provider tells, not what was typed
}
