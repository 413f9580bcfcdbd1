package s3_test

import (
	"net/http/httptest"
	"strings"
	"testing"

	sdk "github.com/aws/aws-sdk-go-v2/aws"
	client "github.com/aws/aws-sdk-go-v2/service/s3"

	"foureyes/internal/api/s3"
	"foureyes/internal/auth"
)

// Where objects are elsewhere, whoever signs well is told where; nobody else is.
func TestObjectsThatAreElsewhere(t *testing.T) {
	h := newHouse(t, httptest.NewServer, s3.Elsewhere("https://s3.example.org"))
	for _, try := range []func(*client.Client) error{
		func(c *client.Client) error {
			_, err := c.ListBuckets(t.Context(), &client.ListBucketsInput{})
			return err
		},
		func(c *client.Client) error {
			_, err := c.PutObject(t.Context(), &client.PutObjectInput{Bucket: sdk.String("photos"), Key: sdk.String("a"), Body: strings.NewReader("x")})
			return err
		},
	} {
		err := try(h.client(h.mine))
		wantCode(t, err, "InvalidRequest", 400)
		if !strings.Contains(err.Error(), "AWS_ENDPOINT_URL_S3=https://s3.example.org") {
			t.Error(err)
		}
		wantCode(t, try(h.client(auth.Credentials{ID: h.mine.ID, Secret: "wrong"})), "SignatureDoesNotMatch", 403)
	}
}
