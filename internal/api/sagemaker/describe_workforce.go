package sagemaker

import (
	"context"

	"foureyes/internal/aws"
)

func (a *API) describeWorkforce(ctx context.Context, c aws.Call, in *DescribeWorkforceInput) (*DescribeWorkforceOutput, error) {
	w, err := a.p.Workforces.Workforce(ctx, c.Account, c.Region, in.WorkforceName)
	if err != nil {
		return nil, err
	}
	return &DescribeWorkforceOutput{Workforce: a.workforce(w)}, nil
}
