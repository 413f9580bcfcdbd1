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
	"foureyes/internal/aws"
	"foureyes/internal/aws/arn"
	"foureyes/internal/fault"
	"foureyes/internal/flow"
	"foureyes/internal/page"
	"foureyes/internal/workforce"
)

// TeamFlows knows which flow definitions use a work team.
type TeamFlows interface {
	// FlowDefinitionsOfTeam lists a page of the definitions whose tasks go to a team and
	// one more.
	FlowDefinitionsOfTeam(ctx context.Context, teamID string, q page.Query) ([]flow.Definition, error)
}

// TeamPlace says which work team a request is about.
type TeamPlace struct {
	Place

	Team string `path:"team" maxLength:"63"`
}

// teamOf is the team that a request is about, as policies name it.
func teamOf(c aws.Call, r *http.Request) string {
	return arn.New("sagemaker", c.Region, c.Account, "workteam", "private-crowd/"+r.PathValue("team")).String()
}

type listMembersInput struct {
	TeamPlace

	MaxResults int    `query:"maxResults" minimum:"1" maximum:"100" default:"100"`
	NextToken  string `query:"nextToken" maxLength:"8192"`
	Contains   string `query:"contains" maxLength:"254" doc:"Part of a name or an e-mail address."`
}

type listMembersOutput struct {
	Body struct {
		Members   []User   `json:"members" nullable:"false"`
		Groups    []string `json:"groups" nullable:"false" doc:"The groups that the team consists of. Its members are who is in one of them."`
		Provider  bool     `json:"identityProvider" doc:"The groups are those of an OpenID Connect provider, which says who is in them."`
		NextToken string   `json:"nextToken,omitempty"`
	}
}

type addMembersInput struct {
	TeamPlace

	Body struct {
		Emails []string `json:"emails" minItems:"1" maxItems:"100" nullable:"false" doc:"Of people who can sign in."`
		Group  string   `json:"group,omitempty" maxLength:"128" doc:"Which of the team's groups they join; its first when left out."`
	}
}

// Joined is what became of one address.
type Joined struct {
	Email  string `json:"email" doc:"As it was given."`
	Added  bool   `json:"added"`
	Reason string `json:"reason,omitempty" doc:"Why not."`
}

type addMembersOutput struct {
	Body struct {
		Results []Joined `json:"results" nullable:"false" doc:"In the order of the addresses."`
	}
}

type removeMemberInput struct {
	TeamPlace

	Email string `path:"email" maxLength:"254"`
}

// TeamFlow is a flow definition whose tasks go to a team.
type TeamFlow struct {
	FlowDefinitionName   string    `json:"flowDefinitionName"`
	FlowDefinitionARN    string    `json:"flowDefinitionArn"`
	FlowDefinitionStatus string    `json:"flowDefinitionStatus"`
	CreationTime         time.Time `json:"creationTime"`
}

type teamFlowsInput struct {
	TeamPlace

	MaxResults int    `query:"maxResults" minimum:"1" maximum:"100" default:"100"`
	NextToken  string `query:"nextToken" maxLength:"8192"`
}

type teamFlowsOutput struct {
	Body struct {
		FlowDefinitions []TeamFlow `json:"flowDefinitions" nullable:"false"`
		NextToken       string     `json:"nextToken,omitempty"`
	}
}

func (a *api) teamRoutes() {
	const members = "/teams/{team}/members"
	lead := a.ForResource(teamOf)
	huma.Register(a, jsonapi.Operation("listTeamMembers", http.MethodGet, members, "Who is in a work team", lead), a.members)
	huma.Register(a, jsonapi.Operation("addTeamMembers", http.MethodPost, members, "Put people into a work team", lead), a.addMembers)
	huma.Register(a, jsonapi.Operation("removeTeamMember", http.MethodDelete, members+"/{email}", "Take somebody out of a work team's groups", lead), a.removeMember)
	huma.Register(a, jsonapi.Operation("listTeamFlowDefinitions", http.MethodGet, "/teams/{team}/flow-definitions", "Which flow definitions use a work team", lead), a.teamFlows)
}

// team finds the team that a request is about.
func (a *api) team(ctx context.Context, p TeamPlace) (workforce.Workteam, error) {
	account, region, err := p.of(ctx, a)
	if err != nil {
		return workforce.Workteam{}, err
	}
	t, err := a.p.Teams.Workteam(ctx, account, region, p.Team)
	if err != nil {
		return t, a.Problem(ctx, err)
	}
	return t, nil
}

// fromProvider tells that an OpenID Connect provider says who is in the team.
func fromProvider(t workforce.Workteam) bool {
	for _, m := range t.Members {
		if m.Cognito == nil {
			return true
		}
	}
	return false
}

