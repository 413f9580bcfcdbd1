package humanloop_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"foureyes/internal/activation"
	"foureyes/internal/fault"
	"foureyes/internal/flow"
	"foureyes/internal/humanloop"
	"foureyes/internal/tag"
)

const (
	lowTotal  = `{"Conditions":[{"ConditionType":"ImportantFormKeyConfidenceCheck","ConditionParameters":{"ImportantFormKey":"Total:","KeyValueBlockConfidenceLessThan":80}}]}`
	lowResult = `{"Conditions":[{"ConditionType":"ImportantFormKeyConfidenceCheck","ConditionParameters":{"ImportantFormKey":"Total:","KeyValueBlockConfidenceLessThan":80},"EvaluationResult":`
	unsure    = `{"Conditions":[{"ConditionType":"Expression","ConditionParameters":{"Expression":"input.confidence < 0.7"}}]}`
)

// form is an input with one pair, Total:, of this confidence.
func form(confidence string) string {
	return `{"aiServiceRequest":{"document":{"s3Object":{"bucket":"in","name":"1.png"}}},"aiServiceResponse":{"blocks":[` +
		`{"blockType":"WORD","id":"w","text":"Total:","confidence":99},` +
		`{"blockType":"KEY_VALUE_SET","id":"k","entityTypes":["KEY"],"confidence":` + confidence + `,"relationships":[{"type":"CHILD","ids":["w"]}]}]}}`
}

// conditional makes a flow definition with conditions.
func (o *office) conditional(t *testing.T, source activation.Dialect, conditions string, tags ...tag.Tag) flow.Definition {
	t.Helper()
	d := o.flow(t, "one", region)
	delete(o.db.flows, d.ID)
	d.ID, d.Name, d.RequestSource, d.Conditions = o.newID(), "conditional-"+o.newID(), string(source), conditions
	if err := o.db.CreateFlowDefinition(t.Context(), d, teamless, tags, nil); err != nil {
		t.Fatal(err)
	}
	return d
}

