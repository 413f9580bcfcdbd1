package activation

import (
	"errors"
	"fmt"
	"strings"
	"testing"
)

// form and sample are one condition each, to be put into others.
const (
	formKey = `{"ConditionType":"ImportantFormKeyConfidenceCheck","ConditionParameters":{"ImportantFormKey":"Total:","KeyValueBlockConfidenceLessThan":80}}`
	missing = `{"ConditionType":"MissingImportantFormKey","ConditionParameters":{"ImportantFormKey":"PO number","ImportantFormKeyAliases":["P.O."]}}`
	label   = `{"ConditionType":"ModerationLabelConfidenceCheck","ConditionParameters":{"ModerationLabelName":"*","ConfidenceLessThan":70}}`
	sample  = `{"ConditionType":"Sampling","ConditionParameters":{"RandomSamplingPercentage":2.5}}`
	large   = `{"ConditionType":"Expression","ConditionParameters":{"Expression":"input.amount > 1000"}}`
)

func conditions(list ...string) string { return `{"Conditions":[` + strings.Join(list, ",") + `]}` }

func joined(op string, list ...string) string {
	return `{"` + op + `":[` + strings.Join(list, ",") + `]}`
}

func simple(kind, parameters string) string {
	return fmt.Sprintf(`{"ConditionType":%q,"ConditionParameters":%s}`, kind, parameters)
}

func TestConditionsInOrder(t *testing.T) {
	tests := []struct {
		d    Dialect
		text string
	}{
		{Forms, conditions()},
		{Forms, conditions(formKey, missing, sample)},
		{Forms, " " + conditions(joined("And", formKey, joined("Or", missing, sample))) + "\n"},
		{Forms, conditions(simple("ImportantFormKeyConfidenceCheck", `{"ImportantFormKey":"*","WordBlockConfidenceEquals":0,"WordBlockConfidenceLessThan":1e1,"WordBlockConfidenceLessThanEquals":100,
			"WordBlockConfidenceGreaterThan":99.5,"WordBlockConfidenceGreaterThanEquals":0.5,"KeyValueBlockConfidenceEquals":1,"KeyValueBlockConfidenceLessThanEquals":2,
			"KeyValueBlockConfidenceGreaterThan":3,"KeyValueBlockConfidenceGreaterThanEquals":4,"ImportantFormKeyAliases":[]}`))},
		{Moderation, conditions(label, sample)},
		{Moderation, conditions(simple("Sampling", `{"RandomSamplingPercentage":0.01}`), simple("Sampling", `{"RandomSamplingPercentage":100}`))},
		{Moderation, conditions(simple("ModerationLabelConfidenceCheck", `{"ModerationLabelName":"Weapons","ConfidenceEquals":0,"ConfidenceLessThan":1,"ConfidenceLessThanEquals":2,"ConfidenceGreaterThan":3,"ConfidenceGreaterThanEquals":4}`))},
		{Custom, conditions(label, formKey, missing, sample, large)},
		{Custom, conditions(`{"Not":` + joined("And", large, `{"Not":`+joined("Or", large, `{"Not":`+large+`}`)+`}`) + `}`)},
	}
	for _, test := range tests {
		if _, err := Parse(test.text, test.d); err != nil {
			t.Errorf("%s: %s: %v", test.d, test.text, err)
		}
	}
}

