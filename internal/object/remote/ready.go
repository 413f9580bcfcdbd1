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
	probeWithin = 10 * time.Second
	// askerWaits is how long whoever asks waits for a probe. Proxies take a server that
	// is slow to tell of its health for one that has none.
	askerWaits = 200 * time.Millisecond
)

// health is what the last probe found.
type health struct {
	mu      sync.Mutex
	at      time.Time
	found   error
	probing chan struct{} // closed when the probe under way has ended; nil without one
}

// Answers tells why the store did not answer when it was last asked; nil when it did, or
// has not been asked yet. It does not wait for long, as Probe does.
func (s *Store) Answers(ctx context.Context) error {
	if probing := s.ask(ctx); probing != nil {
		select {
		case <-probing:
		case <-time.After(askerWaits):
		}
	}
	s.health.mu.Lock()
	defer s.health.mu.Unlock()
	return s.health.found
}

// ask begins a probe, if the last one is too old, and gives the one under way.
func (s *Store) ask(ctx context.Context) <-chan struct{} {
	h := &s.health
	h.mu.Lock()
	defer h.mu.Unlock()
	now := s.now()
	if h.probing == nil && (h.at.IsZero() || now.Sub(h.at).Abs() >= probeAge) {
		h.probing = make(chan struct{})
		go s.end(context.WithoutCancel(ctx), now) // the answer is for others too
	}
	return h.probing
}

// end keeps what a probe finds.
func (s *Store) end(ctx context.Context, began time.Time) {
	found := s.Probe(ctx)
	h := &s.health
	h.mu.Lock()
	defer h.mu.Unlock()
	h.at, h.found = began, found
	close(h.probing)
	h.probing = nil
}

// Probe asks the store for what costs it least, waits for the answer, and tells why there
// was none; nil when there was one, if only a No.
func (s *Store) Probe(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, probeWithin)
	defer cancel()
	_, err := s.client.ListBuckets(ctx, &s3.ListBucketsInput{MaxBuckets: aws.Int32(1)},
		func(o *s3.Options) { o.Retryer = aws.NopRetryer{} })
	if err = meaning(err, object.ErrNoSuchBucket); errors.Is(err, errDenied) {
		return nil
	}
	return err
}
