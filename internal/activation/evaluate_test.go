package activation

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func parse(t testing.TB, d Dialect, list ...string) *Conditions {
	t.Helper()
	c, err := Parse(conditions(list...), d)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func evaluate(t testing.TB, c *Conditions, in Input) Result {
	t.Helper()
	r, err := c.Evaluate(t.Context(), in)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// checkEcho makes sure that the echo is the text with a result on every node, and
// nothing else.
func checkEcho(t interface{ Fatalf(string, ...any) }, text string, r Result) {
	if !json.Valid([]byte(r.Conditions)) {
		t.Fatalf("the echo is no JSON: %s", r.Conditions)
	}
	var plain bytes.Buffer
	if err := json.Compact(&plain, []byte(text)); err != nil {
		t.Fatalf("%v", err)
	}
	got := withoutResults(r.Conditions)
	var want, have any
	if json.Unmarshal(plain.Bytes(), &want) != nil || json.Unmarshal([]byte(got), &have) != nil || !cmp.Equal(want, have) {
		t.Fatalf("the echo without results is\n%s, want\n%s", got, plain.String())
	}
}

// withoutResults takes the members away that the echo adds.
func withoutResults(echo string) string {
	var v any
	if err := json.Unmarshal([]byte(echo), &v); err != nil {
		return ""
	}
	var strip func(v any)
	strip = func(v any) {
		switch v := v.(type) {
		case map[string]any:
			delete(v, resultMember)
			delete(v, problemMember)
			for name, inner := range v {
				if name != parametersMember {
					strip(inner)
				}
			}
		case []any:
			for _, inner := range v {
				strip(inner)
			}
		}
	}
	strip(v)
	text, _ := json.Marshal(v)
	return string(text)
}

// invoice is the form of the developer guide's examples: P1 and P2.
var invoice = Input{
	Pairs: []Pair{
		{Key: "Total:", Value: "42.10", Confidence: 71, Words: []float64{99, 98}},
		{Key: "IBAN", Value: "XX12", Confidence: 55, Words: []float64{60, 40}},
	},
	Flow: "arn:aws:sagemaker:eu-west-1:000000000042:flow-definition/invoice-check", Sample: "s3://in/1.png",
}

func TestWorkedExamples(t *testing.T) {
	const check, absent = "ImportantFormKeyConfidenceCheck", "MissingImportantFormKey"
	always, never := simple("Sampling", `{"RandomSamplingPercentage":100}`), simple("Sampling", `{"RandomSamplingPercentage":0.01}`)
	iban := simple(check, `{"ImportantFormKey":"IBAN","KeyValueBlockConfidenceLessThan":60}`)
	po := []FormKey{{"PO number", []string{"P.O."}}}
	tests := map[string]struct {
		condition  string
		met        bool
		everything bool
		shown      []int
		keys       []FormKey
	}{
		"key and block":              {formKey, true, false, []int{0}, nil},
		"each word, not any":         {simple(check, `{"ImportantFormKey":"Total:","KeyValueBlockConfidenceLessThan":80,"WordBlockConfidenceLessThan":90}`), false, false, nil, nil},
		"one word is too sure":       {simple(check, `{"ImportantFormKey":"IBAN","WordBlockConfidenceLessThan":50}`), false, false, nil, nil},
		"text differs":               {simple(check, `{"ImportantFormKey":"total","KeyValueBlockConfidenceLessThan":80}`), false, false, nil, nil},
		"an alias":                   {simple(check, `{"ImportantFormKey":"total","ImportantFormKeyAliases":["Sum","Total:"],"KeyValueBlockConfidenceLessThan":80}`), true, false, []int{0}, nil},
		"every key":                  {simple(check, `{"ImportantFormKey":"*","KeyValueBlockConfidenceLessThan":60,"WordBlockConfidenceLessThan":70}`), true, false, []int{1}, nil},
		"no threshold":               {simple(check, `{"ImportantFormKey":"*"}`), true, false, []int{0, 1}, nil},
		"missing":                    {missing, true, false, nil, po},
		"not missing":                {simple(absent, `{"ImportantFormKey":"IBAN"}`), false, false, nil, nil},
		"not missing by an alias":    {simple(absent, `{"ImportantFormKey":"Account","ImportantFormKeyAliases":["IBAN"]}`), false, false, nil, nil},
		"no key at all":              {simple(absent, `{"ImportantFormKey":"*"}`), false, false, nil, nil},
		"Or with missing":            {joined("Or", missing, formKey), true, false, []int{0}, po},
		"And with missing":           {joined("And", missing, iban), true, false, []int{1}, po},
		"And of which one is not":    {joined("And", missing, simple(absent, `{"ImportantFormKey":"IBAN"}`)), false, false, nil, nil},
		"sample alone":               {always, true, true, nil, nil},
		"not in the sample":          {never, false, false, nil, nil},
		"share of matches":           {joined("And", always, iban), true, false, []int{1}, nil},
		"match out of the sample":    {joined("And", never, iban), false, false, nil, nil},
		"sample of what matches not": {joined("And", always, simple(check, `{"ImportantFormKey":"VAT"}`)), false, false, nil, nil},
		"sample or match: both":      {joined("Or", always, iban), true, true, []int{1}, nil},
		"sample or match: match":     {joined("Or", never, iban), true, false, []int{1}, nil},
		"samples of samples":         {joined("And", always, always), true, true, nil, nil},
		"And of a sampled Or":        {joined("And", joined("Or", always, formKey), iban), true, false, []int{0, 1}, nil},
		"And of a sample and a key":  {joined("And", always, missing), true, false, nil, po},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			got := evaluate(t, parse(t, Forms, test.condition), invoice)
			checkEcho(t, conditions(test.condition), got)
			if got.Met != test.met || got.Everything != test.everything || !slices.Equal(got.Selected, test.shown) || !cmp.Equal(got.FormKeys, test.keys) {
				t.Errorf("got %+v, want %+v", got, test)
			}
		})
	}
}

