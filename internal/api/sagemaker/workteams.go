package sagemaker

import (
	"context"

	"foureyes/internal/aws"
	"foureyes/internal/page"
	"foureyes/internal/workforce"
)

// directoryClient stands where Amazon has the client id of a Cognito app.
const directoryClient = "foureyes"

func (a *API) describeWorkteam(ctx context.Context, c aws.Call, in *DescribeWorkteamInput) (*DescribeWorkteamOutput, error) {
	t, err := a.p.Workforces.Workteam(ctx, c.Account, c.Region, in.WorkteamName)
	if err != nil {
		return nil, err
	}
	return &DescribeWorkteamOutput{Workteam: a.workteam(t)}, nil
}

// listWorkteams lists the oldest first unless asked otherwise (SageMaker API,
// ListWorkteams).
func (a *API) listWorkteams(ctx context.Context, c aws.Call, in *ListWorkteamsInput) (*ListWorkteamsOutput, error) {
	list := listName("ListWorkteams", c)
	q, err := a.p.Tokens.Query(list, page.Request{
		MaxResults: in.MaxResults, NextToken: in.NextToken, NameContains: in.NameContains,
		Descending: in.SortOrder != nil && *in.SortOrder == SortOrderDescending,
	})
	if err != nil {
		return nil, err
	}
	teams, err := a.p.Workforces.Workteams(ctx, c.Account, c.Region, q)
	if err != nil {
		return nil, err
	}
	teams, last := page.More(teams, q.Limit)
	out := &ListWorkteamsOutput{Workteams: make([]Workteam, 0, len(teams))}
	for _, t := range teams {
		out.Workteams = append(out.Workteams, a.workteam(t))
	}
	if last != nil {
		out.NextToken = a.p.Tokens.Next(list, q, &page.Key{CreatedAt: last.CreatedAt, ID: last.ID})
	}
	return out, nil
}

// workteam shows a team as one of Amazon's that lives in a Cognito user pool: so
// programs that read the member definitions find what they look for.
func (a *API) workteam(t workforce.Workteam) Workteam {
	workforceARN := t.WorkforceARN()
	return Workteam{
		WorkteamName: t.Name, WorkteamArn: t.ARN(), WorkforceArn: &workforceARN,
		Description: t.Description, SubDomain: &a.p.PublicHost, CreateDate: &t.CreatedAt, LastUpdatedDate: &t.UpdatedAt,
		MemberDefinitions: []MemberDefinition{{CognitoMemberDefinition: &CognitoMemberDefinition{
			UserPool: workforce.UserPool(t.Account, t.Region), UserGroup: t.Name, ClientId: directoryClient,
		}}},
		NotificationConfiguration: &NotificationConfiguration{},
	}
}
