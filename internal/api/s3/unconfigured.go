package s3

import (
	"encoding/xml"
	"net/http"
)

// unconfigured answers questions about features that no bucket here has, as S3
// answers for a bucket on which they were never set up. Tools that describe a
// bucket, Terraform among them, ask all of them.
var unconfigured = map[string]func(*exchange) error{
	"accelerate":        plain("AccelerateConfiguration"),
	"encryption":        absent("ServerSideEncryptionConfigurationNotFoundError", "The server side encryption configuration was not found"),
	"lifecycle":         absent("NoSuchLifecycleConfiguration", "The lifecycle configuration does not exist"),
	"logging":           plain("BucketLoggingStatus"),
	"notification":      plain("NotificationConfiguration"),
	"object-lock":       absent("ObjectLockConfigurationNotFoundError", "Object Lock configuration does not exist for this bucket"),
	"ownershipControls": absent("OwnershipControlsNotFoundError", "The bucket ownership controls were not found"),
	"policy":            absent("NoSuchBucketPolicy", "The bucket policy does not exist"),
	"policyStatus":      absent("NoSuchBucketPolicy", "The bucket policy does not exist"),
	"publicAccessBlock": absent("NoSuchPublicAccessBlockConfiguration", "The public access block configuration was not found"),
	"replication":       absent("ReplicationConfigurationNotFoundError", "The replication configuration was not found"),
	"requestPayment":    requestPayment,
	"versioning":        plain("VersioningConfiguration"),
	"website":           absent("NoSuchWebsiteConfiguration", "The specified bucket does not have a website configuration"),
}

// plain answers with an empty document.
func plain(name string) func(*exchange) error {
	return func(x *exchange) error {
		if err := x.exists(); err != nil {
			return err
		}
		return x.xml(struct {
			XMLName xml.Name
		}{xml.Name{Space: namespace, Local: name}})
	}
}

// absent answers that there is no such configuration.
func absent(code, message string) func(*exchange) error {
	return func(x *exchange) error {
		if err := x.exists(); err != nil {
			return err
		}
		return problem{Code: code, Status: http.StatusNotFound, Message: message}
	}
}

func requestPayment(x *exchange) error {
	if err := x.exists(); err != nil {
		return err
	}
	return x.xml(struct {
		XMLName xml.Name `xml:"http://s3.amazonaws.com/doc/2006-03-01/ RequestPaymentConfiguration"`
		Payer   string
	}{Payer: "BucketOwner"})
}

// exists checks that what the request is about is there, and the caller's.
func (x *exchange) exists() error {
	if x.key == "" {
		_, err := x.objects.Bucket(x.r.Context(), x.call.Account, x.bucket)
		return err
	}
	_, err := x.objects.Head(x.r.Context(), x.call.Account, x.bucket, x.key)
	return err
}
