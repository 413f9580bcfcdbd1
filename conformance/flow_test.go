package conformance

import (
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sagemaker"
	"github.com/aws/aws-sdk-go-v2/service/sagemaker/types"
	a2i "github.com/aws/aws-sdk-go/service/augmentedairuntime"
)

func (c clients) deleteFlow(t *testing.T, name string) error {
	t.Helper()
	_, err := c.sagemaker.DeleteFlowDefinition(t.Context(), &sagemaker.DeleteFlowDefinitionInput{FlowDefinitionName: &name})
	return err
}

func (c clients) describeFlow(t *testing.T, name string) (*sagemaker.DescribeFlowDefinitionOutput, error) {
	t.Helper()
	return c.sagemaker.DescribeFlowDefinition(t.Context(), &sagemaker.DescribeFlowDefinitionInput{FlowDefinitionName: &name})
}

func (c clients) awaitFlowGone(t *testing.T, name string) {
	t.Helper()
	eventually(t, "flow definition "+name+" is gone", func() bool {
		_, err := c.describeFlow(t, name)
		if err != nil {
			wantAs[*types.ResourceNotFound](t, err)
		}
		return err != nil
	})
}

// TestDeleteFlow: what nobody began goes with the flow, finished loops too, and
// all names are free again. A new flow of the name knows nothing of the old one.
func TestDeleteFlow(t *testing.T) {
	s := start(t)
	c := s.in(t, home)
	flowARN := c.plainFlow(t, "totals")
	c.startLoop(t, flowARN, "done", `{}`)
	w := s.signIn(t)
	w.submit(t, w.next(t).ID, `{}`, false)
	done := c.awaitLoop(t, "done", "Completed")
	c.startLoop(t, flowARN, "open", `{}`)

	wantNone(t, c.deleteFlow(t, "totals"))
	c.awaitFlowGone(t, "totals")
	wantAs[*types.ResourceNotFound](t, c.deleteFlow(t, "totals"))
	for _, name := range []string{"done", "open"} {
		_, err := c.runtime.DescribeHumanLoopWithContext(t.Context(), &a2i.DescribeHumanLoopInput{HumanLoopName: &name})
		wantAs[*a2i.ResourceNotFoundException](t, err)
	}
	_, err := c.runtime.ListHumanLoopsWithContext(t.Context(), &a2i.ListHumanLoopsInput{FlowDefinitionArn: &flowARN})
	wantAs[*a2i.ResourceNotFoundException](t, err)
	_, err = c.runtime.StartHumanLoopWithContext(t.Context(), loopInput(flowARN, "late", `{}`))
	wantAs[*a2i.ValidationException](t, err)
	w.idle(t)
	key := aws.ToString(done.HumanLoopOutput.OutputS3Uri)[len("s3://"+bucketName+"/"):]
	if len(c.get(t, bucketName, key)) == 0 {
		t.Error("the output of the finished loop is gone")
	}

	again := c.createFlow(t, flowInput(home, "totals", arn(home, "human-task-ui", "totals")))
	list, err := c.runtime.ListHumanLoopsWithContext(t.Context(), &a2i.ListHumanLoopsInput{FlowDefinitionArn: &again})
	if again != flowARN || err != nil || len(list.HumanLoopSummaries) != 0 {
		t.Errorf("the new flow %s has %s, %v", again, list, err)
	}
	c.startLoop(t, again, "done", `{"new":true}`)
}

// TestDeleteFlowWithHolder: a flow waits, Deleting, for the task in a worker's hands.
func TestDeleteFlowWithHolder(t *testing.T) {
	s := start(t)
	c := s.in(t, home)
	flowARN := c.plainFlow(t, "totals")
	c.startLoop(t, flowARN, "held", `{"total":"1"}`)
	uri := c.describeLoop(t, "held").HumanLoopOutput.OutputS3Uri
	w := s.signIn(t)
	task := w.next(t)

	wantNone(t, c.deleteFlow(t, "totals"))
	flow, err := c.describeFlow(t, "totals")
	if err != nil || flow.FlowDefinitionStatus != types.FlowDefinitionStatusDeleting {
		t.Fatalf("the flow is %+v, %v", flow, err)
	}
	wantAs[*types.ResourceInUse](t, c.deleteFlow(t, "totals"))
	_, err = c.runtime.StartHumanLoopWithContext(t.Context(), loopInput(flowARN, "late", `{}`))
	wantAs[*a2i.ValidationException](t, err)
	_, err = c.sagemaker.CreateFlowDefinition(t.Context(), flowInput(home, "totals", arn(home, "human-task-ui", "totals")))
	wantAs[*types.ResourceInUse](t, err)

	w.submit(t, task.ID, `{"total":"1"}`, false)
	c.awaitFlowGone(t, "totals")
	wantOutput(t, c, w, uri, output{flowARN: flowARN, loop: "held", input: `{"total":"1"}`, answers: []string{`{"total":"1"}`}})
}

