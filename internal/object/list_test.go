package object_test

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"foureyes/internal/object"
)

// Keys of few letters, so that prefixes, folders and neighbours are common.
func keys() *rapid.Generator[string] {
	odd := []string{
		" ", "&", "%", "..", "a//b", "/", "//", "é", "日本", "\x00", "\x01", "\n", "%2F", "+", "?", "#", "a/../b", "A", "a",
		strings.Repeat("x", 1024), strings.Repeat("é", 512),
	}
	few := rapid.StringOfN(rapid.RuneFrom([]rune("aAb/.\x00é\U0010ffff")), 1, 6, 1024)
	return rapid.OneOf(rapid.SampledFrom(odd), few)
}

// model is what a bucket holds, and how its list would be made by hand.
type model map[string]string

func (m model) page(q object.Query) (contents, folders []string) {
	all := make([]string, 0, len(m))
	for key := range m {
		all = append(all, key)
	}
	slices.Sort(all)
	for _, key := range all {
		rest, ok := strings.CutPrefix(key, q.Prefix)
		if !ok || key <= q.After {
			continue
		}
		head, _, cut := strings.Cut(rest, q.Delimiter)
		folder := q.Prefix + head + q.Delimiter
		switch {
		case q.Delimiter == "" || !cut:
			contents = append(contents, key)
		case folder != q.After && !slices.Contains(folders, folder):
			folders = append(folders, folder)
		}
	}
	return contents, folders
}

// A bucket behaves as a map: every key comes back with its bytes, and pages of any
// size, prefix and delimiter put together are the sorted keys.
func TestABucketIsAMapWithSortedPages(t *testing.T) {
	index, folder, buckets := openStore(t), t.TempDir(), 0
	rapid.Check(t, func(r *rapid.T) {
		s, err := object.New(filepath.Join(folder, "objects"), index, clock)
		if err != nil {
			r.Fatal(err)
		}
		buckets++
		name := fmt.Sprintf("bucket-%d", buckets)
		if _, err := s.CreateBucket(t.Context(), object.Bucket{Name: name, Account: account}); err != nil {
			r.Fatal(err)
		}
		m := model{}
		r.Repeat(map[string]func(*rapid.T){
			"put": func(r *rapid.T) {
				key, body := keys().Draw(r, "key"), rapid.StringN(0, 20, -1).Draw(r, "body")
				if err := s.PutObject(t.Context(), owner, name, key, "text/plain", []byte(body)); err != nil {
					r.Fatalf("put %q: %v", key, err)
				}
				m[key] = body
			},
			"delete": func(r *rapid.T) {
				key := keys().Draw(r, "key")
				if err := s.Delete(t.Context(), account, name, key, object.Conditions{}); err != nil {
					r.Fatalf("delete %q: %v", key, err)
				}
				delete(m, key)
			},
			"head": func(r *rapid.T) {
				key := keys().Draw(r, "key")
				e, err := s.Head(t.Context(), account, name, key)
				body, ok := m[key]
				if (err == nil) != ok || e.Size != int64(len(body)) {
					r.Fatalf("head %q: %+v, %v; want %q, %v", key, e, err, body, ok)
				}
			},
			"list": func(r *rapid.T) {
				q := object.Query{
					Prefix:    rapid.SampledFrom([]string{"", "a", "a/", "/", "é", "\x00", "none", "\xff"}).Draw(r, "prefix"),
					Delimiter: rapid.SampledFrom([]string{"", "/", "a", "//", "é"}).Draw(r, "delimiter"),
					After:     rapid.OneOf(rapid.Just(""), keys()).Draw(r, "after"),
					Limit:     rapid.IntRange(1, 5).Draw(r, "limit"),
				}
				compare(r, s, name, m, q)
			},
		})
	})
}

func compare(r *rapid.T, s *object.Service, bucket string, m model, q object.Query) {
	wantKeys, wantFolders := m.page(q)
	var gotKeys, gotFolders []string
	for {
		p, err := s.List(r.Context(), account, bucket, q)
		if err != nil {
			r.Fatal(err)
		}
		if n := len(p.Entries) + len(p.Prefixes); n > q.Limit || p.Next != "" && n < q.Limit {
			r.Fatalf("a page of %d, limit %d, next %q", n, q.Limit, p.Next)
		}
		for _, e := range p.Entries {
			gotKeys = append(gotKeys, e.Key)
		}
		gotFolders = append(gotFolders, p.Prefixes...)
		if p.Next == "" {
			break
		}
		q.From = p.Next
	}
	if !slices.Equal(gotKeys, wantKeys) || !slices.Equal(gotFolders, wantFolders) {
		r.Fatalf("%+v gives %q and %q, want %q and %q", q, gotKeys, gotFolders, wantKeys, wantFolders)
	}
}

// A folder of many objects is one more look at the index, not a walk through it.
func TestFoldersAreSkippedAndNotRead(t *testing.T) {
	counting := &countingIndex{Index: openStore(t)}
	s, err := object.New(filepath.Join(t.TempDir(), "objects"), counting, clock)
	if err != nil {
		t.Fatal(err)
	}
	makeBucket(t, s, "photos")
	for _, folder := range []string{"a", "b", "c"} {
		for i := range 100 {
			put(t, s, fmt.Sprintf("%s/%03d", folder, i), "")
		}
	}
	p, err := s.List(t.Context(), account, "photos", object.Query{Delimiter: "/", Limit: 1000})
	if err != nil || !slices.Equal(p.Prefixes, []string{"a/", "b/", "c/"}) || p.Next != "" {
		t.Fatalf("%+v, %v", p, err)
	}
	if counting.rows > 60 {
		t.Errorf("%d rows of 300 were read", counting.rows)
	}
}
