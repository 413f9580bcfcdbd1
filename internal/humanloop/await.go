package humanloop

import "context"

// Watch tells when a loop has come to its end.
type Watch interface {
	// Wait gives a channel that is signalled when a loop may be over, and a function
	// to end the waiting; fault.Throttled when too many wait.
	Wait(loopID string) (over <-chan struct{}, leave func(), err error)
	// Closed is closed when nobody may wait any longer.
	Closed() <-chan struct{}
}

// Await is Describe, once the loop is over, or as it is when until ends.
func (s *Service) Await(ctx, until context.Context, account, region, name string) (Described, error) {
	d, err := s.Describe(ctx, account, region, name)
	if err != nil || d.Loop.Status.Final() || until.Err() != nil {
		return d, err
	}
	over, leave, err := s.p.Watch.Wait(d.Loop.ID)
	if err != nil {
		return d, err
	}
	defer leave()
	for ended := false; ; {
		// Read while watching: it may have come to its end before the watch began.
		if d, err = s.Describe(ctx, account, region, name); err != nil || d.Loop.Status.Final() || ended {
			return d, err
		}
		select {
		case <-over:
		case <-s.p.Watch.Closed():
			ended = true
		case <-until.Done():
			if ctx.Err() != nil {
				return d, nil // whoever asked has gone
			}
			ended = true
		}
	}
}