func TestNamesAreTaken(t *testing.T) {
	s := start(t)
	c := s.in(t, home)
	c.plainFlow(t, "totals")
	uiARN := arn(home, "human-task-ui", "totals")
	_, err := c.sagemaker.CreateFlowDefinition(t.Context(), flowInput(home, "totals", uiARN))
	wantAs[*types.ResourceInUse](t, err)
	_, err = c.sagemaker.CreateHumanTaskUi(t.Context(), &sagemaker.CreateHumanTaskUiInput{
		HumanTaskUiName: aws.String("totals"), UiTemplate: &types.UiTemplate{Content: aws.String("<p>another</p>")},
	})
	wantAs[*types.ResourceInUse](t, err)
	wantTemplate(t, c, "totals", plainForm)

	_, err = c.sagemaker.DeleteHumanTaskUi(t.Context(), &sagemaker.DeleteHumanTaskUiInput{HumanTaskUiName: aws.String("totals")})
	wantNone(t, err)
	for _, missing := range []string{"totals", "never"} {
		_, err = c.sagemaker.DescribeHumanTaskUi(t.Context(), &sagemaker.DescribeHumanTaskUiInput{HumanTaskUiName: &missing})
		wantAs[*types.ResourceNotFound](t, err)
		_, err = c.sagemaker.DeleteHumanTaskUi(t.Context(), &sagemaker.DeleteHumanTaskUiInput{HumanTaskUiName: &missing})
		wantAs[*types.ResourceNotFound](t, err)
	}
	c.createUI(t, "totals", "<p>another</p>") // the name is free again
	wantTemplate(t, c, "totals", "<p>another</p>")
}

// TestRegionsAreApart: every region is a world of its own.
func TestRegionsAreApart(t *testing.T) {
	s := start(t)
	here, there := s.in(t, home), s.in(t, "eu-central-1")
	flowARN := here.plainFlow(t, "totals")
	here.startLoop(t, flowARN, "receipt", `{"in":"us"}`)

	_, err := there.describeFlow(t, "totals")
	wantAs[*types.ResourceNotFound](t, err)
	_, err = there.sagemaker.DescribeHumanTaskUi(t.Context(), &sagemaker.DescribeHumanTaskUiInput{HumanTaskUiName: aws.String("totals")})
	wantAs[*types.ResourceNotFound](t, err)
	_, err = there.runtime.DescribeHumanLoopWithContext(t.Context(), &a2i.DescribeHumanLoopInput{HumanLoopName: aws.String("receipt")})
	wantAs[*a2i.ResourceNotFoundException](t, err)
	_, err = there.runtime.ListHumanLoopsWithContext(t.Context(), &a2i.ListHumanLoopsInput{FlowDefinitionArn: &flowARN})
	wantAs[*a2i.ResourceNotFoundException](t, err)

	other := there.createFlow(t, flowInput(there.region, "totals", there.createUI(t, "totals", plainForm)))
	if got, want := there.startLoop(t, other, "receipt", `{"in":"eu"}`), arn("eu-central-1", "human-loop", "receipt"); got != want {
		t.Errorf("HumanLoopArn is %s, want %s", got, want)
	}
	wantNone(t, here.stopLoop(t, "receipt"))
	if got := there.describeLoop(t, "receipt"); aws.ToString(got.HumanLoopStatus) != "InProgress" {
		t.Errorf("stopping the loop of one region made that of the other %s", aws.ToString(got.HumanLoopStatus))
	}
	list, err := there.sagemaker.ListFlowDefinitions(t.Context(), &sagemaker.ListFlowDefinitionsInput{})
	if err != nil || len(list.FlowDefinitionSummaries) != 1 || aws.ToString(list.FlowDefinitionSummaries[0].FlowDefinitionArn) != other {
		t.Errorf("the other region lists %+v, %v", list, err)
	}
}
