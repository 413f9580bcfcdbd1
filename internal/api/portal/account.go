package portal

import (
	"context"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"foureyes/internal/api/jsonapi"
	"foureyes/internal/auth"
)

// OpenSession is a place where the worker is signed in.
type OpenSession struct {
	SessionID string    `json:"sessionId"`
	Current   bool      `json:"current" doc:"The one of this request."`
	Address   string    `json:"address" doc:"The network address that signed in."`
	UserAgent string    `json:"userAgent" doc:"What the browser or program calls itself."`
	CreatedAt time.Time `json:"createdAt" doc:"When it signed in."`
	SeenAt    time.Time `json:"seenAt" doc:"When it was last used, give or take five minutes."`
	ExpiresAt time.Time `json:"expiresAt"`
}

func openSessionOf(r auth.SessionRow, current string) OpenSession {
	return OpenSession{
		SessionID: r.ID(), Current: r.ID() == current, Address: r.Origin.Address, UserAgent: r.Origin.UserAgent,
		CreatedAt: r.CreatedAt, SeenAt: r.SeenAt, ExpiresAt: r.ExpiresAt,
	}
}

type sessionsOutput struct {
	Body struct {
		Sessions []OpenSession `json:"sessions" nullable:"false" doc:"The last used first, a hundred at most."`
	}
}

type sessionInput struct {
	SessionID string `path:"sessionId" maxLength:"64"`
}

type passwordInput struct {
	Body struct {
		CurrentPassword string `json:"currentPassword,omitempty" maxLength:"1024" doc:"Left out by who has none yet."`
		NewPassword     string `json:"newPassword" maxLength:"1024" doc:"8 characters at least."`
	}
}

type invitedInput struct {
	Body struct {
		Token string `json:"token" maxLength:"200" doc:"Of the link."`
	}
}

// Invited is who may choose a password.
type Invited struct {
	Email string `json:"email"`
	Name  string `json:"name"`
}

type invitedOutput struct{ Body Invited }

type chooseInput struct {
	Body struct {
		Token    string `json:"token" maxLength:"200" doc:"Of the link; it is used up."`
		Name     string `json:"name,omitempty" maxLength:"256" doc:"As shown; what it was before when left out."`
		Password string `json:"password" maxLength:"1024" doc:"8 characters at least."`
	}
}

func (a *api) accountRoutes() {
	huma.Register(a, jsonapi.Operation("listSessions", http.MethodGet, "/sessions", "Where you are signed in", a.ForThemselves), a.sessions)
	huma.Register(a, jsonapi.Operation("endSession", http.MethodDelete, "/sessions/{sessionId}", "Sign out one place", a.ForThemselves), a.endSession)
	huma.Register(a, jsonapi.Operation("endOtherSessions", http.MethodDelete, "/sessions", "Sign out everywhere else", a.ForThemselves), a.endOtherSessions)
	huma.Register(a, jsonapi.Operation("changePassword", http.MethodPut, "/password", "Change the password; sign out everywhere else", a.ForThemselves,
		jsonapi.Errors(http.StatusConflict, http.StatusTooManyRequests)), a.changePassword)
	huma.Register(a, jsonapi.Operation("getInvited", http.MethodPost, "/password/invited", "Whom a link lets choose a password", jsonapi.Untold), a.invited)
	a.secondFactorRoutes()
	huma.Register(a, jsonapi.Operation("choosePassword", http.MethodPost, "/password", "Choose a password with a link"), a.choosePassword)
}

func (a *api) sessions(ctx context.Context, _ *struct{}) (*sessionsOutput, error) {
	rows, err := a.Sessions.Of(ctx, person(ctx), jsonapi.Now(ctx))
	if err != nil {
		return nil, a.Problem(ctx, err)
	}
	out, current := &sessionsOutput{}, jsonapi.CallerOf(ctx).Session.ID
	out.Body.Sessions = make([]OpenSession, 0, len(rows))
	for _, r := range rows {
		out.Body.Sessions = append(out.Body.Sessions, openSessionOf(r, current))
	}
	return out, nil
}

func (a *api) endSession(ctx context.Context, in *sessionInput) (*struct{}, error) {
	return jsonapi.Answer(ctx, a.API, &struct{}{}, a.Sessions.End(ctx, person(ctx), in.SessionID))
}

func (a *api) endOtherSessions(ctx context.Context, _ *struct{}) (*struct{}, error) {
	err := a.Sessions.EndOthers(ctx, person(ctx), jsonapi.CallerOf(ctx).Session.ID)
	return jsonapi.Answer(ctx, a.API, &struct{}{}, err)
}

func (a *api) changePassword(ctx context.Context, in *passwordInput) (*struct{}, error) {
	c := jsonapi.CallerOf(ctx)
	err := a.Sessions.ChangePassword(ctx, c.Session, in.Body.CurrentPassword, in.Body.NewPassword, c.Address, jsonapi.Now(ctx))
	return jsonapi.Answer(ctx, a.API, &struct{}{}, err)
}

func (a *api) invited(ctx context.Context, in *invitedInput) (*invitedOutput, error) {
	p, err := a.people.Invited(ctx, in.Body.Token, jsonapi.Now(ctx))
	return jsonapi.Answer(ctx, a.API, &invitedOutput{Invited{Email: p.Email, Name: p.Name}}, err)
}

func (a *api) choosePassword(ctx context.Context, in *chooseInput) (*invitedOutput, error) {
	p, err := a.people.Choose(ctx, in.Body.Token, in.Body.Name, in.Body.Password, jsonapi.Now(ctx))
	return jsonapi.Answer(ctx, a.API, &invitedOutput{Invited{Email: p.Email, Name: p.Name}}, err)
}
