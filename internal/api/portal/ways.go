package portal

import (
	"context"
	"net/http"
	"net/url"

	"github.com/danielgtaylor/huma/v2"

	"foureyes/internal/api/jsonapi"
)

// SignInWays is how one may sign in.
type SignInWays struct {
	Provider *Provider `json:"provider,omitempty" doc:"The identity provider of the workforce, beside e-mail and password."`
	// PasswordReset is not about the workforce: all people with passwords are in one directory.
	PasswordReset bool `json:"passwordReset" doc:"Whether requestPasswordReset mails a link to who has forgotten their password. Else operators make one."`
}

// Provider is the identity provider of a workforce.
type Provider struct {
	Workforce     string `json:"workforce" doc:"The workforce, as account/region/name."`
	WorkforceName string `json:"workforceName"`
	SignInPath    string `json:"signInPath" doc:"Where a browser goes to sign in; &to= names the page of the portal or the console that comes afterwards."`
}

type waysInput struct {
	Workforce string `query:"workforce" maxLength:"200" doc:"account/region/name; without it, the only one on this server that has an identity provider."`
}

type waysOutput struct{ Body SignInWays }

func (a *api) wayRoutes() {
	huma.Register(a, jsonapi.Operation("getSignInWays", http.MethodGet, "/sign-in-ways", "How one may sign in"), a.ways)
}

func (a *api) ways(ctx context.Context, in *waysInput) (*waysOutput, error) {
	w, err := a.workforces.Offered(ctx, in.Workforce, jsonapi.CallerOf(ctx).Address)
	if err != nil {
		return nil, a.Problem(ctx, err)
	}
	out := &waysOutput{SignInWays{PasswordReset: a.resets.Offered()}}
	if w != nil {
		out.Body.Provider = &Provider{
			Workforce: w.Address(), WorkforceName: w.Name, SignInPath: authorizePath + "?workforce=" + url.QueryEscape(w.Address()),
		}
	}
	return out, nil
}

// authorizePath is where the door signin sets out for a provider.
const authorizePath = "/oauth2/authorize"
