package sagemaker

import (
	"strings"

	"foureyes/internal/api/gate"
	"foureyes/internal/aws"
	"foureyes/internal/aws/arn"
)

// Types of resources as they stand in ARNs.
const (
	flowDefinition = "flow-definition"
	humanTaskUI    = "human-task-ui"
	workforces     = "workforce"
	privateTeam    = "workteam/private-crowd"
	vendorTeam     = "workteam/vendor-crowd"
)

// permissions are what each operation needs (A2I Developer Guide, IAM permissions;
// Service Authorization Reference, SageMaker): the action has the operation's name.
// Passing a role needs iam:PassRole at Amazon; there are no roles to pass here.
var permissions = map[string]gate.Operation{
	"CreateFlowDefinition": gate.Changing(gate.With(
		named(flowDefinition, func(in *CreateFlowDefinitionInput) string { return in.FlowDefinitionName }), flowValues)),
	"DescribeFlowDefinition": named(flowDefinition, func(in *DescribeFlowDefinitionInput) string { return in.FlowDefinitionName }),
	"ListFlowDefinitions":    gate.Anything(),
	"DeleteFlowDefinition":   gate.Changing(named(flowDefinition, func(in *DeleteFlowDefinitionInput) string { return in.FlowDefinitionName })),

	"CreateHumanTaskUi": gate.Changing(gate.With(
		named(humanTaskUI, func(in *CreateHumanTaskUiInput) string { return in.HumanTaskUiName }),
		func(in *CreateHumanTaskUiInput) map[string][]string { return tagValues(in.Tags) })),
	"DescribeHumanTaskUi": named(humanTaskUI, func(in *DescribeHumanTaskUiInput) string { return in.HumanTaskUiName }),
	"ListHumanTaskUis":    gate.Anything(),
	"DeleteHumanTaskUi":   gate.Changing(named(humanTaskUI, func(in *DeleteHumanTaskUiInput) string { return in.HumanTaskUiName })),
	"RenderUiTemplate":    gate.Anything(),

	"CreateWorkforce": gate.Changing(gate.With(
		named(workforces, func(in *CreateWorkforceInput) string { return in.WorkforceName }),
		func(in *CreateWorkforceInput) map[string][]string { return tagValues(in.Tags) })),
	"UpdateWorkforce":   gate.Changing(named(workforces, func(in *UpdateWorkforceInput) string { return in.WorkforceName })),
	"DescribeWorkforce": named(workforces, func(in *DescribeWorkforceInput) string { return in.WorkforceName }),
	"ListWorkforces":    named(workforces, func(*ListWorkforcesInput) string { return "*" }),
	"DeleteWorkforce":   gate.Changing(named(workforces, func(in *DeleteWorkforceInput) string { return in.WorkforceName })),

	"CreateWorkteam": gate.Changing(gate.With(
		named(privateTeam, func(in *CreateWorkteamInput) string { return in.WorkteamName }),
		func(in *CreateWorkteamInput) map[string][]string { return tagValues(in.Tags) })),
	"UpdateWorkteam":   gate.Changing(named(privateTeam, func(in *UpdateWorkteamInput) string { return in.WorkteamName })),
	"DescribeWorkteam": named(privateTeam, func(in *DescribeWorkteamInput) string { return in.WorkteamName }),
	"ListWorkteams":    named(privateTeam, func(*ListWorkteamsInput) string { return "*" }),
	"DeleteWorkteam":   gate.Changing(named(privateTeam, func(in *DeleteWorkteamInput) string { return in.WorkteamName })),
	"ListLabelingJobsForWorkteam": gate.About(
		func(_ aws.Call, in *ListLabelingJobsForWorkteamInput) string { return in.WorkteamArn }),
	"DescribeSubscribedWorkteam": gate.About(
		func(_ aws.Call, in *DescribeSubscribedWorkteamInput) string { return in.WorkteamArn }),
	"ListSubscribedWorkteams": named(vendorTeam, func(*ListSubscribedWorkteamsInput) string { return "*" }),

	"AddTags": gate.Changing(gate.With(
		gate.About(func(_ aws.Call, in *AddTagsInput) string { return in.ResourceArn }),
		func(in *AddTagsInput) map[string][]string { return tagValues(in.Tags) })),
	"ListTags":   gate.About(func(_ aws.Call, in *ListTagsInput) string { return in.ResourceArn }),
	"DeleteTags": gate.Changing(gate.With(gate.About(func(_ aws.Call, in *DeleteTagsInput) string { return in.ResourceArn }), removedTags)),
}

// named is an operation about a resource of the caller's own.
func named[I any](resourceType string, name func(*I) string) gate.Operation {
	return gate.About(func(c aws.Call, in *I) string {
		return arn.New("sagemaker", c.Region, c.Account, resourceType, name(in)).String()
	})
}

// flowValues are the condition keys of CreateFlowDefinition: which team will do
// the work, and of which kind it is.
func flowValues(in *CreateFlowDefinitionInput) map[string][]string {
	values := tagValues(in.Tags)
	if in.HumanLoopConfig == nil {
		return values
	}
	team := in.HumanLoopConfig.WorkteamArn
	values["sagemaker:workteamarn"] = []string{team}
	if kind := crowd(team); kind != "" {
		values["sagemaker:workteamtype"] = []string{kind}
	}
	return values
}

// crowd is what stands before a team's name in its ARN: private-crowd,
// vendor-crowd or public-crowd.
func crowd(team string) string {
	a, err := arn.Parse(team)
	if err != nil {
		return ""
	}
	parts := strings.Split(a.Resource, "/")
	if len(parts) != 3 {
		return ""
	}
	return parts[1]
}

// tagValues are the condition keys of requests that carry tags.
func tagValues(tags []Tag) map[string][]string {
	values := map[string][]string{}
	for _, t := range tags {
		values["aws:requesttag/"+strings.ToLower(t.Key)] = []string{t.Value}
		values["aws:tagkeys"] = append(values["aws:tagkeys"], t.Key)
	}
	return values
}

func removedTags(in *DeleteTagsInput) map[string][]string {
	return map[string][]string{"aws:tagkeys": in.TagKeys}
}
