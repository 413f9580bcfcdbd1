package a2iruntime

import (
	"encoding/json"
	"maps"
	"os"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"foureyes/internal/aws"
)

func TestEveryOperationNeedsAPermission(t *testing.T) {
	text, err := os.ReadFile("../../../contract/a2i-runtime.json")
	if err != nil {
		t.Fatal(err)
	}
	var contract struct{ Operations map[string]any }
	if err := json.Unmarshal(text, &contract); err != nil {
		t.Fatal(err)
	}
	want, got := slices.Sorted(maps.Keys(contract.Operations)), slices.Sorted(maps.Keys(permissions))
	if diff := cmp.Diff(want, got); diff != "" || len(got) != 5 {
		t.Error(diff)
	}
}

func TestResourcesOfOperations(t *testing.T) {
	const loop = "arn:aws-cn:sagemaker:cn-north-1:000000000042:human-loop/x"
	for name, test := range map[string]struct {
		input   any
		want    string
		changes bool
	}{
		"StartHumanLoop":    {&StartHumanLoopInput{HumanLoopName: "x"}, loop, true},
		"DescribeHumanLoop": {&DescribeHumanLoopInput{HumanLoopName: "x"}, loop, false},
		"ListHumanLoops":    {&ListHumanLoopsInput{}, "*", false},
		"StopHumanLoop":     {&StopHumanLoopInput{HumanLoopName: "x"}, loop, true},
		"DeleteHumanLoop":   {&DeleteHumanLoopInput{HumanLoopName: "x"}, loop, true},
	} {
		o := permissions[name]
		if got := o.Resource(aws.Call{Account: "000000000042", Region: "cn-north-1"}, test.input); got != test.want || o.Changes != test.changes {
			t.Errorf("%s: %s, changes %v", name, got, o.Changes)
		}
	}
}
