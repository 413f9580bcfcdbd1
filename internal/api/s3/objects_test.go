package s3_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	sdk "github.com/aws/aws-sdk-go-v2/aws"
	client "github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"
)

func TestFoldersAndBothVersionsOfLists(t *testing.T) {
	h := newHouse(t, httptest.NewServer)
	c, ctx, bucket := h.bucket(t), t.Context(), sdk.String("photos")
	for _, key := range []string{"a", "b/1", "b/2", "c/1", "d", "é/1"} {
		put(t, c, key, key)
	}
	var got []string
	v2 := &client.ListObjectsV2Input{Bucket: bucket, Delimiter: sdk.String("/"), MaxKeys: sdk.Int32(2), FetchOwner: sdk.Bool(true)}
	for pages := client.NewListObjectsV2Paginator(c, v2); pages.HasMorePages(); {
		page, err := pages.NextPage(ctx)
		if err != nil {
			t.Fatal(err)
		}
		if int(*page.KeyCount) != len(page.Contents)+len(page.CommonPrefixes) || *page.KeyCount > 2 {
			t.Errorf("page %+v", page)
		}
		for _, o := range page.Contents {
			got = append(got, *o.Key+" "+*o.Owner.ID)
		}
		for _, p := range page.CommonPrefixes {
			got = append(got, *p.Prefix)
		}
	}
	if want := []string{"a 000000000042", "b/", "d 000000000042", "c/", "é/"}; !slices.Equal(got, want) {
		t.Errorf("version 2 gave %q, want %q", got, want)
	}
	got = nil
	for marker := ""; ; {
		page, err := c.ListObjects(ctx, &client.ListObjectsInput{
			Bucket: bucket, Delimiter: sdk.String("/"), MaxKeys: sdk.Int32(1), Marker: sdk.String(marker),
		})
		if err != nil {
			t.Fatal(err)
		}
		for _, o := range page.Contents {
			got = append(got, *o.Key)
		}
		for _, p := range page.CommonPrefixes {
			got = append(got, *p.Prefix)
		}
		if !*page.IsTruncated {
			break
		}
		marker = *page.NextMarker
	}
	if want := []string{"a", "b/", "c/", "d", "é/"}; !slices.Equal(got, want) {
		t.Errorf("version 1 gave %q, want %q", got, want)
	}
	after := &client.ListObjectsV2Input{StartAfter: sdk.String("b/1"), Prefix: sdk.String("b/")}
	if got := listed(t, c, after); !slices.Equal(got, []string{"b/2"}) {
		t.Errorf("after b/1: %q", got)
	}
	_, err := c.ListObjectsV2(ctx, &client.ListObjectsV2Input{Bucket: bucket, ContinuationToken: sdk.String("!")})
	wantCode(t, err, "InvalidArgument", 400)
	none, err := c.ListObjectsV2(ctx, &client.ListObjectsV2Input{Bucket: bucket, MaxKeys: sdk.Int32(0)})
	if err != nil || *none.KeyCount != 0 || *none.IsTruncated {
		t.Errorf("no keys: %+v, %v", none, err)
	}
}

func TestMultipart(t *testing.T) {
	const part = 6 << 20
	body := bytes.Repeat([]byte("17 MB and a bit."), 17<<20/16+1)
	for name, start := range map[string]func(http.Handler) *httptest.Server{"http": httptest.NewServer, "https": httptest.NewTLSServer} {
		t.Run(name, func(t *testing.T) {
			h := newHouse(t, start)
			c, ctx, bucket, key := h.bucket(t), t.Context(), sdk.String("photos"), sdk.String("big & odd/é")
			u, err := c.CreateMultipartUpload(ctx, &client.CreateMultipartUploadInput{
				Bucket: bucket, Key: key, ContentType: sdk.String("video/mp4"), ChecksumAlgorithm: types.ChecksumAlgorithmCrc32,
			})
			if err != nil {
				t.Fatal(err)
			}
			var parts []types.CompletedPart
			for chunk := range slices.Chunk(body, part) {
				n := int32(len(parts) + 1)
				p, err := c.UploadPart(ctx, &client.UploadPartInput{
					Bucket: bucket, Key: key, UploadId: u.UploadId, PartNumber: &n, Body: bytes.NewReader(chunk),
					ChecksumAlgorithm: types.ChecksumAlgorithmCrc32,
				})
				if err != nil {
					t.Fatal(err)
				}
				parts = append(parts, types.CompletedPart{PartNumber: &n, ETag: p.ETag, ChecksumCRC32: p.ChecksumCRC32})
			}
			stored, err := c.ListParts(ctx, &client.ListPartsInput{Bucket: bucket, Key: key, UploadId: u.UploadId, MaxParts: sdk.Int32(2)})
			if err != nil || len(stored.Parts) != 2 || !*stored.IsTruncated || *stored.NextPartNumberMarker != "2" {
				t.Errorf("parts %+v, %v", stored, err)
			}
			running, err := c.ListMultipartUploads(ctx, &client.ListMultipartUploadsInput{Bucket: bucket})
			if err != nil || len(running.Uploads) != 1 || *running.Uploads[0].Key != *key {
				t.Errorf("uploads %+v, %v", running, err)
			}
			done, err := c.CompleteMultipartUpload(ctx, &client.CompleteMultipartUploadInput{
				Bucket: bucket, Key: key, UploadId: u.UploadId, MultipartUpload: &types.CompletedMultipartUpload{Parts: parts},
			})
			if err != nil || !strings.HasSuffix(*done.ETag, `-3"`) {
				t.Fatalf("complete: %+v, %v", done, err)
			}
			if got := get(t, c, *key); got != string(body) {
				t.Errorf("%d bytes came back, not the %d that went", len(got), len(body))
			}
			second, err := c.GetObject(ctx, &client.GetObjectInput{Bucket: bucket, Key: key, PartNumber: sdk.Int32(2)})
			if err != nil {
				t.Fatal(err)
			}
			defer second.Body.Close()
			got, err := io.ReadAll(second.Body)
			if err != nil || !bytes.Equal(got, body[part:2*part]) || *second.PartsCount != 3 {
				t.Errorf("part 2: %d bytes of %d parts, %v", len(got), *second.PartsCount, err)
			}
			_, err = c.AbortMultipartUpload(ctx, &client.AbortMultipartUploadInput{Bucket: bucket, Key: key, UploadId: u.UploadId})
			wantCode(t, err, "NoSuchUpload", 404)
		})
	}
}

