package sagemaker

import (
	"context"

	"foureyes/internal/aws"
	"foureyes/internal/page"
)

func (a *API) listHumanTaskUIs(ctx context.Context, c aws.Call, in *ListHumanTaskUisInput) (*ListHumanTaskUisOutput, error) {
	list := listName("ListHumanTaskUis", c)
	q, err := a.p.Tokens.Query(list, page.Request{
		MaxResults: in.MaxResults, NextToken: in.NextToken, Descending: newestFirst(in.SortOrder),
		CreatedAfter: in.CreationTimeAfter, CreatedBefore: in.CreationTimeBefore,
	})
	if err != nil {
		return nil, err
	}
	uis, err := a.p.UIs.List(ctx, c.Account, c.Region, q)
	if err != nil {
		return nil, err
	}
	uis, last := page.More(uis, q.Limit)
	out := &ListHumanTaskUisOutput{HumanTaskUiSummaries: make([]HumanTaskUiSummary, 0, len(uis))}
	for _, ui := range uis {
		out.HumanTaskUiSummaries = append(out.HumanTaskUiSummaries, HumanTaskUiSummary{
			HumanTaskUiName: ui.Name, HumanTaskUiArn: ui.ARN(), CreationTime: ui.CreatedAt,
		})
	}
	if last != nil {
		out.NextToken = a.p.Tokens.Next(list, q, &page.Key{CreatedAt: last.CreatedAt, ID: last.ID})
	}
	return out, nil
}
