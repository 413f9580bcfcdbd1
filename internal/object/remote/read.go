package remote

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"

	"foureyes/internal/flow"
	"foureyes/internal/object"
)

// OpenObject is Open with the server's own credentials.
func (s *Store) OpenObject(ctx context.Context, account, bucket, key string) (*object.Object, error) {
	return s.Open(ctx, flow.Access{Account: account}, bucket, key)
}

// Open opens an object for reading, from wherever the reader seeks to. What was
// opened stays as it was: once the object is replaced, reading on is an error. A missing
// bucket or object is a NotFound fault, what is another account's or the store denies
// a Denied one.
func (s *Store) Open(ctx context.Context, as flow.Access, bucket, key string) (*object.Object, error) {
	client, err := s.as(ctx, as, bucket)
	if err = errors.Join(object.CheckKey(key), err); err != nil {
		return nil, err
	}
	head, err := client.HeadObject(ctx, &s3.HeadObjectInput{Bucket: &bucket, Key: &key})
	if err != nil {
		return nil, meaning(err, object.ErrNoSuchKey)
	}
	e := object.Entry{Key: key, Size: aws.ToInt64(head.ContentLength), ETag: strings.Trim(aws.ToString(head.ETag), `"`)}
	e.ModifiedAt = aws.ToTime(head.LastModified).UTC()
	e.ContentType, e.ContentEncoding = aws.ToString(head.ContentType), aws.ToString(head.ContentEncoding)
	return &object.Object{Entry: e, ReadSeekCloser: &reader{
		size: e.Size,
		open: func(from int64) (io.ReadCloser, error) {
			out, err := client.GetObject(ctx, &s3.GetObjectInput{
				Bucket: &bucket, Key: &key, IfMatch: head.ETag, Range: aws.String(fmt.Sprintf("bytes=%d-", from)),
			})
			if err != nil {
				return nil, meaning(err, object.ErrNoSuchKey)
			}
			return out.Body, nil
		},
	}}, nil
}

// ReadObject gives a whole object, and its size in bytes; no bytes when it has more than
// most. The refusals are those of OpenObject.
func (s *Store) ReadObject(ctx context.Context, account, bucket, key string, most int64) ([]byte, int64, error) {
	o, err := s.OpenObject(ctx, account, bucket, key)
	if err != nil {
		return nil, 0, err
	}
	return o.ReadAll(most)
}

// reader asks for the bytes when they are read, and from there where they are read.
type reader struct {
	size, at int64
	open     func(from int64) (io.ReadCloser, error)
	body     io.ReadCloser // what comes from at on; nil before the first byte
}

// Read reads on.
func (r *reader) Read(p []byte) (n int, err error) {
	if r.at >= r.size {
		return 0, io.EOF
	}
	if r.body == nil {
		if r.body, err = r.open(r.at); err != nil {
			return 0, err
		}
	}
	n, err = r.body.Read(p)
	r.at += int64(n)
	if errors.Is(err, io.EOF) && r.at < r.size {
		err = io.ErrUnexpectedEOF
	}
	return n, err
}

var errBefore = errors.New("seek before the first byte")

// Seek moves, without asking anybody.
func (r *reader) Seek(offset int64, whence int) (int64, error) {
	switch whence {
	case io.SeekCurrent:
		offset += r.at
	case io.SeekEnd:
		offset += r.size
	}
	if offset < 0 {
		return r.at, errBefore
	}
	if offset == r.at {
		return offset, nil
	}
	r.at = offset
	return offset, r.Close()
}

// Close ends what was being read.
func (r *reader) Close() error {
	body := r.body
	if r.body = nil; body == nil {
		return nil
	}
	return body.Close()
}
