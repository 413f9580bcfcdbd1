package sagemaker

import (
	"context"

	"foureyes/internal/aws"
	"foureyes/internal/page"
	"foureyes/internal/workforce"
)

func (a *API) describeWorkforce(ctx context.Context, c aws.Call, in *DescribeWorkforceInput) (*DescribeWorkforceOutput, error) {
	w, err := a.p.Workforces.Workforce(ctx, c.Account, c.Region, in.WorkforceName)
	if err != nil {
		return nil, err
	}
	return &DescribeWorkforceOutput{Workforce: a.workforce(w)}, nil
}

// listWorkforces has at most one workforce to list, so there is never a next page.
func (a *API) listWorkforces(ctx context.Context, c aws.Call, in *ListWorkforcesInput) (*ListWorkforcesOutput, error) {
	q, err := a.p.Tokens.Query(listName("ListWorkforces", c), page.Request{
		MaxResults: in.MaxResults, NextToken: in.NextToken, NameContains: in.NameContains,
	})
	if err != nil {
		return nil, err
	}
	all, err := a.p.Workforces.Workforces(ctx, c.Account, c.Region, q)
	if err != nil {
		return nil, err
	}
	out := &ListWorkforcesOutput{Workforces: make([]Workforce, 0, len(all))}
	for _, w := range all {
		out.Workforces = append(out.Workforces, a.workforce(w))
	}
	return out, nil
}

// workforce shows the built-in directory as a Cognito workforce.
func (a *API) workforce(w workforce.Workforce) Workforce {
	status := WorkforceStatusActive
	return Workforce{
		WorkforceName: w.Name, WorkforceArn: w.ARN(), SubDomain: &a.p.PublicHost,
		CreateDate: &w.CreatedAt, LastUpdatedDate: &w.UpdatedAt, Status: &status,
		SourceIpConfig: &SourceIpConfig{Cidrs: []string{}},
		CognitoConfig:  &CognitoConfig{UserPool: workforce.UserPool(w.Account, w.Region), ClientId: directoryClient},
	}
}
