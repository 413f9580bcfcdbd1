package s3_test

import (
	"net/http/httptest"
	"slices"
	"testing"

	sdk "github.com/aws/aws-sdk-go-v2/aws"
	client "github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"
)

// What tools do that empty a bucket, versions and all.
func TestABucketIsEmptiedByItsVersions(t *testing.T) {
	h := newHouse(t, httptest.NewServer)
	c, ctx, bucket := h.bucket(t), t.Context(), sdk.String("photos")
	for _, key := range []string{"a", "b/1", "b/é & ü", "c"} {
		put(t, c, key, key)
	}
	var seen []string
	all := &client.ListObjectVersionsInput{Bucket: bucket, MaxKeys: sdk.Int32(3)}
	for pages := client.NewListObjectVersionsPaginator(c, all); pages.HasMorePages(); {
		page, err := pages.NextPage(ctx)
		if err != nil {
			t.Fatal(err)
		}
		var named []types.ObjectIdentifier
		for _, v := range page.Versions {
			if *v.VersionId != "null" || !*v.IsLatest || *v.Owner.ID != account || *v.Size != int64(len(*v.Key)) {
				t.Errorf("version %+v", v)
			}
			seen = append(seen, *v.Key)
			named = append(named, types.ObjectIdentifier{Key: v.Key, VersionId: v.VersionId})
		}
		if len(page.DeleteMarkers) != 0 {
			t.Errorf("marks: %+v", page.DeleteMarkers)
		}
		out, err := c.DeleteObjects(ctx, &client.DeleteObjectsInput{Bucket: bucket, Delete: &types.Delete{Objects: named}})
		if err != nil || len(out.Errors) != 0 || len(out.Deleted) != len(named) {
			t.Fatalf("delete: %+v, %v", out, err)
		}
	}
	if want := []string{"a", "b/1", "b/é & ü", "c"}; !slices.Equal(seen, want) {
		t.Errorf("versions of %q, want %q", seen, want)
	}
	if _, err := c.DeleteBucket(ctx, &client.DeleteBucketInput{Bucket: bucket}); err != nil {
		t.Error(err)
	}
}

func TestVersionsInFoldersAndAfterAMarker(t *testing.T) {
	h := newHouse(t, httptest.NewServer)
	c, ctx, bucket := h.bucket(t), t.Context(), sdk.String("photos")
	for _, key := range []string{"a", "b/1", "c"} {
		put(t, c, key, key)
	}
	page, err := c.ListObjectVersions(ctx, &client.ListObjectVersionsInput{Bucket: bucket, Delimiter: sdk.String("/"), MaxKeys: sdk.Int32(2)})
	if err != nil || len(page.Versions) != 1 || len(page.CommonPrefixes) != 1 || !*page.IsTruncated || *page.NextKeyMarker != "b/" {
		t.Errorf("by folder: %+v, %v", page, err)
	}
	page, err = c.ListObjectVersions(ctx, &client.ListObjectVersionsInput{
		Bucket: bucket, Delimiter: sdk.String("/"), KeyMarker: sdk.String("b/"), VersionIdMarker: sdk.String("null"),
	})
	if err != nil || len(page.Versions) != 1 || *page.Versions[0].Key != "c" || len(page.CommonPrefixes) != 0 || *page.IsTruncated {
		t.Errorf("after it: %+v, %v", page, err)
	}
	_, err = c.ListObjectVersions(ctx, &client.ListObjectVersionsInput{Bucket: bucket, VersionIdMarker: sdk.String("null")})
	wantCode(t, err, "InvalidArgument", 400)
}
