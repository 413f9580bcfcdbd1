package s3_test

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"

	sdk "github.com/aws/aws-sdk-go-v2/aws"
	client "github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"
)

var oddKeys = []string{
	"plain", "with space", "a&b=c", "100%", "%2F", "%41", "..", "../../etc/passwd", "a/../b", "a//b", "/lead", "//two",
	"trail/", "a/./c", ".", "+plus+", "?query", "#hash", "semi;colon", "quote\"'", "<xml>&amp;", "日本語/é", "back\\slash",
	"tab\tline\r\nfeed", "star*", "https://example.org/x", "emoji 🦉", strings.Repeat("k", 1024), strings.Repeat("é", 512),
}

func TestOddKeysComeBack(t *testing.T) {
	starts := map[string]func(http.Handler) *httptest.Server{
		"http, signed body": httptest.NewServer, "https, chunks and trailer": httptest.NewTLSServer,
	}
	for name, start := range starts {
		t.Run(name, func(t *testing.T) {
			h := newHouse(t, start)
			c := h.bucket(t)
			for _, key := range oddKeys {
				put(t, c, key, "body of "+key)
			}
			for _, key := range oddKeys {
				if got := get(t, c, key); got != "body of "+key {
					t.Errorf("%.40q holds %.40q", key, got)
				}
			}
			want := slices.Sorted(slices.Values(oddKeys))
			if got := listed(t, c, &client.ListObjectsV2Input{MaxKeys: sdk.Int32(7)}); !slices.Equal(got, want) {
				t.Errorf("listed %q, want %q", got, want)
			}
			encoded := &client.ListObjectsV2Input{EncodingType: types.EncodingTypeUrl}
			if got := listed(t, c, encoded); !slices.Equal(got, want) {
				t.Errorf("listed %q with URL encoding, want %q", got, want)
			}
			for _, key := range oddKeys {
				copied(t, c, key)
			}
			deleteAll(t, c, oddKeys)
		})
	}
}

