package sagemaker

import (
	"context"

	"foureyes/internal/aws"
	"foureyes/internal/page"
	"foureyes/internal/workforce"
)

// listWorkteams lists the oldest first unless asked otherwise (SageMaker API,
// ListWorkteams).
func (a *API) listWorkteams(ctx context.Context, c aws.Call, in *ListWorkteamsInput) (*ListWorkteamsOutput, error) {
	byName := in.SortBy != nil && *in.SortBy == ListWorkteamsSortByOptionsName
	list := listName("ListWorkteams", c)
	if byName {
		list += "\x00Name"
	}
	q, err := a.p.Tokens.Query(list, page.Request{
		MaxResults: in.MaxResults, NextToken: in.NextToken, NameContains: in.NameContains,
		Descending: in.SortOrder != nil && *in.SortOrder == SortOrderDescending,
	})
	if err != nil {
		return nil, err
	}
	teams, err := a.p.Workforces.Workteams(ctx, c.Account, c.Region, workforce.List{Query: q, ByName: byName})
	if err != nil {
		return nil, err
	}
	teams, last := page.More(teams, q.Limit)
	out := &ListWorkteamsOutput{Workteams: make([]Workteam, 0, len(teams))}
	for _, t := range teams {
		out.Workteams = append(out.Workteams, a.workteam(t))
	}
	if last != nil {
		out.NextToken = a.p.Tokens.Next(list, q, &page.Key{CreatedAt: last.CreatedAt, ID: last.ID, Name: last.Name})
	}
	return out, nil
}
