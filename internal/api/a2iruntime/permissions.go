package a2iruntime

import (
	"foureyes/internal/api/gate"
	"foureyes/internal/aws"
	"foureyes/internal/aws/arn"
)

// permissions are what each operation needs (A2I Developer Guide, IAM permissions):
// the action has the operation's name.
var permissions = map[string]gate.Operation{
	"StartHumanLoop":    gate.Changing(loop(func(in *StartHumanLoopInput) string { return in.HumanLoopName })),
	"DescribeHumanLoop": loop(func(in *DescribeHumanLoopInput) string { return in.HumanLoopName }),
	"ListHumanLoops":    gate.Anything(),
	"StopHumanLoop":     gate.Changing(loop(func(in *StopHumanLoopInput) string { return in.HumanLoopName })),
	"DeleteHumanLoop":   gate.Changing(loop(func(in *DeleteHumanLoopInput) string { return in.HumanLoopName })),
}

// loop is an operation about a human loop.
func loop[I any](name func(*I) string) gate.Operation {
	return gate.About(func(c aws.Call, in *I) string {
		return arn.New("sagemaker", c.Region, c.Account, "human-loop", name(in)).String()
	})
}
