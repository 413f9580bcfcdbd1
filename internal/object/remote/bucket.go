package remote

import (
	"cmp"
	"context"
	"crypto/rand"
	"errors"
	"slices"

	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"
	"github.com/oklog/ulid/v2"

	"foureyes/internal/flow"
	"foureyes/internal/object"
)

// mayUse refuses buckets that are not the account's: one that was made here belongs to
// the account that made it, all others to the account of the settings. Who may do what
// with them is the business of the store.
func (s *Store) mayUse(ctx context.Context, account, bucket string) error {
	b, err := s.owners.BucketByName(ctx, bucket)
	switch {
	case errors.Is(err, object.ErrNoSuchBucket) && account == s.settings.Account:
		return nil
	case err != nil:
		return err
	case b.Account != account:
		return object.ErrNotYourBucket
	}
	return nil
}

// BucketExists reports whether a bucket is there. One of another account, or one that the
// store denies, is a Denied fault.
func (s *Store) BucketExists(ctx context.Context, as flow.Access, bucket string) (bool, error) {
	client, err := s.as(ctx, as, bucket)
	if err == nil {
		err = head(ctx, client, bucket)
	}
	if errors.Is(err, object.ErrNoSuchBucket) {
		return false, nil
	}
	return err == nil, err
}

// head asks for a bucket in the two ways for which credentials may be good: who may only
// write objects is often allowed to ask where the bucket is.
func head(ctx context.Context, client *s3.Client, bucket string) error {
	_, err := client.HeadBucket(ctx, &s3.HeadBucketInput{Bucket: &bucket})
	if err = meaning(err, object.ErrNoSuchBucket); !errors.Is(err, errDenied) {
		return err
	}
	_, err = client.GetBucketLocation(ctx, &s3.GetBucketLocationInput{Bucket: &bucket})
	return meaning(err, object.ErrNoSuchBucket)
}

// CreateBucket makes a bucket in the store for b.Account: Name, Account, Region and
// CreatedBy are taken from b. The refusals are those of object.Service.
func (s *Store) CreateBucket(ctx context.Context, b object.Bucket) (object.Bucket, error) {
	if err := object.CheckBucketName(b.Name); err != nil {
		return object.Bucket{}, err
	}
	kept, err := s.free(ctx, b.Account, b.Name)
	if err != nil {
		return object.Bucket{}, err
	}
	if kept.ID != "" { // it was never made after all, or removed without us
		return kept, meaning(s.make(ctx, b.Name), object.ErrNoSuchBucket)
	}
	b.CreatedAt = object.Moment(s.now())
	b.ID = ulid.MustNew(ulid.Timestamp(b.CreatedAt), rand.Reader).String()
	// Whose it is comes first. A server that ends before the bucket is there leaves a name
	// that its account can still make, and no bucket that nobody may use.
	if err := s.owners.CreateBucket(ctx, b); err != nil {
		return object.Bucket{}, err
	}
	if err = s.make(ctx, b.Name); refused(err) {
		if _, err := s.owners.DeleteBucket(ctx, b.ID); err != nil {
			return object.Bucket{}, err
		}
	}
	return b, meaning(err, object.ErrNoSuchBucket)
}

// free refuses a name that is taken. A bucket that is known here as the account's and is
// not in the store is given back. The store is asked although it would tell as well:
// Amazon's makes one's own bucket in us-east-1 a second time without a word.
func (s *Store) free(ctx context.Context, account, bucket string) (object.Bucket, error) {
	kept, err := s.owners.BucketByName(ctx, bucket)
	known := err == nil
	switch {
	case err != nil && !errors.Is(err, object.ErrNoSuchBucket):
		return kept, err
	case known && kept.Account != account:
		return kept, object.ErrBucketTaken
	}
	mine := known || account == s.settings.Account
	err = head(ctx, s.client, bucket)
	switch {
	case errors.Is(err, object.ErrNoSuchBucket):
		return kept, nil
	case err == nil && mine:
		return kept, object.ErrBucketOwned
	case err == nil || errors.Is(err, errDenied) && !mine:
		return kept, object.ErrBucketTaken
	}
	return kept, err
}

// make makes a bucket that was not there a moment ago: if it is ours by now, an earlier
// try has made it. The error is the SDK's.
func (s *Store) make(ctx context.Context, bucket string) error {
	in := &s3.CreateBucketInput{Bucket: &bucket}
	if s.settings.Region != "us-east-1" { // which cannot be named there
		in.CreateBucketConfiguration = &types.CreateBucketConfiguration{
			LocationConstraint: types.BucketLocationConstraint(s.settings.Region),
		}
	}
	_, err := s.client.CreateBucket(ctx, in)
	if _, ours := errors.AsType[*types.BucketAlreadyOwnedByYou](err); ours {
		return nil
	}
	return err
}

// ListBuckets gives an account's buckets in order of their names, those after the name
// given, at most limit. The account of the settings has all that nobody else made here;
// where the store does not list them, only those that it made here itself.
func (s *Store) ListBuckets(ctx context.Context, account, after string, limit int) ([]object.Bucket, error) {
	made, err := s.owners.ListBuckets(ctx, account, after, limit)
	if err != nil || account != s.settings.Account {
		return made, err
	}
	all, err := s.list(ctx)
	if errors.Is(err, errDenied) {
		return made, nil
	}
	if err != nil {
		return nil, err
	}
	for _, b := range all {
		if b.Name <= after {
			continue
		}
		_, err := s.owners.BucketByName(ctx, b.Name)
		if errors.Is(err, object.ErrNoSuchBucket) {
			made = append(made, b)
		} else if err != nil {
			return nil, err
		}
	}
	slices.SortFunc(made, func(a, b object.Bucket) int { return cmp.Compare(a.Name, b.Name) })
	return made[:min(limit, len(made))], nil
}

// list gives all buckets that the store tells of.
func (s *Store) list(ctx context.Context) ([]object.Bucket, error) {
	var all []object.Bucket
	pages := s3.NewListBucketsPaginator(s.client, &s3.ListBucketsInput{})
	for pages.HasMorePages() {
		page, err := pages.NextPage(ctx)
		if err != nil {
			return nil, meaning(err, object.ErrNoSuchBucket)
		}
		for _, b := range page.Buckets {
			all = append(all, object.Bucket{
				Name: *b.Name, Account: s.settings.Account, Region: s.settings.Region, CreatedAt: b.CreationDate.UTC(),
			})
		}
	}
	return all, nil
}
