package activation

import (
	"fmt"
	"testing"
)

// page is a form of a thousand blocks: 200 pairs of two blocks with three words each.
func page() Input {
	in := Input{Flow: "arn:aws:sagemaker:eu-west-1:000000000042:flow-definition/forms", Sample: "s3://in/page.png"}
	for i := range 200 {
		in.Pairs = append(in.Pairs, Pair{
			Key: fmt.Sprintf("Field %d:", i), Value: "42.10", Confidence: float64(i%100) + 0.5, Words: []float64{99.1, float64(i % 90), 97},
		})
	}
	return in
}

// twenty are as many conditions, of every type and with both operators.
func twenty() []string {
	var list []string
	for i := range 5 {
		list = append(list,
			simple("ImportantFormKeyConfidenceCheck", fmt.Sprintf(`{"ImportantFormKey":"Field %d:","ImportantFormKeyAliases":["Field %d","field"],"KeyValueBlockConfidenceLessThan":60,"WordBlockConfidenceLessThan":70}`, i*40, i)),
			simple("ImportantFormKeyConfidenceCheck", fmt.Sprintf(`{"ImportantFormKey":"*","KeyValueBlockConfidenceGreaterThan":%d,"KeyValueBlockConfidenceLessThan":%d}`, i*20, i*20+10)),
			simple("MissingImportantFormKey", fmt.Sprintf(`{"ImportantFormKey":"Lost %d","ImportantFormKeyAliases":["a","b","c"]}`, i)),
			joined("And", simple("Sampling", `{"RandomSamplingPercentage":5}`), joined("Or", missing, formKey)),
		)
	}
	return list
}

func BenchmarkEvaluate(b *testing.B) {
	c, in := parse(b, Forms, twenty()...), page()
	b.ReportAllocs()
	for b.Loop() {
		if _, err := c.Evaluate(b.Context(), in); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkEvaluateExpression(b *testing.B) {
	c := parse(b, Custom, simple("Expression", `{"Expression":"input.confidence < 0.7 || input.amount > 1000"}`))
	in := Input{Value: map[string]any{"confidence": 0.9, "amount": 10.0}}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := c.Evaluate(b.Context(), in); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkParse(b *testing.B) {
	text := conditions(twenty()...)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Parse(text, Forms); err != nil {
			b.Fatal(err)
		}
	}
}
