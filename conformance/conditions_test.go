package conformance

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sagemaker"
	"github.com/aws/aws-sdk-go-v2/service/sagemaker/types"
	a2i "github.com/aws/aws-sdk-go/service/augmentedairuntime"
)

const (
	unsure    = `{"Conditions":[{"ConditionType":"Expression","ConditionParameters":{"Expression":"input.confidence < 0.7 || input.amount > 1000"}}]}`
	lowTotal  = `{"Conditions":[{"ConditionType":"ImportantFormKeyConfidenceCheck","ConditionParameters":{"ImportantFormKey":"Total:","KeyValueBlockConfidenceLessThan":80}},` + noVAT + `]}`
	noVAT     = `{"ConditionType":"MissingImportantFormKey","ConditionParameters":{"ImportantFormKey":"VAT","ImportantFormKeyAliases":["V.A.T."]}}`
	formsForm = `<crowd-form><pre id="selected">{{ task.input.selectedAiServiceResponse.blocks }}</pre><i>{{ task.input.humanLoopContext.importantFormKeys }}</i></crowd-form>`
)

// conditionalFlow makes a bucket, a template and a flow definition with conditions.
func (c clients) conditionalFlow(t *testing.T, name, form, conditions string, change func(*sagemaker.CreateFlowDefinitionInput)) string {
	t.Helper()
	c.createBucket(t, bucketName)
	in := flowInput(c.region, name, c.createUI(t, name, form))
	in.HumanLoopActivationConfig = &types.HumanLoopActivationConfig{
		HumanLoopActivationConditionsConfig: &types.HumanLoopActivationConditionsConfig{HumanLoopActivationConditions: &conditions},
	}
	change(in)
	return c.createFlow(t, in)
}

// evaluates gives a flow definition of the custom task type the tag by which its
// conditions count.
func evaluates(in *sagemaker.CreateFlowDefinitionInput) {
	in.Tags = []types.Tag{{Key: aws.String("foureyes:conditions"), Value: aws.String("evaluate")}}
}

func textract(in *sagemaker.CreateFlowDefinitionInput) {
	in.HumanLoopRequestSource = &types.HumanLoopRequestSource{
		AwsManagedHumanLoopRequestSource: types.AwsManagedHumanLoopRequestSourceTextractAnalyzeDocumentFormsV1,
	}
}

// TestStartThatNeedsNobody is the story of a custom flow that asks people only when the
// model is unsure: the SDK takes an answer without an ARN.
func TestStartThatNeedsNobody(t *testing.T) {
	s := start(t)
	c := s.in(t, home)
	flowARN := c.conditionalFlow(t, "claims", plainForm, unsure, evaluates)
	out, err := c.runtime.StartHumanLoopWithContext(t.Context(), loopInput(flowARN, "sure", `{"confidence":0.9,"amount":12}`))
	if err != nil || out.HumanLoopArn != nil {
		t.Fatalf("StartHumanLoop gave %v, %v; want no loop and no error", out, err)
	}
	if arn := c.startLoop(t, flowARN, "sure", `{"confidence":0.9,"amount":1200}`); !strings.HasSuffix(arn, "/sure") {
		t.Errorf("the name of a loop that was not made is not free: %q", arn)
	}
	c.startLoop(t, flowARN, "unsure", `{"confidence":0.5}`)
	c.startLoop(t, flowARN, "nobody-can-tell", `{}`)
	all, err := c.runtime.ListHumanLoopsWithContext(t.Context(), &a2i.ListHumanLoopsInput{FlowDefinitionArn: &flowARN})
	if err != nil || len(all.HumanLoopSummaries) != 3 {
		t.Errorf("ListHumanLoops gave %v, %v", all, err)
	}
	d, err := c.sagemaker.DescribeFlowDefinition(t.Context(), &sagemaker.DescribeFlowDefinitionInput{FlowDefinitionName: aws.String("claims")})
	if err != nil {
		t.Fatal(err)
	}
	if got := aws.ToString(d.HumanLoopActivationConfig.HumanLoopActivationConditionsConfig.HumanLoopActivationConditions); got != unsure {
		t.Errorf("the conditions are described as %s", got)
	}
}

