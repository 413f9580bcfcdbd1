package storetest

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"foureyes/internal/object"
)

// agree lets any object be written or removed.
func agree(*object.Entry) error { return nil }

// isErr checks which of object's errors came.
func isErr(t *testing.T, what string, err, want error) {
	t.Helper()
	if !errors.Is(err, want) {
		t.Errorf("%s: got %v, want %v", what, err, want)
	}
}

func (h *house) bucket(t *testing.T, name string) object.Bucket {
	t.Helper()
	b := object.Bucket{ID: "id-of-" + name, Name: name, Account: account, Region: region, CreatedBy: "ines", CreatedAt: noon}
	must(t, h.CreateBucket(t.Context(), b))
	return b
}

func buckets(t *testing.T, h *house) {
	b := h.bucket(t, "out")
	got, err := h.BucketByName(t.Context(), "out")
	same(t, "as saved", b, got, err)
	taken := b
	taken.ID, taken.Account = "other", "000000000043"
	isErr(t, "a taken name", h.CreateBucket(t.Context(), taken), object.ErrBucketTaken)
	must(t, h.SetCORS(t.Context(), b.ID, "<rules/>"))
	must(t, h.SetBucketTags(t.Context(), b.ID, "<tags/>"))
	b.CORS, b.Tags = "<rules/>", "<tags/>"
	in := h.bucket(t, "in")
	listed, err := h.ListBuckets(t.Context(), account, "", 9)
	same(t, "by name", []object.Bucket{in, b}, listed, err)
	listed, err = h.ListBuckets(t.Context(), account, "in", 9)
	same(t, "after a name", []object.Bucket{b}, listed, err)
	listed, err = h.ListBuckets(t.Context(), "000000000043", "", 9)
	same(t, "another account's", nil, listed, err)
	blobs, err := h.DeleteBucket(t.Context(), b.ID)
	same(t, "what is left of an empty one", nil, blobs, err)
	for what, err := range map[string]error{
		"by name": second(h.BucketByName(t.Context(), "out")), "deleted twice": second(h.DeleteBucket(t.Context(), b.ID)),
		"its rules": h.SetCORS(t.Context(), b.ID, ""), "its tags": h.SetBucketTags(t.Context(), b.ID, ""),
	} {
		isErr(t, what, err, object.ErrNoSuchBucket)
	}
}

func second[T any](_ T, err error) error { return err }

func entry(b object.Bucket, key, blob string) object.Entry {
	return object.Entry{
		BucketID: b.ID, Key: key, Blob: blob, Size: 5, ETag: "etag", ModifiedAt: noon, CreatedBy: "ines",
		Checksum:   object.Checksum{Algorithm: "CRC32", Value: "AAAAAA==", Type: object.FullObject},
		PartSizes:  []int64{2, 3},
		Attributes: object.Attributes{ContentType: "text/plain", Metadata: map[string]string{"größe": "1"}},
	}
}

func objects(t *testing.T, h *house) {
	b := h.bucket(t, "out")
	keys := []string{"a", "a b/%c", "a/b", "b", "ü/😀", strings.Repeat("k", 1024)}
	for _, key := range keys {
		blobs, err := h.SaveObject(t.Context(), entry(b, key, "blob "+key), func(old *object.Entry) error {
			if old != nil {
				t.Errorf("%s is there already: %+v", key, old)
			}
			return nil
		})
		same(t, "replaced by "+key, nil, blobs, err)
		got, err := h.ObjectByKey(t.Context(), b.ID, key)
		same(t, key, entry(b, key, "blob "+key), got, err)
	}
	slices.Sort(keys)
	scan := func(from, until string, limit int) []string {
		t.Helper()
		rows, err := h.ScanObjects(t.Context(), b.ID, from, until, limit)
		must(t, err)
		return column(rows, func(e object.Entry) string { return e.Key })
	}
	same(t, "in the order of bytes", keys, scan("", object.Ceiling(""), 100), nil)
	same(t, "some", keys[:2], scan("", object.Ceiling(""), 2), nil)
	same(t, "from, until", []string{"a b/%c", "a/b"}, scan("a b", "b", 100), nil)

	refuse := errors.New("the condition does not hold")
	isErr(t, "a condition that fails", second(h.SaveObject(t.Context(), entry(b, "a", "new"), func(*object.Entry) error { return refuse })), refuse)
	blobs, err := h.SaveObject(t.Context(), entry(b, "a", "new"), func(old *object.Entry) error {
		same(t, "what is replaced", entry(b, "a", "blob a"), *old, nil)
		return nil
	})
	same(t, "the blob that is free now", []string{"blob a"}, blobs, err)
	unknown, err := h.UnknownBlobs(t.Context(), []string{"new", "blob a", "blob b", "x"})
	same(t, "blobs that no row refers to", []string{"blob a", "x"}, unknown, err)
	isErr(t, "an object in no bucket", second(h.SaveObject(t.Context(), entry(object.Bucket{ID: "x"}, "a", "y"), agree)), object.ErrNoSuchBucket)
	isErr(t, "a bucket with objects", second(h.DeleteBucket(t.Context(), b.ID)), object.ErrBucketNotEmpty)

	isErr(t, "a deletion refused in the middle", second(h.DeleteObjects(t.Context(), b.ID, []string{"b", "a"}, func(old *object.Entry) error {
		if old.Key == "a" {
			return refuse
		}
		return nil
	})), refuse)
	same(t, "nothing was removed", keys, scan("", object.Ceiling(""), 100), nil)
	blobs, err = h.DeleteObjects(t.Context(), b.ID, append([]string{"missing"}, keys...), agree)
	same(t, "blobs that are free now", len(keys), len(blobs), err)
	_, err = h.ObjectByKey(t.Context(), b.ID, "a")
	isErr(t, "a deleted object", err, object.ErrNoSuchKey)
	_, err = h.DeleteBucket(t.Context(), b.ID)
	must(t, err)
}

