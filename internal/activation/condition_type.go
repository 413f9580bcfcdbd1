package activation

import "slices"

// check is what a simple condition asks of a result.
type check interface {
	evaluate(r *run) outcome
}

// conditionType is one ConditionType: its name, the built-in dialects that have it
// (Custom has them all), and how its parameters are read.
type conditionType struct {
	name    string
	builtIn []Dialect
	read    func(p *parameters) check
}

func (t conditionType) in(d Dialect) bool { return d == Custom || slices.Contains(t.builtIn, d) }

// conditionTypes are all there are (A2I Developer Guide, use human loop activation
// conditions JSON schema); Expression is ours.
var conditionTypes = []conditionType{
	{"ModerationLabelConfidenceCheck", []Dialect{Moderation}, readLabelCheck},
	{"ImportantFormKeyConfidenceCheck", []Dialect{Forms}, readKeyCheck},
	{"MissingImportantFormKey", []Dialect{Forms}, readMissingKey},
	{"Sampling", []Dialect{Forms, Moderation}, readSampling},
	{"Expression", nil, readExpression},
}

// anything is the name that stands for every label or key.
const anything = "*"