func TestShareOfASample(t *testing.T) {
	c := parse(t, Forms, joined("And", simple("Sampling", `{"RandomSamplingPercentage":10}`), simple("ImportantFormKeyConfidenceCheck", `{"ImportantFormKey":"IBAN"}`)))
	met := 0
	const documents = 10_000
	for i := range documents {
		in := invoice
		in.Sample = fmt.Sprintf("s3://in/%d.png", i)
		if evaluate(t, c, in).Met {
			met++
		}
	}
	// Six standard deviations about a tenth.
	if met < 820 || met > 1180 {
		t.Errorf("%d of %d were sampled", met, documents)
	}
}

func TestLabels(t *testing.T) {
	in := Input{Labels: []Label{{"Weapons", 80.5}, {"Violence", 80.5}, {"Weapons", 55}}}
	tests := map[string]struct {
		parameters string
		shown      []int
	}{
		"any label":              {`{"ModerationLabelName":"*"}`, []int{0, 1, 2}},
		"by name":                {`{"ModerationLabelName":"Weapons"}`, []int{0, 2}},
		"in another case":        {`{"ModerationLabelName":"weapons"}`, nil},
		"equals":                 {`{"ModerationLabelName":"*","ConfidenceEquals":55}`, []int{2}},
		"less":                   {`{"ModerationLabelName":"*","ConfidenceLessThan":80.5}`, []int{2}},
		"at most":                {`{"ModerationLabelName":"*","ConfidenceLessThanEquals":80.5}`, []int{0, 1, 2}},
		"greater":                {`{"ModerationLabelName":"*","ConfidenceGreaterThan":55}`, []int{0, 1}},
		"at least":               {`{"ModerationLabelName":"*","ConfidenceGreaterThanEquals":80.5}`, []int{0, 1}},
		"interval":               {`{"ModerationLabelName":"Weapons","ConfidenceGreaterThan":60,"ConfidenceLessThan":90}`, []int{0}},
		"interval met by no one": {`{"ModerationLabelName":"*","ConfidenceGreaterThan":80.5,"ConfidenceLessThan":100}`, nil},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			got := evaluate(t, parse(t, Moderation, simple("ModerationLabelConfidenceCheck", test.parameters)), in)
			if got.Met != (test.shown != nil) || !slices.Equal(got.Selected, test.shown) {
				t.Errorf("got %+v, want %v", got, test.shown)
			}
		})
	}
}

