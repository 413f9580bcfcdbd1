package advice

import "encoding/json"

// Basis says which predictions the judged ones stand for.
type Basis string

// The bases.
const (
	// Everything: each prediction was reviewed, as far as we can know.
	Everything Basis = "Everything"
	// Sampled: only those count that were reviewed because a random sample of all
	// predictions took them.
	Sampled Basis = "Sampled"
	// Conditioned: conditions, and no sample, decided what was reviewed.
	Conditioned Basis = "Conditioned"
	// Given: the pairs come from a file, whose origin we do not know.
	Given Basis = "Given"
)

// condition is a node of activation conditions with its result (A2I Developer Guide,
// activation conditions).
type condition struct {
	And, Or          []condition
	ConditionType    string
	EvaluationResult bool
}

// conditionsOf reads the results that a loop's input holds; false without any.
func conditionsOf(input map[string]any) ([]condition, bool) {
	results, ok := input["humanTaskActivationConditionResults"].(map[string]any)
	if !ok {
		return nil, false
	}
	var all struct{ Conditions []condition }
	text, err := json.Marshal(results)
	if err != nil || json.Unmarshal(text, &all) != nil {
		return nil, false
	}
	return all.Conditions, true
}

// sampled reports whether a random sample of all predictions took this one. All
// conditions are always evaluated, and Sampling looks at nothing else, so what one
// takes is such a sample also where other conditions are true: alone, as a part of an
// Or, and of an And that holds nothing but samples.
func sampled(all []condition) bool {
	for _, c := range all {
		if c.sampled() {
			return true
		}
	}
	return false
}

func (c condition) sampled() bool {
	switch {
	case len(c.Or) > 0:
		return sampled(c.Or)
	case len(c.And) > 0:
		for _, part := range c.And {
			if !part.sampled() {
				return false
			}
		}
		return true
	}
	return c.ConditionType == "Sampling" && c.EvaluationResult
}
