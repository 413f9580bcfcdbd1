package activation

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

var (
	keys       = rapid.SampledFrom([]string{"Total:", "IBAN", "total", "*", "Ü"})
	confidence = rapid.OneOf(rapid.Float64Range(0, 100), rapid.Map(rapid.IntRange(0, 4), func(i int) float64 { return float64(i * 25) }))
)

// anyForm draws a result to review.
func anyForm(t *rapid.T) Input {
	in := Input{Flow: "arn:flow", Sample: rapid.String().Draw(t, "document"), Explain: rapid.Bool().Draw(t, "explain")}
	for range rapid.IntRange(0, 5).Draw(t, "pairs") {
		in.Pairs = append(in.Pairs, Pair{
			Key: keys.Draw(t, "key"), Confidence: confidence.Draw(t, "pair"), Words: rapid.SliceOfN(confidence, 0, 3).Draw(t, "words"),
		})
	}
	return in
}

// anyCondition draws a condition that may hold so many levels of others.
func anyCondition(t *rapid.T, levels int) map[string]any {
	kinds := 3
	if levels > 0 {
		kinds = 5
	}
	p := map[string]any{}
	switch rapid.IntRange(0, kinds-1).Draw(t, "kind") {
	case 0:
		return map[string]any{"ConditionType": "Sampling", "ConditionParameters": map[string]any{"RandomSamplingPercentage": rapid.Float64Range(0.01, 100).Draw(t, "percentage")}}
	case 1:
		p["ImportantFormKey"] = keys.Draw(t, "key")
		for _, prefix := range []string{"KeyValueBlockConfidence", "WordBlockConfidence"} {
			for _, c := range comparisons {
				if rapid.IntRange(0, 4).Draw(t, "limited") == 0 {
					p[prefix+c.ending] = confidence.Draw(t, "limit")
				}
			}
		}
		return map[string]any{"ConditionType": "ImportantFormKeyConfidenceCheck", "ConditionParameters": p}
	case 2:
		p["ImportantFormKey"] = keys.Draw(t, "key")
		p["ImportantFormKeyAliases"] = rapid.SliceOfN(keys, 0, 2).Draw(t, "aliases")
		return map[string]any{"ConditionType": "MissingImportantFormKey", "ConditionParameters": p}
	default:
		var parts []any
		for range rapid.IntRange(2, 3).Draw(t, "parts") {
			parts = append(parts, anyCondition(t, levels-1))
		}
		return map[string]any{rapid.SampledFrom([]string{"And", "Or"}).Draw(t, "op"): parts}
	}
}

func anyConditions(t *rapid.T) (string, []map[string]any) {
	var list []map[string]any
	for range rapid.IntRange(0, 4).Draw(t, "conditions") {
		list = append(list, anyCondition(t, MaxLevels))
	}
	text, err := json.Marshal(map[string]any{"Conditions": append([]map[string]any{}, list...)})
	if err != nil {
		t.Fatal(err)
	}
	return string(text), list
}

