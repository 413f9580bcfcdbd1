package activation

import "encoding/json"

// Outcome is what one condition came to.
type Outcome struct {
	// Place is the path to the condition, such as Conditions[0].And[1].
	Place string
	// Operator is And, Or or Not; empty for a simple condition.
	Operator string
	// Type and Parameters are a simple condition as it was given; Parameters is JSON.
	Type, Parameters string
	Result           bool
	// Why says what decided it, if Input.Explain asked for that.
	Why string
	// Problem says why the condition could not be told and counts as met; empty
	// when it could.
	Problem string
	Parts   []Outcome
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
