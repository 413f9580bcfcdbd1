// Package objecttest is what every store of objects must do for the rooms, as one suite
// for all of them: files, and S3 stores outside.
//
// What a store does beyond that (conditions, lists, uploads in parts; roles and keys) is
// tested beside it.
package objecttest

import (
	"bytes"
	"context"
	"errors"
	"io"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"foureyes/internal/fault"
	"foureyes/internal/flow"
	"foureyes/internal/object"
)

// Store is what the rooms and doors ask for.
type Store interface {
	BucketExists(ctx context.Context, as flow.Access, bucket string) (bool, error)
	CreateBucket(ctx context.Context, b object.Bucket) (object.Bucket, error)
	ListBuckets(ctx context.Context, account, after string, limit int) ([]object.Bucket, error)
	OpenObject(ctx context.Context, account, bucket, key string) (*object.Object, error)
	PutObject(ctx context.Context, as flow.Access, bucket, key, contentType string, body []byte) error
	ReadObject(ctx context.Context, account, bucket, key string, most int64) ([]byte, int64, error)
}

// Account is the first account of the server that the stores belong to.
const Account = "000000000042"

// stranger is another account of it.
const stranger = "000000000043"

var (
	owner = flow.Access{Account: Account}
	other = flow.Access{Account: stranger}
)

// Suite asks a new store, which open gives, for everything.
func Suite(t *testing.T, open func(t *testing.T) Store) {
	t.Helper()
	for name, test := range map[string]func(*testing.T, Store){
		"objects are read as they were written":  reading,
		"objects are read from anywhere":         seeking,
		"objects are replaced as a whole":        replacing,
		"large objects are measured, not read":   measuring,
		"what is not there is not found":         missing,
		"keys and names that cannot be are told": naming,
		"an account's bucket is nobody else's":   owning,
		"buckets are listed by name, in pages":   listing,
		"a bucket is made once":                  making,
		"what was opened stays as it was":        changing,
	} {
		t.Run(name, func(t *testing.T) { test(t, open(t)) })
	}
}

// keys are all that stores which keep objects in folders can have too.
var keys = []string{"a", "out/check/2026/03/02/08/30/00/loop-1/output.json", "in/a cup & a saucer +%41?#.svg", "in/Größe/写真.png"}

func reading(t *testing.T, s Store) {
	bucket(t, s, "photos")
	for _, key := range keys {
		for _, body := range []string{"", `{"a": "ü"}`} {
			put(t, s, key, body)
			o, err := s.OpenObject(t.Context(), Account, "photos", key)
			if err != nil {
				t.Fatalf("%q: %v", key, err)
			}
			got, size, err := o.ReadAll(1 << 20)
			if err != nil || string(got) != body || size != int64(len(body)) || o.ContentType != "application/json" || o.ETag == "" || o.ModifiedAt.IsZero() {
				t.Errorf("%q: %q, %v, %+v", key, got, err, o.Entry)
			}
		}
	}
}

func seeking(t *testing.T, s Store) {
	bucket(t, s, "photos")
	body := make([]byte, 300_000)
	random := rand.NewChaCha8([32]byte{1})
	_, _ = random.Read(body)
	put(t, s, "a", string(body))
	o, err := s.OpenObject(t.Context(), Account, "photos", "a")
	if err != nil {
		t.Fatal(err)
	}
	want := bytes.NewReader(body)
	for range 20 {
		offset, whence := int64(random.Uint64()%uint64(len(body))), int(random.Uint64()%2)*io.SeekEnd
		if whence == io.SeekEnd {
			offset = -offset
		}
		at, err := o.Seek(offset, whence)
		if wantAt, _ := want.Seek(offset, whence); at != wantAt || err != nil {
			t.Fatalf("seek %d from %d: at %d, %v", offset, whence, at, err)
		}
		n := int(random.Uint64() % 5000)
		got, err := io.ReadAll(io.LimitReader(o, int64(n)))
		if wanted, _ := io.ReadAll(io.LimitReader(want, int64(n))); !bytes.Equal(got, wanted) || err != nil {
			t.Fatalf("%d bytes at %d differ, %v", n, at, err)
		}
	}
	if _, err := o.Seek(-1, io.SeekStart); err == nil {
		t.Error("there is something before the first byte")
	}
	if err := o.Close(); err != nil {
		t.Error(err)
	}
}

func replacing(t *testing.T, s Store) {
	bucket(t, s, "photos")
	for _, body := range []string{"old and longer", "new", "new"} {
		put(t, s, "a", body)
		if got, size, err := s.ReadObject(t.Context(), Account, "photos", "a", 100); string(got) != body || size != int64(len(body)) || err != nil {
			t.Errorf("%q, %d, %v", got, size, err)
		}
	}
}

// changing reads an object that is replaced meanwhile: what comes is of the old one or
// nothing.
func changing(t *testing.T, s Store) {
	bucket(t, s, "photos")
	put(t, s, "a", "old")
	o, err := s.OpenObject(t.Context(), Account, "photos", "a")
	if err != nil {
		t.Fatal(err)
	}
	put(t, s, "a", "new")
	if got, _, err := o.ReadAll(100); err == nil && string(got) != "old" {
		t.Errorf("read %q of what was opened as %q", got, "old")
	}
}

