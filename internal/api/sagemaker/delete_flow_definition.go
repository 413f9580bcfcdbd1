package sagemaker

import (
	"context"

	"foureyes/internal/aws"
)

func (a *API) deleteFlowDefinition(ctx context.Context, c aws.Call, in *DeleteFlowDefinitionInput) (*DeleteFlowDefinitionOutput, error) {
	return &DeleteFlowDefinitionOutput{}, a.p.Flows.Delete(ctx, c.Account, c.Region, in.FlowDefinitionName, c.Time)
}
