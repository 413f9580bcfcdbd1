package rekognition

import (
	"foureyes/internal/api/predict"
	"foureyes/internal/aws"
	"foureyes/internal/fault"
	"foureyes/internal/prediction"
)

// names are the wire names.
var names = predict.Names{
	Service:    "Amazon Rekognition",
	Invalid:    invalidParameterException,
	NotFound:   resourceNotFoundException,
	Denied:     accessDeniedException,
	Quota:      humanLoopQuotaExceededException,
	Throttled:  throttlingException,
	Throughput: provisionedThroughputExceededException,
	Internal:   internalServerError,
	Subjects: map[fault.Subject]func(string) *aws.Fault{
		prediction.Location: invalidS3ObjectException,
		prediction.Kind:     invalidImageFormatException,
		prediction.Size:     imageTooLargeException,
		prediction.Content:  invalidImageFormatException,
		prediction.Model:    resourceNotReadyException,
	},
}
