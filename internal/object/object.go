// Package object keeps objects in buckets, as S3 means them, in a folder: the
// bytes as blobs under random names, everything else as rows of an index that
// the store keeps.
//
// It owns the order of writing (bytes, fsync, fsync of the folder, then the row;
// removals only after the row is gone), bucket ownership, ETags,
// checksums, conditions, lists and multipart uploads. A key is never part of a
// file name, so any key works on any disk. It knows no HTTP and no XML (package
// api/s3 does), and no SQL (package store does).
//
// What a crash can leave behind is a blob without a row. Sweep removes those.
package object

import (
	"fmt"
	"io"
	"time"
)

// MaxSize is the greatest size of an object, in bytes (5 GiB: S3's limit for one
// PUT; larger multipart objects are not supported).
const MaxSize = 5 << 30

// Service is the object store. It is safe for concurrent use.
type Service struct {
	index Index
	blobs *blobs
	now   func() time.Time
	limit int64
}

// New opens the store of objects in folder, which is made when it is missing.
// The clock now gives the objects their modification times.
func New(folder string, index Index, now func() time.Time) (*Service, error) {
	return open(folder, osDisk{}, index, now)
}

func open(folder string, d disk, index Index, now func() time.Time) (*Service, error) {
	b, err := openBlobs(folder, d)
	if err != nil {
		return nil, fmt.Errorf("open the objects folder: %w", err)
	}
	return &Service{index: index, blobs: b, now: now, limit: MaxSize}, nil
}

// Ready answers whether objects can be written. It tries, with a file of its own, when
// the disk has failed the last write.
func (s *Service) Ready() error {
	if err := s.blobs.ready(); err != nil {
		return fmt.Errorf("write to the objects folder: %w", err)
	}
	return nil
}

// moment is the time of a write.
func (s *Service) moment() time.Time { return Moment(s.now()) }

// Moment is a time as indexes keep it: UTC, milliseconds.
func Moment(t time.Time) time.Time { return t.UTC().Truncate(time.Millisecond) }

// Entry is what the index knows about one object.
type Entry struct {
	BucketID string
	Key      string
	// Blob names the file that holds the bytes.
	Blob string
	// Size is in bytes.
	Size int64
	// ETag is the MD5 in hex, or for multipart objects the MD5 of the parts'
	// MD5s and the number of parts; without quotes.
	ETag string
	// ModifiedAt is UTC, whole milliseconds.
	ModifiedAt time.Time
	CreatedBy  string
	Checksum   Checksum
	// PartSizes holds the size of each part, in bytes, of a multipart object.
	PartSizes []int64
	// UploadID is the multipart upload that made the object, if one did.
	UploadID string
	Attributes
}

// Attributes is what the writer says about the content; S3 keeps it and gives it
// back with the object.
type Attributes struct {
	ContentType        string            `json:"contentType,omitempty"`
	ContentEncoding    string            `json:"contentEncoding,omitempty"`
	ContentDisposition string            `json:"contentDisposition,omitempty"`
	ContentLanguage    string            `json:"contentLanguage,omitempty"`
	CacheControl       string            `json:"cacheControl,omitempty"`
	Expires            string            `json:"expires,omitempty"`
	Metadata           map[string]string `json:"metadata,omitempty"` // names in lower case
}

// MaxMetadata is how many bytes the names and values of user metadata may have
// together (S3 User Guide, object metadata).
const MaxMetadata = 2048

func (a Attributes) check() error {
	size := 0
	for name, value := range a.Metadata {
		size += len(name) + len(value)
	}
	if size > MaxMetadata {
		return ErrMetadataTooLarge
	}
	return nil
}

// Object is an open object: its entry and its bytes. Close it.
type Object struct {
	Entry
	io.ReadSeekCloser
}

// ReadAll gives the whole object, and its size in bytes, and closes it; no bytes when it
// has more than most.
func (o *Object) ReadAll(most int64) ([]byte, int64, error) {
	defer func() { _ = o.Close() }()
	if o.Size > most {
		return nil, o.Size, nil
	}
	body := make([]byte, o.Size)
	if _, err := io.ReadFull(o, body); err != nil {
		return nil, 0, fmt.Errorf("read an object: %w", err)
	}
	return body, o.Size, nil
}
