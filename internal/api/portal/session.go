package portal

import (
	"context"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"foureyes/internal/api/jsonapi"
	"foureyes/internal/auth"
	"foureyes/internal/fault"
)

// Worker is whoever is signed in.
type Worker struct {
	WorkerID      string `json:"workerId" doc:"16 lowercase hexadecimal digits, as in output.json"`
	Email         string `json:"email"`
	Name          string `json:"name"`
	Administrator bool   `json:"administrator"`
}

func workerOf(p auth.Person) Worker {
	return Worker{WorkerID: p.WorkerID, Email: p.Email, Name: p.Name, Administrator: p.Administrator}
}

// Session is what signing in gives.
type Session struct {
	Token     string    `json:"token" doc:"For Authorization: Bearer. Browsers use the cookie instead."`
	ExpiresAt time.Time `json:"expiresAt"`
	Worker    Worker    `json:"worker"`
}

// CurrentSession is who is signed in now.
type CurrentSession struct {
	ExpiresAt            time.Time `json:"expiresAt"`
	Worker               Worker    `json:"worker"`
	HasPassword          bool      `json:"hasPassword" doc:"False for who was invited and has chosen none yet."`
	AccountID            string    `json:"accountId" doc:"The operators' account, in which administrators look first."`
	Issuer               string    `json:"issuer,omitempty" doc:"The identity provider at which the worker signs in. Then there is no password, and browsers sign out at /logout."`
	SecondFactorRequired bool      `json:"secondFactorRequired,omitempty" doc:"True while the worker must set up a second factor: until then all operations but those on the account answer 403."`
	Roles                []Role    `json:"roles" nullable:"false" doc:"What the worker is besides. Administrators need none."`
}

// Role is what somebody is in an account.
type Role struct {
	Role      string `json:"role" enum:"requester,team-lead,auditor"`
	AccountID string `json:"accountId"`
	Scope     string `json:"scope,omitempty" doc:"The work team of a team-lead."`
}

type signInInput struct {
	UserAgent string `header:"User-Agent" hidden:"true"`
	Body      struct {
		Email       string `json:"email,omitempty" maxLength:"254"`
		Password    string `json:"password,omitempty" maxLength:"1024"`
		Code        string `json:"code,omitempty" maxLength:"64" doc:"Of the second factor, if that is on: the authenticator app's or a recovery code. Without it the problem names body.code among its errors once the password is right."`
		SignInToken string `json:"signInToken,omitempty" maxLength:"200" doc:"Of a one-time sign-in link, instead of e-mail and password."`
	}
}

type signInOutput struct {
	SetCookie http.Cookie `header:"Set-Cookie"`
	Body      Session
}

type currentOutput struct{ Body CurrentSession }

type signOutOutput struct {
	SetCookie http.Cookie `header:"Set-Cookie"`
}

func (a *api) sessionRoutes() {
	huma.Register(a, jsonapi.Operation("signIn", http.MethodPost, "/session", "Sign in", jsonapi.Errors(http.StatusTooManyRequests)), a.signIn)
	huma.Register(a, jsonapi.Operation("getSession", http.MethodGet, "/session", "Who is signed in", a.ForThemselves), a.current)
	huma.Register(a, jsonapi.Operation("signOut", http.MethodDelete, "/session", "Sign out"), a.signOut)
}

func (a *api) signIn(ctx context.Context, in *signInInput) (*signInOutput, error) {
	token, session, err := a.startSession(ctx, in)
	if err != nil {
		return nil, a.signInProblem(ctx, err)
	}
	return &signInOutput{
		SetCookie: auth.Cookie(token, session.ExpiresAt, a.Secure),
		Body:      Session{Token: token, ExpiresAt: session.ExpiresAt, Worker: workerOf(session.Person)},
	}, nil
}

// signInProblem says of a second factor's code that it is that which is missing or wrong.
func (a *api) signInProblem(ctx context.Context, err error) error {
	problem := a.Problem(ctx, err)
	if f := fault.Of(err); f.Kind == fault.Unauthenticated && f.Subject == auth.SubjectCode {
		problem.Errors = []*huma.ErrorDetail{{Message: f.Message, Location: "body.code"}}
	}
	return problem
}

func (a *api) startSession(ctx context.Context, in *signInInput) (string, auth.Session, error) {
	proof := auth.Proof{Email: in.Body.Email, Password: in.Body.Password, Code: in.Body.Code, Link: in.Body.SignInToken, Admit: a.admit}
	from := auth.Origin{Address: jsonapi.CallerOf(ctx).Address, UserAgent: in.UserAgent}
	return a.Sessions.SignIn(ctx, proof, from, jsonapi.Now(ctx))
}

func (a *api) current(ctx context.Context, _ *struct{}) (*currentOutput, error) {
	s := jsonapi.CallerOf(ctx).Session
	roles, err := a.people.Roles(ctx, s.Person.ID)
	if err != nil {
		return nil, a.Problem(ctx, err)
	}
	identity, err := a.Sessions.IdentityOf(ctx, s.Person.ID)
	if err != nil && !fault.Is(err, fault.NotFound) {
		return nil, a.Problem(ctx, err)
	}
	out := CurrentSession{
		ExpiresAt: s.ExpiresAt, Worker: workerOf(s.Person), HasPassword: s.HasPassword, Issuer: identity.Issuer,
		SecondFactorRequired: a.Sessions.MustSetUp(s), AccountID: a.Account, Roles: make([]Role, 0, len(roles)),
	}
	for _, r := range roles {
		out.Roles = append(out.Roles, Role{Role: string(r.Name), AccountID: r.Account, Scope: r.Scope})
	}
	return &currentOutput{out}, nil
}

// signOut needs no session: signing out twice is no mistake.
func (a *api) signOut(ctx context.Context, _ *struct{}) (*signOutOutput, error) {
	out := &signOutOutput{SetCookie: auth.NoCookie(a.Secure)}
	token := jsonapi.CallerOf(ctx).Token
	if token == "" {
		return out, nil
	}
	return jsonapi.Answer(ctx, a.API, out, a.Sessions.SignOut(ctx, token))
}
