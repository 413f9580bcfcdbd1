package sagemaker

import (
	"context"

	"foureyes/internal/aws"
	"foureyes/internal/page"
	"foureyes/internal/workforce"
)

// listWorkforces has at most one workforce to list, so there is never a next page.
func (a *API) listWorkforces(ctx context.Context, c aws.Call, in *ListWorkforcesInput) (*ListWorkforcesOutput, error) {
	q, err := a.p.Tokens.Query(listName("ListWorkforces", c), page.Request{
		MaxResults: in.MaxResults, NextToken: in.NextToken, NameContains: in.NameContains,
	})
	if err != nil {
		return nil, err
	}
	all, err := a.p.Workforces.Workforces(ctx, c.Account, c.Region, workforce.List{Query: q})
	if err != nil {
		return nil, err
	}
	out := &ListWorkforcesOutput{Workforces: make([]Workforce, 0, len(all))}
	for _, w := range all {
		out.Workforces = append(out.Workforces, a.workforce(w))
	}
	return out, nil
}
