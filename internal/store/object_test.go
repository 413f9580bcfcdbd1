package store

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"foureyes/internal/object"
)

var objectTime = time.Date(2026, 3, 2, 8, 30, 0, 123_000_000, time.UTC)

func openObjects(t *testing.T) *Store {
	t.Helper()
	s := openHere(t)
	b := object.Bucket{
		ID: "bucket-1", Name: "photos", Account: "000000000042", Region: "eu-west-1", CreatedBy: "ines",
		CreatedAt: objectTime, CORS: "<rules/>", Tags: "<tags/>",
	}
	if err := s.CreateBucket(t.Context(), b); err != nil {
		t.Fatal(err)
	}
	got, err := s.BucketByName(t.Context(), "photos")
	if err != nil || got != b {
		t.Fatalf("got %+v, %v; want %+v", got, err, b)
	}
	return s
}

func objectRow(key, blob string) object.Entry {
	return object.Entry{
		BucketID: "bucket-1", Key: key, Blob: blob, Size: 5, ETag: "e", ModifiedAt: objectTime, CreatedBy: "ines",
		Checksum: object.Checksum{Algorithm: "CRC32", Value: "AA==", Type: object.FullObject}, PartSizes: []int64{2, 3},
		UploadID:   "upload",
		Attributes: object.Attributes{ContentType: "text/plain", Metadata: map[string]string{"a": "b"}},
	}
}

func agree(*object.Entry) error { return nil }

func TestAnObjectRowComesBackWhole(t *testing.T) {
	s := openObjects(t)
	want := objectRow("\x00 key", "blob-1")
	if old, err := s.SaveObject(t.Context(), want, agree); err != nil || old != nil {
		t.Fatalf("save: %v, %v", old, err)
	}
	got, err := s.ObjectByKey(t.Context(), "bucket-1", want.Key)
	if diff := cmp.Diff(want, got); err != nil || diff != "" {
		t.Errorf("%v\n%s", err, diff)
	}
	want.Blob, want.PartSizes, want.Metadata = "blob-2", nil, nil
	var seen *object.Entry
	old, err := s.SaveObject(t.Context(), want, func(e *object.Entry) error { seen = e; return nil })
	if err != nil || len(old) != 1 || old[0] != "blob-1" || seen == nil || seen.Blob != "blob-1" {
		t.Errorf("replace: %v, %v, check saw %+v", old, err, seen)
	}
	if got, err = s.ObjectByKey(t.Context(), "bucket-1", want.Key); err != nil || cmp.Diff(want, got) != "" {
		t.Errorf("%v\n%s", err, cmp.Diff(want, got))
	}
}

func TestARefusedWriteChangesNothing(t *testing.T) {
	s := openObjects(t)
	ctx := t.Context()
	if _, err := s.SaveObject(ctx, objectRow("a", "blob-1"), agree); err != nil {
		t.Fatal(err)
	}
	no := errors.New("no")
	refuse := func(*object.Entry) error { return no }
	if _, err := s.SaveObject(ctx, objectRow("a", "blob-2"), refuse); !errors.Is(err, no) {
		t.Errorf("save: %v", err)
	}
	refuseB := func(e *object.Entry) error {
		if e == nil {
			return no
		}
		return nil
	}
	if _, err := s.DeleteObjects(ctx, "bucket-1", []string{"a", "b"}, refuseB); !errors.Is(err, no) {
		t.Errorf("delete: %v", err)
	}
	if e, err := s.ObjectByKey(ctx, "bucket-1", "a"); err != nil || e.Blob != "blob-1" {
		t.Errorf("%+v, %v", e, err)
	}
	gone := objectRow("a", "blob-3")
	gone.BucketID = "bucket-2"
	if _, err := s.SaveObject(ctx, gone, agree); !errors.Is(err, object.ErrNoSuchBucket) {
		t.Errorf("save into no bucket: %v", err)
	}
	u := object.Upload{ID: "u", BucketID: "bucket-2", Key: "a"}
	if err := s.CreateUpload(ctx, u); !errors.Is(err, object.ErrNoSuchBucket) {
		t.Errorf("upload into no bucket: %v", err)
	}
	if err := s.SetCORS(ctx, "bucket-2", ""); !errors.Is(err, object.ErrNoSuchBucket) {
		t.Errorf("rules for no bucket: %v", err)
	}
	if err := s.SetBucketTags(ctx, "bucket-2", ""); !errors.Is(err, object.ErrNoSuchBucket) {
		t.Errorf("tags for no bucket: %v", err)
	}
}

func TestUnknownBlobsAreThoseWithoutARow(t *testing.T) {
	s := openObjects(t)
	ctx := t.Context()
	if _, err := s.SaveObject(ctx, objectRow("a", "of-object"), agree); err != nil {
		t.Fatal(err)
	}
	if err := s.CreateUpload(ctx, object.Upload{ID: "u", BucketID: "bucket-1", Key: "b", CreatedAt: objectTime}); err != nil {
		t.Fatal(err)
	}
	if _, err := s.SavePart(ctx, "u", object.Part{Number: 1, Blob: "of-part", ModifiedAt: objectTime}); err != nil {
		t.Fatal(err)
	}
	got, err := s.UnknownBlobs(ctx, []string{"lost-1", "of-object", "of-part", "lost-2"})
	if want := []string{"lost-1", "lost-2"}; err != nil || cmp.Diff(want, got) != "" {
		t.Errorf("got %v, %v", got, err)
	}
}

// A million objects: no question may walk a table or sort.
func TestObjectQueriesUseIndexes(t *testing.T) {
	s := openObjects(t)
	ctx := t.Context()
	for _, ask := range []func() error{
		func() error { _, err := s.BucketByName(ctx, "photos"); return err },
		func() error { _, err := s.ListBuckets(ctx, "000000000042", "", 1); return err },
		func() error { _, err := s.ScanObjects(ctx, "bucket-1", "a", "b", 1); return err },
		func() error { _, err := s.UnknownBlobs(ctx, []string{"x"}); return err },
		func() error { _, err := s.ListParts(ctx, "u", 0, 1); return err },
		func() error { _, err := s.ListUploads(ctx, "bucket-1", "", object.UploadPlace{}, 1); return err },
	} {
		if err := ask(); err != nil {
			t.Fatal(err)
		}
	}
	asked := 0
	s.stmts.Range(func(query, _ any) bool {
		asked++
		for _, step := range plan(t, s, query.(string)) {
			if strings.HasPrefix(step, "SCAN") || strings.Contains(step, "TEMP B-TREE") {
				t.Errorf("%s\n\t%s", query, step)
			}
		}
		return true
	})
	if asked != 6 {
		t.Errorf("%d queries were looked at, want 6", asked)
	}
}

// plan tells how the database goes about a query.
func plan(t *testing.T, s *Store, query string) []string {
	t.Helper()
	var arguments []any
	for strings.Contains(query, fmt.Sprintf("$%d", len(arguments)+1)) {
		arguments = append(arguments, "x")
	}
	rows, err := s.reader.QueryContext(t.Context(), `EXPLAIN QUERY PLAN `+query, arguments...)
	if err != nil {
		t.Fatalf("%s: %v", query, err)
	}
	defer rows.Close()
	var steps []string
	for rows.Next() {
		var id, parent, unused int
		var detail string
		if err := rows.Scan(&id, &parent, &unused, &detail); err != nil {
			t.Fatal(err)
		}
		steps = append(steps, detail)
	}
	if err := rows.Err(); err != nil || len(steps) == 0 {
		t.Fatalf("%s: %d steps, %v", query, len(steps), err)
	}
	return steps
}
