package predictor

import (
	"errors"
	"strings"
	"time"

	"foureyes/internal/fault"
	"foureyes/internal/prediction"
)

// class says what to do about a source that gave no answer.
type class int

const (
	broken  class = iota // it failed: try again, and count it
	busy                 // it has too much to do: try again later
	refused              // it cannot do this request: tell the caller
	resting              // it failed several times and is not asked for a while
	shut                 // it does not know the server: an operator must help
)

// failure is why a source gave no answer.
type failure struct {
	class class
	// code and message are the source's own, in AWS's words; empty when it told none.
	code, message string
	// pause is how long the source wants to be left alone; 0 when it did not say.
	pause time.Duration
	cause error
}

// Error tells the cause, for the log and for operators.
func (f *failure) Error() string { return f.cause.Error() }

// Unwrap gives the cause.
func (f *failure) Unwrap() error { return f.cause }

// failureOf makes any error of a Caller a failure.
func failureOf(err error) *failure {
	if f, ok := errors.AsType[*failure](err); ok {
		return f
	}
	return &failure{class: broken, cause: err}
}

// refusals are the errors of the two services that are about the request (their
// contracts), and what each is about here.
var refusals = map[string]fault.Subject{
	"InvalidParameterException":    prediction.Parameter,
	"ValidationException":          prediction.Parameter,
	"InvalidImageFormatException":  prediction.Kind,
	"UnsupportedDocumentException": prediction.Kind,
	"ImageTooLargeException":       prediction.Size,
	"DocumentTooLargeException":    prediction.Size,
	"BadDocumentException":         prediction.Content,
	"ResourceNotFoundException":    prediction.Model,
	"ResourceNotReadyException":    prediction.Model,
}

// strangers are the errors by which AWS says that it does not know a caller, or does
// not let it in.
var strangers = map[string]bool{
	"AccessDeniedException": true, "UnrecognizedClientException": true, "InvalidSignatureException": true,
	"MissingAuthenticationTokenException": true, "IncompleteSignatureException": true, "ExpiredTokenException": true,
	"SubscriptionRequiredException": true, "OptInRequired": true,
}

// told makes a failure of a code and a message in AWS's words.
func told(code, message string, cause error) *failure {
	f := &failure{code: code, message: message, cause: cause}
	_, about := refusals[code]
	switch {
	case about:
		f.class = refused
	case strangers[code]:
		f.class = shut
	case strings.Contains(code, "Throttl") || code == throughputCode || code == "LimitExceededException" || code == "TooManyRequestsException":
		f.class = busy
	}
	return f
}

const throughputCode = "ProvisionedThroughputExceededException"

// fault is what the caller is told.
func (f *failure) fault() error {
	switch f.class {
	case refused:
		kind := fault.Invalid
		switch f.code {
		case "ResourceNotFoundException":
			kind = fault.NotFound
		case "ResourceNotReadyException":
			kind = fault.InUse
		}
		return fault.Wrap(f.cause, kind, refusals[f.code], "%s", f.sentence())
	case busy:
		about := prediction.Source
		if f.code == throughputCode {
			about = prediction.Throughput
		}
		return fault.Wrap(f.cause, fault.Throttled, about, "The prediction source has too much to do. Try your call again later.")
	case resting:
		return fault.Wrap(f.cause, fault.Throttled, prediction.Source, "The prediction source failed several times in a row and is left alone for a while. Try your call again later.")
	case shut:
		return fault.Wrap(f.cause, fault.Internal, prediction.Source, "The prediction source does not let this server in: its credentials must be set anew.")
	}
	return fault.Wrap(f.cause, fault.Internal, prediction.Source, "The prediction source gave no answer that can be used. Try your call again.")
}

func (f *failure) sentence() string {
	if f.message == "" {
		return "The request cannot be processed."
	}
	return f.message
}
