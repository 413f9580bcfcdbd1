package console

import (
	"context"
	"strings"

	"foureyes/internal/api/jsonapi"
	"foureyes/internal/audit"
	"foureyes/internal/auth"
	"foureyes/internal/fault"
)

type inviteInput struct {
	Body struct {
		Emails  []string `json:"emails" minItems:"1" maxItems:"100" nullable:"false"`
		Account string   `json:"account,omitempty" maxLength:"12" doc:"Whose work teams they join; the operators' account when left out."`
	}
}

// Invited is what became of one address.
type Invited struct {
	Email      string      `json:"email" doc:"As it was given."`
	Invitation *Invitation `json:"invitation,omitempty" doc:"When the user was added."`
	Reason     string      `json:"reason,omitempty" doc:"Why not."`
}

type inviteOutput struct {
	Body struct {
		Results []Invited `json:"results" nullable:"false" doc:"In the order of the addresses."`
		Added   int       `json:"added"`
	}
}

// invite adds people one by one, so that an address that cannot be does not keep the
// others out.
func (a *api) invite(ctx context.Context, in *inviteInput) (*inviteOutput, error) {
	account := in.Body.Account
	if account == "" {
		account = a.Account
	}
	audit.From(ctx).Note(func(e *audit.Entry) { e.Resource = "users/" + strings.Join(in.Body.Emails, ",") })
	out := &inviteOutput{}
	for _, email := range in.Body.Emails {
		one := Invited{Email: email}
		invitation, err := a.inviteOne(ctx, auth.NewPerson{Email: email, Account: account})
		switch {
		case err == nil:
			one.Invitation = &invitation
			out.Body.Added++
		case fault.Is(err, fault.Invalid) || fault.Is(err, fault.InUse):
			one.Reason = a.Problem(ctx, err).Detail
		default:
			return nil, a.Problem(ctx, err)
		}
		out.Body.Results = append(out.Body.Results, one)
	}
	return out, nil
}

func (a *api) inviteOne(ctx context.Context, n auth.NewPerson) (Invitation, error) {
	p, err := a.p.People.Create(ctx, n, jsonapi.Now(ctx))
	if err != nil {
		return Invitation{}, err
	}
	link, err := a.linkFor(ctx, p)
	return invitationOf(p, link), err
}

func (a *api) enable(ctx context.Context, in *userInput) (*struct{}, error) {
	p, err := a.p.People.ByEmail(ctx, in.Email)
	if err != nil {
		return nil, a.Problem(ctx, err)
	}
	return jsonapi.Answer(ctx, a.API, &struct{}{}, a.p.People.Enable(ctx, p.ID))
}
