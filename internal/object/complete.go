package object

import (
	"context"
	"crypto/md5"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"strings"
)

// MinPart is the least size of every part but the last, in bytes (S3 User Guide,
// multipart upload limits).
const MinPart = 5 << 20

// Completion is what a client demands of a finished multipart upload.
type Completion struct {
	// Parts are the parts to use, by ascending number. A part's ETag and, where it
	// is given, Checksum.Value must be those of the part that was uploaded.
	Parts []Part
	// Checksum is what the whole must give; the zero value for no demand.
	Checksum Checksum
	// Size is how many bytes the whole must have, or -1.
	Size       int64
	Conditions Conditions
}

// CompleteUpload makes one object of parts. The refusals are ErrNoSuchUpload,
// ErrInvalidPart, ErrPartOrder, ErrPartTooSmall, ErrTooLarge, ErrBadDigest,
// ErrIncompleteBody (another size) and those of Conditions.Write. Asking again
// after a success, as clients do that lost the answer, gives the same object.
func (s *Service) CompleteUpload(ctx context.Context, account, bucket, key, uploadID string, c Completion) (Entry, error) {
	u, err := s.Upload(ctx, account, bucket, key, uploadID)
	if errors.Is(err, ErrNoSuchUpload) {
		return s.completed(ctx, account, bucket, key, uploadID)
	}
	if err != nil {
		return Entry{}, err
	}
	stored, err := s.index.ListParts(ctx, u.ID, 0, MaxPart)
	if err != nil {
		return Entry{}, err
	}
	parts, err := choose(stored, c.Parts)
	if err != nil {
		return Entry{}, err
	}
	e, err := assembled(u, parts)
	if err != nil {
		return Entry{}, err
	}
	if e.Size > s.limit {
		return Entry{}, ErrTooLarge
	}
	if c.Size >= 0 && c.Size != e.Size {
		return Entry{}, ErrIncompleteBody
	}
	return s.assemble(ctx, e, parts, c)
}

// completed finds the object that an upload of this id has become.
func (s *Service) completed(ctx context.Context, account, bucket, key, uploadID string) (Entry, error) {
	e, err := s.Head(ctx, account, bucket, key)
	if errors.Is(err, ErrNoSuchKey) || err == nil && e.UploadID != uploadID {
		return Entry{}, ErrNoSuchUpload
	}
	return e, err
}

// choose finds the parts that were asked for among those that were uploaded.
func choose(stored, wanted []Part) ([]Part, error) {
	byNumber := make(map[int]Part, len(stored))
	for _, p := range stored {
		byNumber[p.Number] = p
	}
	var parts []Part
	for i, w := range wanted {
		p, ok := byNumber[w.Number]
		switch {
		case i > 0 && w.Number <= wanted[i-1].Number:
			return nil, ErrPartOrder
		case !ok || strings.Trim(w.ETag, `"`) != p.ETag:
			return nil, ErrInvalidPart
		case w.Checksum.Value != "" && w.Checksum.Algorithm == p.Checksum.Algorithm && w.Checksum.Value != p.Checksum.Value:
			return nil, ErrInvalidPart
		case i > 0 && parts[i-1].Size < MinPart:
			return nil, ErrPartTooSmall
		}
		parts = append(parts, p)
	}
	if len(parts) == 0 {
		return nil, ErrInvalidPart
	}
	return parts, nil
}

// assembled is the entry of an object made of parts, but for its blob, its time
// and a checksum over all bytes.
func assembled(u Upload, parts []Part) (Entry, error) {
	e := Entry{
		BucketID: u.BucketID, Key: u.Key, CreatedBy: u.CreatedBy, UploadID: u.ID,
		Attributes: u.Attributes, Checksum: u.Checksum,
	}
	sum := md5.New()
	for _, p := range parts {
		raw, err := hex.DecodeString(p.ETag)
		if err != nil {
			return Entry{}, fmt.Errorf("decode a part's ETag: %w", err)
		}
		sum.Write(raw)
		e.Size += p.Size
		e.PartSizes = append(e.PartSizes, p.Size)
	}
	e.ETag = fmt.Sprintf("%x-%d", sum.Sum(nil), len(parts))
	if u.Checksum.Type != Composite {
		return e, nil
	}
	var err error
	e.Checksum, err = compose(u.Checksum.Algorithm, parts)
	return e, err
}

// assemble writes the parts one behind another into the object's blob.
func (s *Service) assemble(ctx context.Context, e Entry, parts []Part, c Completion) (Entry, error) {
	err := s.keep(ctx,
		func(w io.Writer) error {
			checksum, err := s.join(w, parts, e.Checksum)
			if err != nil {
				return err
			}
			e.Checksum = checksum
			if c.Checksum.Value != "" && c.Checksum.Value != checksum.Value {
				return ErrBadDigest
			}
			return nil
		},
		func(blob string) ([]string, error) {
			e.Blob, e.ModifiedAt = blob, s.moment()
			return s.index.CompleteUpload(ctx, e, c.Conditions.Write)
		})
	return e, err
}

// join copies the parts into w. Without a checksum over all bytes to compute, the
// system copies from file to file by itself.
func (s *Service) join(w io.Writer, parts []Part, want Checksum) (Checksum, error) {
	full := want
	if want.Type != FullObject {
		full = Checksum{}
	}
	h := full.newHash()
	if h != nil {
		w = io.MultiWriter(w, h)
	}
	for _, p := range parts {
		if err := s.appendPart(w, p); err != nil {
			return Checksum{}, err
		}
	}
	if h == nil {
		return want, nil
	}
	return full.settle(h)
}

func (s *Service) appendPart(w io.Writer, p Part) error {
	f, err := s.blobs.open(p.Blob)
	if err != nil {
		return fmt.Errorf("open part %d: %w", p.Number, err)
	}
	defer func() { _ = f.Close() }()
	n, err := io.Copy(w, f)
	if err != nil {
		return fmt.Errorf("copy part %d: %w", p.Number, err)
	}
	if n != p.Size {
		return fmt.Errorf("part %d has %d bytes, expected %d", p.Number, n, p.Size)
	}
	return nil
}
