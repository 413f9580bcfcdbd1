package a2iruntime

import (
	"errors"

	"foureyes/internal/aws"
	"foureyes/internal/fault"
	"foureyes/internal/page"
)

// names are the wire names of this API. StartHumanLoop models no
// ResourceNotFoundException, so its room makes a missing flow Invalid.
var names = map[fault.Kind]func(string) *aws.Fault{
	fault.Invalid:  validationException,
	fault.InUse:    validationException,
	fault.NotFound: resourceNotFoundException,
	fault.Conflict: conflictException,
	fault.Quota:    serviceQuotaExceededException,
}

// faultOf translates a room's error.
func faultOf(err error) *aws.Fault {
	if errors.Is(err, page.ErrToken) {
		return validationException("NextToken is not valid for this list.")
	}
	f := fault.Of(err)
	switch f.Kind {
	case fault.Throttled:
		return aws.Throttling()
	case fault.Denied:
		return aws.AccessDenied(f.Message)
	}
	if name, ok := names[f.Kind]; ok {
		return name(f.Message)
	}
	return internalServerException("We couldn't process your request because of an issue with the server. Try again later.")
}
