package conformance

import (
	"bytes"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	s3types "github.com/aws/aws-sdk-go-v2/service/s3/types"
	"github.com/google/go-cmp/cmp"
)

// oddKeys are in the order in which S3 lists them, which is that of their bytes.
var oddKeys = []string{
	" leading and trailing ", "%2e%2e/escaped", "../../etc/passwd", "./here", "/leading", "a", "a/", "a//b", "a/b",
	"amp&and=equals?question#hash", "plus+and space", "ünï/cödé 名前 🙂", strings.Repeat("ü", 512),
}

// TestObjectKeys: whatever a key is made of, it comes back as it was.
func TestObjectKeys(t *testing.T) {
	s := start(t)
	c := s.in(t, home)
	c.createBucket(t, "odd-keys")
	bucket := aws.String("odd-keys")
	for _, key := range oddKeys {
		c.put(t, *bucket, key, []byte("content of "+key))
	}
	for _, key := range oddKeys {
		if got := c.get(t, *bucket, key); string(got) != "content of "+key {
			t.Errorf("key %q holds %q", key, got)
		}
		head, err := c.s3.HeadObject(t.Context(), &s3.HeadObjectInput{Bucket: bucket, Key: &key})
		if err != nil || aws.ToInt64(head.ContentLength) != int64(len("content of "+key)) {
			t.Errorf("HeadObject %q: %+v, %v", key, head, err)
		}
		wantPresigned(t, c, *bucket, key)
	}
	var listed []string
	for p := s3.NewListObjectsV2Paginator(c.s3, &s3.ListObjectsV2Input{Bucket: bucket, MaxKeys: aws.Int32(4)}); p.HasMorePages(); {
		page, err := p.NextPage(t.Context())
		if err != nil {
			t.Fatalf("ListObjectsV2: %v", err)
		}
		for _, o := range page.Contents {
			listed = append(listed, aws.ToString(o.Key))
		}
	}
	if diff := cmp.Diff(oddKeys, listed); diff != "" {
		t.Errorf("the list (-want +got):\n%s", diff)
	}
	for _, key := range oddKeys {
		_, err := c.s3.DeleteObject(t.Context(), &s3.DeleteObjectInput{Bucket: bucket, Key: &key})
		wantNone(t, err)
		_, err = c.s3.GetObject(t.Context(), &s3.GetObjectInput{Bucket: bucket, Key: &key})
		wantAs[*s3types.NoSuchKey](t, err)
	}
	_, err := c.s3.DeleteBucket(t.Context(), &s3.DeleteBucketInput{Bucket: bucket})
	wantNone(t, err)
	_, err = c.s3.ListObjectsV2(t.Context(), &s3.ListObjectsV2Input{Bucket: bucket})
	wantAs[*s3types.NoSuchBucket](t, err)
}

// wantPresigned: a presigned link opens its object, cannot run as a page of ours,
// and opens nothing else.
func wantPresigned(t *testing.T, c clients, bucket, key string) {
	t.Helper()
	link, err := s3.NewPresignClient(c.s3).PresignGetObject(t.Context(), &s3.GetObjectInput{
		Bucket: &bucket, Key: &key, ResponseContentType: aws.String("text/html"),
	}, s3.WithPresignExpires(time.Minute))
	if err != nil {
		t.Fatalf("presign %q: %v", key, err)
	}
	got := open(t, link.URL, "")
	if got.status != http.StatusOK || string(got.body) != "content of "+key {
		t.Errorf("the presigned link of %q: status %d, %s", key, got.status, got.body)
	}
	if policy := got.header.Get("Content-Security-Policy"); policy != "sandbox; default-src 'none'" || got.header.Get("X-Content-Type-Options") != "nosniff" {
		t.Errorf("the presigned link of %q has the policy %q", key, policy)
	}
	if forged := open(t, strings.Replace(link.URL, "X-Amz-Expires=60", "X-Amz-Expires=61", 1), ""); forged.status != http.StatusForbidden {
		t.Errorf("a changed link of %q: status %d", key, forged.status)
	}
}

