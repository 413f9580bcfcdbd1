package object_test

import (
	"bytes"
	"context"
	"crypto/md5"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"foureyes/internal/fault"
	"foureyes/internal/flow"
	"foureyes/internal/object"
	"foureyes/internal/store"
)

const (
	account  = "000000000042"
	stranger = "000000000043"
	writer   = "arn:aws:iam::000000000042:user/ines"
)

var owner = flow.Access{Account: account}

var monday = time.Date(2026, 3, 2, 8, 30, 0, 123_000_000, time.UTC)

func clock() time.Time { return monday }

func openStore(t testing.TB) *store.Store {
	t.Helper()
	index, err := store.OpenSQLite(t.Context(), t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := index.Close(); err != nil {
			t.Error(err)
		}
	})
	return index
}

// newService gives a store of objects with the bucket "photos".
func newService(t testing.TB) *object.Service {
	t.Helper()
	s, err := object.New(filepath.Join(t.TempDir(), "objects"), openStore(t), clock)
	if err != nil {
		t.Fatal(err)
	}
	makeBucket(t, s, "photos")
	return s
}

func makeBucket(t testing.TB, s *object.Service, name string) object.Bucket {
	t.Helper()
	b, err := s.CreateBucket(t.Context(), object.Bucket{Name: name, Account: account, Region: "eu-west-1", CreatedBy: writer})
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func put(t testing.TB, s *object.Service, key, body string) object.Entry {
	t.Helper()
	e, err := s.Put(t.Context(), account, "photos", key, text(body))
	if err != nil {
		t.Fatalf("put %q: %v", key, err)
	}
	return e
}

func text(body string) object.Content {
	return object.Content{Body: strings.NewReader(body), Size: int64(len(body)), CreatedBy: writer}
}

func get(ctx context.Context, s *object.Service, key string) (string, error) {
	o, err := s.OpenObject(ctx, account, "photos", key)
	if err != nil {
		return "", err
	}
	defer o.Close()
	body, err := io.ReadAll(o)
	if err == nil && int64(len(body)) != o.Size {
		return "", fmt.Errorf("%d bytes came, the size is %d", len(body), o.Size)
	}
	return string(body), err
}

func wantBody(t *testing.T, s *object.Service, key, want string) {
	t.Helper()
	if got, err := get(t.Context(), s, key); err != nil || got != want {
		t.Errorf("%q holds %.40q, %v; want %.40q", key, got, err, want)
	}
}

func wantFiles(t *testing.T, s *object.Service, want int) {
	t.Helper()
	files, err := s.Files()
	if err != nil || len(files) != want {
		t.Errorf("%d files %v, %v; want %d", len(files), files, err, want)
	}
}

func TestAnObjectComesBackWithAllThatWasSaid(t *testing.T) {
	s := newService(t)
	c := text("hello")
	c.Checksum.Algorithm = "CRC32"
	c.Attributes = object.Attributes{
		ContentType: "text/plain", ContentEncoding: "br", ContentDisposition: "inline", ContentLanguage: "de",
		CacheControl: "no-store", Expires: "never", Metadata: map[string]string{"colour": "blå"},
	}
	want, err := s.Put(t.Context(), account, "photos", "a", c)
	if err != nil {
		t.Fatal(err)
	}
	o, err := s.OpenObject(t.Context(), account, "photos", "a")
	if err != nil {
		t.Fatal(err)
	}
	defer o.Close()
	if diff := cmp.Diff(want, o.Entry); diff != "" {
		t.Error(diff)
	}
	if want.ETag != fmt.Sprintf("%x", md5.Sum([]byte("hello"))) || want.Checksum.Value != "NhCmhg==" {
		t.Errorf("ETag %s, checksum %v", want.ETag, want.Checksum)
	}
	if !want.ModifiedAt.Equal(monday) || want.ContentType != "text/plain" || want.Size != 5 {
		t.Errorf("entry %+v", want)
	}
}

func TestBytesThatAreNotTheOnesAnnouncedAreRefused(t *testing.T) {
	broken := errors.New("the body verifies itself and is wrong")
	sum := md5.Sum([]byte("hello"))
	tests := map[string]struct {
		change func(*object.Content)
		want   error
	}{
		"wrong MD5":            {func(c *object.Content) { c.MD5 = make([]byte, 16) }, object.ErrBadDigest},
		"wrong checksum":       {func(c *object.Content) { c.Checksum = object.Checksum{Algorithm: "SHA256", Value: "AA=="} }, object.ErrBadDigest},
		"too short":            {func(c *object.Content) { c.Size = 6 }, object.ErrIncompleteBody},
		"too long":             {func(c *object.Content) { c.Size = 4 }, object.ErrIncompleteBody},
		"cut off":              {func(c *object.Content) { c.Body, c.Size = failing("hel", io.ErrUnexpectedEOF), 5 }, object.ErrIncompleteBody},
		"over the limit":       {func(c *object.Content) { c.Body, c.Size = strings.NewReader("0123456789x"), 11 }, object.ErrTooLarge},
		"over it, size unsaid": {func(c *object.Content) { c.Body, c.Size = strings.NewReader("0123456789x"), -1 }, object.ErrTooLarge},
		"body's own refusal":   {func(c *object.Content) { c.Body = failing("hello", broken) }, broken},
		"both refuse": {func(c *object.Content) {
			c.Body, c.MD5 = failing("hello", broken), make([]byte, 16)
		}, object.ErrBadDigest},
		"no room for metadata": {func(c *object.Content) {
			c.Attributes.Metadata = map[string]string{"a": strings.Repeat("b", 2048)}
		}, object.ErrMetadataTooLarge},
		"right MD5": {func(c *object.Content) { c.MD5 = sum[:] }, nil},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			s := newService(t)
			s.SetLimit(10)
			put(t, s, "a", "before")
			c := text("hello")
			test.change(&c)
			_, err := s.Put(t.Context(), account, "photos", "a", c)
			if !errors.Is(err, test.want) {
				t.Fatalf("got %v, want %v", err, test.want)
			}
			if test.want != nil {
				wantBody(t, s, "a", "before")
			}
			wantFiles(t, s, 1)
		})
	}
}

