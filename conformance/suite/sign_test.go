package suite

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	v4 "github.com/aws/aws-sdk-go-v2/aws/signer/v4"
)

// The SDK's signer is the oracle of ours.
func TestSignaturesAreThoseOfTheSDK(t *testing.T) {
	now := time.Date(2025, 2, 3, 4, 5, 6, 0, time.UTC)
	for name, test := range map[string]struct {
		method, url, body, service string
		header                     map[string]string
	}{
		"AWS JSON":  {"POST", "http://127.0.0.1:8080/", `{"a":"ü"}`, "sagemaker", map[string]string{"Content-Type": "application/x-amz-json-1.1", "X-Amz-Target": "SageMaker.ListTags"}},
		"a path":    {"GET", "http://127.0.0.1:8080/human-loops/a%2Fb%20c%C3%BC", "", "sagemaker", nil},
		"a query":   {"GET", "http://example.org/human-loops?MaxResults=1&FlowDefinitionArn=arn%3Aaws%3A%2A&NextToken=a%2Bb%20c", "", "sagemaker", nil},
		"a bucket":  {"PUT", "http://127.0.0.1:8080/bucket", "", "s3", nil},
		"an object": {"PUT", "http://127.0.0.1:8080/bucket/a%20b/c", "body", "s3", map[string]string{"Content-Type": "text/plain"}},
	} {
		t.Run(name, func(t *testing.T) {
			build := func() *http.Request {
				r, err := http.NewRequestWithContext(t.Context(), test.method, test.url, strings.NewReader(test.body))
				if err != nil {
					t.Fatal(err)
				}
				for name, value := range test.header {
					r.Header.Set(name, value)
				}
				return r
			}
			ours, theirs := build(), build()
			Credentials{AccessKeyID: "AKID", SecretAccessKey: "secret", SessionToken: "token"}.sign(ours, []byte(test.body), scope{"eu-west-1", test.service}, now)
			theirs.ContentLength = 0 // the SDK would sign it
			hash := hexSHA256([]byte(test.body))
			if test.service == "s3" {
				theirs.Header.Set("X-Amz-Content-Sha256", hash)
			}
			err := v4.NewSigner().SignHTTP(t.Context(), aws.Credentials{AccessKeyID: "AKID", SecretAccessKey: "secret", SessionToken: "token"},
				theirs, hash, test.service, "eu-west-1", now, func(o *v4.SignerOptions) { o.DisableURIPathEscaping = test.service == "s3" })
			if err != nil {
				t.Fatal(err)
			}
			if a, b := ours.Header.Get("Authorization"), theirs.Header.Get("Authorization"); a != b {
				t.Errorf("ours\n%s\ntheirs\n%s", a, b)
			}
		})
	}
}
