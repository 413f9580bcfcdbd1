package s3

import (
	"encoding/xml"
	"errors"
	"net/http"

	"foureyes/internal/object"
)

// usEast1 is the region that S3 leaves unnamed.
const usEast1 = "us-east-1"

type createBucketConfiguration struct {
	LocationConstraint string
}

// createBucket makes a bucket in the region that the body names, or else in the
// one that the request was signed for. As at Amazon, creating one's own bucket
// again succeeds in us-east-1 and is BucketAlreadyOwnedByYou elsewhere.
func createBucket(x *exchange) error {
	var wanted createBucketConfiguration
	if err := x.read(&wanted, 64<<10); err != nil {
		return err
	}
	if err := checkACL(x.r.Header); err != nil {
		return err
	}
	if x.r.Header.Get("X-Amz-Bucket-Object-Lock-Enabled") == "true" {
		return notImplemented("Object lock")
	}
	region := wanted.LocationConstraint
	if region == "" {
		region = x.call.Region
	}
	b, err := x.objects.CreateBucket(x.r.Context(), object.Bucket{
		Name: x.bucket, Account: x.call.Account, Region: region, CreatedBy: x.call.Principal,
	})
	again := errors.Is(err, object.ErrBucketOwned) && b.Region == usEast1 && region == usEast1
	if err != nil && !again {
		return err
	}
	x.w.Header().Set("Location", "/"+x.bucket)
	return x.empty(http.StatusOK)
}

func headBucket(x *exchange) error {
	b, err := x.objects.Bucket(x.r.Context(), x.call.Account, x.bucket)
	if err != nil {
		return err
	}
	x.w.Header().Set("X-Amz-Bucket-Region", b.Region)
	return x.empty(http.StatusOK)
}

func deleteBucket(x *exchange) error {
	if err := x.objects.DeleteBucket(x.r.Context(), x.call.Account, x.bucket); err != nil {
		return err
	}
	return x.empty(http.StatusNoContent)
}

type locationConstraint struct {
	XMLName xml.Name `xml:"http://s3.amazonaws.com/doc/2006-03-01/ LocationConstraint"`
	Region  string   `xml:",chardata"`
}

func getBucketLocation(x *exchange) error {
	b, err := x.objects.Bucket(x.r.Context(), x.call.Account, x.bucket)
	if err != nil {
		return err
	}
	if b.Region == usEast1 {
		b.Region = ""
	}
	return x.xml(locationConstraint{Region: b.Region})
}
