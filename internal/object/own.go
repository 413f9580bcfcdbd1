package object

import (
	"context"
	"crypto/rand"
	"errors"

	"github.com/oklog/ulid/v2"
)

// ownAccount is the account of what belongs to the server itself. No caller has it: ids
// of accounts are digits.
const ownAccount = "foureyes"

// Own keeps objects of the server itself. Their bucket has a name that S3 takes from
// nobody, and belongs to no account, so no request reaches it.
type Own struct {
	s      *Service
	bucket string
}

// Own gives the server's own objects of one kind. The bucket is made when the first of
// them is put.
func (s *Service) Own(kind string) *Own { return &Own{s, "foureyes:" + kind} }

// Put adds or replaces an object; it is there as a whole or not at all.
func (o *Own) Put(ctx context.Context, key string, body []byte) error {
	err := o.s.PutObject(ctx, ownAccount, o.bucket, key, "application/octet-stream", body)
	if !errors.Is(err, ErrNoSuchBucket) {
		return err
	}
	if err := o.makeBucket(ctx); err != nil {
		return err
	}
	return o.s.PutObject(ctx, ownAccount, o.bucket, key, "application/octet-stream", body)
}

// makeBucket makes the bucket, unless another request has just done so.
func (o *Own) makeBucket(ctx context.Context) error {
	at := o.s.moment()
	err := o.s.index.CreateBucket(ctx, Bucket{
		ID: ulid.MustNew(ulid.Timestamp(at), rand.Reader).String(), Name: o.bucket, Account: ownAccount, CreatedBy: ownAccount, CreatedAt: at,
	})
	if errors.Is(err, ErrBucketTaken) {
		return nil
	}
	return err
}

// Open opens an object for reading; ErrNoSuchKey.
func (o *Own) Open(ctx context.Context, key string) (*Object, error) {
	return o.s.OpenObject(ctx, ownAccount, o.bucket, key)
}

// Remove removes objects. Those that are not there are no error.
func (o *Own) Remove(ctx context.Context, keys []string) error {
	err := o.s.DeleteAll(ctx, ownAccount, o.bucket, keys)
	if errors.Is(err, ErrNoSuchBucket) {
		return nil
	}
	return err
}
