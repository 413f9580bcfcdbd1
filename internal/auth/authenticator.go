package auth

import (
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"regexp"

	"foureyes/internal/aws"
	"foureyes/internal/aws/sigv2"
	"foureyes/internal/aws/sigv4"
	"foureyes/internal/fault"
)

// MaxObject bounds the payload of one S3 request in bytes (Amazon S3, PutObject).
const MaxObject = 5 << 30

// serviceS3 is the service in the credential scope of S3 requests.
const serviceS3 = "s3"

// regionPattern keeps out what is no region; above all EveryRegion.
var regionPattern = regexp.MustCompile(`^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$`)

// Authenticator names the program behind an AWS request by its signature. The
// request's id and time are those that aws.WithRequest noted, and the caller's
// address is r.RemoteAddr, in which trusted proxies were already seen through. It
// is safe for concurrent use.
type Authenticator struct {
	keys    *AccessKeys
	derived sigv4.KeyCache
}

// NewAuthenticator makes an Authenticator that knows these access keys.
func NewAuthenticator(keys *AccessKeys) *Authenticator {
	return &Authenticator{keys: keys}
}

// JSON authenticates a request of the JSON protocols and returns its body without
// content encoding. Key and date are checked before the body is read, of which no
// more than aws.MaxBody bytes are. A refusal is an *aws.Fault; any other error is
// a failure of ours or of the connection.
func (a *Authenticator) JSON(r *http.Request) (aws.Call, []byte, error) {
	k, err := a.known(r)
	if err != nil {
		return aws.Call{}, nil, err
	}
	// Only S3 may leave a body unsigned, so its scope must not reach here.
	if k.signature.Service == serviceS3 {
		return aws.Call{}, nil, aws.InvalidSignature("Credential should be scoped to correct service.")
	}
	sent, err := aws.ReadBody(r)
	if err != nil {
		return aws.Call{}, nil, err
	}
	if err := k.signature.VerifyBody(r, k.key, sent); err != nil {
		return aws.Call{}, nil, err
	}
	body, err := aws.PlainBody(r, sent)
	if err != nil {
		return aws.Call{}, nil, err
	}
	return k.call, body, nil
}

// S3 authenticates a request of the S3 protocol: signed with Version 4, or by a
// presigned URL of Version 2. hostBucket is the bucket that the host names, empty
// when the path does; Version 2 signs it. Headers that such a URL carries in its
// query are set on the request.
//
// The payload is what was sent without chunk coding, and is checked while it is
// read: it ends in io.EOF only if hash, signatures, length and checksums hold, so
// whoever stores it must wait for that. A refusal, here or from the payload, is an
// *aws.Fault, and where a Version 4 signature or the payload is at fault also a
// *sigv4.Error, which tells the reason.
func (a *Authenticator) S3(r *http.Request, hostBucket string) (aws.Call, io.ReadCloser, error) {
	check := a.version4
	if sigv2.Signed(r) {
		check = func(r *http.Request) (known, error) { return a.version2(r, hostBucket) }
	}
	k, err := check(r)
	if err != nil {
		return aws.Call{}, nil, err
	}
	payload, _, err := k.signature.Body(r, k.key, MaxObject)
	if err != nil {
		return aws.Call{}, nil, err
	}
	return k.call, struct {
		io.Reader
		io.Closer
	}{payload, r.Body}, nil
}

// version4 checks all of an S3 request but its payload.
func (a *Authenticator) version4(r *http.Request) (known, error) {
	k, err := a.known(r)
	if err != nil {
		return known{}, err
	}
	if k.signature.Service != serviceS3 {
		return known{}, aws.InvalidSignature("Credential should be scoped to correct service: 's3'.")
	}
	return k, k.signature.Verify(r, k.key, k.signature.Payload(r))
}

// version2 does the same for a presigned URL of Version 2, which has no region.
func (a *Authenticator) version2(r *http.Request, hostBucket string) (known, error) {
	_, now := aws.RequestFrom(r.Context())
	s, err := sigv2.Parse(r)
	if err != nil {
		return known{}, err
	}
	if s.SecurityToken != "" {
		return known{}, noSessionTokens()
	}
	if err := s.CheckTime(now); err != nil {
		return known{}, err
	}
	call, secret, err := a.caller(r, s.AccessKeyID, DefaultRegion)
	if err != nil {
		return known{}, err
	}
	if err := s.Verify(r, secret, hostBucket); err != nil {
		return known{}, err
	}
	r.Header = s.Headers(r.Header)
	// The body is as free as that of a Version 4 URL that says nothing about it.
	k := known{signature: &sigv4.Signature{Presigned: true, Service: serviceS3}, call: call}
	switch k.signature.Payload(r) {
	case sigv4.StreamingPayload, sigv4.StreamingPayloadTrailer: // there is no signature to chain chunks to
		return known{}, aws.IncompleteSignature("The chunks of a body cannot be signed with Signature Version 2.")
	}
	return k, nil
}

// known is a request whose key and date are good, and whose signature can now be
// checked.
type known struct {
	signature *sigv4.Signature
	key       sigv4.Key
	call      aws.Call
}

// known checks all that can be checked without the body, from cheap to dear.
func (a *Authenticator) known(r *http.Request) (known, error) {
	_, now := aws.RequestFrom(r.Context())
	s, err := parseSignature(r)
	if err != nil {
		return known{}, err
	}
	if err := s.CheckTime(now); err != nil {
		return known{}, err
	}
	call, secret, err := a.caller(r, s.AccessKeyID, s.Region)
	if err != nil {
		return known{}, err
	}
	return known{signature: s, key: a.derived.Key(s, secret), call: call}, nil
}

// caller finds whose key it is, and its secret.
func (a *Authenticator) caller(r *http.Request, accessKeyID, region string) (aws.Call, string, error) {
	id, now := aws.RequestFrom(r.Context())
	k, secret, err := a.keys.Find(r.Context(), accessKeyID, now)
	if fault.Is(err, fault.NotFound) {
		return aws.Call{}, "", aws.UnrecognizedClient()
	}
	if err != nil {
		return aws.Call{}, "", fmt.Errorf("find the access key: %w", err)
	}
	return aws.Call{
		RequestID: id, Time: now, Region: region, Account: k.Account,
		Principal: k.Principal, AccessKeyID: k.ID, SourceIP: SourceIP(r),
	}, secret, nil
}

// parseSignature reads a signature that could be good here.
func parseSignature(r *http.Request) (*sigv4.Signature, error) {
	s, err := sigv4.Parse(r)
	switch {
	case errors.Is(err, sigv4.ErrNone):
		return nil, aws.MissingAuthenticationToken()
	case err != nil:
		return nil, err
	case s.SecurityToken != "":
		return nil, noSessionTokens()
	case !regionPattern.MatchString(s.Region):
		return nil, aws.InvalidSignature("Credential should be scoped to a valid region.")
	}
	return s, nil
}

func noSessionTokens() *aws.Fault {
	f := aws.UnrecognizedClient()
	f.Message += " Foureyes issues no session tokens: sign with an access key alone, without AWS_SESSION_TOKEN."
	return f
}

// SourceIP is the address without the port; of a Unix socket, nothing.
func SourceIP(r *http.Request) string {
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		return ""
	}
	return host
}

// Signed reports whether a request carries an AWS signature, good or bad.
func Signed(r *http.Request) bool {
	_, err := sigv4.Parse(r)
	return !errors.Is(err, sigv4.ErrNone)
}