func TestMultipart(t *testing.T) {
	s := start(t)
	c := s.in(t, home)
	c.createBucket(t, bucketName)
	bucket, key := aws.String(bucketName), aws.String("large")
	parts := [][]byte{bytes.Repeat([]byte("0123456789abcdef"), 5<<16), []byte("the end")}
	begun, err := c.s3.CreateMultipartUpload(t.Context(), &s3.CreateMultipartUploadInput{Bucket: bucket, Key: key})
	if err != nil {
		t.Fatalf("CreateMultipartUpload: %v", err)
	}
	done := &s3types.CompletedMultipartUpload{}
	for i, part := range parts {
		number := aws.Int32(int32(i + 1))
		out, err := c.s3.UploadPart(t.Context(), &s3.UploadPartInput{
			Bucket: bucket, Key: key, UploadId: begun.UploadId, PartNumber: number, Body: bytes.NewReader(part),
		})
		if err != nil {
			t.Fatalf("UploadPart %d: %v", i+1, err)
		}
		done.Parts = append(done.Parts, s3types.CompletedPart{PartNumber: number, ETag: out.ETag, ChecksumCRC32: out.ChecksumCRC32})
	}
	if _, err := c.s3.HeadObject(t.Context(), &s3.HeadObjectInput{Bucket: bucket, Key: key}); code(err) != "NotFound" {
		t.Errorf("before its end an upload is there: %v", err)
	}
	if _, err := c.s3.CompleteMultipartUpload(t.Context(), &s3.CompleteMultipartUploadInput{
		Bucket: bucket, Key: key, UploadId: begun.UploadId, MultipartUpload: done,
	}); err != nil {
		t.Fatalf("CompleteMultipartUpload: %v", err)
	}
	if !bytes.Equal(c.get(t, bucketName, "large"), bytes.Join(parts, nil)) {
		t.Error("the parts together are not what was sent")
	}
}

// TestObjectWaiter: the SDK's own waiter sees an output.json appear.
func TestObjectWaiter(t *testing.T) {
	s := start(t)
	c := s.in(t, home)
	c.startLoop(t, c.plainFlow(t, "totals"), "awaited", `{}`)
	key := aws.ToString(c.describeLoop(t, "awaited").HumanLoopOutput.OutputS3Uri)[len("s3://"+bucketName+"/"):]
	failed := make(chan error, 1)
	go func() {
		failed <- s3.NewObjectExistsWaiter(c.s3, func(o *s3.ObjectExistsWaiterOptions) {
			o.MinDelay, o.MaxDelay = 10*time.Millisecond, 100*time.Millisecond
		}).Wait(t.Context(), &s3.HeadObjectInput{Bucket: aws.String(bucketName), Key: &key}, patience)
	}()
	w := s.signIn(t)
	w.submit(t, w.next(t).ID, `{}`, false)
	if err := <-failed; err != nil {
		t.Errorf("wait for the output: %v", err)
	}
}

func TestBuckets(t *testing.T) {
	s := start(t)
	c := s.in(t, home)
	c.createBucket(t, "mine")
	out, err := c.s3.ListBuckets(t.Context(), &s3.ListBucketsInput{})
	if err != nil || len(out.Buckets) != 1 || aws.ToString(out.Buckets[0].Name) != "mine" {
		t.Errorf("ListBuckets: %+v, %v", out, err)
	}
	c.put(t, "mine", "human-loops", []byte("x"))
	_, err = c.s3.DeleteBucket(t.Context(), &s3.DeleteBucketInput{Bucket: aws.String("mine")})
	wantCode(t, err, "BucketNotEmpty")
	_, err = c.s3.CreateBucket(t.Context(), &s3.CreateBucketInput{Bucket: aws.String("Not_A_Bucket")})
	wantCode(t, err, "InvalidBucketName")
	_, err = c.s3.GetObject(t.Context(), &s3.GetObjectInput{Bucket: aws.String("never"), Key: aws.String("x")})
	wantCode(t, err, "NoSuchBucket")
}
