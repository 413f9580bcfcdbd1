package object_test

import (
	"context"
	"crypto/md5"
	"errors"
	"fmt"
	"hash/crc32"
	"slices"
	"strings"
	"sync"
	"testing"

	"foureyes/internal/object"
)

// countingIndex counts the rows that lists read.
type countingIndex struct {
	object.Index
	rows int
}

func (c *countingIndex) ScanObjects(ctx context.Context, id, from, until string, limit int) ([]object.Entry, error) {
	rows, err := c.Index.ScanObjects(ctx, id, from, until, limit)
	c.rows += len(rows)
	return rows, err
}

func newUpload(t *testing.T, s *object.Service, c object.Checksum) object.Upload {
	t.Helper()
	u, err := s.CreateUpload(t.Context(), account, "photos", object.Upload{
		Key: "big", Checksum: c, CreatedBy: writer, Attributes: object.Attributes{ContentType: "video/mp4"},
	})
	if err != nil {
		t.Fatal(err)
	}
	return u
}

func putPart(t *testing.T, s *object.Service, u object.Upload, number int, body string) object.Part {
	t.Helper()
	p, err := s.PutPart(t.Context(), account, "photos", "big", u.ID, number, text(body))
	if err != nil {
		t.Fatal(err)
	}
	return p
}

var (
	first = strings.Repeat("1", object.MinPart)
	last  = "the end"
)

func TestPartsBecomeOneObject(t *testing.T) {
	s := newService(t)
	u := newUpload(t, s, object.Checksum{Algorithm: "CRC32"})
	putPart(t, s, u, 3, "forgotten")
	two := putPart(t, s, u, 7, last)
	putPart(t, s, u, 1, "replaced")
	one := putPart(t, s, u, 1, first)
	wantFiles(t, s, 3)

	ctx := t.Context()
	c := object.Completion{Parts: []object.Part{one, two}, Size: int64(len(first) + len(last))}
	e, err := s.CompleteUpload(ctx, account, "photos", "big", u.ID, c)
	if err != nil {
		t.Fatal(err)
	}
	a, b := md5.Sum([]byte(first)), md5.Sum([]byte(last))
	if want := fmt.Sprintf("%x-2", md5.Sum(append(a[:], b[:]...))); e.ETag != want {
		t.Errorf("ETag %s, want %s", e.ETag, want)
	}
	if !slices.Equal(e.PartSizes, []int64{int64(len(first)), int64(len(last))}) || e.ContentType != "video/mp4" || e.CreatedBy != writer {
		t.Errorf("entry %+v", e)
	}
	if e.Checksum.Type != object.Composite || !strings.HasSuffix(e.Checksum.Value, "-2") {
		t.Errorf("checksum %+v", e.Checksum)
	}
	wantBody(t, s, "big", first+last)
	wantFiles(t, s, 1)

	again, err := s.CompleteUpload(ctx, account, "photos", "big", u.ID, c)
	if err != nil || again.ETag != e.ETag {
		t.Errorf("the answer was lost and asked for again: %v, %v", again.ETag, err)
	}
	put(t, s, "big", "something else")
	if _, err := s.CompleteUpload(ctx, account, "photos", "big", u.ID, c); !errors.Is(err, object.ErrNoSuchUpload) {
		t.Errorf("asked again when another object has the key: %v", err)
	}
}

func TestAChecksumOverAllBytes(t *testing.T) {
	s := newService(t)
	u := newUpload(t, s, object.Checksum{Algorithm: "CRC32", Type: object.FullObject})
	c := object.Completion{Parts: []object.Part{putPart(t, s, u, 1, first), putPart(t, s, u, 2, last)}, Size: -1}
	c.Checksum = object.Checksum{Algorithm: "CRC32", Value: "AAAAAA=="}
	if _, err := s.CompleteUpload(t.Context(), account, "photos", "big", u.ID, c); !errors.Is(err, object.ErrBadDigest) {
		t.Fatalf("wrong checksum: %v", err)
	}
	c.Checksum = object.Checksum{}
	e, err := s.CompleteUpload(t.Context(), account, "photos", "big", u.ID, c)
	if err != nil {
		t.Fatal(err)
	}
	direct, err := s.Put(t.Context(), account, "photos", "direct", object.Content{
		Body: strings.NewReader(first + last), Size: -1, Checksum: object.Checksum{Algorithm: "CRC32"},
	})
	if err != nil || direct.Checksum != e.Checksum || crc32.ChecksumIEEE([]byte(first+last)) == 0 {
		t.Errorf("%+v in parts, %+v at once, %v", e.Checksum, direct.Checksum, err)
	}
}