func TestRangesAndConditions(t *testing.T) {
	h := newHouse(t, httptest.NewServer)
	c, ctx, bucket, key := h.bucket(t), t.Context(), sdk.String("photos"), sdk.String("a")
	etag := put(t, c, "a", "0123456789").ETag
	ranges := map[string]string{
		"bytes=2-4": "234", "bytes=7-": "789", "bytes=-2": "89", "bytes=0-99": "0123456789", "bytes=-99": "0123456789",
		"bytes=1-2,4-5": "0123456789", "lines=1-2": "0123456789", "bytes=4-2": "0123456789",
	}
	for header, want := range ranges {
		out, err := c.GetObject(ctx, &client.GetObjectInput{Bucket: bucket, Key: key, Range: sdk.String(header)})
		if err != nil {
			t.Errorf("%s: %v", header, err)
			continue
		}
		got, err := io.ReadAll(out.Body)
		out.Body.Close()
		if string(got) != want || err != nil {
			t.Errorf("%s gave %q, %v", header, got, err)
		}
	}
	for _, header := range []string{"bytes=10-", "bytes=99-100", "bytes=-0"} {
		_, err := c.GetObject(ctx, &client.GetObjectInput{Bucket: bucket, Key: key, Range: sdk.String(header)})
		wantCode(t, err, "InvalidRange", 416)
	}
	_, err := c.GetObject(ctx, &client.GetObjectInput{Bucket: bucket, Key: key, IfMatch: sdk.String(`"other"`)})
	wantCode(t, err, "PreconditionFailed", 412)
	_, err = c.GetObject(ctx, &client.GetObjectInput{Bucket: bucket, Key: key, IfNoneMatch: etag})
	wantCode(t, err, "NotModified", 304)
	_, err = c.HeadObject(ctx, &client.HeadObjectInput{Bucket: bucket, Key: key, IfModifiedSince: sdk.Time(time.Now().Add(time.Hour))})
	wantCode(t, err, "NotModified", 304)
	_, err = c.PutObject(ctx, &client.PutObjectInput{Bucket: bucket, Key: key, IfNoneMatch: sdk.String("*")})
	wantCode(t, err, "PreconditionFailed", 412)
	if _, err = c.PutObject(ctx, &client.PutObjectInput{Bucket: bucket, Key: key, IfMatch: etag, Body: strings.NewReader("new")}); err != nil {
		t.Error(err)
	}
	_, err = c.GetObject(ctx, &client.GetObjectInput{Bucket: bucket, Key: sdk.String("b")})
	if _, ok := errors.AsType[*types.NoSuchKey](err); !ok {
		t.Errorf("got %v, want NoSuchKey", err)
	}
}

func TestMetadataAndChecksumsComeBack(t *testing.T) {
	h := newHouse(t, httptest.NewTLSServer)
	c, ctx, bucket, key := h.bucket(t), t.Context(), sdk.String("photos"), sdk.String("a")
	in := &client.PutObjectInput{
		Bucket: bucket, Key: key, Body: strings.NewReader("hello"), ContentType: sdk.String("text/plain"),
		ContentEncoding: sdk.String("br"), ContentDisposition: sdk.String("inline"), ContentLanguage: sdk.String("de"),
		CacheControl: sdk.String("no-store"), Metadata: map[string]string{"colour": "blue"},
		ChecksumAlgorithm: types.ChecksumAlgorithmSha256,
	}
	if _, err := c.PutObject(ctx, in); err != nil {
		t.Fatal(err)
	}
	out, err := c.HeadObject(ctx, &client.HeadObjectInput{Bucket: bucket, Key: key, ChecksumMode: types.ChecksumModeEnabled})
	if err != nil {
		t.Fatal(err)
	}
	got := fmt.Sprint(*out.ContentType, *out.ContentEncoding, *out.ContentDisposition, *out.ContentLanguage, *out.CacheControl,
		out.Metadata, *out.ContentLength, *out.ChecksumSHA256)
	want := "text/plain br inline de no-store map[colour:blue] 5 LPJNul+wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ="
	if strings.ReplaceAll(got, " ", "") != strings.ReplaceAll(want, " ", "") {
		t.Errorf("got %s, want %s", got, want)
	}
	wrong := *in
	wrong.ChecksumAlgorithm, wrong.ChecksumSHA256 = "", sdk.String("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")
	wrong.Body = strings.NewReader("hello")
	_, err = c.PutObject(ctx, &wrong)
	wantCode(t, err, "BadDigest", 400)
	tagged := *in
	tagged.Tagging, tagged.Body = sdk.String("a=b"), strings.NewReader("hello")
	_, err = c.PutObject(ctx, &tagged)
	wantCode(t, err, "NotImplemented", 501)
	public := *in
	public.ACL, public.Body = types.ObjectCannedACLPublicRead, strings.NewReader("hello")
	_, err = c.PutObject(ctx, &public)
	wantCode(t, err, "AccessControlListNotSupported", 400)
}