func TestStartNamesItsResultsInAHeader(t *testing.T) {
	s := start(t)
	flowARN := s.in(t, home).conditionalFlow(t, "claims", plainForm, unsure, evaluates)
	begin := func(name, input string) answer {
		body := encode(t, map[string]any{"FlowDefinitionArn": flowARN, "HumanLoopName": name, "HumanLoopInput": map[string]any{"InputContent": input}})
		return s.send(t, post("/human-loops", string(body)))
	}
	const results = `{"Conditions":[{"ConditionType":"Expression","ConditionParameters":{"Expression":"input.confidence < 0.7 || input.amount > 1000"},"EvaluationResult":`
	for _, c := range []struct{ name, input, body, result string }{
		{"a", `{"confidence":0.9,"amount":1}`, `{}`, "false}]}"},
		{"b", `{"confidence":0.1,"amount":1}`, `{"HumanLoopArn":"` + arn(home, "human-loop", "b") + `"}`, "true}]}"},
	} {
		got := begin(c.name, c.input)
		if got.status != http.StatusOK || string(got.body) != c.body || got.header.Get("X-Foureyes-Activation-Results") != results+c.result {
			t.Errorf("%s: %d %s %v", c.input, got.status, got.body, got.header)
		}
	}
}

// TestConditionsOfTextract starts loops of a built-in source itself, with what Textract
// answered, and follows one to its output.
func TestConditionsOfTextract(t *testing.T) {
	s := start(t)
	c := s.in(t, home)
	flowARN := c.conditionalFlow(t, "forms", formsForm, lowTotal, textract)
	const key = `{"blockType":"WORD","confidence":99.5,"id":"w1","text":"Total:"}`
	pair := func(confidence string) string {
		return `{"blockType":"KEY_VALUE_SET","confidence":` + confidence + `,"entityTypes":["KEY"],"id":"k1","relationships":[{"ids":["w1"],"type":"CHILD"}]}`
	}
	const vat = `{"blockType":"WORD","confidence":99,"id":"w2","text":"VAT"},{"blockType":"KEY_VALUE_SET","confidence":99,"entityTypes":["KEY"],"id":"k2","relationships":[{"ids":["w2"],"type":"CHILD"}]}`
	const request = `"aiServiceRequest":{"document":{"s3Object":{"bucket":"reviews","name":"1.png"}}}`
	sure := `{` + request + `,"aiServiceResponse":{"blocks":[` + key + `,` + pair("95") + `,` + vat + `]}}`
	if out, err := c.runtime.StartHumanLoopWithContext(t.Context(), loopInput(flowARN, "sure", sure)); err != nil || out.HumanLoopArn != nil {
		t.Fatalf("StartHumanLoop gave %v, %v; want no loop and no error", out, err)
	}
	response := `"aiServiceResponse":{"blocks":[{"blockType":"PAGE","id":"p"},` + key + `,` + pair("71.50") + `]}`
	c.startLoop(t, flowARN, "unsure", `{`+response+`,`+request+`}`)
	w := s.signIn(t)
	task := w.next(t)
	page := w.do(t, http.MethodGet, "/assignments/"+task.ID+"/content", nil, http.StatusOK, nil)
	for _, want := range []string{`[{&quot;blockType&quot;:&quot;WORD&quot;`, `[{&quot;importantFormKey&quot;:&quot;VAT&quot;,&quot;importantFormKeyAliases&quot;:[&quot;V.A.T.&quot;]}]`} {
		if !strings.Contains(string(page.body), want) {
			t.Errorf("the task does not show %s: %s", want, page.body)
		}
	}
	w.submit(t, task.ID, `{"AWS/Textract/AnalyzeDocument/Forms/V1":{"blocks":[]}}`, false)
	done := c.awaitLoop(t, "unsure", "Completed")
	results := strings.Replace(lowTotal, `80}}`, `80},"EvaluationResult":true}`, 1)
	results = strings.Replace(results, `["V.A.T."]}}`, `["V.A.T."]},"EvaluationResult":true}`, 1)
	wantOutput(t, c, w, done.HumanLoopOutput.OutputS3Uri, output{
		source: "AWS/Textract/AnalyzeDocument/Forms/V1", flowARN: flowARN, loop: "unsure", answers: []string{`{"AWS/Textract/AnalyzeDocument/Forms/V1":{"blocks":[]}}`},
		input: `{` + request + `,` + response + `,"humanLoopContext":{"importantFormKeys":[{"importantFormKey":"VAT","importantFormKeyAliases":["V.A.T."]}]},` +
			`"humanTaskActivationConditionResults":` + results + `,"selectedAiServiceResponse":{"blocks":[` + key + `,` + pair("71.50") + `]}}`,
	})
}

