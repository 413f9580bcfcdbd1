package sagemaker

import (
	"context"

	"foureyes/internal/aws"
	"foureyes/internal/aws/arn"
	"foureyes/internal/fault"
	"foureyes/internal/page"
)

// listLabelingJobsForWorkteam knows no labeling jobs, which are Ground Truth's;
// human loops do not appear here at Amazon either.
func (a *API) listLabelingJobsForWorkteam(ctx context.Context, c aws.Call, in *ListLabelingJobsForWorkteamInput) (*ListLabelingJobsForWorkteamOutput, error) {
	if _, err := a.p.Tokens.Query(listName("ListLabelingJobsForWorkteam", c), page.Request{NextToken: in.NextToken}); err != nil {
		return nil, err
	}
	missing := resourceNotFound("The work team " + in.WorkteamArn + " does not exist.")
	name, err := arn.Parse(in.WorkteamArn)
	if err != nil || name.Account != c.Account || name.Region != c.Region {
		return nil, missing
	}
	t, err := a.p.Workforces.Workteam(ctx, c.Account, c.Region, name.Name())
	if fault.Is(err, fault.NotFound) || (err == nil && t.ARN() != in.WorkteamArn) {
		return nil, missing
	}
	return &ListLabelingJobsForWorkteamOutput{LabelingJobSummaryList: []LabelingJobForWorkteamSummary{}}, err
}