func (a *api) members(ctx context.Context, in *listMembersInput) (*listMembersOutput, error) {
	t, err := a.team(ctx, in.TeamPlace)
	if err != nil {
		return nil, err
	}
	list := "members\x00" + t.ARN()
	q, err := a.p.Tokens.Query(list, page.Request{MaxResults: &in.MaxResults, NextToken: &in.NextToken, NameContains: &in.Contains})
	if err != nil {
		return nil, huma.Error422UnprocessableEntity("nextToken is not valid for this list.")
	}
	people, last, err := a.p.People.Members(ctx, t.Account, t.Region, t.Groups(), q)
	if err != nil {
		return nil, a.Problem(ctx, err)
	}
	out := &listMembersOutput{}
	out.Body.Members, out.Body.Groups, out.Body.Provider = make([]User, 0, len(people)), t.Groups(), fromProvider(t)
	for _, p := range people {
		out.Body.Members = append(out.Body.Members, userOf(p))
	}
	if next := a.p.Tokens.Next(list, q, last); next != nil {
		out.Body.NextToken = *next
	}
	return out, nil
}

func (a *api) addMembers(ctx context.Context, in *addMembersInput) (*addMembersOutput, error) {
	t, err := a.team(ctx, in.TeamPlace)
	if err != nil {
		return nil, err
	}
	group, err := groupOf(t, in.Body.Group)
	if err != nil {
		return nil, a.Problem(ctx, err)
	}
	noteMembers(ctx, t, in.Body.Emails...)
	place := auth.Membership{Account: t.Account, Region: t.Region, Group: group}
	out := &addMembersOutput{}
	for _, email := range in.Body.Emails {
		one := Joined{Email: email}
		err := a.p.People.Join(ctx, email, place, jsonapi.Now(ctx))
		switch {
		case err == nil:
			one.Added = true
		case fault.Is(err, fault.NotFound) || fault.Is(err, fault.InUse):
			one.Reason = a.Problem(ctx, err).Detail
		default:
			return nil, a.Problem(ctx, err)
		}
		out.Body.Results = append(out.Body.Results, one)
	}
	return out, nil
}

// noteMembers lets the audit tell whose place in a team is changed.
func noteMembers(ctx context.Context, t workforce.Workteam, emails ...string) {
	audit.From(ctx).Note(func(e *audit.Entry) {
		e.Account, e.Region, e.Resource = t.Account, t.Region, "teams/"+t.Name+"/members/"+strings.Join(emails, ",")
	})
}

// groupOf is the group that new members of a team join: the one that is asked for,
// or its first.
func groupOf(t workforce.Workteam, asked string) (string, error) {
	if fromProvider(t) {
		return "", fault.New(fault.Invalid, fault.Workteam,
			"Work team %s consists of groups of an identity provider. Say there who is in them.", t.Name)
	}
	for _, name := range t.Groups() {
		if asked == "" || asked == name {
			return name, nil
		}
	}
	return "", fault.New(fault.Invalid, fault.Workteam, "Work team %s has no group %s.", t.Name, asked)
}

func (a *api) removeMember(ctx context.Context, in *removeMemberInput) (*struct{}, error) {
	t, err := a.team(ctx, in.TeamPlace)
	if err != nil {
		return nil, err
	}
	if fromProvider(t) {
		_, err := groupOf(t, "")
		return nil, a.Problem(ctx, err)
	}
	noteMembers(ctx, t, in.Email)
	return jsonapi.Answer(ctx, a.API, &struct{}{}, a.p.People.Leave(ctx, in.Email, t.Account, t.Region, t.Groups()))
}

func (a *api) teamFlows(ctx context.Context, in *teamFlowsInput) (*teamFlowsOutput, error) {
	t, err := a.team(ctx, in.TeamPlace)
	if err != nil {
		return nil, err
	}
	list := "team-flows\x00" + t.ARN()
	q, err := a.p.Tokens.Query(list, page.Request{MaxResults: &in.MaxResults, NextToken: &in.NextToken})
	if err != nil {
		return nil, huma.Error422UnprocessableEntity("nextToken is not valid for this list.")
	}
	rows, err := a.p.Flows.FlowDefinitionsOfTeam(ctx, t.ID, q)
	if err != nil {
		return nil, a.Problem(ctx, err)
	}
	kept, last := page.More(rows, q.Limit)
	out := &teamFlowsOutput{}
	out.Body.FlowDefinitions = make([]TeamFlow, 0, len(kept))
	for _, d := range kept {
		out.Body.FlowDefinitions = append(out.Body.FlowDefinitions, TeamFlow{d.Name, d.ARN(), string(d.Status), d.CreatedAt})
	}
	if last != nil {
		out.Body.NextToken = *a.p.Tokens.Next(list, q, &page.Key{CreatedAt: last.CreatedAt, ID: last.ID})
	}
	return out, nil
}