// failing gives some bytes and then an error in the place of io.EOF.
func failing(body string, err error) io.Reader {
	return io.MultiReader(strings.NewReader(body), &endless{err})
}

type endless struct{ err error }

func (e *endless) Read([]byte) (int, error) { return 0, e.err }

func TestConditionsHoldAtTheMomentOfTheWrite(t *testing.T) {
	s := newService(t)
	ctx := t.Context()
	try := func(body string, c object.Conditions) error {
		content := text(body)
		content.Conditions = c
		_, err := s.Put(ctx, account, "photos", "a", content)
		return err
	}
	none := object.Conditions{IfNoneMatch: "*"}
	if err := try("one", object.Conditions{IfMatch: "*"}); !errors.Is(err, object.ErrNoSuchKey) {
		t.Errorf("replace nothing: %v", err)
	}
	if err := try("one", none); err != nil {
		t.Errorf("first write: %v", err)
	}
	if err := try("two", none); !errors.Is(err, object.ErrPrecondition) {
		t.Errorf("second write: %v", err)
	}
	etag := fmt.Sprintf("%q", fmt.Sprintf("%x", md5.Sum([]byte("one"))))
	if err := try("two", object.Conditions{IfMatch: etag}); err != nil {
		t.Errorf("replace what is known: %v", err)
	}
	if err := try("three", object.Conditions{IfMatch: etag}); !errors.Is(err, object.ErrPrecondition) {
		t.Errorf("replace what was: %v", err)
	}
	if err := s.Delete(ctx, account, "photos", "a", object.Conditions{IfMatch: etag}); !errors.Is(err, object.ErrPrecondition) {
		t.Errorf("delete what was: %v", err)
	}
	wantBody(t, s, "a", "two")
	wantFiles(t, s, 1)
}

func TestOfManyFirstWritersExactlyOneWins(t *testing.T) {
	s := newService(t)
	won := make(chan string, 20)
	var all sync.WaitGroup
	for i := range 20 {
		all.Go(func() {
			body := fmt.Sprintf("writer %d", i)
			c := text(body)
			c.Conditions = object.Conditions{IfNoneMatch: "*"}
			switch _, err := s.Put(t.Context(), account, "photos", "a", c); {
			case err == nil:
				won <- body
			case !errors.Is(err, object.ErrPrecondition):
				t.Error(err)
			}
		})
	}
	all.Wait()
	close(won)
	if len(won) != 1 {
		t.Fatalf("%d writers won", len(won))
	}
	wantBody(t, s, "a", <-won)
	wantFiles(t, s, 1)
}

