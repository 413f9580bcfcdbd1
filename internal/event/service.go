package event

import (
	"context"
	"crypto/rand"
	"encoding/base64"
	"fmt"
	"strconv"
	"time"

	"foureyes/internal/fault"
	"foureyes/internal/flow"
	"foureyes/internal/humanloop"
	"foureyes/internal/job"
	"foureyes/internal/page"
)

// Store keeps targets.
type Store interface {
	// CreateEventTarget saves a target; fault.InUse when its name is taken.
	CreateEventTarget(ctx context.Context, t Target) error
	// EventTarget finds a target by name, also a disabled one; fault.NotFound.
	EventTarget(ctx context.Context, name string) (Target, error)
	// EventTargetByID finds a target by id, also a disabled one; fault.NotFound.
	EventTargetByID(ctx context.Context, id string) (Target, error)
	// EventTargetsOf lists the targets that get events of an account and region.
	EventTargetsOf(ctx context.Context, account, region string) ([]Target, error)
	// ListEventTargets lists a page of all targets and one more.
	ListEventTargets(ctx context.Context, q page.Query) ([]Target, error)
	// DisableEventTarget switches a target off; fault.NotFound.
	DisableEventTarget(ctx context.Context, name string, now time.Time) error
	// EnableEventTarget switches a target on again; fault.NotFound.
	EnableEventTarget(ctx context.Context, name string) error
	// DeleteEventTarget removes a target; fault.NotFound.
	DeleteEventTarget(ctx context.Context, name string) error
}

// Queue keeps deliveries until they are done.
type Queue interface {
	// SaveDeliveries saves jobs of DeliverKind; one that waits already becomes due anew.
	SaveDeliveries(ctx context.Context, rows []job.Row) error
}

// Pending is a Queue that also gives its jobs to the runner that does them.
type Pending interface {
	Queue
	job.Store
}

// Loops finds loops, deleted ones included, and who has worked on them.
type Loops interface {
	LoopByID(ctx context.Context, id string) (humanloop.Loop, error)
	Assignment(ctx context.Context, id string) (humanloop.Assignment, error)
	// WorkerID gives the id by which requesters know a person.
	WorkerID(ctx context.Context, personID string) (string, error)
}

// Flows finds flow definitions, deleted ones included.
type Flows interface {
	FlowDefinitionByID(ctx context.Context, id string) (flow.Definition, error)
}

// Sealer encrypts secrets for storage.
type Sealer interface {
	Seal(owner string, secret []byte) []byte
	Open(owner string, sealed []byte) ([]byte, error)
}

// Parts are what a Service is made of.
type Parts struct {
	Store  Store
	Queue  Queue
	Loops  Loops
	Flows  Flows
	Teams  Teams
	Sealer Sealer
	// Receivers are found by a target's kind.
	Receivers map[string]Receiver
	NewID     func(time.Time) string
	// PortalURL is where people answer.
	PortalURL string
	// Now is the clock that tells when a send ended.
	Now func() time.Time
}

// Service keeps targets and delivers events to them.
type Service struct {
	p     Parts
	holds holds
}

// NewService joins the hand to what it asks.
func NewService(p Parts) *Service { return &Service{p: p} }

// secretSize is the length of a signing secret in bytes; Standard Webhooks allows 24
// to 64.
const secretSize = 32

// Add makes a target. For a webhook it makes the secret that requests are signed
// with, in the form of Standard Webhooks; it is in the answer and nowhere else in
// the clear.
func (s *Service) Add(ctx context.Context, n NewTarget, now time.Time) (Target, string, error) {
	signing := n.complete()
	if err := n.check(); err != nil {
		return Target{}, "", err
	}
	if err := s.checkKind(n); err != nil {
		return Target{}, "", err
	}
	t := Target{
		ID: s.p.NewID(now), Name: n.Name, Account: n.Account, Region: n.Region, Kind: n.Kind,
		Address: n.Address, Settings: n.Settings, Pattern: n.Pattern, CreatedAt: now,
	}
	t.SealedSecret = s.p.Sealer.Seal(sealOwner(t), n.Secret)
	if err := s.p.Store.CreateEventTarget(ctx, t); err != nil {
		return Target{}, "", fmt.Errorf("save event target: %w", err)
	}
	return t, signing, nil
}

