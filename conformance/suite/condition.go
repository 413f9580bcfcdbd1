package suite

import "strings"

// The request sources of the two built-in task types.
const (
	forms      = "AWS/Textract/AnalyzeDocument/Forms/V1"
	moderation = "AWS/Rekognition/DetectModerationLabels/Image/V3"
)

// Conditions that each source takes, as JSON text.
const (
	sampled   = `{"ConditionType":"Sampling","ConditionParameters":{"RandomSamplingPercentage":2.5}}`
	keySure   = `{"ConditionType":"ImportantFormKeyConfidenceCheck","ConditionParameters":{"ImportantFormKey":"*","ImportantFormKeyAliases":["Total:"],"KeyValueBlockConfidenceLessThan":80,"WordBlockConfidenceGreaterThanEquals":1.5}}`
	keyGone   = `{"ConditionType":"MissingImportantFormKey","ConditionParameters":{"ImportantFormKey":"Größe","ImportantFormKeyAliases":["size"]}}`
	labelSure = `{"ConditionType":"ModerationLabelConfidenceCheck","ConditionParameters":{"ModerationLabelName":"Weapons","ConfidenceEquals":50,"ConfidenceLessThanEquals":60,"ConfidenceGreaterThan":40}}`
)

// flowAsking is the input of CreateFlowDefinition with a request source, and with
// conditions unless they are empty.
func (p *probe) flowAsking(name, source, conditions string) object {
	in := p.flow(name)
	in["HumanLoopRequestSource"] = object{"AwsManagedHumanLoopRequestSource": source}
	if conditions != "" {
		in["HumanLoopActivationConfig"] = object{"HumanLoopActivationConditionsConfig": object{"HumanLoopActivationConditions": conditions}}
	}
	return in
}

// keepsConditions makes a flow definition and looks for its source and conditions.
func keepsConditions(source, conditions string) func(*probe) {
	return func(p *probe) {
		name := p.token()
		in := p.flowAsking(name, source, conditions)
		p.call("CreateFlowDefinition", in)
		a := p.call("DescribeFlowDefinition", flowNamed(name))
		for _, member := range []string{"HumanLoopRequestSource", "HumanLoopActivationConfig"} {
			if in[member] != nil {
				p.equal(member, a.at(member), in[member])
			}
		}
	}
}

// refusesConditions asks for a flow definition whose conditions have a mistake.
func refusesConditions(source, conditions string) func(*probe) {
	return func(p *probe) {
		p.refuse("CreateFlowDefinition", p.flowAsking(p.token(), source, conditions), "ValidationException", "")
	}
}

// listed are conditions as a list, with blanks that must stay.
func listed(conditions ...string) string {
	return ` {"Conditions": [` + strings.Join(conditions, " , ") + `]}`
}

var conditionCases = []testCase{
	life("CreateFlowDefinition", "takes Textract as a source, with conditions nested twice",
		keepsConditions(forms, listed(`{"Or": [`+keySure+`, {"And": [`+sampled+`,`+keyGone+`]}]}`, sampled))),
	life("CreateFlowDefinition", "takes Rekognition as a source, with conditions", keepsConditions(moderation, listed(sampled, `{"And":[`+labelSure+`,`+sampled+`]}`))),
	life("CreateFlowDefinition", "takes Textract without conditions", keepsConditions(forms, "")),
	life("CreateFlowDefinition", "takes Rekognition without conditions", keepsConditions(moderation, "")),
	life("CreateFlowDefinition", "refuses a condition type of the other source", refusesConditions(forms, listed(sampled, labelSure))),
	life("CreateFlowDefinition", "refuses a form's condition type for moderation", refusesConditions(moderation, listed(keyGone))),
	life("CreateFlowDefinition", "refuses an unknown condition type", refusesConditions(forms, listed(`{"ConditionType":"Never","ConditionParameters":{}}`))),
	life("CreateFlowDefinition", "refuses conditions that are no JSON", refusesConditions(forms, `{"Conditions":[`)),
	life("CreateFlowDefinition", "refuses a condition without its list", refusesConditions(forms, sampled)),
	life("CreateFlowDefinition", "refuses an And of one condition", refusesConditions(forms, listed(`{"And":[`+sampled+`]}`))),
	life("CreateFlowDefinition", "refuses Not", refusesConditions(forms, listed(`{"Not":`+sampled+`}`))),
	life("CreateFlowDefinition", "refuses conditions nested three times",
		refusesConditions(moderation, listed(`{"And":[`+sampled+`,{"Or":[`+sampled+`,{"And":[`+sampled+`,`+labelSure+`]}]}]}`))),
	life("CreateFlowDefinition", "refuses a percentage of none", refusesConditions(moderation, listed(`{"ConditionType":"Sampling","ConditionParameters":{"RandomSamplingPercentage":0}}`))),
}
