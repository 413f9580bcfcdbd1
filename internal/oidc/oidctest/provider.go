// Package oidctest is an identity provider for tests: zitadel's OpenID provider with a
// login page, people whose claims a test chooses, and TLS under an authority of its
// own. Nothing of it is in the binary of foureyes.
package oidctest

import (
	"context"
	"fmt"
	"log/slog"
	"maps"
	"net/http"

	"github.com/zitadel/oidc/v3/example/server/storage"
	"github.com/zitadel/oidc/v3/pkg/oidc"
	"github.com/zitadel/oidc/v3/pkg/op"

	"foureyes/internal/workforce"
)

// Person is somebody whom the provider knows. The password is that of everybody.
type Person struct {
	Username string
	Claims   map[string]any // told beside the standard ones
}

// Password lets everybody in.
const Password = "open sesame"

// Settings are how the provider is set up.
type Settings struct {
	Issuer string // https://127.0.0.1:1234
	// Client is who may ask, with its secret, and Portal where it is reached.
	Client, Secret, Portal string
	// Opaque makes access tokens opaque; else they are JWTs.
	Opaque bool
	People []Person
}

// OIDC is the provider as a workforce is told of it.
func (s Settings) OIDC() workforce.OIDC {
	return workforce.OIDC{
		ClientID: s.Client, Issuer: s.Issuer, AuthorizationEndpoint: s.Issuer + "/authorize", TokenEndpoint: s.Issuer + "/oauth/token",
		UserInfoEndpoint: s.Issuer + "/userinfo", LogoutEndpoint: s.Issuer + "/end_session", JWKSURI: s.Issuer + "/keys",
		Scope: "openid email profile",
	}
}

// New makes the provider.
func New(s Settings) (http.Handler, error) {
	db := &directory{Settings: s, client: storage.WebClient(s.Client, s.Secret, s.Portal+"/oauth2/idpresponse")}
	db.Storage = storage.NewStorageWithClients(db, map[string]*storage.Client{s.Client: db.client})
	provider, err := op.NewProvider(&op.Config{
		CryptoKey: [32]byte{1}, CodeMethodS256: true, AuthMethodPost: true, DefaultLogoutRedirectURI: "/signed-out",
	}, db, op.StaticIssuer(s.Issuer), op.WithLogger(slog.New(slog.DiscardHandler)))
	if err != nil {
		return nil, fmt.Errorf("make the provider: %w", err)
	}
	mux := http.NewServeMux()
	mux.Handle("/", provider)
	mux.HandleFunc("GET /login", loginPage)
	mux.Handle("POST /login", op.NewIssuerInterceptor(provider.IssuerFromRequest).HandlerFunc(db.login(op.AuthCallbackURL(provider))))
	return mux, nil
}

// directory is the provider's database: zitadel's example, with people of ours.
type directory struct {
	*storage.Storage
	Settings

	client *storage.Client
}

// GetClientByClientID finds the one client.
func (d *directory) GetClientByClientID(ctx context.Context, id string) (op.Client, error) {
	if _, err := d.Storage.GetClientByClientID(ctx, id); err != nil {
		return nil, fmt.Errorf("find the client: %w", err)
	}
	return client{d.client, d.Settings}, nil
}

// GetPrivateClaimsFromScopes gives what a JWT access token tells.
func (d *directory) GetPrivateClaimsFromScopes(_ context.Context, userID, _ string, _ []string) (map[string]any, error) {
	return d.claims(userID), nil
}

// SetUserinfoFromToken gives what userinfo tells.
func (d *directory) SetUserinfoFromToken(ctx context.Context, info *oidc.UserInfo, tokenID, subject, origin string) error {
	if err := d.Storage.SetUserinfoFromToken(ctx, info, tokenID, subject, origin); err != nil {
		return fmt.Errorf("read userinfo: %w", err)
	}
	for name, value := range d.claims(subject) {
		info.AppendClaims(name, value)
	}
	return nil
}

func (d *directory) claims(username string) map[string]any {
	for _, p := range d.People {
		if p.Username == username {
			return maps.Clone(p.Claims)
		}
	}
	return nil
}

// GetUserByID finds a person; their id is their name.
func (d *directory) GetUserByID(id string) *storage.User {
	if d.claims(id) == nil {
		return nil
	}
	return &storage.User{ID: id, Username: id, Password: Password, FirstName: id, Email: id + "@id.example", EmailVerified: true}
}

// GetUserByUsername finds a person.
func (d *directory) GetUserByUsername(name string) *storage.User { return d.GetUserByID(name) }

// ExampleClientID is asked for by the example.
func (*directory) ExampleClientID() string { return "service" }

// client is the portal as the provider knows it.
type client struct {
	*storage.Client

	settings Settings
}

// AuthMethod is that of Amazon's portal: the secret stands in the form.
func (client) AuthMethod() oidc.AuthMethod { return oidc.AuthMethodPost }

// LoginURL is where people say who they are.
func (client) LoginURL(id string) string { return "/login?id=" + id }

// PostLogoutRedirectURIs are where people may be sent to afterwards.
func (c client) PostLogoutRedirectURIs() []string { return []string{c.settings.Portal + "/logout"} }

// AccessTokenType decides what access tokens look like.
func (c client) AccessTokenType() op.AccessTokenType {
	if c.settings.Opaque {
		return op.AccessTokenTypeBearer
	}
	return op.AccessTokenTypeJWT
}
