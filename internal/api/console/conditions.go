package console

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"foureyes/internal/activation/loopinput"
	"foureyes/internal/api/jsonapi"
	"foureyes/internal/aws"
	"foureyes/internal/aws/arn"
	"foureyes/internal/flow"
)

// mostInput is the greatest input of a human loop, in characters (A2I Runtime API).
const mostInput = 3 << 20

type testFlowConditionsInput struct {
	Place

	Name string `path:"name" maxLength:"63" doc:"The flow definition."`
	Body struct {
		InputContent string `json:"inputContent" minLength:"1" maxLength:"3145728" doc:"As StartHumanLoop has it: JSON as text."`
	}
}

type testConditionsInput struct {
	Place

	Body struct {
		Conditions    string `json:"conditions" maxLength:"10240" doc:"HumanLoopActivationConditions: JSON as text."`
		RequestSource string `json:"requestSource,omitempty" enum:"AWS/Textract/AnalyzeDocument/Forms/V1,AWS/Rekognition/DetectModerationLabels/Image/V3" doc:"Left out for the custom task type, whose conditions may be expressions."`
		InputContent  string `json:"inputContent" minLength:"1" maxLength:"3145728" doc:"As StartHumanLoop has it: JSON as text."`
		FlowName      string `json:"flowDefinitionName,omitempty" maxLength:"63" doc:"The name that the flow definition will have: samples go by it."`
	}
}

type testConditionsOutput struct{ Body loopinput.Trial }

func (a *api) conditionRoutes() {
	// Twice the greatest input, for what JSON escapes.
	large := func(o *huma.Operation) { o.MaxBodyBytes = 2*mostInput + 64<<10 }
	huma.Register(a, jsonapi.Operation("testFlowDefinitionConditions", http.MethodPost, "/flow-definitions/{name}/conditions/test",
		"What a flow definition's activation conditions come to for an input, and why", large,
		a.ForRequesters("sagemaker:DescribeFlowDefinition", flowOf)), a.testFlowConditions)
	huma.Register(a, jsonapi.Operation("testConditions", http.MethodPost, "/conditions/test",
		"What activation conditions that no flow definition has yet come to for an input, and why", large,
		a.ForRequesters("sagemaker:CreateFlowDefinition", anyFlow)), a.testConditions)
}

// flowOf is the flow definition that a request is about.
func flowOf(c aws.Call, r *http.Request) string {
	return flow.ARN(c.Account, c.Region, r.PathValue("name"))
}

// anyFlow stands for a flow definition that is not there yet.
func anyFlow(c aws.Call, _ *http.Request) string {
	return arn.New("sagemaker", c.Region, c.Account, "flow-definition", "*").String()
}

func (a *api) testFlowConditions(ctx context.Context, in *testFlowConditionsInput) (*testConditionsOutput, error) {
	account, region, err := in.of(ctx, a)
	if err != nil {
		return nil, err
	}
	trial, err := a.p.Loops.TryConditions(ctx, account, region, in.Name, in.Body.InputContent)
	return jsonapi.Answer(ctx, a.API, &testConditionsOutput{trial}, err)
}

func (a *api) testConditions(ctx context.Context, in *testConditionsInput) (*testConditionsOutput, error) {
	account, region, err := in.of(ctx, a)
	if err != nil {
		return nil, err
	}
	d := flow.Definition{Account: account, Region: region, Name: in.Body.FlowName, RequestSource: in.Body.RequestSource, Conditions: in.Body.Conditions}
	trial, err := a.p.Loops.TryText(ctx, d, in.Body.InputContent)
	return jsonapi.Answer(ctx, a.API, &testConditionsOutput{trial}, err)
}
