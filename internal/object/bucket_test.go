package object_test

import (
	"errors"
	"strings"
	"testing"

	"foureyes/internal/fault"
	"foureyes/internal/flow"
	"foureyes/internal/object"
)

func TestABucketIsItsAccountsOwn(t *testing.T) {
	s := newService(t)
	put(t, s, "a", "mine")
	ctx, other := t.Context(), flow.Access{Account: stranger}
	tests := map[string]func() error{
		"put":    func() error { return s.PutObject(ctx, other, "photos", "b", "text/plain", []byte("x")) },
		"open":   func() error { _, err := s.OpenObject(ctx, stranger, "photos", "a"); return err },
		"list":   func() error { _, err := s.List(ctx, stranger, "photos", object.Query{Limit: 1}); return err },
		"delete": func() error { return s.Delete(ctx, stranger, "photos", "a", object.Conditions{}) },
		"drop":   func() error { return s.DeleteBucket(ctx, stranger, "photos") },
		"exists": func() error { _, err := s.BucketExists(ctx, other, "photos"); return err },
	}
	for name, try := range tests {
		if err := try(); !fault.Is(err, fault.Denied) {
			t.Errorf("%s by a stranger: %v, want Denied", name, err)
		}
	}
	if _, err := s.CreateBucket(ctx, object.Bucket{Name: "photos", Account: stranger}); !errors.Is(err, object.ErrBucketTaken) {
		t.Errorf("create by a stranger: %v", err)
	}
	if _, err := s.CreateBucket(ctx, object.Bucket{Name: "photos", Account: account}); !errors.Is(err, object.ErrBucketOwned) {
		t.Errorf("create again: %v", err)
	}
	if ok, err := s.BucketExists(ctx, owner, "nowhere"); ok || err != nil {
		t.Errorf("a bucket that is not there: %v, %v", ok, err)
	}
	if ok, err := s.BucketExists(ctx, owner, "photos"); !ok || err != nil {
		t.Errorf("a bucket that is there: %v, %v", ok, err)
	}
	if err := s.PutObject(ctx, owner, "nowhere", "b", "text/plain", nil); !fault.Is(err, fault.NotFound) {
		t.Errorf("put into no bucket: %v", err)
	}
	wantFiles(t, s, 1)
}

func TestBucketNames(t *testing.T) {
	for name, good := range map[string]bool{
		"abc": true, "a.b-c9": true, "human-loops": true, strings.Repeat("a", 63): true,
		"ab": false, strings.Repeat("a", 64): false, "Abc": false, "a_b": false, "-ab": false, "ab-": false,
		"a..b": false, "192.168.5.4": false, "xn--abc": false, "abc-s3alias": false, "../../etc": false, "a/b": false, "": false,
	} {
		if err := object.CheckBucketName(name); (err == nil) != good {
			t.Errorf("%q: %v, want good = %v", name, err, good)
		}
	}
}

func TestOnlyAnEmptyBucketGoes(t *testing.T) {
	s := newService(t)
	ctx := t.Context()
	put(t, s, "a", "x")
	u, err := s.CreateUpload(ctx, account, "photos", object.Upload{Key: "big"})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.PutPart(ctx, account, "photos", "big", u.ID, 1, text("part")); err != nil {
		t.Fatal(err)
	}
	if err := s.DeleteBucket(ctx, account, "photos"); !errors.Is(err, object.ErrBucketNotEmpty) {
		t.Fatalf("delete a full bucket: %v", err)
	}
	wantFiles(t, s, 2)
	if err := s.Delete(ctx, account, "photos", "a", object.Conditions{}); err != nil {
		t.Fatal(err)
	}
	if err := s.DeleteBucket(ctx, account, "photos"); err != nil {
		t.Fatal(err)
	}
	wantFiles(t, s, 0)
	if err := s.DeleteBucket(ctx, account, "photos"); !errors.Is(err, object.ErrNoSuchBucket) {
		t.Errorf("delete again: %v", err)
	}
	if makeBucket(t, s, "photos").ID == "" {
		t.Error("the name cannot be used again")
	}
}