func TestReadersSeeWholeObjectsWhileWritersReplaceThem(t *testing.T) {
	s := newService(t)
	body := func(i int) string { return strings.Repeat(string(rune('a'+i)), 100_000) }
	put(t, s, "a", body(0))
	var all sync.WaitGroup
	for i := range 4 {
		all.Go(func() {
			for range 25 {
				put(t, s, "a", body(i))
			}
		})
		all.Go(func() {
			for range 50 {
				got, err := get(t.Context(), s, "a")
				if err != nil || len(got) != 100_000 || strings.Trim(got, got[:1]) != "" {
					t.Errorf("read %d bytes, %v", len(got), err)
				}
			}
		})
		all.Go(func() {
			for range 5 {
				if _, err := s.Sweep(t.Context()); err != nil {
					t.Error(err)
				}
			}
		})
	}
	all.Wait()
	wantFiles(t, s, 1)
}

func TestALostBlobIsAFailureAndNoEndlessSearch(t *testing.T) {
	s := newService(t)
	if err := s.RemoveBlob(put(t, s, "a", "x").Blob); err != nil {
		t.Fatal(err)
	}
	if _, err := get(t.Context(), s, "a"); err == nil || fault.Of(err).Kind != fault.Internal {
		t.Errorf("got %v, want an internal failure", err)
	}
}

func TestACopyHasItsOwnBytes(t *testing.T) {
	s := newService(t)
	ctx := t.Context()
	c := text("hello")
	c.Attributes.Metadata = map[string]string{"a": "1"}
	if _, err := s.Put(ctx, account, "photos", "a", c); err != nil {
		t.Fatal(err)
	}
	from := object.Source{Bucket: "photos", Key: "a"}
	e, err := s.Copy(ctx, account, from, "photos", "b", object.Content{}, false)
	if err != nil || e.Metadata["a"] != "1" {
		t.Fatalf("copy: %+v, %v", e, err)
	}
	if _, err := s.Copy(ctx, account, from, "photos", "a", object.Content{}, false); !errors.Is(err, object.ErrSelfCopy) {
		t.Errorf("copy onto itself: %v", err)
	}
	replaced := object.Content{Attributes: object.Attributes{Metadata: map[string]string{"a": "2"}}}
	if e, err = s.Copy(ctx, account, from, "photos", "a", replaced, true); err != nil || e.Metadata["a"] != "2" {
		t.Errorf("new metadata: %+v, %v", e, err)
	}
	from.Conditions.IfNoneMatch = e.ETag
	if _, err := s.Copy(ctx, account, from, "photos", "c", object.Content{}, false); !errors.Is(err, object.ErrPrecondition) {
		t.Errorf("condition on the source: %v", err)
	}
	if err := s.DeleteAll(ctx, account, "photos", []string{"a", "nothing"}); err != nil {
		t.Error(err)
	}
	wantBody(t, s, "b", "hello")
	wantFiles(t, s, 1)
}

func TestKeysThatCannotBe(t *testing.T) {
	s := newService(t)
	for key, want := range map[string]error{
		"": object.ErrNoSuchKey, strings.Repeat("é", 513): object.ErrKeyTooLong, "a\xff": object.ErrKeyEncoding,
	} {
		if err := s.PutObject(t.Context(), owner, "photos", key, "", nil); !errors.Is(err, want) {
			t.Errorf("%.10q: %v, want %v", key, err, want)
		}
	}
	put(t, s, strings.Repeat("é", 512), "longest")
}

func TestASeekInAnObject(t *testing.T) {
	s := newService(t)
	if err := s.PutObject(t.Context(), owner, "photos", "a", "text/plain", []byte("0123456789")); err != nil {
		t.Fatal(err)
	}
	o, err := s.OpenObject(t.Context(), account, "photos", "a")
	if err != nil {
		t.Fatal(err)
	}
	defer o.Close()
	if _, err := o.Seek(-3, io.SeekEnd); err != nil {
		t.Fatal(err)
	}
	var got bytes.Buffer
	if _, err := got.ReadFrom(o); err != nil || got.String() != "789" || o.ContentType != "text/plain" {
		t.Errorf("%q, %v, %+v", got.String(), err, o.Entry)
	}
}
