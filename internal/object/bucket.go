package object

import (
	"context"
	"crypto/rand"
	"errors"
	"net/netip"
	"regexp"
	"strings"
	"time"

	"github.com/oklog/ulid/v2"

	"foureyes/internal/fault"
	"foureyes/internal/flow"
)

// Bucket holds objects and belongs to one account. Its name is unique on the
// server; its ID is never used again.
type Bucket struct {
	ID        string
	Name      string
	Account   string
	Region    string
	CreatedBy string
	CreatedAt time.Time
	// CORS is the bucket's CORS rules in the form of whoever set them; empty for none.
	CORS string
	// Tags are the bucket's tags in the same form; empty for none.
	Tags string
}

var bucketName = regexp.MustCompile(`^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$`)

// CheckBucketName refuses names that S3 refuses (S3 User Guide, bucket naming
// rules): ErrBucketName.
func CheckBucketName(name string) error {
	_, notAddress := netip.ParseAddr(name)
	ok := bucketName.MatchString(name) && !strings.Contains(name, "..") && notAddress != nil
	for _, kept := range []string{"xn--", "sthree-", "amzn-s3-demo-"} {
		ok = ok && !strings.HasPrefix(name, kept)
	}
	for _, kept := range []string{"-s3alias", "--ol-s3", ".mrap", "--x-s3", "--table-s3"} {
		ok = ok && !strings.HasSuffix(name, kept)
	}
	if !ok {
		return ErrBucketName
	}
	return nil
}

// CreateBucket makes a bucket for b.Account: Name, Account, Region and CreatedBy
// are taken from b. ErrBucketName, ErrBucketOwned when the account has it
// already, ErrBucketTaken when another account has.
func (s *Service) CreateBucket(ctx context.Context, b Bucket) (Bucket, error) {
	if err := CheckBucketName(b.Name); err != nil {
		return Bucket{}, err
	}
	b.CreatedAt = s.moment()
	b.ID = ulid.MustNew(ulid.Timestamp(b.CreatedAt), rand.Reader).String()
	err := s.index.CreateBucket(ctx, b)
	if !errors.Is(err, ErrBucketTaken) {
		return b, err
	}
	old, err := s.index.BucketByName(ctx, b.Name)
	switch {
	case err != nil:
		return Bucket{}, err
	case old.Account == b.Account:
		return old, ErrBucketOwned
	default:
		return Bucket{}, ErrBucketTaken
	}
}

// Bucket finds a bucket of this account; ErrNoSuchBucket, ErrNotYourBucket.
func (s *Service) Bucket(ctx context.Context, account, name string) (Bucket, error) {
	b, err := s.index.BucketByName(ctx, name)
	if err != nil {
		return Bucket{}, err
	}
	if b.Account != account {
		return Bucket{}, ErrNotYourBucket
	}
	return b, nil
}

// BucketExists reports whether there is a bucket of this name. A bucket of
// another account is a Denied fault.
func (s *Service) BucketExists(ctx context.Context, as flow.Access, bucket string) (bool, error) {
	_, err := s.Bucket(ctx, as.Account, bucket)
	if fault.Is(err, fault.NotFound) {
		return false, nil
	}
	return err == nil, err
}

// SetCORS keeps a bucket's CORS rules; empty removes them.
func (s *Service) SetCORS(ctx context.Context, account, bucket, rules string) error {
	b, err := s.Bucket(ctx, account, bucket)
	if err != nil {
		return err
	}
	return s.index.SetCORS(ctx, b.ID, rules)
}

// SetBucketTags keeps a bucket's tags; empty removes them.
func (s *Service) SetBucketTags(ctx context.Context, account, bucket, tags string) error {
	b, err := s.Bucket(ctx, account, bucket)
	if err != nil {
		return err
	}
	return s.index.SetBucketTags(ctx, b.ID, tags)
}

// ListBuckets gives an account's buckets in order of their names, those after
// the name given, at most limit.
func (s *Service) ListBuckets(ctx context.Context, account, after string, limit int) ([]Bucket, error) {
	return s.index.ListBuckets(ctx, account, after, limit)
}

// DeleteBucket removes an empty bucket, with its unfinished uploads;
// ErrBucketNotEmpty.
func (s *Service) DeleteBucket(ctx context.Context, account, name string) error {
	b, err := s.Bucket(ctx, account, name)
	if err != nil {
		return err
	}
	blobs, err := s.index.DeleteBucket(ctx, b.ID)
	if err != nil {
		return err
	}
	s.blobs.removeAll(blobs)
	return nil
}
