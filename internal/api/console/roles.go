package console

import (
	"context"

	"foureyes/internal/api/jsonapi"
	"foureyes/internal/auth"
)

// Role is what a user is in an account, beside a worker.
type Role struct {
	Role    string `json:"role" enum:"requester,team-lead,auditor"`
	Account string `json:"account,omitempty" maxLength:"12" doc:"The operators' account when left out."`
	Scope   string `json:"scope,omitempty" maxLength:"63" doc:"The name of the work team that a team-lead looks after."`
}

type rolesInput struct {
	Email string `path:"email" maxLength:"254"`
	Body  struct {
		Roles []Role `json:"roles" maxItems:"50" nullable:"false" doc:"All of them: what is not here is taken away."`
	}
}

type oneUserOutput struct{ Body User }

func (a *api) user(ctx context.Context, in *userInput) (*oneUserOutput, error) {
	p, err := a.p.People.ByEmail(ctx, in.Email)
	if err != nil {
		return nil, a.Problem(ctx, err)
	}
	return a.userWithRoles(ctx, p)
}

func (a *api) setRoles(ctx context.Context, in *rolesInput) (*oneUserOutput, error) {
	p, err := a.p.People.ByEmail(ctx, in.Email)
	if err != nil {
		return nil, a.Problem(ctx, err)
	}
	roles := make([]auth.Role, 0, len(in.Body.Roles))
	for _, r := range in.Body.Roles {
		if r.Account == "" {
			r.Account = a.Account
		}
		roles = append(roles, auth.Role{Account: r.Account, Name: auth.RoleName(r.Role), Scope: r.Scope})
	}
	if err := a.p.People.SetRoles(ctx, p.ID, roles, jsonapi.Now(ctx)); err != nil {
		return nil, a.Problem(ctx, err)
	}
	return a.userWithRoles(ctx, p)
}

func (a *api) userWithRoles(ctx context.Context, p auth.Person) (*oneUserOutput, error) {
	roles, err := a.p.People.Roles(ctx, p.ID)
	if err != nil {
		return nil, a.Problem(ctx, err)
	}
	u := userOf(p)
	for _, r := range roles {
		u.Roles = append(u.Roles, Role{Role: string(r.Name), Account: r.Account, Scope: r.Scope})
	}
	return &oneUserOutput{u}, nil
}