func (o *office) begin(t *testing.T, d flow.Definition, name, input string) humanloop.Begun {
	t.Helper()
	r := request(d.ARN(), name)
	r.InputContent = input
	b, err := o.Start(t.Context(), r, noon)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestConditionsOfABuiltInSourceDecide(t *testing.T) {
	o := newOffice(t)
	d := o.conditional(t, activation.Forms, lowTotal)
	none := o.begin(t, d, "sure", form("90"))
	if diff := cmp.Diff(humanloop.Begun{Activation: humanloop.Activation{Reasons: []string{}, Results: lowResult + `false}]}`}}, none); diff != "" {
		t.Error(diff)
	}
	if len(o.db.loops) != 0 || len(o.db.jobs) != 0 {
		t.Error("a loop was made")
	}
	met := o.begin(t, d, "unsure", form("71.5"))
	want := humanloop.Activation{Needed: true, Reasons: []string{"ConditionsEvaluation"}, Results: lowResult + `true}]}`}
	if diff := cmp.Diff(want, met.Activation); diff != "" || met.ID == "" {
		t.Error(diff)
	}
	var input map[string]json.RawMessage
	if err := json.Unmarshal([]byte(o.db.inputs[met.ID]), &input); err != nil {
		t.Fatal(err)
	}
	if len(input) != 4 || string(input["humanTaskActivationConditionResults"]) != want.Results || strings.Count(string(input["selectedAiServiceResponse"]), `"id"`) != 2 {
		t.Errorf("workers get %s", o.db.inputs[met.ID])
	}
}

func TestNothingThereIsAnEmptyResponse(t *testing.T) {
	o := newOffice(t)
	const missing = `{"Conditions":[{"ConditionType":"MissingImportantFormKey","ConditionParameters":{"ImportantFormKey":"VAT","ImportantFormKeyAliases":["V.A.T."]}}]}`
	d := o.conditional(t, activation.Forms, missing)
	b := o.begin(t, d, "a", `{}`)
	if !strings.Contains(o.db.inputs[b.ID], `"humanLoopContext":{"importantFormKeys":[{"importantFormKey":"VAT","importantFormKeyAliases":["V.A.T."]}]}`) {
		t.Errorf("workers get %s", o.db.inputs[b.ID])
	}
}

func TestBuiltInSourceWithoutConditionsAlwaysAsks(t *testing.T) {
	o := newOffice(t)
	b := o.begin(t, o.conditional(t, activation.Forms, ""), "a", form("99"))
	if diff := cmp.Diff(humanloop.Activation{Needed: true, Reasons: []string{"ConditionsEvaluation"}}, b.Activation); diff != "" || b.ID == "" {
		t.Error(diff)
	}
	if !strings.Contains(o.db.inputs[b.ID], `"selectedAiServiceResponse":{"blocks":[{"blockType":"WORD"`) {
		t.Errorf("workers get %s", o.db.inputs[b.ID])
	}
	if never := o.begin(t, o.conditional(t, activation.Forms, `{"Conditions":[]}`), "b", form("1")); never.ID != "" {
		t.Error("an empty list of conditions was met")
	}
}

func TestCustomFlowEvaluatesOnlyWithItsTag(t *testing.T) {
	o := newOffice(t)
	plain := o.conditional(t, activation.Custom, unsure)
	b := o.begin(t, plain, "a", `{"confidence":0.9}`)
	if diff := cmp.Diff(humanloop.Activation{Needed: true, Reasons: []string{}}, b.Activation); diff != "" || b.ID == "" {
		t.Error(diff)
	}
	tagged := o.conditional(t, activation.Custom, unsure, tag.Tag{Key: tag.Conditions, Value: tag.Evaluate})
	if b := o.begin(t, tagged, "b", `{"confidence":0.9}`); b.ID != "" {
		t.Error("a loop was made though nothing was met")
	}
	const input = ` {"confidence": 0.50, "b":1, "a":2} `
	b = o.begin(t, tagged, "b", input)
	if b.ID == "" || o.db.inputs[b.ID] != input {
		t.Errorf("%+v, %s", b, o.db.inputs[b.ID])
	}
	o.db.evaluates[tagged.ID] = false
	if b := o.begin(t, tagged, "c", `{"confidence":0.9}`); b.ID == "" {
		t.Error("the tag is gone and conditions are evaluated all the same")
	}
}

func TestRetryOfALoopThatConditionsWouldNotBegin(t *testing.T) {
	o := newOffice(t)
	d := o.conditional(t, activation.Custom, unsure)
	first := o.begin(t, d, "a", `{"confidence":0.9}`)
	o.db.evaluates[d.ID] = true
	if again := o.begin(t, d, "a", `{"confidence":0.9}`); again.ID != first.ID {
		t.Errorf("the retry gave %q, want %q", again.ID, first.ID)
	}
	if other := o.begin(t, d, "a", `{"confidence":0.8}`); other.ID != "" {
		t.Errorf("another request gave %q", other.ID)
	}
}

// The caller's input is what makes a request the same, not what is added to it.
func TestRetryOfABuiltInSource(t *testing.T) {
	o := newOffice(t)
	d := o.conditional(t, activation.Forms, lowTotal)
	first, again := o.begin(t, d, "a", form("71")), o.begin(t, d, "a", form("71"))
	if diff := cmp.Diff(first, again); diff != "" {
		t.Error(diff)
	}
	r := request(d.ARN(), "a")
	r.InputContent = form("72")
	if _, err := o.Start(t.Context(), r, noon); !fault.Is(err, fault.Conflict) {
		t.Errorf("other input: %v", err)
	}
}

func TestStartsThatNeedNoLoopNeedAFlow(t *testing.T) {
	o := newOffice(t)
	d := o.conditional(t, activation.Forms, lowTotal)
	o.begin(t, d, "a", form("90")) // the definition is remembered from here on
	r := request(d.ARN(), "b")
	r.InputContent = form("90")
	d.Status = flow.Deleting
	o.db.flows[d.ID] = d
	if _, err := o.Start(t.Context(), r, noon); !fault.Is(err, fault.Invalid) || !strings.Contains(err.Error(), "is not Active") {
		t.Errorf("while it is deleted: %v", err)
	}
	o.db.gone[d.ID] = true
	if _, err := o.Start(t.Context(), r, noon); !fault.Is(err, fault.Invalid) || !strings.Contains(err.Error(), "does not exist") {
		t.Errorf("when it is gone: %v", err)
	}
	d.ID, d.Status, d.Conditions = o.newID(), flow.Active, ""
	if err := o.db.CreateFlowDefinition(t.Context(), d, teamless, nil, nil); err != nil {
		t.Fatal(err)
	}
	if b := o.begin(t, d, "b", form("90")); b.FlowID != d.ID {
		t.Errorf("a new definition has the name, and the start gave %+v", b)
	}
}

func TestInputThatConditionsCannotRead(t *testing.T) {
	o := newOffice(t)
	d := o.conditional(t, activation.Forms, lowTotal)
	r := request(d.ARN(), "a")
	r.InputContent = `["a"]`
	_, err := o.Start(t.Context(), r, noon)
	if f := fault.Of(err); f.Kind != fault.Invalid || f.Message != "HumanLoopInput.InputContent cannot be read by the conditions of flow definition "+d.ARN()+
		": it must be a JSON object with the members aiServiceRequest and aiServiceResponse." {
		t.Error(err)
	}
}

// A sample goes by the document whatever the loop is called, or by what the caller says.
func TestSampleOfAStart(t *testing.T) {
	o := newOffice(t)
	d := o.conditional(t, activation.Forms, `{"Conditions":[{"ConditionType":"Sampling","ConditionParameters":{"RandomSamplingPercentage":50}}]}`)
	sampled := 0
	for i := range 200 {
		r := request(d.ARN(), "loop-"+strings.Repeat("x", i%50)+o.newID())
		r.InputContent = form("90")
		if i >= 100 {
			r.Sample = "document-" + o.newID()
		}
		b, err := o.Start(t.Context(), r, noon)
		if err != nil {
			t.Fatal(err)
		}
		if b.ID != "" {
			sampled++
		}
		if i == 99 {
			if sampled != 0 && sampled != 100 {
				t.Fatalf("one document was sampled %d times of 100", sampled)
			}
			sampled = 0
		}
	}
	if sampled < 25 || sampled > 75 {
		t.Errorf("%d of 100 documents were sampled", sampled)
	}
}

func TestOutputNamesTheRequestSource(t *testing.T) {
	o := newOffice(t)
	d := o.conditional(t, activation.Forms, "")
	doc, err := humanloop.Output(d, humanloop.Loop{Name: "a"}, `{"aiServiceRequest":{}}`, nil)
	want := `{"awsManagedHumanLoopRequestSource":"AWS/Textract/AnalyzeDocument/Forms/V1","flowDefinitionArn":"` + d.ARN() +
		`","humanAnswers":[],"humanLoopName":"a","inputContent":{"aiServiceRequest":{}}}`
	if err != nil || string(doc) != want {
		t.Errorf("%s, %v", doc, err)
	}
}