// listed gives the keys of all pages.
func listed(t *testing.T, c *client.Client, in *client.ListObjectsV2Input) []string {
	t.Helper()
	in.Bucket = sdk.String("photos")
	var keys []string
	for pages := client.NewListObjectsV2Paginator(c, in); pages.HasMorePages(); {
		page, err := pages.NextPage(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		for _, o := range page.Contents {
			key := *o.Key
			if in.EncodingType == types.EncodingTypeUrl {
				if key, err = url.PathUnescape(key); err != nil {
					t.Fatal(err)
				}
			}
			keys = append(keys, key)
		}
	}
	return keys
}

func copied(t *testing.T, c *client.Client, key string) {
	t.Helper()
	source := (&url.URL{Path: "photos/" + key}).EscapedPath()
	_, err := c.CopyObject(t.Context(), &client.CopyObjectInput{
		Bucket: sdk.String("photos"), Key: sdk.String("copy"), CopySource: sdk.String(strings.TrimPrefix(source, "./")),
	})
	if err != nil {
		t.Errorf("copy %.40q: %v", key, err)
		return
	}
	if got := get(t, c, "copy"); got != "body of "+key {
		t.Errorf("copy of %.40q holds %.40q", key, got)
	}
}

func deleteAll(t *testing.T, c *client.Client, keys []string) {
	t.Helper()
	d := &types.Delete{}
	for _, key := range append([]string{"copy"}, keys...) {
		// XML 1.0, in which the SDK sends the keys, turns CR LF into LF.
		if !strings.Contains(key, "\r") {
			d.Objects = append(d.Objects, types.ObjectIdentifier{Key: sdk.String(key)})
		}
	}
	out, err := c.DeleteObjects(t.Context(), &client.DeleteObjectsInput{Bucket: sdk.String("photos"), Delete: d})
	if err != nil || len(out.Deleted) != len(d.Objects) || len(out.Errors) != 0 {
		t.Fatalf("delete objects: %+v, %v", out, err)
	}
	if _, err := c.DeleteObject(t.Context(), &client.DeleteObjectInput{Bucket: sdk.String("photos"), Key: sdk.String("tab\tline\r\nfeed")}); err != nil {
		t.Error(err)
	}
	if left := listed(t, c, &client.ListObjectsV2Input{}); len(left) > 0 {
		t.Errorf("left over: %q", left)
	}
	if _, err := c.DeleteBucket(t.Context(), &client.DeleteBucketInput{Bucket: sdk.String("photos")}); err != nil {
		t.Error(err)
	}
}

func TestBuckets(t *testing.T) {
	h := newHouse(t, httptest.NewServer)
	c, other, ctx := h.bucket(t), h.client(h.theirs), t.Context()
	name := sdk.String("photos")

	_, err := c.CreateBucket(ctx, &client.CreateBucketInput{Bucket: name})
	wantCode(t, err, "BucketAlreadyOwnedByYou", 409)
	_, err = other.CreateBucket(ctx, &client.CreateBucketInput{Bucket: name})
	wantCode(t, err, "BucketAlreadyExists", 409)
	_, err = c.CreateBucket(ctx, &client.CreateBucketInput{Bucket: sdk.String("Bad_Name")})
	wantCode(t, err, "InvalidBucketName", 400)

	head, err := c.HeadBucket(ctx, &client.HeadBucketInput{Bucket: name})
	if err != nil || *head.BucketRegion != region {
		t.Errorf("head: %+v, %v", head, err)
	}
	where, err := c.GetBucketLocation(ctx, &client.GetBucketLocationInput{Bucket: name})
	if err != nil || where.LocationConstraint != region {
		t.Errorf("location: %+v, %v", where, err)
	}
	_, err = other.HeadBucket(ctx, &client.HeadBucketInput{Bucket: name})
	wantCode(t, err, "Forbidden", 403)
	_, err = c.HeadBucket(ctx, &client.HeadBucketInput{Bucket: sdk.String("nowhere")})
	wantCode(t, err, "NotFound", 404)
	_, err = c.HeadBucket(ctx, &client.HeadBucketInput{Bucket: name, ExpectedBucketOwner: sdk.String(stranger)})
	wantCode(t, err, "Forbidden", 403)

	// us-east-1 has no name, and there a second creation succeeds.
	east := h.client(h.mine, func(o *client.Options) { o.Region = "us-east-1" })
	for range 2 {
		if _, err := east.CreateBucket(ctx, &client.CreateBucketInput{Bucket: sdk.String("east")}); err != nil {
			t.Error(err)
		}
	}
	if where, err = east.GetBucketLocation(ctx, &client.GetBucketLocationInput{Bucket: sdk.String("east")}); err != nil || where.LocationConstraint != "" {
		t.Errorf("location: %+v, %v", where, err)
	}
	var names []string
	for pages := client.NewListBucketsPaginator(c, &client.ListBucketsInput{MaxBuckets: sdk.Int32(1)}); pages.HasMorePages(); {
		page, err := pages.NextPage(ctx)
		if err != nil {
			t.Fatal(err)
		}
		for _, b := range page.Buckets {
			names = append(names, *b.Name+" "+*b.BucketRegion)
		}
	}
	if want := []string{"east us-east-1", "photos eu-west-1"}; !slices.Equal(names, want) {
		t.Errorf("buckets %q, want %q", names, want)
	}
	put(t, c, "a", "x")
	_, err = c.DeleteBucket(ctx, &client.DeleteBucketInput{Bucket: name})
	wantCode(t, err, "BucketNotEmpty", 409)
}

func TestAnotherAccountReachesNothing(t *testing.T) {
	h := newHouse(t, httptest.NewServer)
	put(t, h.bucket(t), "a", "secret")
	c, ctx, bucket, key := h.client(h.theirs), t.Context(), sdk.String("photos"), sdk.String("a")
	if _, err := c.CreateBucket(ctx, &client.CreateBucketInput{Bucket: sdk.String("theirs")}); err != nil {
		t.Fatal(err)
	}
	tests := map[string]func() error{
		"get": func() error { _, err := c.GetObject(ctx, &client.GetObjectInput{Bucket: bucket, Key: key}); return err },
		"put": func() error { _, err := c.PutObject(ctx, &client.PutObjectInput{Bucket: bucket, Key: key}); return err },
		"delete": func() error {
			_, err := c.DeleteObject(ctx, &client.DeleteObjectInput{Bucket: bucket, Key: key})
			return err
		},
		"list": func() error { _, err := c.ListObjectsV2(ctx, &client.ListObjectsV2Input{Bucket: bucket}); return err },
		"copy": func() error {
			_, err := c.CopyObject(ctx, &client.CopyObjectInput{Bucket: sdk.String("theirs"), Key: key, CopySource: sdk.String("photos/a")})
			return err
		},
		"upload": func() error {
			_, err := c.CreateMultipartUpload(ctx, &client.CreateMultipartUploadInput{Bucket: bucket, Key: key})
			return err
		},
		"policy": func() error {
			_, err := c.GetBucketPolicy(ctx, &client.GetBucketPolicyInput{Bucket: bucket})
			return err
		},
	}
	for name, try := range tests {
		t.Run(name, func(t *testing.T) { wantCode(t, try(), "AccessDenied", 403) })
	}
	if got := get(t, h.client(h.mine), "a"); got != "secret" {
		t.Errorf("the object holds %q", got)
	}
}
