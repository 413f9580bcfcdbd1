package remote

import (
	"errors"
	"fmt"
	"net/url"

	awshttp "github.com/aws/aws-sdk-go-v2/aws/transport/http"
	"github.com/aws/smithy-go"

	"foureyes/internal/fault"
	"foureyes/internal/object"
)

// errDenied is a store's No, whatever it was about.
var errDenied = fault.New(fault.Denied, fault.Bucket, "Access Denied by the S3 store.")

// denied is errDenied with what the store said.
type denied struct{ said error }

// Error tells what the store said.
func (d denied) Error() string { return d.said.Error() }

// Unwrap makes it errDenied for whoever decides by it.
func (d denied) Unwrap() error { return errDenied }

// meaning turns an error of the SDK into one of package object, where there is one that
// says as much; absent is what a plain "not found" stands for. Others tell in one sentence
// what the store answered, or that it could not be reached.
func meaning(err, absent error) error {
	var api smithy.APIError
	switch {
	case err == nil:
		return nil
	case !errors.As(err, &api):
		return unreached(err)
	}
	switch api.ErrorCode() {
	case "NotFound":
		return absent
	case "NoSuchBucket":
		return object.ErrNoSuchBucket
	case "NoSuchKey":
		return object.ErrNoSuchKey
	case "BucketAlreadyExists", "BucketAlreadyOwnedByYou":
		return object.ErrBucketTaken
	case "AccessDenied", "Forbidden":
		return denied{answered(err, api)}
	}
	return answered(err, api)
}

// refused tells whether an error of the SDK is a store's No, after which nothing has
// happened. After others something may have.
func refused(err error) bool {
	r, ok := errors.AsType[*awshttp.ResponseError](err)
	return ok && r.HTTPStatusCode()/100 == 4
}

// answered tells what the store answered. Answers to HEAD have a status and no more.
func answered(err error, api smithy.APIError) error {
	said := api.ErrorCode()
	if api.ErrorMessage() != "" {
		said += ": " + api.ErrorMessage()
	}
	if r, ok := errors.AsType[*awshttp.ResponseError](err); ok {
		return fmt.Errorf("the S3 store answered %d %s", r.HTTPStatusCode(), said)
	}
	return fmt.Errorf("the S3 store answered %s", said)
}

// unreached tells why nothing was answered, without the URL, which names the object.
func unreached(err error) error {
	if u, ok := errors.AsType[*url.Error](err); ok {
		return fmt.Errorf("reach the S3 store: %w", u.Err)
	}
	return fmt.Errorf("ask the S3 store: %w", err)
}
