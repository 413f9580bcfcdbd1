package object

import (
	"context"
	"fmt"
	"io"
)

// Source is the object that a copy reads.
type Source struct {
	Bucket     string
	Key        string
	Conditions Conditions
	// First and Last are the bytes wanted, both included; nil for all of them.
	First, Last *int64
}

// Copy writes a copy of an object of the same account. Attributes are the
// source's unless replace is given. Body, Size and MD5 of c are not used; a
// Checksum without algorithm takes over the source's.
func (s *Service) Copy(ctx context.Context, account string, from Source, bucket, key string, c Content, replace bool) (Entry, error) {
	if from.Bucket == bucket && from.Key == key && !replace {
		return Entry{}, ErrSelfCopy
	}
	source, err := s.openSource(ctx, account, from)
	if err != nil {
		return Entry{}, err
	}
	defer func() { _ = source.Close() }()
	c.Body, c.Size, c.MD5 = source, source.Size, nil
	if !replace {
		c.Attributes = source.Attributes
	}
	if c.Checksum.Algorithm == "" {
		c.Checksum.Algorithm = source.Checksum.Algorithm
	}
	return s.Put(ctx, account, bucket, key, c)
}

func (s *Service) openSource(ctx context.Context, account string, from Source) (*Object, error) {
	source, err := s.OpenObject(ctx, account, from.Bucket, from.Key)
	if err != nil {
		return nil, err
	}
	if err := from.Conditions.Copy(source.Entry); err != nil {
		_ = source.Close()
		return nil, err
	}
	return source, nil
}

// slice gives the bytes of the source that are wanted, and their number.
func (f Source) slice(o *Object) (io.Reader, int64, error) {
	if f.First == nil || f.Last == nil {
		return o, o.Size, nil
	}
	if *f.First < 0 || *f.Last < *f.First || *f.Last >= o.Size {
		return nil, 0, ErrCopyRange
	}
	if _, err := o.Seek(*f.First, io.SeekStart); err != nil {
		return nil, 0, fmt.Errorf("seek in the source: %w", err)
	}
	n := *f.Last - *f.First + 1
	return io.LimitReader(o, n), n, nil
}
