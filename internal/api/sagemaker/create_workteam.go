package sagemaker

import (
	"context"

	"foureyes/internal/aws"
	"foureyes/internal/workforce"
)

func (a *API) createWorkteam(ctx context.Context, c aws.Call, in *CreateWorkteamInput) (*CreateWorkteamOutput, error) {
	r := workforce.TeamRequest{
		Account: c.Account, Region: c.Region, Principal: c.Principal, Name: in.WorkteamName,
		Members: membersOf(in.MemberDefinitions), Description: in.Description,
		Access: accessOf(in.WorkerAccessConfiguration), Tags: tagsOf(in.Tags),
	}
	if in.WorkforceName != nil {
		r.WorkforceName = *in.WorkforceName
	}
	if topic := topicOf(in.NotificationConfiguration); topic != nil {
		r.NotificationTopic = *topic
	}
	t, err := a.p.Workforces.CreateWorkteam(ctx, r, c.Time)
	if err != nil {
		return nil, err
	}
	arn := t.ARN()
	return &CreateWorkteamOutput{WorkteamArn: &arn}, nil
}
