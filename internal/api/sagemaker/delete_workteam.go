package sagemaker

import (
	"context"

	"foureyes/internal/aws"
)

func (a *API) deleteWorkteam(ctx context.Context, c aws.Call, in *DeleteWorkteamInput) (*DeleteWorkteamOutput, error) {
	err := a.p.Workforces.DeleteWorkteam(ctx, c.Account, c.Region, in.WorkteamName, c.Time)
	return &DeleteWorkteamOutput{Success: err == nil}, err
}
