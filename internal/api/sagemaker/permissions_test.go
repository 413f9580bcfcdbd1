package sagemaker

import (
	"encoding/json"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"foureyes/internal/aws"
)

// Every operation of the contract says what it needs, and those that change
// something say so.
func TestEveryOperationNeedsAPermission(t *testing.T) {
	text, err := os.ReadFile("../../../contract/sagemaker.json")
	if err != nil {
		t.Fatal(err)
	}
	var contract struct{ Operations map[string]any }
	if err := json.Unmarshal(text, &contract); err != nil {
		t.Fatal(err)
	}
	want, got := slices.Sorted(maps.Keys(contract.Operations)), slices.Sorted(maps.Keys(permissions))
	if diff := cmp.Diff(want, got); diff != "" || len(got) == 0 {
		t.Error(diff)
	}
	for name, o := range permissions {
		reads := strings.HasPrefix(name, "Describe") || strings.HasPrefix(name, "List") || strings.HasPrefix(name, "Render")
		if o.Changes == reads {
			t.Errorf("%s: changes %v", name, o.Changes)
		}
	}
}

func TestResourcesOfOperations(t *testing.T) {
	const of = "arn:aws:sagemaker:eu-west-1:000000000042:"
	vendor := "arn:aws:sagemaker:eu-west-1:111122223333:workteam/vendor-crowd/x"
	tests := map[string]struct {
		input any
		want  string
	}{
		"CreateFlowDefinition":        {&CreateFlowDefinitionInput{FlowDefinitionName: "x"}, of + "flow-definition/x"},
		"DescribeFlowDefinition":      {&DescribeFlowDefinitionInput{FlowDefinitionName: "x"}, of + "flow-definition/x"},
		"ListFlowDefinitions":         {&ListFlowDefinitionsInput{}, "*"},
		"DeleteFlowDefinition":        {&DeleteFlowDefinitionInput{FlowDefinitionName: "x"}, of + "flow-definition/x"},
		"CreateHumanTaskUi":           {&CreateHumanTaskUiInput{HumanTaskUiName: "x"}, of + "human-task-ui/x"},
		"DescribeHumanTaskUi":         {&DescribeHumanTaskUiInput{HumanTaskUiName: "x"}, of + "human-task-ui/x"},
		"ListHumanTaskUis":            {&ListHumanTaskUisInput{}, "*"},
		"DeleteHumanTaskUi":           {&DeleteHumanTaskUiInput{HumanTaskUiName: "x"}, of + "human-task-ui/x"},
		"RenderUiTemplate":            {&RenderUiTemplateInput{}, "*"},
		"CreateWorkforce":             {&CreateWorkforceInput{WorkforceName: "x"}, of + "workforce/x"},
		"UpdateWorkforce":             {&UpdateWorkforceInput{WorkforceName: "x"}, of + "workforce/x"},
		"DescribeWorkforce":           {&DescribeWorkforceInput{WorkforceName: "x"}, of + "workforce/x"},
		"ListWorkforces":              {&ListWorkforcesInput{}, of + "workforce/*"},
		"DeleteWorkforce":             {&DeleteWorkforceInput{WorkforceName: "x"}, of + "workforce/x"},
		"CreateWorkteam":              {&CreateWorkteamInput{WorkteamName: "x"}, of + "workteam/private-crowd/x"},
		"UpdateWorkteam":              {&UpdateWorkteamInput{WorkteamName: "x"}, of + "workteam/private-crowd/x"},
		"DescribeWorkteam":            {&DescribeWorkteamInput{WorkteamName: "x"}, of + "workteam/private-crowd/x"},
		"ListWorkteams":               {&ListWorkteamsInput{}, of + "workteam/private-crowd/*"},
		"DeleteWorkteam":              {&DeleteWorkteamInput{WorkteamName: "x"}, of + "workteam/private-crowd/x"},
		"ListLabelingJobsForWorkteam": {&ListLabelingJobsForWorkteamInput{WorkteamArn: vendor}, vendor},
		"DescribeSubscribedWorkteam":  {&DescribeSubscribedWorkteamInput{WorkteamArn: vendor}, vendor},
		"ListSubscribedWorkteams":     {&ListSubscribedWorkteamsInput{}, of + "workteam/vendor-crowd/*"},
		"AddTags":                     {&AddTagsInput{ResourceArn: vendor}, vendor},
		"ListTags":                    {&ListTagsInput{ResourceArn: vendor}, vendor},
		"DeleteTags":                  {&DeleteTagsInput{ResourceArn: vendor}, vendor},
	}
	for name, o := range permissions {
		test, is := tests[name]
		if !is {
			t.Errorf("%s is not tested", name)
			continue
		}
		if got := o.Resource(aws.Call{Account: "000000000042", Region: "eu-west-1"}, test.input); got != test.want {
			t.Errorf("%s: %s", name, got)
		}
	}
}

func TestConditionKeysOfRequests(t *testing.T) {
	tags := []Tag{{Key: "Cost", Value: "42"}, {Key: "team", Value: "a"}}
	tagged := map[string][]string{"aws:requesttag/cost": {"42"}, "aws:requesttag/team": {"a"}, "aws:tagkeys": {"Cost", "team"}}
	flowOf := func(team string) *CreateFlowDefinitionInput {
		return &CreateFlowDefinitionInput{HumanLoopConfig: &HumanLoopConfig{WorkteamArn: team}}
	}
	const private = "arn:aws:sagemaker:eu-west-1:000000000042:workteam/private-crowd/clerks"
	const public = "arn:aws:sagemaker:us-east-1:394669845002:workteam/public-crowd/default"
	tests := []struct {
		operation string
		input     any
		want      map[string][]string
	}{
		{"CreateFlowDefinition", &CreateFlowDefinitionInput{Tags: tags}, tagged},
		{"CreateFlowDefinition", flowOf(private), map[string][]string{"sagemaker:workteamarn": {private}, "sagemaker:workteamtype": {"private-crowd"}}},
		{"CreateFlowDefinition", flowOf(public), map[string][]string{"sagemaker:workteamarn": {public}, "sagemaker:workteamtype": {"public-crowd"}}},
		{"CreateFlowDefinition", flowOf("team"), map[string][]string{"sagemaker:workteamarn": {"team"}}},
		{"CreateHumanTaskUi", &CreateHumanTaskUiInput{Tags: tags}, tagged},
		{"CreateWorkforce", &CreateWorkforceInput{Tags: tags}, tagged},
		{"CreateWorkteam", &CreateWorkteamInput{Tags: tags}, tagged},
		{"AddTags", &AddTagsInput{Tags: tags}, tagged},
		{"DeleteTags", &DeleteTagsInput{TagKeys: []string{"Cost"}}, map[string][]string{"aws:tagkeys": {"Cost"}}},
	}
	for _, test := range tests {
		if diff := cmp.Diff(test.want, permissions[test.operation].Values(test.input)); diff != "" {
			t.Errorf("%s: %s", test.operation, diff)
		}
	}
}