func measuring(t *testing.T, s Store) {
	bucket(t, s, "photos")
	put(t, s, "a", "0123456789")
	if body, size, err := s.ReadObject(t.Context(), Account, "photos", "a", 9); body != nil || size != 10 || err != nil {
		t.Errorf("%q, %d, %v", body, size, err)
	}
	if body, _, err := s.ReadObject(t.Context(), Account, "photos", "a", 10); string(body) != "0123456789" || err != nil {
		t.Errorf("%q, %v", body, err)
	}
}

func missing(t *testing.T, s Store) {
	bucket(t, s, "photos")
	ctx := t.Context()
	if err := s.PutObject(ctx, owner, "nowhere", "a", "text/plain", nil); !errors.Is(err, object.ErrNoSuchBucket) {
		t.Error("put:", err)
	}
	if _, err := s.OpenObject(ctx, Account, "photos", "a"); !errors.Is(err, object.ErrNoSuchKey) {
		t.Error("open:", err)
	}
	if _, err := s.OpenObject(ctx, Account, "nowhere", "a"); !fault.Is(err, fault.NotFound) {
		t.Error("open in no bucket:", err)
	}
	for name, want := range map[string]bool{"photos": true, "nowhere": false} {
		if is, err := s.BucketExists(ctx, owner, name); is != want || err != nil {
			t.Errorf("%s exists: %v, %v", name, is, err)
		}
	}
}

func naming(t *testing.T, s Store) {
	bucket(t, s, "photos")
	for key, want := range map[string]error{
		"": object.ErrNoSuchKey, strings.Repeat("k", object.MaxKey+1): object.ErrKeyTooLong, "\xff": object.ErrKeyEncoding,
	} {
		if err := s.PutObject(t.Context(), owner, "photos", key, "", nil); !errors.Is(err, want) {
			t.Errorf("put %.10q: %v, want %v", key, err, want)
		}
	}
	for _, name := range []string{"", "a", "Photos", "pho_tos", "10.0.0.1", "a..b"} {
		if _, err := s.CreateBucket(t.Context(), object.Bucket{Name: name, Account: Account}); !errors.Is(err, object.ErrBucketName) {
			t.Errorf("bucket %q: %v", name, err)
		}
	}
}

func owning(t *testing.T, s Store) {
	ctx := t.Context()
	bucket(t, s, "photos")
	put(t, s, "a", "mine")
	if err := s.PutObject(ctx, other, "photos", "a", "", []byte("theirs")); !fault.Is(err, fault.Denied) {
		t.Error("put:", err)
	}
	if _, _, err := s.ReadObject(ctx, stranger, "photos", "a", 100); !fault.Is(err, fault.Denied) {
		t.Error("read:", err)
	}
	if is, err := s.BucketExists(ctx, other, "photos"); is || !fault.Is(err, fault.Denied) {
		t.Error("exists:", is, err)
	}
	if body, _, err := s.ReadObject(ctx, Account, "photos", "a", 100); string(body) != "mine" || err != nil {
		t.Errorf("%q, %v", body, err)
	}
}

func making(t *testing.T, s Store) {
	made := bucket(t, s, "photos")
	if made.ID == "" || made.Account != Account || made.CreatedAt.IsZero() {
		t.Errorf("%+v", made)
	}
	if _, err := s.CreateBucket(t.Context(), object.Bucket{Name: "photos", Account: Account}); !errors.Is(err, object.ErrBucketOwned) {
		t.Error("again:", err)
	}
	if _, err := s.CreateBucket(t.Context(), object.Bucket{Name: "photos", Account: stranger}); !errors.Is(err, object.ErrBucketTaken) {
		t.Error("by a stranger:", err)
	}
}

func listing(t *testing.T, s Store) {
	for _, name := range []string{"one", "two", "three", "four"} {
		bucket(t, s, name)
	}
	if _, err := s.CreateBucket(t.Context(), object.Bucket{Name: "theirs", Account: stranger, CreatedBy: "somebody"}); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		account, after string
		want           []string
	}{
		{Account, "", []string{"four", "one", "three"}},
		{Account, "one", []string{"three", "two"}},
		{stranger, "", []string{"theirs"}},
		{stranger, "theirs", nil},
	} {
		all, err := s.ListBuckets(t.Context(), c.account, c.after, 3)
		var names []string
		for _, b := range all {
			names = append(names, b.Name)
		}
		if !slices.Equal(names, c.want) || err != nil {
			t.Errorf("of %s after %q: %q, %v", c.account, c.after, names, err)
		}
	}
}

func bucket(t *testing.T, s Store, name string) object.Bucket {
	t.Helper()
	b, err := s.CreateBucket(t.Context(), object.Bucket{Name: name, Account: Account, Region: "eu-west-1", CreatedBy: "ines"})
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func put(t *testing.T, s Store, key, body string) {
	t.Helper()
	if err := s.PutObject(t.Context(), owner, "photos", key, "application/json", []byte(body)); err != nil {
		t.Fatalf("put %q: %v", key, err)
	}
}
