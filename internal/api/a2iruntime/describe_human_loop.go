package a2iruntime

import (
	"context"

	"foureyes/internal/aws"
	"foureyes/internal/humanloop"
)

// describeHumanLoop tells where the output will lie from the start on, as Amazon
// does: programs read HumanLoopOutput without asking whether it is there.
func (a *API) describeHumanLoop(ctx context.Context, c aws.Call, in *DescribeHumanLoopInput) (*DescribeHumanLoopOutput, error) {
	d, err := a.loops.Describe(ctx, c.Account, c.Region, in.HumanLoopName)
	if err != nil {
		return nil, err
	}
	out := &DescribeHumanLoopOutput{
		CreationTime:      d.Loop.CreatedAt,
		HumanLoopStatus:   HumanLoopStatus(d.Loop.Status.Shown()),
		HumanLoopName:     d.Loop.Name,
		HumanLoopArn:      d.Loop.ARN(),
		FlowDefinitionArn: d.Flow.ARN(),
		HumanLoopOutput:   &HumanLoopOutput{OutputS3Uri: d.OutputURI},
	}
	if d.Loop.Status == humanloop.Failed {
		out.FailureCode, out.FailureReason = &d.Loop.FailureCode, &d.Loop.FailureReason
	}
	return out, nil
}