// Conditions that nothing checked are checked when a tag turns them on.
func TestTagThatTurnsConditionsOn(t *testing.T) {
	s := start(t)
	c := s.in(t, home)
	flowARN := c.conditionalFlow(t, "claims", plainForm, `{"Conditions":[{"ConditionType":"Expression","ConditionParameters":{"Expression":"input.confidence <"}}]}`, func(*sagemaker.CreateFlowDefinitionInput) {})
	got := s.send(t, call("AddTags", `{"ResourceArn":"`+flowARN+`","Tags":[{"Key":"foureyes:conditions","Value":"evaluate"}]}`))
	if got.status != http.StatusBadRequest || !strings.Contains(string(got.body), "ValidationException") || !strings.Contains(string(got.body), "Conditions[0].ConditionParameters.Expression") {
		t.Errorf("AddTags gave %d %s", got.status, got.body)
	}
	c.startLoop(t, flowARN, "as-before", `{}`)
}

// trial is what the console's API tells.
type trial struct {
	Evaluated, Needed, Everything bool

	Shown      []struct{ Name, Value string }
	Conditions []struct{ Place, ConditionType, Why string }
}

func (s *server) try(t *testing.T, path string, body map[string]any, status int) trial {
	t.Helper()
	r := post("/api/v1"+path, string(encode(t, body)))
	a := s.send(t, r)
	s.document(t, consoleDocument).check(t, r, a)
	if a.status != status {
		t.Fatalf("%s: status %d: %s", path, a.status, a.body)
	}
	var out trial
	if err := json.Unmarshal(a.body, &out); err != nil {
		t.Fatal(err)
	}
	return out
}

func TestTryingConditions(t *testing.T) {
	s := start(t)
	c := s.in(t, home)
	c.conditionalFlow(t, "claims", plainForm, unsure, evaluates)
	const path = "/flow-definitions/claims/conditions/test"
	got := s.try(t, path, map[string]any{"inputContent": `{"confidence":0.9,"amount":12}`}, http.StatusOK)
	if !got.Evaluated || got.Needed || got.Conditions[0].Why != "input.confidence is 0.9; input.amount is 12" || got.Conditions[0].Place != "Conditions[0]" {
		t.Errorf("%+v", got)
	}
	if got := s.try(t, path, map[string]any{"inputContent": `{"confidence":0.5}`}, http.StatusOK); !got.Needed {
		t.Errorf("%+v", got)
	}
	forms := map[string]any{"conditions": lowTotal, "requestSource": "AWS/Textract/AnalyzeDocument/Forms/V1", "inputContent": `{"aiServiceResponse":{"Blocks":[
		{"BlockType":"WORD","Id":"w","Text":"Total:"},{"BlockType":"KEY_VALUE_SET","Id":"k","EntityTypes":["KEY"],"Confidence":9,"Relationships":[{"Type":"CHILD","Ids":["w"]}]}]}}`}
	if got := s.try(t, "/conditions/test", forms, http.StatusOK); !got.Needed || len(got.Shown) != 1 || got.Shown[0].Name != "Total:" {
		t.Errorf("%+v", got)
	}
	forms["conditions"] = `{"Conditions":[{"ConditionType":"Expression"}]}`
	s.try(t, "/conditions/test", forms, http.StatusUnprocessableEntity)
	s.try(t, path, map[string]any{"inputContent": `{"confidence"`}, http.StatusUnprocessableEntity)
	s.try(t, strings.Replace(path, "claims", "none", 1), map[string]any{"inputContent": `{}`}, http.StatusNotFound)
}
