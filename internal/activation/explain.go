package activation

import "encoding/json"

// Outcome is what one condition came to.
type Outcome struct {
	Place    string `json:"place" doc:"The path to the condition, such as Conditions[0].And[1]."`
	Operator string `json:"operator,omitempty" doc:"And, Or or Not; absent for a condition with a type."`
	Type     string `json:"conditionType,omitempty"`
	// Parameters is JSON, as it was given.
	Parameters string `json:"conditionParameters,omitempty" doc:"JSON as text."`
	Result     bool   `json:"result"`
	// Why is there if Input.Explain asked for it.
	Why     string    `json:"why,omitempty" doc:"What decided it."`
	Problem string    `json:"problem,omitempty" doc:"Why the condition could not be told; it counts as met then."`
	Parts   []Outcome `json:"parts,omitempty" nullable:"false"`
}

// explain joins conditions and what they came to.
func explain(nodes []node, outcomes []outcome) []Outcome {
	list := make([]Outcome, len(nodes))
	for i, n := range nodes {
		o := outcomes[i]
		list[i] = Outcome{Place: n.place, Operator: n.op, Result: o.verdict.met(), Why: o.why, Problem: o.problem}
		if n.op != "" {
			list[i].Parts = explain(n.parts, o.parts)
			continue
		}
		for _, m := range n.members {
			switch m.name {
			case typeMember:
				list[i].Type = unquote(m.value)
			case parametersMember:
				list[i].Parameters = string(m.value)
			}
		}
	}
	return list
}

// unquote reads a JSON string that Parse has read before.
func unquote(text json.RawMessage) (s string) {
	_ = json.Unmarshal(text, &s)
	return s
}

// appendJSON writes a text as a JSON string, with < and & as they are.
func appendJSON(b []byte, text string) []byte {
	quoted, _ := json.Marshal(text) // a string always has a JSON text
	return append(b, quoted...)
}