func mustEvaluate(t *rapid.T, text string, in Input) Result {
	c, err := Parse(text, Forms)
	if err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	r, err := c.Evaluate(t.Context(), in)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// slow evaluates by the words of the guide, as plainly as can be: which pairs does a
// condition show, and is it met.
func slow(c map[string]any, in Input) (met, everything bool, shown map[int]bool) {
	shown = map[int]bool{}
	if list, is := c["And"].([]any); is {
		met, everything = true, true
		for _, part := range list {
			m, e, s := slow(part.(map[string]any), in)
			met, everything = met && m, everything && e
			for i := range s {
				shown[i] = true
			}
		}
		if !met {
			return false, false, map[int]bool{}
		}
		return met, everything, shown
	}
	if list, is := c["Or"].([]any); is {
		for _, part := range list {
			if m, e, s := slow(part.(map[string]any), in); m {
				met, everything = true, everything || e
				for i := range s {
					shown[i] = true
				}
			}
		}
		return met, everything, shown
	}
	p := c["ConditionParameters"].(map[string]any)
	switch c["ConditionType"] {
	case "Sampling":
		met = draw(in.Flow, in.Sample) < p["RandomSamplingPercentage"].(float64)
		return met, met, shown
	case "MissingImportantFormKey":
		for _, pair := range in.Pairs {
			if k := p["ImportantFormKey"]; k == "*" || k == pair.Key || slices.Contains(p["ImportantFormKeyAliases"].([]string), pair.Key) {
				return false, false, shown
			}
		}
		return true, false, shown
	}
	for i, pair := range in.Pairs {
		all := p["ImportantFormKey"] == "*" || p["ImportantFormKey"] == pair.Key
		for _, of := range []struct {
			prefix string
			values []float64
		}{{"KeyValueBlockConfidence", []float64{pair.Confidence}}, {"WordBlockConfidence", pair.Words}} {
			for _, v := range of.values {
				limit := func(ending string, holds func(l float64) bool) {
					if l, given := p[of.prefix+ending].(float64); given && !holds(l) {
						all = false
					}
				}
				limit("Equals", func(l float64) bool { return v == l })
				limit("LessThan", func(l float64) bool { return v < l })
				limit("LessThanEquals", func(l float64) bool { return v <= l })
				limit("GreaterThan", func(l float64) bool { return v > l })
				limit("GreaterThanEquals", func(l float64) bool { return v >= l })
			}
		}
		if all {
			shown[i] = true
		}
	}
	return len(shown) > 0, false, shown
}

func TestAgreesWithThePlainReading(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text, list := anyConditions(t)
		in := anyForm(t)
		got := mustEvaluate(t, text, in)
		checkEcho(t, text, got)
		met, everything, shown := slow(map[string]any{"Or": anyList(list)}, in)
		if got.Met != met || got.Everything != everything {
			t.Fatalf("%s: met %v, everything %v; want %v, %v", text, got.Met, got.Everything, met, everything)
		}
		if !slices.IsSorted(got.Selected) || len(got.Selected) != len(shown) {
			t.Fatalf("%s: shows %v, want %v", text, got.Selected, shown)
		}
		for _, i := range got.Selected {
			if !shown[i] {
				t.Fatalf("%s: shows %v, want %v", text, got.Selected, shown)
			}
		}
		for i, c := range list {
			if m, _, _ := slow(c, in); got.Outcomes[i].Result != m {
				t.Fatalf("%s: condition %d is %v", text, i, got.Outcomes[i].Result)
			}
		}
	})
}

func anyList(list []map[string]any) []any {
	all := make([]any, len(list))
	for i := range list {
		all[i] = list[i]
	}
	return all
}

// The order of conditions changes neither the decision nor what is shown.
func TestOrderDoesNotMatter(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text, list := anyConditions(t)
		in := anyForm(t)
		turned, err := json.Marshal(map[string]any{"Conditions": rapid.Permutation(append([]map[string]any{}, list...)).Draw(t, "order")})
		if err != nil {
			t.Fatal(err)
		}
		if len(list) == 0 {
			return
		}
		a, b := mustEvaluate(t, text, in), mustEvaluate(t, string(turned), in)
		if a.Met != b.Met || a.Everything != b.Everything || !slices.Equal(a.Selected, b.Selected) || len(a.FormKeys) != len(b.FormKeys) {
			t.Fatalf("%s: %+v\n%s: %+v", text, a, turned, b)
		}
	})
}

// One more condition never takes anything away.
func TestMoreConditionsShowMore(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text, _ := anyConditions(t)
		in := anyForm(t)
		more, err := json.Marshal(anyCondition(t, MaxLevels))
		if err != nil {
			t.Fatal(err)
		}
		longer := strings.TrimSuffix(text, "]}") + "," + string(more) + "]}"
		longer = strings.Replace(longer, "[,", "[", 1)
		a, b := mustEvaluate(t, text, in), mustEvaluate(t, longer, in)
		if a.Met && !b.Met || a.Everything && !b.Everything {
			t.Fatalf("%s\n%s", text, longer)
		}
		for _, i := range a.Selected {
			if !slices.Contains(b.Selected, i) {
				t.Fatalf("%d is not shown any more: %s", i, longer)
			}
		}
	})
}

// The same request gets the same lot, and an input in a sample is in every greater one.
func TestLots(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		flow, document := rapid.String().Draw(t, "flow"), rapid.String().Draw(t, "document")
		lot := draw(flow, document)
		if lot < 0 || lot >= 100 || lot != draw(flow, document) {
			t.Fatalf("%v", lot)
		}
		small := rapid.Float64Range(0.01, 100).Draw(t, "small")
		great := rapid.Float64Range(small, 100).Draw(t, "great")
		sampled := func(percentage float64) bool {
			text := conditions(fmt.Sprintf(`{"ConditionType":"Sampling","ConditionParameters":{"RandomSamplingPercentage":%v}}`, percentage))
			return mustEvaluate(t, text, Input{Flow: flow, Sample: document}).Met
		}
		if sampled(small) && !sampled(great) || !sampled(100) {
			t.Fatalf("%v is in the sample of %v %%, not in that of %v %%", lot, small, great)
		}
	})
	if draw("a", "bc") == draw("ab", "c") {
		t.Error("flow and document run into each other")
	}
}
