package sagemaker

import (
	"context"

	"foureyes/internal/aws"
	"foureyes/internal/fault"
	"foureyes/internal/page"
)

// Vendors' work teams come from a marketplace, which Foureyes has none of: there
// is nothing to subscribe to, and so nothing to list.

func (a *API) describeSubscribedWorkteam(_ context.Context, _ aws.Call, in *DescribeSubscribedWorkteamInput) (*DescribeSubscribedWorkteamOutput, error) {
	return nil, fault.New(fault.Invalid, fault.Workteam,
		"The work team %s does not exist or you are not subscribed to it.", in.WorkteamArn)
}

func (a *API) listSubscribedWorkteams(_ context.Context, c aws.Call, in *ListSubscribedWorkteamsInput) (*ListSubscribedWorkteamsOutput, error) {
	_, err := a.p.Tokens.Query(listName("ListSubscribedWorkteams", c), page.Request{NextToken: in.NextToken})
	return &ListSubscribedWorkteamsOutput{SubscribedWorkteams: []SubscribedWorkteam{}}, err
}
