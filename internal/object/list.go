package object

import (
	"context"
	"strings"
)

// MaxList is the greatest number of entries in one page (S3 API, ListObjectsV2).
const MaxList = 1000

// Query is one page of a bucket's list, in the order of the keys' bytes.
type Query struct {
	Prefix string
	// Delimiter rolls up keys that hold it behind the prefix, as folders.
	Delimiter string
	// After leaves out everything up to and including this key. When it is itself
	// rolled up, nothing of its folder comes again.
	After string
	// From is where the page before ended (Page.Next).
	From string
	// Limit is the greatest number of objects and folders together; 0 asks for none.
	Limit int
}

// Page is what a Query finds.
type Page struct {
	// Entries come without attributes, part sizes and checksum values.
	Entries []Entry
	// Prefixes are the folders, each once, the delimiter included.
	Prefixes []string
	// Next is where the next page begins, empty on the last one.
	Next string
	// Last is the last key or folder of this page.
	Last string
}

// List gives one page of a bucket's objects.
func (s *Service) List(ctx context.Context, account, bucket string, q Query) (Page, error) {
	b, err := s.Bucket(ctx, account, bucket)
	if err != nil {
		return Page{}, err
	}
	q.Limit = min(q.Limit, MaxList)
	return roll(q, func(from, until string, limit int) ([]Entry, error) {
		return s.index.ScanObjects(ctx, b.ID, from, until, limit)
	})
}

// roll makes a page out of scans of the index. Behind each folder it looks again
// at the first key after it, so a folder of a million objects costs one more scan
// and not a million rows.
func roll(q Query, scan func(from, until string, limit int) ([]Entry, error)) (Page, error) {
	var p Page
	if q.Limit <= 0 {
		return p, nil
	}
	from, until, rows, folder := q.start(), Ceiling(q.Prefix), q.firstScan(), false
	for {
		found, err := scan(from, until, rows)
		if err != nil {
			return Page{}, err
		}
		for _, e := range found {
			if e.Key < from {
				continue // in a folder that has been listed
			}
			if len(p.Entries)+len(p.Prefixes) == q.Limit {
				p.Next = from
				return p, nil
			}
			from, folder = p.add(q, e)
		}
		if len(found) < rows {
			return p, nil
		}
		rows = q.nextScan(rows, folder)
	}
}

// start is the first key that can be on the page.
func (q Query) start() string {
	switch {
	case q.From != "":
		return max(q.From, q.Prefix)
	case q.After == "":
		return q.Prefix
	}
	if folder, ok := q.folder(q.After); ok && folder == q.After {
		return max(Ceiling(folder), q.Prefix)
	}
	return max(q.After+"\x00", q.Prefix)
}

// folder gives the folder that a key is rolled up into, if it is.
func (q Query) folder(key string) (string, bool) {
	rest, ok := strings.CutPrefix(key, q.Prefix)
	if q.Delimiter == "" || !ok {
		return "", false
	}
	head, _, ok := strings.Cut(rest, q.Delimiter)
	return q.Prefix + head + q.Delimiter, ok
}

// add puts an object, or its folder, on the page. It gives the next place to
// look, and whether it was a folder.
func (p *Page) add(q Query, e Entry) (next string, isFolder bool) {
	if folder, ok := q.folder(e.Key); ok {
		p.Prefixes = append(p.Prefixes, folder)
		p.Last = folder
		return Ceiling(folder), true
	}
	p.Entries = append(p.Entries, e)
	p.Last = e.Key
	return e.Key + "\x00", false
}

// fewRows is how many rows are read where folders may make most of them useless.
const fewRows = 16

func (q Query) firstScan() int {
	if q.Delimiter == "" {
		return q.Limit + 1
	}
	return min(q.Limit+1, fewRows)
}

// nextScan reads more at a time while objects come, and few again after a folder.
func (q Query) nextScan(rows int, folder bool) int {
	if folder {
		return min(q.Limit+1, fewRows)
	}
	return min(2*rows, q.Limit+1)
}

// Ceiling is the first string, in byte order, behind all that begin with prefix. Keys are UTF-8,
// so 0xFF is behind every key.
func Ceiling(prefix string) string {
	last := len(prefix) - 1
	for last >= 0 && prefix[last] == 0xff { // a prefix may be anything
		last--
	}
	if last < 0 {
		return "\xff"
	}
	return prefix[:last] + string([]byte{prefix[last] + 1})
}
