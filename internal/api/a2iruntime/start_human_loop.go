package a2iruntime

import (
	"context"

	"foureyes/internal/aws"
	"foureyes/internal/humanloop"
)

// startHumanLoop answers without a HumanLoopArn when conditions were evaluated and
// none is met: the member is optional, so every SDK takes that.
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
	begun, err := a.loops.Start(ctx, r, c.Time)
	if err != nil {
		return nil, err
	}
	if results := begun.Activation.Results; results != "" {
		header, err := headerOf(results)
		if err != nil {
			return nil, err
		}
		aws.SetAnswerHeader(ctx, activationHeader, header)
	}
	if begun.ID == "" {
		return &StartHumanLoopOutput{}, nil
	}
	arn := begun.ARN()
	return &StartHumanLoopOutput{HumanLoopArn: &arn}, nil
}