func uploads(t *testing.T, h *house) {
	b := h.bucket(t, "out")
	upload := func(id, key string) object.Upload {
		return object.Upload{
			ID: id, BucketID: b.ID, Key: key, Attributes: object.Attributes{ContentType: "image/png"},
			Checksum: object.Checksum{Algorithm: "SHA256", Type: object.Composite}, CreatedBy: "ines", CreatedAt: noon,
		}
	}
	all := []object.Upload{upload("1", "a"), upload("2", "a"), upload("0", "a/b"), upload("3", "ü")}
	for _, u := range []int{2, 3, 1, 0} {
		must(t, h.CreateUpload(t.Context(), all[u]))
	}
	nowhere := upload("x", "a")
	nowhere.BucketID = "x"
	isErr(t, "an upload to no bucket", h.CreateUpload(t.Context(), nowhere), object.ErrNoSuchBucket)
	got, err := h.UploadByID(t.Context(), "2")
	same(t, "as saved", all[1], got, err)
	for _, ask := range []struct {
		prefix string
		after  object.UploadPlace
		limit  int
		want   []object.Upload
	}{
		{"", object.UploadPlace{}, 9, all},
		{"", object.UploadPlace{}, 2, all[:2]},
		{"", object.UploadPlace{Key: "a", ID: "1"}, 9, all[1:]},
		{"a", object.UploadPlace{}, 9, all[:3]},
		{"a/", object.UploadPlace{}, 9, all[2:3]},
		{"a/", object.UploadPlace{Key: "a", ID: "2"}, 9, all[2:3]},
	} {
		got, err := h.ListUploads(t.Context(), b.ID, ask.prefix, ask.after, ask.limit)
		same(t, "uploads of "+ask.prefix, ask.want, got, err)
	}

	part := func(n int, blob string) object.Part {
		return object.Part{Number: n, Blob: blob, Size: 7, ETag: "e", Checksum: object.Checksum{Algorithm: "SHA256", Value: "v"}, ModifiedAt: noon}
	}
	for _, p := range []object.Part{part(2, "two"), part(10000, "last"), part(1, "one")} {
		blobs, err := h.SavePart(t.Context(), "1", p)
		same(t, "replaced", nil, blobs, err)
	}
	blobs, err := h.SavePart(t.Context(), "1", part(2, "two again"))
	same(t, "the part that is replaced", []string{"two"}, blobs, err)
	isErr(t, "a part of no upload", second(h.SavePart(t.Context(), "x", part(1, "x"))), object.ErrNoSuchUpload)
	parts, err := h.ListParts(t.Context(), "1", 1, 9)
	same(t, "parts after the first", []object.Part{part(2, "two again"), part(10000, "last")}, parts, err)
	unknown, err := h.UnknownBlobs(t.Context(), []string{"one", "two"})
	same(t, "blobs that no part refers to", []string{"two"}, unknown, err)

	whole := entry(b, "a", "whole")
	whole.UploadID = "1"
	refuse := errors.New("the condition does not hold")
	isErr(t, "a condition that fails", second(h.CompleteUpload(t.Context(), whole, func(*object.Entry) error { return refuse })), refuse)
	blobs, err = h.CompleteUpload(t.Context(), whole, agree)
	slices.Sort(blobs)
	same(t, "the parts' blobs", []string{"last", "one", "two again"}, blobs, err)
	saved, err := h.ObjectByKey(t.Context(), b.ID, "a")
	same(t, "the object", whole, saved, err)
	isErr(t, "completed twice", second(h.CompleteUpload(t.Context(), whole, agree)), object.ErrNoSuchUpload)
	isErr(t, "aborted after all", second(h.AbortUpload(t.Context(), "1")), object.ErrNoSuchUpload)
	_, err = h.UploadByID(t.Context(), "1")
	isErr(t, "by id", err, object.ErrNoSuchUpload)

	must(t, second(h.SavePart(t.Context(), "2", part(1, "of two"))))
	must(t, second(h.SavePart(t.Context(), "0", part(1, "of zero"))))
	blobs, err = h.AbortUpload(t.Context(), "2")
	same(t, "the blobs of an aborted upload", []string{"of two"}, blobs, err)
	must(t, second(h.DeleteObjects(t.Context(), b.ID, []string{"a"}, agree)))
	blobs, err = h.DeleteBucket(t.Context(), b.ID)
	same(t, "the blobs of unfinished uploads", []string{"of zero"}, blobs, err)
	isErr(t, "an upload to a deleted bucket", second(h.AbortUpload(t.Context(), "0")), object.ErrNoSuchUpload)
}
