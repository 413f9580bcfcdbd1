package a2iruntime

import (
	"foureyes/internal/api/gate"
	"foureyes/internal/auth"
	"foureyes/internal/aws"
	"foureyes/internal/aws/arn"
)

// permissions are what each operation needs (A2I Developer Guide, IAM permissions):
// the action has the operation's name.
var permissions = map[string]gate.Operation{
	"StartHumanLoop": gate.Changing(gate.With(
		loop(func(in *StartHumanLoopInput) string { return in.HumanLoopName }),
		func(in *StartHumanLoopInput) map[string][]string { return ofFlow(in.FlowDefinitionArn) })),
	"DescribeHumanLoop": loop(func(in *DescribeHumanLoopInput) string { return in.HumanLoopName }),
	"ListHumanLoops": gate.With(gate.Anything(),
		func(in *ListHumanLoopsInput) map[string][]string { return ofFlow(in.FlowDefinitionArn) }),
	"StopHumanLoop":   gate.Changing(loop(func(in *StopHumanLoopInput) string { return in.HumanLoopName })),
	"DeleteHumanLoop": gate.Changing(loop(func(in *DeleteHumanLoopInput) string { return in.HumanLoopName })),
}

// ofFlow is what conditions may ask of an operation that names a flow definition.
func ofFlow(flowARN string) map[string][]string {
	return map[string][]string{auth.KeyFlowDefinition: {flowARN}}
}

// loop is an operation about a human loop.
func loop[I any](name func(*I) string) gate.Operation {
	return gate.About(func(c aws.Call, in *I) string {
		return arn.New("sagemaker", c.Region, c.Account, "human-loop", name(in)).String()
	})
}
