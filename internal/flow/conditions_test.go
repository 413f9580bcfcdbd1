package flow_test

import (
	"testing"

	"foureyes/internal/fault"
	"foureyes/internal/tag"
)

const (
	textract    = "AWS/Textract/AnalyzeDocument/Forms/V1"
	rekognition = "AWS/Rekognition/DetectModerationLabels/Image/V3"
	wrong       = `{"Conditions": "none of the language"}`
)

var evaluate = []tag.Tag{{Key: tag.Conditions, Value: tag.Evaluate}}

func TestConditionsAreSavedAsTheyWereGiven(t *testing.T) {
	for _, c := range []struct {
		name, source, conditions string
		tags                     []tag.Tag
	}{
		{"Textract", textract, ` {"Conditions": [{"ConditionType":"MissingImportantFormKey", "ConditionParameters":{"ImportantFormKey":"IBAN"}}]}`, nil},
		{"Rekognition", rekognition, `{"Conditions":[{"ConditionType":"ModerationLabelConfidenceCheck","ConditionParameters":{"ModerationLabelName":"*"}}]}`, nil},
		{"a service without conditions", textract, "", nil},
		{"a service and the tag", textract, `{"Conditions":[]}`, evaluate},
		{"custom, not evaluated and not checked", "", wrong, nil},
		{"custom, evaluated", "", `{"Conditions":[{"Not":{"ConditionType":"Expression","ConditionParameters":{"Expression":"input.ok"}}}]}`, evaluate},
		{"custom, nothing to evaluate", "", "", evaluate},
	} {
		t.Run(c.name, func(t *testing.T) {
			s, r := newSurroundings(), aRequest()
			r.RequestSource, r.Conditions, r.Tags = c.source, c.conditions, c.tags
			d, err := s.service().Create(t.Context(), r, noon)
			if err != nil {
				t.Fatal(err)
			}
			if d.RequestSource != c.source || d.Conditions != c.conditions || d.BuiltIn() != (c.source != "") {
				t.Errorf("%+v", d)
			}
			if conditions, err := d.ReadConditions(); c.conditions != wrong && (err != nil || (conditions == nil) != (c.conditions == "")) {
				t.Errorf("%v, %v", conditions, err)
			}
		})
	}
}

// Conditions that nothing was to evaluate are checked when something shall.
func TestTagThatTurnsConditionsOn(t *testing.T) {
	s, r := newSurroundings(), aRequest()
	r.Conditions = wrong
	if _, err := s.service().Create(t.Context(), r, noon); err != nil {
		t.Fatal(err)
	}
	resource := tag.Resource{Account: account, Region: region, Type: tag.FlowDefinition, Name: r.Name}
	if err := s.service().CheckTags(t.Context(), resource, []tag.Tag{{Key: "cost", Value: "1"}}); err != nil {
		t.Errorf("another tag: %v", err)
	}
	err := s.service().CheckTags(t.Context(), resource, evaluate)
	if f := fault.Of(err); f.Kind != fault.Invalid || f.Subject != fault.FlowDefinition ||
		f.Message != "HumanLoopActivationConditions is not valid. Conditions must be a list of conditions." {
		t.Error(err)
	}
	resource.Name = "other"
	if err := s.service().CheckTags(t.Context(), resource, evaluate); !fault.Is(err, fault.NotFound) {
		t.Errorf("an unknown definition: %v", err)
	}
}
