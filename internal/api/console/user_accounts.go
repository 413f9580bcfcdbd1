package console

import (
	"context"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"foureyes/internal/api/jsonapi"
	"foureyes/internal/auth"
)

// passwordLinkLife is how long a link to choose a new password can be used.
const passwordLinkLife = 24 * time.Hour

// PasswordLink lets a user choose a password.
type PasswordLink struct {
	PasswordLink string    `json:"passwordLink" doc:"Hand it to the user; it can be used once."`
	ExpiresAt    time.Time `json:"expiresAt"`
}

type passwordLinkOutput struct{ Body PasswordLink }

// UserSession is a place where a user is signed in.
type UserSession struct {
	SessionID string    `json:"sessionId"`
	Address   string    `json:"address" doc:"The network address that signed in."`
	UserAgent string    `json:"userAgent" doc:"What the browser or program calls itself."`
	CreatedAt time.Time `json:"createdAt" doc:"When it signed in."`
	SeenAt    time.Time `json:"seenAt" doc:"When it was last used, give or take five minutes."`
	ExpiresAt time.Time `json:"expiresAt"`
}

type userSessionsOutput struct {
	Body struct {
		Sessions []UserSession `json:"sessions" nullable:"false" doc:"The last used first, a hundred at most."`
	}
}

type userSessionInput struct {
	Email     string `path:"email" maxLength:"254"`
	SessionID string `path:"sessionId" maxLength:"64"`
}

func (a *api) userAccountRoutes() {
	huma.Register(a, jsonapi.Operation("makePasswordLink", http.MethodPost, "/users/{email}/password-link", "Let somebody choose a new password", a.ForOperators), a.passwordLink)
	huma.Register(a, jsonapi.Operation("unlockUser", http.MethodPost, "/users/{email}/unlock", "Let somebody try to sign in again after too many failures", a.ForOperators), a.unlock)
	huma.Register(a, jsonapi.Operation("resetSecondFactor", http.MethodDelete, "/users/{email}/second-factor", "Ask somebody for codes no more who has lost the authenticator app", a.ForOperators), a.resetSecondFactor)
	huma.Register(a, jsonapi.Operation("removeUser", http.MethodDelete, "/users/{email}", "Remove somebody for good; their answers stay", a.ForOperators), a.remove)
	huma.Register(a, jsonapi.Operation("listUserSessions", http.MethodGet, "/users/{email}/sessions", "Where somebody is signed in", a.ForOperators), a.userSessions)
	huma.Register(a, jsonapi.Operation("endUserSession", http.MethodDelete, "/users/{email}/sessions/{sessionId}", "Sign somebody out of one place", a.ForOperators), a.endUserSession)
	huma.Register(a, jsonapi.Operation("endUserSessions", http.MethodDelete, "/users/{email}/sessions", "Sign somebody out everywhere", a.ForOperators), a.endUserSessions)
}

func (a *api) passwordLink(ctx context.Context, in *userInput) (*passwordLinkOutput, error) {
	p, err := a.p.People.ByEmail(ctx, in.Email)
	if err != nil {
		return nil, a.Problem(ctx, err)
	}
	ends := jsonapi.Now(ctx).Add(passwordLinkLife)
	token, err := a.Sessions.PasswordLink(ctx, p.ID, ends, jsonapi.Now(ctx))
	return jsonapi.Answer(ctx, a.API, &passwordLinkOutput{PasswordLink{PasswordLink: a.p.PublicURL + auth.PasswordPage + token, ExpiresAt: ends}}, err)
}

// about does something to the person whom a request is about.
func (a *api) about(ctx context.Context, email string, do func(auth.Person) error) (*struct{}, error) {
	p, err := a.p.People.ByEmail(ctx, email)
	if err == nil {
		err = do(p)
	}
	return jsonapi.Answer(ctx, a.API, &struct{}{}, err)
}

func (a *api) unlock(ctx context.Context, in *userInput) (*struct{}, error) {
	return a.about(ctx, in.Email, func(p auth.Person) error { return a.p.People.Unlock(ctx, p.Email) })
}

func (a *api) resetSecondFactor(ctx context.Context, in *userInput) (*struct{}, error) {
	return a.about(ctx, in.Email, func(p auth.Person) error { return a.p.Factors.Reset(ctx, p.ID) })
}

func (a *api) remove(ctx context.Context, in *userInput) (*struct{}, error) {
	return a.about(ctx, in.Email, func(p auth.Person) error { return a.p.People.Remove(ctx, p.ID, jsonapi.Now(ctx)) })
}

func (a *api) userSessions(ctx context.Context, in *userInput) (*userSessionsOutput, error) {
	p, err := a.p.People.ByEmail(ctx, in.Email)
	if err != nil {
		return nil, a.Problem(ctx, err)
	}
	rows, err := a.Sessions.Of(ctx, p.ID, jsonapi.Now(ctx))
	if err != nil {
		return nil, a.Problem(ctx, err)
	}
	out := &userSessionsOutput{}
	out.Body.Sessions = make([]UserSession, 0, len(rows))
	for _, r := range rows {
		out.Body.Sessions = append(out.Body.Sessions, UserSession{
			SessionID: r.ID(), Address: r.Origin.Address, UserAgent: r.Origin.UserAgent,
			CreatedAt: r.CreatedAt, SeenAt: r.SeenAt, ExpiresAt: r.ExpiresAt,
		})
	}
	return out, nil
}

func (a *api) endUserSession(ctx context.Context, in *userSessionInput) (*struct{}, error) {
	return a.about(ctx, in.Email, func(p auth.Person) error { return a.Sessions.End(ctx, p.ID, in.SessionID) })
}

func (a *api) endUserSessions(ctx context.Context, in *userInput) (*struct{}, error) {
	return a.about(ctx, in.Email, func(p auth.Person) error { return a.Sessions.EndOthers(ctx, p.ID, "") })
}
