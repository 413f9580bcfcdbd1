package textract

import (
	"foureyes/internal/api/predict"
	"foureyes/internal/aws"
	"foureyes/internal/fault"
	"foureyes/internal/prediction"
)

// names are the wire names. A flow definition that is missing is an invalid parameter
// (A2I Developer Guide; the contract has no ResourceNotFoundException).
var names = predict.Names{
	Service:    "Amazon Textract",
	Invalid:    invalidParameterException,
	Denied:     accessDeniedException,
	Quota:      humanLoopQuotaExceededException,
	Throttled:  throttlingException,
	Throughput: provisionedThroughputExceededException,
	Internal:   internalServerError,
	Subjects: map[fault.Subject]func(string) *aws.Fault{
		prediction.Location: invalidS3ObjectException,
		prediction.Kind:     unsupportedDocumentException,
		prediction.Size:     documentTooLargeException,
		prediction.Content:  badDocumentException,
	},
}
