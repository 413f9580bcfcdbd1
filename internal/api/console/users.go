package console

import (
	"context"
	"net/http"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"foureyes/internal/api/jsonapi"
	"foureyes/internal/audit"
	"foureyes/internal/auth"
	"foureyes/internal/page"
)

// linkLife is how long the sign-in link of an invitation can be used.
const linkLife = 7 * 24 * time.Hour

// User is somebody who can sign in.
type User struct {
	ID            string     `json:"id"`
	Email         string     `json:"email"`
	Name          string     `json:"name"`
	WorkerID      string     `json:"workerId" doc:"16 lowercase hexadecimal digits, as in output.json"`
	Administrator bool       `json:"administrator"`
	Roles         []Role     `json:"roles,omitempty" doc:"In the answers about one user."`
	CreatedAt     time.Time  `json:"createdAt"`
	DisabledAt    *time.Time `json:"disabledAt,omitempty" doc:"When the user was shut out."`
}

func userOf(p auth.Person) User {
	u := User{
		ID: p.ID, Email: p.Email, Name: p.Name, WorkerID: p.WorkerID,
		Administrator: p.Administrator, CreatedAt: p.CreatedAt,
	}
	if !p.DisabledAt.IsZero() {
		u.DisabledAt = &p.DisabledAt
	}
	return u
}

// SignInLink lets a user in once.
type SignInLink struct {
	SignInLink string    `json:"signInLink" doc:"Hand it to the user; it can be used once."`
	ExpiresAt  time.Time `json:"expiresAt"`
}

// Invitation is a new user and the link that lets them in.
type Invitation struct {
	User User `json:"user"`
	SignInLink
	InvitationLink string `json:"invitationLink" doc:"Lets the user choose a password instead; either link can be used, once."`
}

type addInput struct {
	Body struct {
		Email         string `json:"email" maxLength:"254"`
		Name          string `json:"name,omitempty" maxLength:"200" doc:"As shown; what stands before the @ when left out."`
		Administrator bool   `json:"administrator,omitempty"`
		Account       string `json:"account,omitempty" maxLength:"12" doc:"Whose work teams the user joins; the operators' account when left out."`
	}
}

type invitationOutput struct{ Body Invitation }

type listInput struct {
	MaxResults int    `query:"maxResults" minimum:"1" maximum:"100" default:"100"`
	NextToken  string `query:"nextToken" maxLength:"8192"`
	Contains   string `query:"contains" maxLength:"254" doc:"Part of a name or an e-mail address."`
}

type listOutput struct {
	Body struct {
		Users     []User `json:"users" nullable:"false"`
		NextToken string `json:"nextToken,omitempty"`
	}
}

type userInput struct {
	Email string `path:"email" maxLength:"254"`
}

type linkOutput struct{ Body SignInLink }

func (a *api) userRoutes() {
	huma.Register(a, jsonapi.Operation("listUsers", http.MethodGet, "/users", "People who can sign in", a.ForOperators), a.list)
	huma.Register(a, jsonapi.Operation("getUser", http.MethodGet, "/users/{email}", "Somebody who can sign in, with their roles", a.ForOperators), a.user)
	huma.Register(a, jsonapi.Operation("setUserRoles", http.MethodPut, "/users/{email}/roles", "Say what somebody is beside a worker", a.ForOperators), a.setRoles)
	huma.Register(a, jsonapi.Operation("addUser", http.MethodPost, "/users", "Add somebody who answers", a.ForOperators,
		jsonapi.Errors(http.StatusConflict), func(o *huma.Operation) { o.DefaultStatus = http.StatusCreated }), a.add)
	huma.Register(a, jsonapi.Operation("makeSignInLink", http.MethodPost, "/users/{email}/sign-in-link", "Let somebody in once", a.ForOperators), a.link)
	huma.Register(a, jsonapi.Operation("disableUser", http.MethodPost, "/users/{email}/disable", "Shut somebody out", a.ForOperators), a.disable)
	huma.Register(a, jsonapi.Operation("enableUser", http.MethodPost, "/users/{email}/enable", "Let somebody sign in again", a.ForOperators), a.enable)
	huma.Register(a, jsonapi.Operation("inviteUsers", http.MethodPost, "/users/invitations", "Add up to 100 people who answer", a.ForOperators), a.invite)
	a.userAccountRoutes()
	huma.Register(a, jsonapi.Operation("makeSQLToken", http.MethodPost, "/users/{email}/sql-token", "Let somebody ask the SQL tables", a.ForOperators), a.sqlToken)
	huma.Register(a, jsonapi.Operation("endSQLToken", http.MethodDelete, "/users/{email}/sql-token", "Let somebody ask them no more", a.ForOperators), a.endSQLToken)
}

