// Package activation is the language of activation conditions: it decides whether
// people shall review a result, and which part of it they are shown
// (HumanLoopActivationConditions of the SageMaker API).
//
// It owns reading and checking of conditions (Parse), their evaluation in full, the
// selection of what is shown, the drawing of samples, and the echo of the
// conditions with the result on every node. It imports nothing of ours: where
// conditions are kept, where results come from, and what follows are left to
// others.
//
// Beyond Amazon it knows the condition type Expression, in CEL, and Not; both only
// in the dialect for results of one's own (Custom).
package activation

import "encoding/json"

// Dialect says which condition types there are. It is the request source of the
// flow definition that the conditions belong to.
type Dialect string

// The dialects. Each built-in one has the name of its request source.
const (
	// Custom is for results of one's own: every condition type, Expression and Not.
	Custom Dialect = ""
	// Forms is for Textract's key-value pairs.
	Forms Dialect = "AWS/Textract/AnalyzeDocument/Forms/V1"
	// Moderation is for Rekognition's moderation labels.
	Moderation Dialect = "AWS/Rekognition/DetectModerationLabels/Image/V3"
)

// Conditions are activation conditions that were read and found in order. They can
// be evaluated any number of times, also at once.
type Conditions struct {
	nodes []node
}

// node is one condition: a simple one with a check, or And, Or or Not of others.
type node struct {
	op    string // And, Or, Not; empty for a simple condition
	parts []node
	check check
	place string
	// members are the condition as it was given, in its order and without blanks.
	members []member
}

// The operators that join conditions. Not is of the Custom dialect alone.
const (
	opAnd = "And"
	opOr  = "Or"
	opNot = "Not"
)

// member is one member of a JSON object.
type member struct {
	name  string
	value json.RawMessage
}

// Error is a mistake in conditions.
type Error struct {
	// Place is the path to the mistake, such as
	// Conditions[1].And[0].ConditionParameters.ConfidenceLessThan; places in lists
	// count from 0. Empty when it is the text as a whole.
	Place string
	// Problem says what is wrong; it goes on from the place.
	Problem string
}

// Error gives the place and the problem in one sentence.
func (e *Error) Error() string {
	if e.Place == "" {
		return "The conditions " + e.Problem
	}
	return e.Place + " " + e.Problem
}
