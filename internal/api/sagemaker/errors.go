package sagemaker

import (
	"errors"

	"foureyes/internal/aws"
	"foureyes/internal/fault"
	"foureyes/internal/page"
)

// faultOf translates a room's error. A missing flow definition or human task UI
// is ResourceNotFound, without "Exception"; a missing work team or workforce is a
// ValidationException (SageMaker API; a2i samples and Terraform rely on it).
func faultOf(err error) *aws.Fault {
	if errors.Is(err, page.ErrToken) {
		return aws.Validation("NextToken is not valid for this list.")
	}
	f := fault.Of(err)
	switch f.Kind {
	case fault.NotFound:
		return notFound(f)
	case fault.InUse:
		return resourceInUse(f.Message)
	case fault.Quota:
		return resourceLimitExceeded(f.Message)
	case fault.Conflict:
		return conflictException(f.Message)
	case fault.Invalid:
		return aws.Validation(f.Message)
	case fault.Throttled:
		return aws.Throttling()
	case fault.Denied:
		return aws.AccessDenied(f.Message)
	}
	return &aws.Fault{Code: "InternalFailure", Status: 500, Message: "An internal error occurred. Try again later."}
}

func notFound(f *fault.Error) *aws.Fault {
	if f.Subject == fault.Workteam || f.Subject == fault.Workforce {
		return aws.Validation(f.Message)
	}
	return resourceNotFound(f.Message)
}
