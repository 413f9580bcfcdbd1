package aws

import (
	"net/http"
	"strconv"
	"time"
)

// Fault is an error as it goes out: the code that SDKs turn into an exception
// class, the HTTP status, and a sentence.
type Fault struct {
	Code string
	// Status is the HTTP status; 0 leaves it to the protocol, since the same code
	// has other statuses in AWS JSON and in REST-JSON.
	Status  int
	Message string
	// RetryAfter tells when to try again; whole seconds, 0 says nothing.
	RetryAfter time.Duration
	// Members are what a modelled error has besides its message.
	Members map[string]string
}

// Error makes a Fault usable as an error inside the languages.
func (f *Fault) Error() string { return f.Code + ": " + f.Message }

// MissingAuthenticationToken says that a request carries no signature.
func MissingAuthenticationToken() *Fault {
	return &Fault{Code: "MissingAuthenticationTokenException", Message: "Missing Authentication Token"}
}

// UnrecognizedClient says that nobody knows the access key, or that the session
// token is not ours.
func UnrecognizedClient() *Fault {
	return &Fault{Code: "UnrecognizedClientException", Message: "The security token included in the request is invalid."}
}

// InvalidSignature says that the signature does not hold, or does not hold now.
func InvalidSignature(message string) *Fault {
	return &Fault{Code: "InvalidSignatureException", Message: message}
}

// IncompleteSignature says that a part of the signature is missing or unreadable.
func IncompleteSignature(message string) *Fault {
	return &Fault{Code: "IncompleteSignatureException", Message: message}
}

// AccessDenied says that the caller is known but may not do this.
func AccessDenied(message string) *Fault {
	return &Fault{Code: "AccessDeniedException", Message: message}
}

// Throttling says that the caller asks too often.
func Throttling() *Fault {
	return &Fault{Code: "ThrottlingException", Message: "Rate exceeded", RetryAfter: time.Second}
}

// retryAfter sets the header that SDKs wait by (RFC 9110, Retry-After).
func (f *Fault) retryAfter(h http.Header) {
	if f.RetryAfter > 0 {
		h.Set("Retry-After", strconv.Itoa(int(f.RetryAfter/time.Second)))
	}
}

// Validation says that an input breaks a constraint.
func Validation(message string) *Fault {
	return &Fault{Code: "ValidationException", Message: message}
}

// Serialization says that a body cannot be read.
func Serialization(message string) *Fault {
	return &Fault{Code: "SerializationException", Message: message}
}

// UnknownOperation says that a request names no operation of this service.
func UnknownOperation(message string) *Fault {
	return &Fault{Code: "UnknownOperationException", Message: message}
}

// UnsupportedMediaType says that a body is not what the protocol speaks.
func UnsupportedMediaType(message string) *Fault {
	return &Fault{Code: "UnsupportedMediaTypeException", Status: http.StatusUnsupportedMediaType, Message: message}
}