type sqlTokenInput struct {
	Email string `path:"email" maxLength:"254"`
	Body  struct {
		Account string `json:"account,omitempty" maxLength:"12" doc:"The account that is read; the operators' when left out."`
	}
}

// SQLToken is the password of a user for the SQL tables.
type SQLToken struct {
	User     string `json:"user" doc:"The e-mail address, which is the user's name for SQL."`
	SQLToken string `json:"sqlToken" doc:"The password; it is shown once. The one before it has ended."`
	Account  string `json:"account" doc:"The account whose rows are seen."`
}

type sqlTokenOutput struct{ Body SQLToken }

func (a *api) sqlToken(ctx context.Context, in *sqlTokenInput) (*sqlTokenOutput, error) {
	account := in.Body.Account
	if account == "" {
		account = a.Account
	}
	p, err := a.p.People.ByEmail(ctx, in.Email)
	if err != nil {
		return nil, a.Problem(ctx, err)
	}
	token, err := a.p.People.SQLToken(ctx, p.ID, account, jsonapi.Now(ctx))
	return jsonapi.Answer(ctx, a.API, &sqlTokenOutput{SQLToken{User: p.Email, SQLToken: token, Account: account}}, err)
}

func (a *api) endSQLToken(ctx context.Context, in *userInput) (*struct{}, error) {
	p, err := a.p.People.ByEmail(ctx, in.Email)
	if err != nil {
		return nil, a.Problem(ctx, err)
	}
	return jsonapi.Answer(ctx, a.API, &struct{}{}, a.p.People.EndSQLToken(ctx, p.ID))
}

func (a *api) add(ctx context.Context, in *addInput) (*invitationOutput, error) {
	account := in.Body.Account
	if account == "" {
		account = a.Account
	}
	audit.From(ctx).Note(func(e *audit.Entry) { e.Resource = "users/" + in.Body.Email })
	p, err := a.p.People.Create(ctx, auth.NewPerson{
		Email: in.Body.Email, Name: in.Body.Name, Administrator: in.Body.Administrator, Account: account,
	}, jsonapi.Now(ctx))
	if err != nil {
		return nil, a.Problem(ctx, err)
	}
	link, err := a.linkFor(ctx, p)
	return jsonapi.Answer(ctx, a.API, &invitationOutput{invitationOf(p, link)}, err)
}

func (a *api) linkFor(ctx context.Context, p auth.Person) (SignInLink, error) {
	ends := jsonapi.Now(ctx).Add(linkLife)
	token, err := a.Sessions.Link(ctx, p.ID, ends, jsonapi.Now(ctx))
	return SignInLink{SignInLink: a.p.PublicURL + signInPage + token, ExpiresAt: ends}, err
}

// The pages that use links.
const (
	signInPage     = "/portal#sign-in="
	invitationPage = "/portal#invitation="
)

// invitationOf is the same token for both pages.
func invitationOf(p auth.Person, link SignInLink) Invitation {
	return Invitation{User: userOf(p), SignInLink: link, InvitationLink: strings.Replace(link.SignInLink, signInPage, invitationPage, 1)}
}

func (a *api) list(ctx context.Context, in *listInput) (*listOutput, error) {
	request := page.Request{MaxResults: &in.MaxResults, NextToken: &in.NextToken, NameContains: &in.Contains}
	q, err := a.p.Tokens.Query("users", request)
	if err != nil {
		return nil, huma.Error422UnprocessableEntity("nextToken is not valid for this list.")
	}
	people, last, err := a.p.People.List(ctx, q)
	if err != nil {
		return nil, a.Problem(ctx, err)
	}
	out := &listOutput{}
	out.Body.Users = make([]User, 0, len(people))
	for _, p := range people {
		out.Body.Users = append(out.Body.Users, userOf(p))
	}
	if next := a.p.Tokens.Next("users", q, last); next != nil {
		out.Body.NextToken = *next
	}
	return out, nil
}

func (a *api) link(ctx context.Context, in *userInput) (*linkOutput, error) {
	p, err := a.p.People.ByEmail(ctx, in.Email)
	if err != nil {
		return nil, a.Problem(ctx, err)
	}
	link, err := a.linkFor(ctx, p)
	return jsonapi.Answer(ctx, a.API, &linkOutput{link}, err)
}

func (a *api) disable(ctx context.Context, in *userInput) (*struct{}, error) {
	p, err := a.p.People.ByEmail(ctx, in.Email)
	if err != nil {
		return nil, a.Problem(ctx, err)
	}
	return jsonapi.Answer(ctx, a.API, &struct{}{}, a.p.People.Disable(ctx, p.ID, jsonapi.Now(ctx)))
}
