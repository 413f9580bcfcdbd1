// Package sts is the door of the Security Token Service (AWS Query protocol, XML
// answers): GetCallerIdentity, which SDK helpers and Terraform ask before anything
// else. Foureyes issues no session tokens, so the other operations are refused.
package sts

import (
	"context"
	"crypto/sha256"
	"encoding/base32"
	"encoding/xml"
	"errors"
	"fmt"
	"net/http"
	"net/url"

	"foureyes/internal/api/gate"
	"foureyes/internal/aws"
)

const internalFailure = "InternalFailure"

// protocol has the statuses of the codes in AWS Query (STS API Reference, common
// errors).
var protocol = aws.Protocol{
	ContentType: "text/xml; charset=utf-8",
	Internal:    internalFailure,
	Statuses: map[string]int{
		"MissingAuthenticationToken": http.StatusForbidden,
		"InvalidClientTokenId":       http.StatusForbidden,
		"SignatureDoesNotMatch":      http.StatusForbidden,
		internalFailure:              http.StatusInternalServerError,
	},
	Body: faultBody,
}

// names are the codes of AWS Query for faults that the JSON protocols call
// otherwise.
var names = map[string]string{
	"MissingAuthenticationTokenException": "MissingAuthenticationToken",
	"UnrecognizedClientException":         "InvalidClientTokenId",
	"InvalidSignatureException":           "SignatureDoesNotMatch",
	"IncompleteSignatureException":        "IncompleteSignature",
	"ThrottlingException":                 "Throttling",
	"SerializationException":              "MalformedQueryString",
}

type errorResponse struct {
	XMLName xml.Name `xml:"https://sts.amazonaws.com/doc/2011-06-15/ ErrorResponse"`
	Error   struct {
		Type    string
		Code    string
		Message string
	}
	RequestID string `xml:"RequestId"`
}

func faultBody(f *aws.Fault, requestID string) []byte {
	r := errorResponse{RequestID: requestID}
	r.Error.Type, r.Error.Code, r.Error.Message = "Sender", f.Code, f.Message
	if f.Code == internalFailure {
		r.Error.Type = "Receiver"
	}
	body, _ := xml.Marshal(r) // strings can always be written
	return body
}

type api struct {
	server aws.Server
	before *gate.Gate
}

// New makes the handler. server says how to authenticate and to log; before limits
// how often one may ask, nil for no limit. Permissions are not asked: everybody may
// know who they are, even against a policy (STS API Reference, GetCallerIdentity).
func New(server aws.Server, before *gate.Gate) http.Handler {
	authenticate := server.Authenticate
	server.Authenticate = func(r *http.Request) (aws.Call, []byte, error) {
		c, body, err := authenticate(r)
		return c, body, renamed(err)
	}
	server.Fault = func(error) *aws.Fault {
		return &aws.Fault{Code: internalFailure, Status: http.StatusInternalServerError, Message: "An internal error occurred. Try again later."}
	}
	return &api{server, before}
}

// ServeHTTP answers one request. The operation stands in the body, or in the query
// of a GET, and so is known only after the signature was checked.
func (a *api) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	query := r.URL.RawQuery
	a.server.Serve(w, r, &protocol, aws.Operation{
		Name: "GetCallerIdentity", Status: http.StatusOK,
		Run: func(ctx context.Context, c aws.Call, body []byte) ([]byte, error) {
			return a.run(ctx, c, query, body)
		},
	})
}

func (a *api) run(ctx context.Context, c aws.Call, query string, body []byte) ([]byte, error) {
	if len(body) > 0 {
		query = string(body)
	}
	parameters, err := url.ParseQuery(query)
	if err != nil {
		return nil, &aws.Fault{Code: "MalformedQueryString", Message: "The query string contains a syntax error."}
	}
	if action := parameters.Get("Action"); action != "GetCallerIdentity" {
		return nil, invalidAction(action)
	}
	if a.before != nil {
		if _, err := a.before.Enter(ctx, c, "sts:GetCallerIdentity", false); err != nil {
			return nil, renamed(err)
		}
	}
	return identity(c)
}

func invalidAction(action string) error {
	return &aws.Fault{Code: "InvalidAction", Message: fmt.Sprintf(
		"Could not find operation %.64q. Foureyes answers GetCallerIdentity; it issues no session tokens, so sign with an access key alone.", action)}
}

// renamed gives a fault its name in AWS Query.
func renamed(err error) error {
	f, ok := errors.AsType[*aws.Fault](err)
	if !ok {
		return err
	}
	if name, other := names[f.Code]; other {
		return &aws.Fault{Code: name, Status: f.Status, Message: f.Message, RetryAfter: f.RetryAfter}
	}
	return err
}

type getCallerIdentityResponse struct {
	XMLName xml.Name `xml:"https://sts.amazonaws.com/doc/2011-06-15/ GetCallerIdentityResponse"`
	Result  struct {
		ARN     string `xml:"Arn"`
		UserID  string `xml:"UserId"`
		Account string
	} `xml:"GetCallerIdentityResult"`
	Metadata struct {
		RequestID string `xml:"RequestId"`
	} `xml:"ResponseMetadata"`
}

func identity(c aws.Call) ([]byte, error) {
	var r getCallerIdentityResponse
	r.Result.ARN, r.Result.UserID, r.Result.Account = c.Principal, userID(c.Principal), c.Account
	r.Metadata.RequestID = c.RequestID
	body, err := xml.Marshal(r)
	if err != nil {
		return nil, fmt.Errorf("encode the answer: %w", err)
	}
	return body, nil
}

// userID stands in for IAM's unique id of a user: AIDA and 17 letters and digits,
// always the same for the same user.
func userID(principal string) string {
	sum := sha256.Sum256([]byte(principal))
	return "AIDA" + base32.StdEncoding.EncodeToString(sum[:])[:17]
}