// Everything is evaluated, also what cannot change the result any more, and the
// members stay in the order in which they were given.
func TestEcho(t *testing.T) {
	c, err := Parse(` { "Conditions" : [
	  {"ConditionParameters": {"RandomSamplingPercentage": 100.0}, "ConditionType": "Sampling"},
	  {"And": [
	    {"ConditionType":"MissingImportantFormKey", "ConditionParameters":{"ImportantFormKey":"IBAN"}},
	    {"Or": [{"ConditionType":"ImportantFormKeyConfidenceCheck","ConditionParameters":{"ImportantFormKey":"<Ü&>","ImportantFormKeyAliases":["Total:"]}},
	            {"ConditionType":"Sampling","ConditionParameters":{"RandomSamplingPercentage":100}}]} ]} ] } `, Forms)
	if err != nil {
		t.Fatal(err)
	}
	got := evaluate(t, c, invoice)
	const want = `{"Conditions":[{"ConditionParameters":{"RandomSamplingPercentage":100.0},"ConditionType":"Sampling","EvaluationResult":true},` +
		`{"And":[{"ConditionType":"MissingImportantFormKey","ConditionParameters":{"ImportantFormKey":"IBAN"},"EvaluationResult":false},` +
		`{"Or":[{"ConditionType":"ImportantFormKeyConfidenceCheck","ConditionParameters":{"ImportantFormKey":"<Ü&>","ImportantFormKeyAliases":["Total:"]},"EvaluationResult":true},` +
		`{"ConditionType":"Sampling","ConditionParameters":{"RandomSamplingPercentage":100},"EvaluationResult":true}],"EvaluationResult":true}],"EvaluationResult":false}]}`
	if got.Conditions != want {
		t.Errorf("got\n%s\nwant\n%s", got.Conditions, want)
	}
}

func TestExpressions(t *testing.T) {
	var input any
	const text = `{"confidence":0.65,"amount":1000,"currency":"EUR","lines":[{"price":3},{"price":12.5}],"note":null}`
	if err := json.Unmarshal([]byte(text), &input); err != nil {
		t.Fatal(err)
	}
	tests := map[string]struct {
		met     bool
		problem string
	}{
		`input.confidence < 0.7 || input.amount > 1000`:             {true, ""},
		`input.amount > 1000`:                                       {false, ""},
		`input.amount == 1000 && input.amount >= 1000.0`:            {true, ""},
		`input.currency in ['EUR', 'CHF']`:                          {true, ""},
		`input.lines.exists(l, l.price > 10)`:                       {true, ""},
		`input.lines.all(l, l.price > 10)`:                          {false, ""},
		`size(input.lines) == 2`:                                    {true, ""},
		`input.note == null`:                                        {true, ""},
		`has(input.supplier)`:                                       {false, ""},
		`input.?supplier.?name.orValue('none') == 'none'`:           {true, ""},
		`input.currency.lowerAscii().matches('^e')`:                 {true, ""},
		`input.supplier.name == 'x'`:                                {true, "no such key: supplier"},
		`input.confidence < 0.7 || input.supplier.known`:            {true, ""},
		`input.confidence > 0.7 && input.supplier.known`:            {false, ""},
		`input.currency`:                                            {true, "it is neither true nor false: it is of type string"},
		`input.currency > 3`:                                        {true, "no such overload"},
		`input.lines.map(l, l.price).exists(p, p / 0.0 > 100000.0)`: {true, ""},
		`[1,2,3,4,5,6,7,8,9,10].all(a, [1,2,3,4,5,6,7,8,9,10].all(b, [1,2,3,4,5,6,7,8,9,10].all(c, [1,2,3,4,5,6,7,8,9,10].all(d,
		  [1,2,3,4,5,6,7,8,9,10].all(e, [1,2,3,4,5,6,7,8,9,10].all(f, a + b + c + d + e + f + int(input.amount) > 0))))))`: {true, "operation cancelled: actual cost limit exceeded"},
	}
	for expression, test := range tests {
		quoted, err := json.Marshal(expression)
		if err != nil {
			t.Fatal(err)
		}
		got := evaluate(t, parse(t, Custom, simple("Expression", `{"Expression":`+string(quoted)+`}`)), Input{Value: input})
		if got.Met != test.met || got.Outcomes[0].Problem != test.problem {
			t.Errorf("%s\ngot %v %q, want %v %q", expression, got.Met, got.Outcomes[0].Problem, test.met, test.problem)
		}
	}
}

