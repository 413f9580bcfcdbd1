package a2iruntime

import (
	"context"

	"foureyes/internal/aws"
	"foureyes/internal/humanloop"
)

func (a *API) startHumanLoop(ctx context.Context, c aws.Call, in *StartHumanLoopInput) (*StartHumanLoopOutput, error) {
	r := humanloop.StartRequest{
		Account: c.Account, Region: c.Region, Principal: c.Principal,
		Name: in.HumanLoopName, FlowDefinitionARN: in.FlowDefinitionArn, InputContent: in.HumanLoopInput.InputContent,
	}
	if in.DataAttributes != nil {
		for _, classifier := range in.DataAttributes.ContentClassifiers {
			r.ContentClassifiers = append(r.ContentClassifiers, string(classifier))
		}
	}
	loop, err := a.loops.Start(ctx, r, c.Time)
	if err != nil {
		return nil, err
	}
	arn := loop.ARN()
	return &StartHumanLoopOutput{HumanLoopArn: &arn}, nil
}
