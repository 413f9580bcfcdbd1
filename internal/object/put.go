package object

import (
	"bytes"
	"context"
	"crypto/md5"
	"encoding/hex"
	"errors"
	"hash"
	"io"
	"unicode/utf8"

	"foureyes/internal/flow"
)

// MaxKey is the greatest length of a key, in bytes (S3 User Guide, object keys).
const MaxKey = 1024

// Content is an object, or a part of one, on its way in.
type Content struct {
	Body io.Reader
	// Size is how many bytes were announced, or -1.
	Size int64
	// MD5 is what the bytes must give; nil for no demand.
	MD5 []byte
	// Checksum is what the bytes must give, or just the algorithm to compute.
	Checksum   Checksum
	Attributes Attributes
	// Conditions are checked in the transaction that makes the object visible.
	Conditions Conditions
	// CreatedBy is the ARN of the writer.
	CreatedBy string
}

// CheckKey refuses what cannot be a key: ErrNoSuchKey (empty), ErrKeyTooLong,
// ErrKeyEncoding. Everything else is allowed, and nothing has a meaning.
func CheckKey(key string) error {
	switch {
	case key == "":
		return ErrNoSuchKey
	case len(key) > MaxKey:
		return ErrKeyTooLong
	case !utf8.ValidString(key):
		return ErrKeyEncoding
	}
	return nil
}

// PutObject writes a whole object atomically and durably: it is there as a whole
// or not at all. A bucket of another account is a Denied fault, a missing one
// NotFound. Encryption at rest is left to the disk.
func (s *Service) PutObject(ctx context.Context, as flow.Access, bucket, key, contentType string, body []byte) error {
	_, err := s.Put(ctx, as.Account, bucket, key, Content{
		Body: bytes.NewReader(body), Size: int64(len(body)),
		Attributes: Attributes{ContentType: contentType},
		// S3's default since 2024, which the SDKs check when they read.
		Checksum:  Checksum{Algorithm: "CRC64NVME"},
		CreatedBy: "arn:aws:iam::" + as.Account + ":root",
	})
	return err
}

// Put adds or replaces an object. The refusals are ErrNoSuchBucket,
// ErrNotYourBucket, those of CheckKey and Conditions.Write, ErrTooLarge,
// ErrIncompleteBody, ErrBadDigest, ErrMetadataTooLarge and ErrFull; the errors of
// c.Body come through. Then nothing has changed.
func (s *Service) Put(ctx context.Context, account, bucket, key string, c Content) (Entry, error) {
	if err := errors.Join(CheckKey(key), c.Attributes.check()); err != nil {
		return Entry{}, err
	}
	b, err := s.Bucket(ctx, account, bucket)
	if err != nil {
		return Entry{}, err
	}
	e := Entry{BucketID: b.ID, Key: key, CreatedBy: c.CreatedBy, Attributes: c.Attributes}
	err = s.keep(ctx,
		func(w io.Writer) error {
			got, err := s.receive(w, c)
			e.Size, e.ETag, e.Checksum = got.size, hex.EncodeToString(got.md5), got.checksum
			return err
		},
		func(blob string) ([]string, error) {
			e.Blob, e.ModifiedAt = blob, s.moment()
			return s.index.SaveObject(ctx, e, c.Conditions.Write)
		})
	return e, err
}

// keep is the one order of writing: the blob is durable before the row that
// names it, and blobs that no row names any more go last.
func (s *Service) keep(ctx context.Context, fill func(io.Writer) error, commit func(blob string) ([]string, error)) error {
	name, err := s.blobs.write(fill)
	if err != nil {
		return err
	}
	defer s.blobs.settle(name)
	old, err := commit(name)
	if errors.Is(err, ErrUncertain) {
		return err // a sweep will know
	}
	if err != nil {
		s.discard(ctx, name)
		return err
	}
	s.blobs.removeAll(old)
	return nil
}

// discard removes a blob whose row was not saved. It asks the index first: an
// error of a commit does not always mean that nothing was committed.
func (s *Service) discard(ctx context.Context, name string) {
	unknown, err := s.index.UnknownBlobs(context.WithoutCancel(ctx), []string{name})
	if err == nil {
		s.blobs.removeAll(unknown)
	}
}

type receipt struct {
	size     int64
	md5      []byte
	checksum Checksum
}

// receive copies a body and checks it against everything announced.
func (s *Service) receive(w io.Writer, c Content) (receipt, error) {
	if c.Size > s.limit {
		return receipt{}, ErrTooLarge
	}
	// One byte more than allowed is asked for: it shows a body that is too long,
	// and lets a body that verifies itself reach its end.
	most := s.limit
	if c.Size >= 0 {
		most = c.Size
	}
	sum, extra := md5.New(), c.Checksum.newHash()
	body := &watched{from: io.LimitReader(c.Body, most+1)}
	n, err := io.Copy(io.MultiWriter(writers(w, sum, extra)...), body)
	if err != nil && body.err == nil {
		return receipt{}, err // of the disk
	}
	checksum, mismatch := c.verdict(sum, extra)
	switch {
	case n > s.limit:
		return receipt{}, ErrTooLarge
	case errors.Is(err, io.ErrUnexpectedEOF) || err == nil && c.Size >= 0 && n != c.Size:
		return receipt{}, ErrIncompleteBody
	// A body that verifies itself may find the same fault; ours has the better name.
	case mismatch != nil && (err == nil || n == c.Size):
		return receipt{}, mismatch
	case err != nil:
		return receipt{}, err
	}
	return receipt{size: n, md5: sum.Sum(nil), checksum: checksum}, nil
}

// verdict compares the digests of all bytes with those announced.
func (c Content) verdict(sum, extra hash.Hash) (Checksum, error) {
	if c.MD5 != nil && !bytes.Equal(c.MD5, sum.Sum(nil)) {
		return Checksum{}, ErrBadDigest
	}
	return c.Checksum.settle(extra)
}

// watched remembers whether it was the reading that failed.
type watched struct {
	from io.Reader
	err  error
}

// Read reads on.
func (r *watched) Read(p []byte) (int, error) {
	n, err := r.from.Read(p)
	if err != nil && !errors.Is(err, io.EOF) {
		r.err = err
	}
	return n, err
}

func writers(w io.Writer, hashes ...hash.Hash) []io.Writer {
	all := []io.Writer{w}
	for _, h := range hashes {
		if h != nil {
			all = append(all, h)
		}
	}
	return all
}
