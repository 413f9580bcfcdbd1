package predict

import "foureyes/internal/prediction"

// Review is what a service's HumanLoopConfig asks for. The services' shapes are of
// their own types and have the same members.
func Review[Classifier ~string](loopName, flowDefinitionARN string, classifiers []Classifier) *prediction.Review {
	r := &prediction.Review{LoopName: loopName, FlowDefinitionARN: flowDefinitionARN}
	for _, c := range classifiers {
		r.ContentClassifiers = append(r.ContentClassifiers, string(c))
	}
	return r
}

// Text is that of a member that may be absent.
func Text(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}
