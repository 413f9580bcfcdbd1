package sagemaker

import (
	"context"

	"foureyes/internal/aws"
)

func (a *API) deleteHumanTaskUI(ctx context.Context, c aws.Call, in *DeleteHumanTaskUiInput) (*DeleteHumanTaskUiOutput, error) {
	return &DeleteHumanTaskUiOutput{}, a.p.UIs.Delete(ctx, c.Account, c.Region, in.HumanTaskUiName, c.Time)
}