func TestWhatCannotBeCompletedStays(t *testing.T) {
	s := newService(t)
	u := newUpload(t, s, object.Checksum{Algorithm: "CRC32"})
	one, two := putPart(t, s, u, 1, first), putPart(t, s, u, 2, "small")
	three := putPart(t, s, u, 3, last)
	forged := one
	forged.ETag = strings.Repeat("0", 32)
	otherSum := one
	otherSum.Checksum.Value = "AAAAAA=="
	tests := map[string]struct {
		c    object.Completion
		want error
	}{
		"no parts":            {object.Completion{Size: -1}, object.ErrInvalidPart},
		"wrong order":         {object.Completion{Size: -1, Parts: []object.Part{two, one}}, object.ErrPartOrder},
		"a part twice":        {object.Completion{Size: -1, Parts: []object.Part{one, one}}, object.ErrPartOrder},
		"unknown part":        {object.Completion{Size: -1, Parts: []object.Part{one, {Number: 9, ETag: one.ETag}}}, object.ErrInvalidPart},
		"wrong ETag":          {object.Completion{Size: -1, Parts: []object.Part{forged}}, object.ErrInvalidPart},
		"wrong part checksum": {object.Completion{Size: -1, Parts: []object.Part{otherSum}}, object.ErrInvalidPart},
		"small in the middle": {object.Completion{Size: -1, Parts: []object.Part{one, two, three}}, object.ErrPartTooSmall},
		"another size":        {object.Completion{Size: 1, Parts: []object.Part{one}}, object.ErrIncompleteBody},
		"condition":           {object.Completion{Size: -1, Parts: []object.Part{one}, Conditions: object.Conditions{IfMatch: "*"}}, object.ErrNoSuchKey},
	}
	for name, test := range tests {
		if _, err := s.CompleteUpload(t.Context(), account, "photos", "big", u.ID, test.c); !errors.Is(err, test.want) {
			t.Errorf("%s: %v, want %v", name, err, test.want)
		}
	}
	wantFiles(t, s, 3)
	if _, parts, err := s.ListParts(t.Context(), account, "photos", "big", u.ID, 1, 10); err != nil || len(parts) != 2 || parts[0].Number != 2 {
		t.Errorf("parts after the first: %+v, %v", parts, err)
	}
}

func TestAnUploadBelongsToItsKeyAndAccount(t *testing.T) {
	s := newService(t)
	ctx := t.Context()
	u := newUpload(t, s, object.Checksum{})
	putPart(t, s, u, 1, "x")
	if _, err := s.PutPart(ctx, account, "photos", "other", u.ID, 1, text("x")); !errors.Is(err, object.ErrNoSuchUpload) {
		t.Errorf("another key: %v", err)
	}
	if _, err := s.PutPart(ctx, stranger, "photos", "big", u.ID, 1, text("x")); !errors.Is(err, object.ErrNotYourBucket) {
		t.Errorf("another account: %v", err)
	}
	for _, number := range []int{0, -1, 10001} {
		if _, err := s.PutPart(ctx, account, "photos", "big", u.ID, number, text("x")); !errors.Is(err, object.ErrPartNumber) {
			t.Errorf("part %d: %v", number, err)
		}
	}
	second := newUpload(t, s, object.Checksum{})
	found, err := s.ListUploads(ctx, account, "photos", "bi", object.UploadPlace{}, 10)
	if err != nil || len(found) != 2 {
		t.Fatalf("uploads: %+v, %v", found, err)
	}
	rest, err := s.ListUploads(ctx, account, "photos", "bi", object.UploadPlace{Key: "big", ID: found[0].ID}, 10)
	if err != nil || len(rest) != 1 || rest[0].ID != found[1].ID {
		t.Errorf("uploads after the first: %+v, %v", rest, err)
	}
	for _, id := range []string{u.ID, second.ID} {
		if err := s.AbortUpload(ctx, account, "photos", "big", id); err != nil {
			t.Error(err)
		}
	}
	if err := s.AbortUpload(ctx, account, "photos", "big", u.ID); !errors.Is(err, object.ErrNoSuchUpload) {
		t.Errorf("abort again: %v", err)
	}
	if _, err := s.PutPart(ctx, account, "photos", "big", u.ID, 1, text("late")); !errors.Is(err, object.ErrNoSuchUpload) {
		t.Errorf("a part too late: %v", err)
	}
	wantFiles(t, s, 0)
}

func TestPartsCopiedFromAnObject(t *testing.T) {
	s := newService(t)
	put(t, s, "source", first+last)
	u := newUpload(t, s, object.Checksum{})
	var parts []object.Part
	cut := int64(object.MinPart)
	for i, r := range [][2]int64{{0, cut - 1}, {cut, cut + 6}} {
		from := object.Source{Bucket: "photos", Key: "source", First: &r[0], Last: &r[1]}
		p, err := s.CopyPart(t.Context(), account, from, "photos", "big", u.ID, i+1)
		if err != nil {
			t.Fatal(err)
		}
		parts = append(parts, p)
	}
	beyond := cut + 7
	from := object.Source{Bucket: "photos", Key: "source", First: &cut, Last: &beyond}
	if _, err := s.CopyPart(t.Context(), account, from, "photos", "big", u.ID, 3); !errors.Is(err, object.ErrCopyRange) {
		t.Errorf("beyond the end: %v", err)
	}
	if _, err := s.CompleteUpload(t.Context(), account, "photos", "big", u.ID, object.Completion{Parts: parts, Size: -1}); err != nil {
		t.Fatal(err)
	}
	wantBody(t, s, "big", first+last)
}

// Completing and aborting at once: one of them wins, and nothing is left over.
func TestCompletingAgainstAborting(t *testing.T) {
	for range 10 {
		s := newService(t)
		u := newUpload(t, s, object.Checksum{})
		c := object.Completion{Parts: []object.Part{putPart(t, s, u, 1, "only")}, Size: -1}
		var completed, aborted error
		var all sync.WaitGroup
		all.Go(func() { _, completed = s.CompleteUpload(t.Context(), account, "photos", "big", u.ID, c) })
		all.Go(func() { aborted = s.AbortUpload(t.Context(), account, "photos", "big", u.ID) })
		all.Wait()
		if (completed == nil) == (aborted == nil) {
			t.Fatalf("complete: %v, abort: %v", completed, aborted)
		}
		if completed == nil {
			wantBody(t, s, "big", "only")
			wantFiles(t, s, 1)
		} else {
			wantFiles(t, s, 0)
		}
	}
}
