package s3

import (
	"errors"
	"fmt"
	"net/http"
	"strings"

	"foureyes/internal/aws"
	"foureyes/internal/aws/sigv4"
	"foureyes/internal/fault"
	"foureyes/internal/object"
)

// problem is an error as S3 names it.
type problem struct {
	Code    string
	Status  int
	Message string
	// Name and Value are the argument that an InvalidArgument is about.
	Name, Value string
}

// Error makes a problem usable as an error inside the door.
func (p problem) Error() string { return p.Code + ": " + p.Message }

// What the door itself refuses.
var (
	accessDenied     = problem{Code: "AccessDenied", Status: http.StatusForbidden, Message: "Access Denied"}
	invalidURI       = problem{Code: "InvalidURI", Status: http.StatusBadRequest, Message: "Couldn't parse the specified URI."}
	invalidRange     = problem{Code: "InvalidRange", Status: http.StatusRequestedRangeNotSatisfiable, Message: "The requested range is not satisfiable"}
	invalidDigest    = problem{Code: "InvalidDigest", Status: http.StatusBadRequest, Message: "The Content-MD5 or checksum value that you specified is not valid."}
	malformedXML     = problem{Code: "MalformedXML", Status: http.StatusBadRequest, Message: "The XML you provided was not well-formed or did not validate against our published schema."}
	methodNotAllowed = problem{Code: "MethodNotAllowed", Status: http.StatusMethodNotAllowed, Message: "The specified method is not allowed against this resource."}
	internalError    = problem{Code: "InternalError", Status: http.StatusInternalServerError, Message: "We encountered an internal error. Please try again."}
)

func invalidArgument(name, value, message string) problem {
	return problem{Code: "InvalidArgument", Status: http.StatusBadRequest, Message: message, Name: name, Value: value}
}

func invalidRequest(format string, args ...any) problem {
	return problem{Code: "InvalidRequest", Status: http.StatusBadRequest, Message: fmt.Sprintf(format, args...)}
}

func notImplemented(what string) problem {
	return problem{Code: "NotImplemented", Status: http.StatusNotImplemented, Message: what + " is not implemented by this server."}
}

// steppedAside says where objects are. It is no redirect: SDKs take one for Amazon's, which
// sends them to another region.
func steppedAside(url string) problem {
	return invalidRequest("This server keeps no objects: they are in the S3 store at %s. Send S3 requests there, "+
		"with credentials of that store; AWS_ENDPOINT_URL_S3=%s does that for most SDKs.", url, url)
}

// codes are S3's names for the refusals of the object store (S3 API reference,
// error responses). The sentence is the refusal's own.
var codes = map[error]problem{
	object.ErrNoSuchBucket:     {Code: "NoSuchBucket", Status: http.StatusNotFound},
	object.ErrNotYourBucket:    {Code: "AccessDenied", Status: http.StatusForbidden},
	object.ErrBucketTaken:      {Code: "BucketAlreadyExists", Status: http.StatusConflict},
	object.ErrBucketOwned:      {Code: "BucketAlreadyOwnedByYou", Status: http.StatusConflict},
	object.ErrBucketNotEmpty:   {Code: "BucketNotEmpty", Status: http.StatusConflict},
	object.ErrBucketName:       {Code: "InvalidBucketName", Status: http.StatusBadRequest},
	object.ErrNoSuchKey:        {Code: "NoSuchKey", Status: http.StatusNotFound},
	object.ErrKeyTooLong:       {Code: "KeyTooLongError", Status: http.StatusBadRequest},
	object.ErrKeyEncoding:      {Code: "InvalidURI", Status: http.StatusBadRequest},
	object.ErrMetadataTooLarge: {Code: "MetadataTooLarge", Status: http.StatusBadRequest},
	object.ErrTooLarge:         {Code: "EntityTooLarge", Status: http.StatusBadRequest},
	object.ErrIncompleteBody:   {Code: "IncompleteBody", Status: http.StatusBadRequest},
	object.ErrBadDigest:        {Code: "BadDigest", Status: http.StatusBadRequest},
	object.ErrPrecondition:     {Code: "PreconditionFailed", Status: http.StatusPreconditionFailed},
	object.ErrNotModified:      {Code: "NotModified", Status: http.StatusNotModified},
	object.ErrSelfCopy:         {Code: "InvalidRequest", Status: http.StatusBadRequest},
	object.ErrCopyRange:        {Code: "InvalidArgument", Status: http.StatusBadRequest},
	object.ErrNoSuchUpload:     {Code: "NoSuchUpload", Status: http.StatusNotFound},
	object.ErrPartNumber:       {Code: "InvalidArgument", Status: http.StatusBadRequest},
	object.ErrInvalidPart:      {Code: "InvalidPart", Status: http.StatusBadRequest},
	object.ErrPartOrder:        {Code: "InvalidPartOrder", Status: http.StatusBadRequest},
	object.ErrPartTooSmall:     {Code: "EntityTooSmall", Status: http.StatusBadRequest},
	// 507, since SDKs repeat a 500 or 503 and a full disk does not empty itself.
	object.ErrFull: {Code: "InsufficientStorage", Status: http.StatusInsufficientStorage},
}

