package object

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"io"
	"time"
)

// MaxPart is the greatest part number (S3 User Guide, multipart upload limits).
const MaxPart = 10000

// Upload is a multipart upload that is not finished.
type Upload struct {
	ID         string
	BucketID   string
	Key        string
	Attributes Attributes
	// Checksum names the algorithm and type for the whole; it has no value yet.
	Checksum  Checksum
	CreatedBy string
	CreatedAt time.Time
}

// UploadPlace is where a page of uploads ended.
type UploadPlace struct{ Key, ID string }

// Part is one piece of an upload.
type Part struct {
	Number     int
	Blob       string
	Size       int64
	ETag       string // MD5 in hex, without quotes
	Checksum   Checksum
	ModifiedAt time.Time
}

// CreateUpload begins a multipart upload of u.Key; Key, Attributes, Checksum and
// CreatedBy are taken from u.
func (s *Service) CreateUpload(ctx context.Context, account, bucket string, u Upload) (Upload, error) {
	if err := errors.Join(CheckKey(u.Key), u.Attributes.check()); err != nil {
		return Upload{}, err
	}
	b, err := s.Bucket(ctx, account, bucket)
	if err != nil {
		return Upload{}, err
	}
	u.ID, u.BucketID, u.CreatedAt = rand.Text(), b.ID, s.moment()
	if u.Checksum.Type == "" {
		u.Checksum.Type = usualType(u.Checksum.Algorithm)
	}
	return u, s.index.CreateUpload(ctx, u)
}

// usualType is the type of checksum of a multipart object that no type was asked
// for (S3 User Guide, full object and composite checksum types).
func usualType(algorithm string) string {
	switch algorithm {
	case "":
		return ""
	case "CRC64NVME":
		return FullObject
	}
	return Composite
}

// Upload finds an unfinished upload of this key; ErrNoSuchUpload.
func (s *Service) Upload(ctx context.Context, account, bucket, key, id string) (Upload, error) {
	b, err := s.Bucket(ctx, account, bucket)
	if err != nil {
		return Upload{}, err
	}
	u, err := s.index.UploadByID(ctx, id)
	if err != nil {
		return Upload{}, err
	}
	if u.BucketID != b.ID || u.Key != key {
		return Upload{}, ErrNoSuchUpload
	}
	return u, nil
}

// ListUploads gives the unfinished uploads of keys that begin with prefix, in
// order of key and id, those after the place given.
func (s *Service) ListUploads(ctx context.Context, account, bucket, prefix string, after UploadPlace, limit int) ([]Upload, error) {
	b, err := s.Bucket(ctx, account, bucket)
	if err != nil {
		return nil, err
	}
	return s.index.ListUploads(ctx, b.ID, prefix, after, limit)
}

// PutPart adds a part, or replaces the one of the same number. It refuses as Put
// does, and with ErrNoSuchUpload and ErrPartNumber.
func (s *Service) PutPart(ctx context.Context, account, bucket, key, uploadID string, number int, c Content) (Part, error) {
	if number < 1 || number > MaxPart {
		return Part{}, ErrPartNumber
	}
	u, err := s.Upload(ctx, account, bucket, key, uploadID)
	if err != nil {
		return Part{}, err
	}
	if c.Checksum.Algorithm == "" {
		c.Checksum.Algorithm = u.Checksum.Algorithm
	}
	p := Part{Number: number}
	err = s.keep(ctx,
		func(w io.Writer) error {
			got, err := s.receive(w, c)
			p.Size, p.ETag, p.Checksum = got.size, hex.EncodeToString(got.md5), got.checksum
			return err
		},
		func(blob string) ([]string, error) {
			p.Blob, p.ModifiedAt = blob, s.moment()
			return s.index.SavePart(ctx, u.ID, p)
		})
	return p, err
}

// CopyPart adds a part with bytes of an object of the same account; ErrCopyRange.
func (s *Service) CopyPart(ctx context.Context, account string, from Source, bucket, key, uploadID string, number int) (Part, error) {
	source, err := s.openSource(ctx, account, from)
	if err != nil {
		return Part{}, err
	}
	defer func() { _ = source.Close() }()
	body, size, err := from.slice(source)
	if err != nil {
		return Part{}, err
	}
	return s.PutPart(ctx, account, bucket, key, uploadID, number, Content{Body: body, Size: size})
}

// ListParts gives an upload and its parts with numbers above after, in order.
func (s *Service) ListParts(ctx context.Context, account, bucket, key, uploadID string, after, limit int) (Upload, []Part, error) {
	u, err := s.Upload(ctx, account, bucket, key, uploadID)
	if err != nil {
		return Upload{}, nil, err
	}
	parts, err := s.index.ListParts(ctx, u.ID, after, limit)
	return u, parts, err
}

// AbortUpload removes an upload and its parts; ErrNoSuchUpload.
func (s *Service) AbortUpload(ctx context.Context, account, bucket, key, uploadID string) error {
	u, err := s.Upload(ctx, account, bucket, key, uploadID)
	if err != nil {
		return err
	}
	blobs, err := s.index.AbortUpload(ctx, u.ID)
	if err != nil {
		return err
	}
	s.blobs.removeAll(blobs)
	return nil
}
