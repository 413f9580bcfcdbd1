package remote

import (
	"context"
	"errors"
	"io"
	"strings"

	"github.com/aws/aws-sdk-go-v2/service/s3"

	"foureyes/internal/object"
)

// Prefix is what the operator keeps below a prefix of one bucket. It is reached with the
// server's own credentials; whose the bucket is here does not count.
type Prefix struct {
	store          *Store
	bucket, prefix string
}

// Prefix gives the objects whose keys begin with a prefix, which ends in a slash or is
// empty.
func (s *Store) Prefix(bucket, prefix string) Prefix {
	return Prefix{store: s, bucket: bucket, prefix: prefix}
}

// String is the place as a URL.
func (p Prefix) String() string { return "s3://" + p.bucket + "/" + p.prefix }

// Names lists all objects, in order of their keys, by what comes after the prefix.
func (p Prefix) Names(ctx context.Context) ([]string, error) {
	var names []string
	pages := s3.NewListObjectsV2Paginator(p.store.client, &s3.ListObjectsV2Input{Bucket: &p.bucket, Prefix: &p.prefix})
	for pages.HasMorePages() {
		page, err := pages.NextPage(ctx)
		if err != nil {
			return nil, meaning(err, object.ErrNoSuchBucket)
		}
		for _, o := range page.Contents {
			names = append(names, strings.TrimPrefix(*o.Key, p.prefix))
		}
	}
	return names, nil
}

// Read gives a whole object; false when there is none.
func (p Prefix) Read(ctx context.Context, name string) (body []byte, there bool, err error) {
	key := p.prefix + name
	out, err := p.store.client.GetObject(ctx, &s3.GetObjectInput{Bucket: &p.bucket, Key: &key})
	if err = meaning(err, object.ErrNoSuchKey); errors.Is(err, object.ErrNoSuchKey) {
		return nil, false, nil
	}
	if err != nil {
		return nil, false, err
	}
	defer func() { err = errors.Join(err, out.Body.Close()) }()
	body, err = io.ReadAll(out.Body)
	return body, true, err
}

// Keep writes a whole object.
func (p Prefix) Keep(ctx context.Context, name string, body []byte) error {
	return put(ctx, p.store.client, putInput(p.bucket, p.prefix+name, "application/jsonl", body))
}
