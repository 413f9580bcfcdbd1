package sagemaker

import (
	"context"

	"foureyes/internal/aws"
)

func (a *API) deleteWorkforce(ctx context.Context, c aws.Call, in *DeleteWorkforceInput) (*DeleteWorkforceOutput, error) {
	return &DeleteWorkforceOutput{}, a.p.Workforces.DeleteWorkforce(ctx, c.Account, c.Region, in.WorkforceName, c.Time)
}
