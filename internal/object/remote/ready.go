package remote

import (
	"context"
	"errors"
	"sync"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"

	"foureyes/internal/object"
)

const (
	// probeAge is for how long the answer to a probe counts: whoever asks us for our
	// health asks the store no more often.
	probeAge = 5 * time.Second
	// probeWithin is how long a store that is well may take to answer one.
	probeWithin = 3 * time.Second
)

// health is what the last probe found.
type health struct {
	mu    sync.Mutex
	at    time.Time
	found error
}

// Answers tells why the store does not answer; nil when it does. Who may not list buckets
// is answered too.
func (s *Store) Answers(ctx context.Context) error {
	s.health.mu.Lock()
	defer s.health.mu.Unlock()
	if now := s.now(); s.health.at.IsZero() || now.Sub(s.health.at).Abs() >= probeAge {
		s.health.found, s.health.at = s.probe(ctx), now
	}
	return s.health.found
}

// probe asks for what costs the store least. The answer is for others too, so it does not
// end with the request that asked.
func (s *Store) probe(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), probeWithin)
	defer cancel()
	_, err := s.client.ListBuckets(ctx, &s3.ListBucketsInput{MaxBuckets: aws.Int32(1)},
		func(o *s3.Options) { o.Retryer = aws.NopRetryer{} })
	if err = meaning(err, object.ErrNoSuchBucket); errors.Is(err, errDenied) {
		return nil
	}
	return err
}