// What cannot be told counts as met wherever it decides, and nowhere else.
func TestWhatCannotBeToldIsSeenByAPerson(t *testing.T) {
	const lost = `{"ConditionType":"Expression","ConditionParameters":{"Expression":"input.lost > 3"}}`
	is := func(v string) string { return simple("Expression", `{"Expression":"`+v+`"}`) }
	tests := map[string]bool{
		lost:                                             true,
		`{"Not":` + lost + `}`:                           true,
		joined("And", lost, is("true")):                  true,
		joined("And", lost, is("false")):                 false,
		joined("Or", lost, is("false")):                  true,
		`{"Not":` + joined("Or", lost, is("true")) + `}`: false,
		`{"Not":` + is("true") + `}`:                     false,
		`{"Not":` + is("false") + `}`:                    true,
	}
	for condition, want := range tests {
		got := evaluate(t, parse(t, Custom, condition), Input{Value: map[string]any{}})
		checkEcho(t, conditions(condition), got)
		if got.Met != want {
			t.Errorf("%s: got %v, want %v", condition, got.Met, want)
		}
		if strings.Contains(condition, "lost") && !strings.Contains(got.Conditions, `"EvaluationResult":true,"EvaluationError":"no such key: lost"}`) {
			t.Errorf("the echo does not tell: %s", got.Conditions)
		}
	}
}

func TestEvaluationEndsWithItsContext(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	c := parse(t, Custom, simple("Expression", `{"Expression":"input.exists(a, input.exists(b, a + b < 0.0))"}`))
	list := make([]any, 600)
	for i := range list {
		list[i] = float64(i)
	}
	if _, err := c.Evaluate(ctx, Input{Value: list}); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}

func TestOutcomesTellWhy(t *testing.T) {
	in := invoice
	in.Explain = true
	in.Labels = []Label{{"Weapons", 80.5}}
	tests := map[string]string{
		formKey: `"Total:" at 71, words from 98 to 99`,
		missing: `there is neither a key "PO number" nor "P.O." among 2`,
		label:   `Weapons at 80.5 is not less than 70`,
		simple("ImportantFormKeyConfidenceCheck", `{"ImportantFormKey":"*","WordBlockConfidenceGreaterThanEquals":50}`):  `"Total:" at 71, words from 98 to 99; "IBAN" has a word at 40, which is not at least 50`,
		simple("ImportantFormKeyConfidenceCheck", `{"ImportantFormKey":"VAT"}`):                                          `there is no key "VAT" among 2`,
		simple("ImportantFormKeyConfidenceCheck", `{"ImportantFormKey":"IBAN","KeyValueBlockConfidenceGreaterThan":60}`): `"IBAN" at 55 is not greater than 60`,
		simple("MissingImportantFormKey", `{"ImportantFormKey":"IBAN"}`):                                                 `"IBAN" was found`,
		simple("ModerationLabelConfidenceCheck", `{"ModerationLabelName":"Drugs"}`):                                      `there is no label "Drugs" among 1`,
	}
	for condition, want := range tests {
		got := evaluate(t, parse(t, Custom, condition), in).Outcomes[0]
		if got.Why != want || got.Place != "Conditions[0]" || got.Type == "" || got.Parameters == "" {
			t.Errorf("%s:\ngot  %+v\nwant %s", condition, got, want)
		}
	}
	in.Value = map[string]any{"confidence": 0.5, "total": map[string]any{"amount": 3.0}, "text": strings.Repeat("x", 100)}
	expression := simple("Expression", `{"Expression":"input.confidence < 0.7 && input.total.amount > 1 && (input.confidence > 0.1 || has(input.total.tax) || input.text == '') && [1].all(i, i < 2)"}`)
	if got, want := evaluate(t, parse(t, Custom, expression), in).Outcomes[0].Why, `input.confidence is 0.5; input.total.amount is 3; input.total.tax is not there; input.text is "`+strings.Repeat("x", 59)+`…`; got != want {
		t.Errorf("got %s\nwant %s", got, want)
	}
	if got := evaluate(t, parse(t, Custom, sample), in).Outcomes[0].Why; !strings.Contains(got, "of 100; those below 2.5 are sampled") {
		t.Error(got)
	}
	nested := evaluate(t, parse(t, Forms, formKey, joined("And", missing, joined("Or", formKey, missing))), in).Outcomes
	if p := nested[1].Parts[1].Parts[0]; p.Place != "Conditions[1].And[1].Or[0]" || p.Why == "" || !p.Result || nested[1].Operator != "And" {
		t.Errorf("got %+v", nested)
	}
}