func TestMistakesAreNamedWithTheirPlace(t *testing.T) {
	form := func(parameters string) string {
		return conditions(simple("ImportantFormKeyConfidenceCheck", parameters))
	}
	tests := map[string]struct {
		d    Dialect
		text string
		want string
	}{
		"nothing":              {Forms, "", `The conditions must be an object.`},
		"no JSON":              {Forms, `{"Conditions":[}`, `The conditions must be JSON text: invalid character '}' looking for beginning of value (at byte 16).`},
		"cut off":              {Forms, `{"Conditions":[`, `The conditions must be JSON text: unexpected end of JSON input (at byte 15).`},
		"two texts":            {Forms, conditions() + "{}", `The conditions must be JSON text: invalid character '{' after top-level value (at byte 18).`},
		"no object":            {Forms, `[]`, `The conditions must be an object.`},
		"empty object":         {Forms, `{}`, `The conditions lack the member Conditions, a list.`},
		"bare condition":       {Forms, sample, `ConditionType is not known here. The conditions are an object with the one member Conditions, a list.`},
		"twice":                {Forms, `{"Conditions":[],"Conditions":[]}`, `The conditions must have Conditions only once.`},
		"no list":              {Forms, `{"Conditions":{}}`, `Conditions must be a list of conditions.`},
		"null for a list":      {Forms, `{"Conditions":null}`, `Conditions must be a list of conditions.`},
		"no condition":         {Forms, conditions(formKey, `7`), `Conditions[1] must be an object.`},
		"empty condition":      {Forms, conditions(`{}`), `Conditions[0] must have ConditionType, or And, Or.`},
		"unknown type":         {Forms, conditions(simple("Missing", `{}`)), `Conditions[0].ConditionType "Missing" is unknown. Known: ImportantFormKeyConfidenceCheck, MissingImportantFormKey, Sampling.`},
		"type in other case":   {Forms, conditions(simple("sampling", `{}`)), `Conditions[0].ConditionType "sampling" is unknown. Known: ImportantFormKeyConfidenceCheck, MissingImportantFormKey, Sampling.`},
		"the other service":    {Moderation, conditions(sample, missing), `Conditions[1].ConditionType MissingImportantFormKey is not for conditions of AWS/Rekognition/DetectModerationLabels/Image/V3. Known: ModerationLabelConfidenceCheck, Sampling.`},
		"expression elsewhere": {Forms, conditions(large), `Conditions[0].ConditionType Expression is not for conditions of AWS/Textract/AnalyzeDocument/Forms/V1. Known: ImportantFormKeyConfidenceCheck, MissingImportantFormKey, Sampling.`},
		"Not elsewhere":        {Forms, conditions(`{"Not":` + formKey + `}`), `Conditions[0].Not is not known here. A condition has And, Or, or ConditionType and ConditionParameters.`},
		"type is no string":    {Forms, conditions(`{"ConditionType":null}`), `Conditions[0].ConditionType must be a string.`},
		"result given":         {Forms, conditions(strings.TrimSuffix(sample, "}") + `,"EvaluationResult":true}`), `Conditions[0].EvaluationResult is not known here. A condition has And, Or, or ConditionType and ConditionParameters.`},
		"one part":             {Forms, conditions(joined("And", sample)), `Conditions[0].And must have at least 2 conditions, it has 1.`},
		"And beside Or":        {Forms, conditions(`{"And":[` + sample + "," + sample + `],"Or":[]}`), `Conditions[0].Or cannot stand beside And.`},
		"type beside Or":       {Forms, conditions(`{"ConditionType":"Sampling","Or":[` + sample + "," + sample + `]}`), `Conditions[0].ConditionType cannot stand beside Or.`},
		"too deep": {
			Forms, conditions(sample, joined("And", sample, joined("Or", sample, joined("And", sample, sample)))),
			`Conditions[1].And[1].Or[1].And is nested too deep: And and Or can stand at most 2 levels deep.`,
		},
		"too deep with Not": {
			Custom, conditions(joined("And", large, `{"Not":`+joined("Or", large, `{"Not":`+joined("And", large, large)+`}`)+`}`)),
			`Conditions[0].And[1].Not.Or[1].Not.And is nested too deep: And and Or can stand at most 2 levels deep.`,
		},
		"Not of Not":    {Custom, conditions(`{"Not":{"Not":` + large + `}}`), `Conditions[0].Not.Not cannot stand directly in Not.`},
		"Not of a list": {Custom, conditions(`{"Not":[` + large + `]}`), `Conditions[0].Not must be an object.`},
		"misspelt threshold": {
			Moderation, conditions(sample, joined("And", simple("ModerationLabelConfidenceCheck", `{"ModerationLabelName":"*","ConfidenceLesThan":1}`), sample)),
			`Conditions[1].And[0].ConditionParameters.ConfidenceLesThan is not a parameter of ModerationLabelConfidenceCheck. Known: ModerationLabelName, ConfidenceEquals, ConfidenceLessThan, ConfidenceLessThanEquals, ConfidenceGreaterThan, ConfidenceGreaterThanEquals.`,
		},
		"threshold too great": {
			Moderation, conditions(sample, joined("And", simple("ModerationLabelConfidenceCheck", `{"ModerationLabelName":"*","ConfidenceLessThan":100.5}`), sample)),
			`Conditions[1].And[0].ConditionParameters.ConfidenceLessThan must be a number from 0 to 100, not 100.5.`,
		},
		"threshold below":      {Forms, form(`{"ImportantFormKey":"*","WordBlockConfidenceLessThan":-1}`), `Conditions[0].ConditionParameters.WordBlockConfidenceLessThan must be a number from 0 to 100, not -1.`},
		"threshold as text":    {Forms, form(`{"ImportantFormKey":"*","WordBlockConfidenceLessThan":"80"}`), `Conditions[0].ConditionParameters.WordBlockConfidenceLessThan must be a number from 0 to 100, not "80".`},
		"threshold null":       {Forms, form(`{"ImportantFormKey":"*","WordBlockConfidenceLessThan":null}`), `Conditions[0].ConditionParameters.WordBlockConfidenceLessThan must be a number from 0 to 100, not null.`},
		"no parameters":        {Forms, conditions(`{"ConditionType":"Sampling"}`), `Conditions[0].ConditionParameters.RandomSamplingPercentage is missing; Sampling needs it.`},
		"parameters no object": {Forms, conditions(`{"ConditionType":"Sampling","ConditionParameters":[]}`), `Conditions[0].ConditionParameters must be an object.`},
		"sample of nothing":    {Forms, conditions(simple("Sampling", `{"RandomSamplingPercentage":0}`)), `Conditions[0].ConditionParameters.RandomSamplingPercentage must be a number from 0.01 to 100, not 0.`},
		"no key":               {Forms, form(`{}`), `Conditions[0].ConditionParameters.ImportantFormKey is missing; ImportantFormKeyConfidenceCheck needs it.`},
		"empty key":            {Forms, form(`{"ImportantFormKey":""}`), `Conditions[0].ConditionParameters.ImportantFormKey must not be empty.`},
		"key no text":          {Forms, form(`{"ImportantFormKey":["a"]}`), `Conditions[0].ConditionParameters.ImportantFormKey must be a string.`},
		"aliases no list":      {Forms, form(`{"ImportantFormKey":"a","ImportantFormKeyAliases":"b"}`), `Conditions[0].ConditionParameters.ImportantFormKeyAliases must be a list of strings.`},
		"alias no text":        {Forms, form(`{"ImportantFormKey":"a","ImportantFormKeyAliases":["b",null]}`), `Conditions[0].ConditionParameters.ImportantFormKeyAliases must be a list of strings.`},
		"parameter twice":      {Forms, form(`{"ImportantFormKey":"a","ImportantFormKey":"b"}`), `Conditions[0].ConditionParameters must have ImportantFormKey only once.`},
		"CEL syntax":           {Custom, conditions(simple("Expression", `{"Expression":"input.a >\n  > 3"}`)), `Conditions[0].ConditionParameters.Expression is not in order at line 2, column 3: extraneous input '>' expecting`},
		"CEL name":             {Custom, conditions(simple("Expression", `{"Expression":"inptu.a > 3"}`)), `Conditions[0].ConditionParameters.Expression is not in order at line 1, column 1: undeclared reference to 'inptu' (did you mean 'input'?).`},
		"CEL type":             {Custom, conditions(simple("Expression", `{"Expression":"1 + 2"}`)), `Conditions[0].ConditionParameters.Expression must be true or false; it is of type int.`},
		"CEL regexp":           {Custom, conditions(simple("Expression", `{"Expression":"input.a.matches('(')"}`)), `Conditions[0].ConditionParameters.Expression is not in order at line 1, column 17: invalid matches argument`},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			_, err := Parse(test.text, test.d)
			if e, is := errors.AsType[*Error](err); !is {
				t.Fatalf("got %v, want an *Error", err)
			} else if !strings.HasPrefix(e.Error(), test.want) || !strings.HasPrefix(name, "CEL") && e.Error() != test.want {
				t.Errorf("got  %s\nwant %s", e, test.want)
			}
		})
	}
}

func FuzzParse(f *testing.F) {
	for _, text := range []string{
		conditions(), conditions(formKey, joined("And", missing, joined("Or", sample, label))), conditions(`{"Not":` + large + `}`), sample, `{"Conditions":[{"And":[]}]}`,
		`{"Conditions":[{"ConditionType":"Expression","ConditionParameters":{"Expression":"input.a.exists(x, x > 1) ? true : input.?b.orValue(false)"}}]}`,
	} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for _, d := range []Dialect{Custom, Forms, Moderation} {
			c, err := Parse(text, d)
			if err != nil {
				if e, is := errors.AsType[*Error](err); !is || e.Problem == "" {
					t.Fatalf("%q: %#v", text, err)
				}
				continue
			}
			r, err := c.Evaluate(t.Context(), Input{Value: map[string]any{"amount": 1.0}, Explain: true})
			if err != nil {
				t.Fatal(err)
			}
			checkEcho(t, text, r)
		}
	})
}