// complete adds what an operator left out, and gives the signing secret that was
// made; empty when none was.
func (n *NewTarget) complete() string {
	if n.Kind == "" {
		n.Kind = Webhook
	}
	if n.Kind != Webhook || len(n.Secret) > 0 {
		return ""
	}
	n.Secret = make([]byte, secretSize)
	_, _ = rand.Read(n.Secret) // never fails
	return "whsec_" + base64.StdEncoding.EncodeToString(n.Secret)
}

// checkKind asks the kind's receiver about a target.
func (s *Service) checkKind(n NewTarget) error {
	r, ok := s.p.Receivers[n.Kind]
	if !ok {
		return invalid("There is no kind " + strconv.Quote(n.Kind) + " of event target.")
	}
	if err := r.Check(Destination{Address: n.Address, Settings: n.Settings, Secret: n.Secret}); err != nil {
		return fault.Wrap(err, fault.Invalid, Subject, "This event target cannot be used: %v.", err)
	}
	return nil
}

func sealOwner(t Target) string { return "event target " + t.ID }

// List reads a page of targets, and the key after which the next page starts; nil
// on the last.
func (s *Service) List(ctx context.Context, q page.Query) ([]Target, *page.Key, error) {
	rows, err := s.p.Store.ListEventTargets(ctx, q)
	if err != nil {
		return nil, nil, fmt.Errorf("list event targets: %w", err)
	}
	kept, last := page.More(rows, q.Limit)
	if last == nil {
		return kept, nil, nil
	}
	return kept, &page.Key{CreatedAt: last.CreatedAt, ID: last.ID}, nil
}

// Disable switches a target off: it gets no new events, and what waits for it fails
// until it is enabled.
func (s *Service) Disable(ctx context.Context, name string, now time.Time) error {
	return s.p.Store.DisableEventTarget(ctx, name, now)
}

// Enable switches a target on again.
func (s *Service) Enable(ctx context.Context, name string) error {
	return s.p.Store.EnableEventTarget(ctx, name)
}

// Remove removes a target. What waits for it is dropped.
func (s *Service) Remove(ctx context.Context, name string) error {
	return s.p.Store.DeleteEventTarget(ctx, name)
}

// Try sends a test event to a target at once, whatever its pattern wants. The first
// error says why it was not received, the second what else went wrong.
func (s *Service) Try(ctx context.Context, name string, now time.Time) (refused, err error) {
	t, err := s.p.Store.EventTarget(ctx, name)
	if err != nil {
		return nil, err
	}
	e, err := trial(t, s.p.NewID(now), now)
	if err != nil {
		return nil, err
	}
	send, err := s.sender(t)
	if err != nil {
		return nil, err
	}
	refused = send(ctx, e, now)
	if refused == nil {
		s.holds.release(t.ID)
	}
	return refused, nil
}

// sender opens a target's secret for one send.
func (s *Service) sender(t Target) (func(context.Context, Event, time.Time) error, error) {
	r, ok := s.p.Receivers[t.Kind]
	if !ok {
		return nil, fmt.Errorf("event target %s is of the kind %q, which this version does not know", t.Name, t.Kind)
	}
	secret, err := s.p.Sealer.Open(sealOwner(t), t.SealedSecret)
	if err != nil {
		return nil, fmt.Errorf("open the secret of event target %s: %w", t.Name, err)
	}
	return func(ctx context.Context, e Event, now time.Time) error {
		return r.Send(ctx, Destination{Address: t.Address, Settings: t.Settings, Secret: secret}, e, now)
	}, nil
}
