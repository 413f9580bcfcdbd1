package sagemaker

import (
	"context"

	"foureyes/internal/aws"
)

func (a *API) describeWorkteam(ctx context.Context, c aws.Call, in *DescribeWorkteamInput) (*DescribeWorkteamOutput, error) {
	t, err := a.p.Workforces.Workteam(ctx, c.Account, c.Region, in.WorkteamName)
	if err != nil {
		return nil, err
	}
	return &DescribeWorkteamOutput{Workteam: a.workteam(t)}, nil
}