// reasons are S3's names for signatures that do not hold.
var reasons = map[sigv4.Reason]problem{
	sigv4.Malformed: {Code: "AuthorizationHeaderMalformed", Status: http.StatusBadRequest},
	sigv4.Unsigned:  {Code: "AccessDenied", Status: http.StatusForbidden},
	sigv4.Skewed:    {Code: "RequestTimeTooSkewed", Status: http.StatusForbidden},
	sigv4.Expired:   {Code: "AccessDenied", Status: http.StatusForbidden},
	sigv4.Mismatch:  {Code: "SignatureDoesNotMatch", Status: http.StatusForbidden},
}

// faults are S3's names for what other AWS APIs call differently.
var faults = map[string]problem{
	"MissingAuthenticationTokenException": {Code: "AccessDenied", Status: http.StatusForbidden},
	"UnrecognizedClientException":         {Code: "InvalidAccessKeyId", Status: http.StatusForbidden},
	"InvalidSignatureException":           {Code: "SignatureDoesNotMatch", Status: http.StatusForbidden},
	"IncompleteSignatureException":        {Code: "AuthorizationHeaderMalformed", Status: http.StatusBadRequest},
	"AccessDeniedException":               {Code: "AccessDenied", Status: http.StatusForbidden},
	"ThrottlingException":                 {Code: "SlowDown", Status: http.StatusServiceUnavailable},
}

// translate gives S3's name for an error.
func (x *exchange) translate(err error) problem {
	var own problem
	var signature *sigv4.Error
	var fromAWS *aws.Fault
	var refusal *fault.Error
	switch {
	case errors.As(err, &own):
		return own
	case errors.As(err, &signature) && signature.Reason == sigv4.Payload:
		return x.payloadProblem().saying(signature.Message)
	case errors.As(err, &signature):
		return reasons[signature.Reason].saying(signature.Message)
	case errors.As(err, &fromAWS):
		return fromFault(fromAWS)
	case errors.As(err, &refusal):
		if p, ok := codes[refusal]; ok {
			return p.saying(refusal.Message)
		}
		if refusal.Kind == fault.Full {
			return codes[object.ErrFull].saying(refusal.Message)
		}
	}
	return internalError
}

// payloadProblem finds which promise a body has broken. The verifier tells only
// that it was one.
func (x *exchange) payloadProblem() problem {
	size, err := x.size()
	streamed := strings.HasPrefix(x.r.Header.Get("X-Amz-Content-Sha256"), "STREAMING-")
	switch {
	case size > object.MaxSize:
		return codes[object.ErrTooLarge]
	case err == nil && size > x.body.read:
		return codes[object.ErrIncompleteBody]
	case streamed: // no hash of the whole was announced, but a checksum
		return codes[object.ErrBadDigest]
	}
	return problem{Code: "XAmzContentSHA256Mismatch", Status: http.StatusBadRequest}
}

func fromFault(f *aws.Fault) problem {
	if p, ok := faults[f.Code]; ok {
		return p.saying(f.Message)
	}
	status := f.Status
	if status == 0 {
		status = http.StatusBadRequest
	}
	return problem{Code: f.Code, Status: status, Message: f.Message}
}

func (p problem) saying(message string) problem {
	p.Message = message
	return p
}
