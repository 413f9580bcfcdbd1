package endurance

import (
	"io"
	"path"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/s3"

	"foureyes/internal/object/objecttest/gateway"
)

func (w *world) s3() *s3.Client {
	o := s3.Options{
		BaseEndpoint: aws.String(w.url), Region: region, UsePathStyle: true,
		Credentials: credentials.NewStaticCredentialsProvider(keyID, keySecret, ""),
	}
	if w.outside != nil {
		o.BaseEndpoint, o.Region = aws.String(w.outside.URL), gateway.Region
		o.Credentials = credentials.NewStaticCredentialsProvider(gateway.AccessKeyID, gateway.Secret, "")
	}
	return s3.New(o)
}

func (w *world) makeBucket(t *testing.T) {
	t.Helper()
	if _, err := w.s3().CreateBucket(t.Context(), &s3.CreateBucketInput{Bucket: aws.String(bucket)}); err != nil {
		t.Fatal(err)
	}
}

// outputs reads all output documents, by loop name.
func (w *world) outputs(t *testing.T) map[string]document {
	t.Helper()
	all := map[string]document{}
	pages := s3.NewListObjectsV2Paginator(w.s3(), &s3.ListObjectsV2Input{Bucket: aws.String(bucket), Prefix: aws.String("out/")})
	for pages.HasMorePages() {
		p, err := pages.NextPage(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		for _, o := range p.Contents {
			name := path.Base(path.Dir(*o.Key))
			if _, twice := all[name]; twice {
				t.Errorf("%s has two outputs", name)
			}
			all[name] = document{uri: "s3://" + bucket + "/" + *o.Key, text: w.read(t, *o.Key)}
		}
	}
	return all
}

// document is an object that was read, its checksum compared by the SDK.
type document struct {
	uri  string
	text []byte
}

func (w *world) read(t *testing.T, key string) []byte {
	t.Helper()
	o, err := w.s3().GetObject(t.Context(), &s3.GetObjectInput{Bucket: aws.String(bucket), Key: &key})
	if err != nil {
		t.Fatalf("read %s, which is listed: %v", key, err)
	}
	defer o.Body.Close()
	text, err := io.ReadAll(o.Body)
	if err != nil {
		t.Fatalf("read %s: %v", key, err)
	}
	return text
}
