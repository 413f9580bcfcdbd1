package suite

// predictionCases ask what Textract and Rekognition refuse before anything is
// predicted, so that they hold with any source of predictions and with none.
var predictionCases = []testCase{
	life("AnalyzeDocument", "does not know a flow definition that is not there", func(p *probe) {
		p.refuse("AnalyzeDocument", p.reviewed("AnalyzeDocument"), "InvalidParameterException", "")
	}),
	life("DetectModerationLabels", "does not find a flow definition that is not there", func(p *probe) {
		p.refuse("DetectModerationLabels", p.reviewed("DetectModerationLabels"), "ResourceNotFoundException", "")
	}),
}

// reviewed is an input that names a flow definition which is not there.
func (p *probe) reviewed(operation string) object {
	in := p.input(operation, "")
	in["HumanLoopConfig"] = object{"HumanLoopName": p.token(), "FlowDefinitionArn": p.arn("flow-definition", p.token())}
	return in
}
