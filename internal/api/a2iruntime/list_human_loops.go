package a2iruntime

import (
	"context"

	"foureyes/internal/aws"
	"foureyes/internal/humanloop"
	"foureyes/internal/page"
)

// listHumanLoops lists the newest first unless asked otherwise; Amazon documents
// no default.
func (a *API) listHumanLoops(ctx context.Context, c aws.Call, in *ListHumanLoopsInput) (*ListHumanLoopsOutput, error) {
	list := "ListHumanLoops\x00" + c.Account + "\x00" + c.Region + "\x00" + in.FlowDefinitionArn
	q, err := a.tokens.Query(list, page.Request{
		MaxResults: in.MaxResults, NextToken: in.NextToken,
		Descending:   in.SortOrder == nil || *in.SortOrder == SortOrderDescending,
		CreatedAfter: in.CreationTimeAfter, CreatedBefore: in.CreationTimeBefore,
	})
	if err != nil {
		return nil, err
	}
	loops, err := a.loops.List(ctx, c.Account, c.Region, in.FlowDefinitionArn, q)
	if err != nil {
		return nil, err
	}
	loops, last := page.More(loops, q.Limit)
	out := &ListHumanLoopsOutput{HumanLoopSummaries: make([]HumanLoopSummary, 0, len(loops))}
	for _, l := range loops {
		out.HumanLoopSummaries = append(out.HumanLoopSummaries, summary(l, in.FlowDefinitionArn))
	}
	if last != nil {
		out.NextToken = a.tokens.Next(list, q, &page.Key{CreatedAt: last.CreatedAt, ID: last.ID})
	}
	return out, nil
}

func summary(l humanloop.Loop, flowARN string) HumanLoopSummary {
	status := HumanLoopStatus(l.Status.Shown())
	s := HumanLoopSummary{
		HumanLoopName: &l.Name, HumanLoopStatus: &status, CreationTime: &l.CreatedAt, FlowDefinitionArn: &flowARN,
	}
	if l.Status == humanloop.Failed {
		s.FailureReason = &l.FailureReason
	}
	return s
}
