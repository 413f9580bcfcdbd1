package sigv4

import "foureyes/internal/aws"

// Reason says which rule a signature breaks, for protocols such as S3 that have
// a code of their own for each.
type Reason int

// The reasons.
const (
	Malformed Reason = iota // a part is missing or unreadable
	Unsigned                // a header that matters is not signed
	Skewed                  // signed too long ago, or in the future
	Expired                 // a presigned URL past its time
	Mismatch                // the signature is not that of the request
	Payload                 // the body is not the one that was signed
)

// Error is a signature that does not hold. It unwraps to the *aws.Fault of the
// JSON protocols.
type Error struct {
	Reason  Reason
	Message string
}

// Error gives the sentence, which may be told to the caller.
func (e *Error) Error() string { return e.Message }

// Unwrap gives the fault as the JSON protocols name it.
func (e *Error) Unwrap() error {
	if e.Reason == Malformed {
		return aws.IncompleteSignature(e.Message)
	}
	return aws.InvalidSignature(e.Message)
}

func malformed(message string) *Error { return &Error{Malformed, message} }

// mismatch is Amazon's sentence.
func mismatch() *Error {
	return &Error{Mismatch, "The request signature we calculated does not match the signature you provided. " +
		"Check your AWS Secret Access Key and signing method. Consult the service documentation for details."}
}
