// Package predictor is the hand that asks prediction sources: Amazon's own service,
// an HTTP endpoint that answers in the same shape, a command, or the recogniser that
// is built in.
//
// It owns which source an account has, and how one is asked so that a bad one does
// little harm: a time for the whole of it, few repetitions, a bound on how many ask
// at once and on the size of answers, and a rest after several failures. What is
// asked, and whether an answer fits the contract, is package prediction's and the
// doors'.
package predictor

import (
	"context"
	"fmt"
	"log/slog"
	"time"

	"foureyes/internal/fault"
	"foureyes/internal/page"
	"foureyes/internal/prediction"
)

// Store keeps sources.
type Store interface {
	// SetPredictionSource saves a source in the place of the one that the account and
	// region had for the service.
	SetPredictionSource(ctx context.Context, s Source) error
	// PredictionSource finds the source that was set for exactly this region, or
	// EveryRegion; fault.NotFound.
	PredictionSource(ctx context.Context, account, region, service string) (Source, error)
	// PredictionSourceFor finds the source that answers in a region: its own, else that
	// of EveryRegion; fault.NotFound.
	PredictionSourceFor(ctx context.Context, account, region, service string) (Source, error)
	// ListPredictionSources lists a page of all sources and one more.
	ListPredictionSources(ctx context.Context, q page.Query) ([]Source, error)
	// DeletePredictionSource removes a source; fault.NotFound.
	DeletePredictionSource(ctx context.Context, account, region, service string) error
}

// Sealer encrypts secrets for storage.
type Sealer interface {
	Seal(owner string, secret []byte) []byte
	Open(owner string, sealed []byte) ([]byte, error)
}

// Parts are what a Service is made of.
type Parts struct {
	Store  Store
	Sealer Sealer
	// Callers are found by a source's kind.
	Callers map[string]Caller
	// Shapes make plain requests, by service, with which sources are tried.
	Shapes map[string]func() prediction.Shape
	NewID  func(time.Time) string
	// Now is the clock: a call takes long, so its beginning is not the time of its end.
	Now func() time.Time
	Log *slog.Logger
}

// Service keeps sources and asks them. It is safe for concurrent use.
type Service struct {
	p     Parts
	lines lines
}

// NewService joins the hand to what it asks.
func NewService(p Parts) *Service { return &Service{p: p} }

// Set makes or replaces the source of an account, region and service.
func (s *Service) Set(ctx context.Context, n NewSource, now time.Time) (Source, error) {
	if err := n.check(); err != nil {
		return Source{}, err
	}
	caller, known := s.p.Callers[n.Kind]
	if !known {
		return Source{}, invalid("There is no kind %q of prediction source.", n.Kind)
	}
	settings, err := readSettings(n.Settings)
	if err == nil {
		err = caller.Check(Destination{Service: n.Service, Region: n.Region, Address: n.Address, Settings: settings, Secret: n.Secret})
	}
	if err != nil {
		return Source{}, fault.Wrap(err, fault.Invalid, prediction.Source, "This prediction source cannot be used: %v.", err)
	}
	out := Source{
		ID: s.p.NewID(now), Account: n.Account, Region: n.Region, Service: n.Service, Kind: n.Kind,
		Address: n.Address, Settings: n.Settings, CreatedAt: now,
	}
	out.SealedSecret = s.p.Sealer.Seal(sealOwner(out), n.Secret)
	if err := s.p.Store.SetPredictionSource(ctx, out); err != nil {
		return Source{}, fmt.Errorf("save the prediction source: %w", err)
	}
	return out, nil
}

func sealOwner(s Source) string { return "prediction source " + s.ID }

// List reads a page of sources, and the key after which the next page starts; nil on
// the last.
func (s *Service) List(ctx context.Context, q page.Query) ([]Source, *page.Key, error) {
	rows, err := s.p.Store.ListPredictionSources(ctx, q)
	if err != nil {
		return nil, nil, fmt.Errorf("list prediction sources: %w", err)
	}
	kept, last := page.More(rows, q.Limit)
	if last == nil {
		return kept, nil, nil
	}
	return kept, &page.Key{CreatedAt: last.CreatedAt, ID: last.ID}, nil
}

// Remove removes the source of an account, region and service.
func (s *Service) Remove(ctx context.Context, account, region, service string) error {
	return s.p.Store.DeletePredictionSource(ctx, account, region, service)
}

// destination opens a source's secret for a call in a region.
func (s *Service) destination(o Source, region string) (Destination, error) {
	secret, err := s.p.Sealer.Open(sealOwner(o), o.SealedSecret)
	if err != nil {
		return Destination{}, fmt.Errorf("open the secret of a prediction source: %w", err)
	}
	settings, err := readSettings(o.Settings)
	if err != nil {
		return Destination{}, err
	}
	settings.TimeoutSeconds = int(settings.timeout(o.Kind) / time.Second)
	return Destination{Service: o.Service, Region: region, Address: o.Address, Settings: settings, Secret: secret}, nil
}
