package sagemaker

import (
	"context"

	"foureyes/internal/aws"
	"foureyes/internal/page"
)

func (a *API) listFlowDefinitions(ctx context.Context, c aws.Call, in *ListFlowDefinitionsInput) (*ListFlowDefinitionsOutput, error) {
	list := listName("ListFlowDefinitions", c)
	q, err := a.p.Tokens.Query(list, page.Request{
		MaxResults: in.MaxResults, NextToken: in.NextToken, Descending: newestFirst(in.SortOrder),
		CreatedAfter: in.CreationTimeAfter, CreatedBefore: in.CreationTimeBefore,
	})
	if err != nil {
		return nil, err
	}
	flows, err := a.p.Flows.List(ctx, c.Account, c.Region, q)
	if err != nil {
		return nil, err
	}
	flows, last := page.More(flows, q.Limit)
	out := &ListFlowDefinitionsOutput{FlowDefinitionSummaries: make([]FlowDefinitionSummary, 0, len(flows))}
	for _, d := range flows {
		out.FlowDefinitionSummaries = append(out.FlowDefinitionSummaries, FlowDefinitionSummary{
			FlowDefinitionName: d.Name, FlowDefinitionArn: d.ARN(),
			FlowDefinitionStatus: FlowDefinitionStatus(d.Status), CreationTime: d.CreatedAt,
		})
	}
	if last != nil {
		out.NextToken = a.p.Tokens.Next(list, q, &page.Key{CreatedAt: last.CreatedAt, ID: last.ID})
	}
	return out, nil
}
