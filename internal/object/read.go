package object

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
)

// Head gives what is known about an object; ErrNoSuchKey.
func (s *Service) Head(ctx context.Context, account, bucket, key string) (Entry, error) {
	b, err := s.Bucket(ctx, account, bucket)
	if err != nil {
		return Entry{}, err
	}
	return s.index.ObjectByKey(ctx, b.ID, key)
}

// OpenObject opens an object for reading. What was opened stays as it was, even
// when the object is replaced or deleted meanwhile. A missing bucket or object is
// a NotFound fault, a bucket of another account Denied.
func (s *Service) OpenObject(ctx context.Context, account, bucket, key string) (*Object, error) {
	b, err := s.Bucket(ctx, account, bucket)
	if err != nil {
		return nil, err
	}
	last := ""
	for {
		e, err := s.index.ObjectByKey(ctx, b.ID, key)
		if err != nil {
			return nil, err
		}
		f, err := s.blobs.open(e.Blob)
		if err == nil {
			return &Object{Entry: e, ReadSeekCloser: f}, nil
		}
		// The object may have been replaced, and its blob removed, since the row was
		// read. The same blob missing twice is a loss, and no race.
		if !errors.Is(err, fs.ErrNotExist) || e.Blob == last {
			return nil, fmt.Errorf("open blob of an object: %w", err)
		}
		last = e.Blob
	}
}

// ReadObject gives a whole object, and its size in bytes; no bytes when it has more
// than most. The refusals are those of OpenObject.
func (s *Service) ReadObject(ctx context.Context, account, bucket, key string, most int64) ([]byte, int64, error) {
	o, err := s.OpenObject(ctx, account, bucket, key)
	if err != nil {
		return nil, 0, err
	}
	return o.ReadAll(most)
}
