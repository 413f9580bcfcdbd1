package textract

import (
	"foureyes/internal/aws"
	"foureyes/internal/fault"
	"foureyes/internal/prediction"
)

// names are the wire names of refusals that are about more than the parameters. A
// flow definition that is missing is one of these (A2I Developer Guide; the contract
// has no ResourceNotFoundException).
var names = map[fault.Subject]func(string) *aws.Fault{
	prediction.Location: invalidS3ObjectException,
	prediction.Kind:     unsupportedDocumentException,
	prediction.Size:     documentTooLargeException,
	prediction.Content:  badDocumentException,
}

// faultOf translates a room's error.
func faultOf(err error) *aws.Fault {
	f := fault.Of(err)
	switch f.Kind {
	case fault.Quota:
		return quota(f.Message)
	case fault.Throttled:
		return throttled(f)
	case fault.Denied:
		return accessDeniedException(f.Message)
	case fault.Invalid, fault.NotFound, fault.InUse, fault.Conflict, fault.Gone:
		if name, is := names[f.Subject]; is {
			return name(f.Message)
		}
		return invalidParameterException(f.Message)
	}
	if f.Subject == prediction.Source {
		return internalServerError(f.Message)
	}
	return internalServerError("Amazon Textract experienced a service issue. Try your call again.")
}

func throttled(f *fault.Error) *aws.Fault {
	name := throttlingException
	if f.Subject == prediction.Throughput {
		name = provisionedThroughputExceededException
	}
	out := name(f.Message)
	out.RetryAfter = aws.Throttling().RetryAfter
	return out
}

// quota tells of the one quota there is: that of human loops in progress.
func quota(message string) *aws.Fault {
	f := humanLoopQuotaExceededException(message)
	f.Members = map[string]string{"ResourceType": "human-loop", "QuotaCode": "max-human-loops", "ServiceCode": "sagemaker"}
	return f
}
