package sagemaker

import (
	"context"

	"foureyes/internal/aws"
	"foureyes/internal/workforce"
)

// updateWorkteam replaces the whole list of member definitions when one is given:
// groups that are left out are dropped.
func (a *API) updateWorkteam(ctx context.Context, c aws.Call, in *UpdateWorkteamInput) (*UpdateWorkteamOutput, error) {
	t, err := a.p.Workforces.UpdateWorkteam(ctx, workforce.TeamUpdate{
		Account: c.Account, Region: c.Region, Name: in.WorkteamName,
		Members: membersOf(in.MemberDefinitions), Description: in.Description,
		NotificationTopic: topicOf(in.NotificationConfiguration), Access: accessOf(in.WorkerAccessConfiguration),
	}, c.Time)
	if err != nil {
		return nil, err
	}
	return &UpdateWorkteamOutput{Workteam: a.workteam(t)}, nil
}
