// Package aws holds what every AWS protocol here shares: the Call (who asks,
// where and when), the Fault (an error in AWS's own terms), how a body is
// buffered, and the Server that answers one operation and writes the log line.
//
// Its folders are languages: sigv4, sigv2, awsjson, restjson, shape, arn. None of them
// knows a product word; they could be published as they are. Who a caller is
// and what an operation does is left to those who use them.
package aws

import "time"

// Call is one authenticated request: who asks, for which region, and when.
type Call struct {
	// RequestID is the UUID sent back as x-amzn-RequestId and written to the log.
	RequestID string
	// Time is read once, when the request arrives (UTC).
	Time time.Time
	// Region is the one in the signature's credential scope.
	Region string
	// Account is the 12-digit account of the access key.
	Account string
	// Principal is the ARN of the key's owner.
	Principal string
	// AccessKeyID names the key; empty where a person is signed in instead.
	AccessKeyID string
	// PersonID is who is signed in, where no key signed; empty for programs.
	PersonID string
	// Administrator tells that this person may do everything.
	Administrator bool
	// SourceIP is the caller's address, forwarding headers of trusted proxies applied.
	SourceIP string
}
