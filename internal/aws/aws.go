// Package aws holds the two words that every AWS protocol here shares: the
// Call (who asks, where and when) and the Fault (an error in AWS's own terms).
// Its folders are languages: sigv4, awsjson, restjson, shape, arn. None of them
// knows a product word; they could be published as they are.
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
	// AccessKeyID names the key.
	AccessKeyID string
	// SourceIP is the caller's address, forwarding headers of trusted proxies applied.
	SourceIP string
}

// Fault is an error as it goes out: the code that SDKs turn into an exception
// class, the HTTP status, and a sentence.
type Fault struct {
	Code    string
	Status  int
	Message string
}

// Error makes a Fault usable as an error inside the languages.
func (f *Fault) Error() string { return f.Code + ": " + f.Message }
