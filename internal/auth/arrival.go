package auth

import (
	"context"
	"crypto/sha256"
	"fmt"
	"strings"
	"time"

	"foureyes/internal/fault"
)

// Identity is who somebody is at the OpenID Connect provider of a workforce. It never
// changes, for answers are told by it.
type Identity struct {
	WorkforceID string
	Issuer      string
	Subject     string
}

// Arrival is what a provider tells of somebody whom it has let in.
type Arrival struct {
	Identity

	Account, Region string // of the workforce
	Name            string
	Email           string // verified by the provider, or empty
	Groups          []string
}

// IdentityStore keeps who people are at the providers of workforces.
type IdentityStore interface {
	// CreateSessionOfArrival saves a session for the person with this identity, who
	// gets the arrival's name, e-mail address if nobody else has it, and groups instead
	// of those before. Without one it is fresh who is saved. fault.Denied when the
	// person is disabled or the workforce is gone. row.PersonID is not read.
	CreateSessionOfArrival(ctx context.Context, a Arrival, fresh Person, row SessionRow) error
	// IdentityOf reads a person's identity; fault.NotFound for people of the built-in
	// directory.
	IdentityOf(ctx context.Context, personID string) (Identity, error)
	// SpendState keeps the hash of an attempt's state until it ends, and reports
	// whether it was not there before.
	SpendState(ctx context.Context, hash []byte, ends, now time.Time) (bool, error)
}

// placeholder is the e-mail address of somebody who has none of their own: in a domain
// that nobody has (RFC 2606), so nothing is ever sent there.
func placeholder(workerID string) string { return workerID + "@oidc.invalid" }

// Reachable reports whether mail can be sent to the person's address.
func (p Person) Reachable() bool { return !strings.HasSuffix(p.Email, "@oidc.invalid") }

// Arrive signs somebody in whom a provider has let in. Nobody becomes somebody of the
// built-in directory by it, whatever address the provider tells: an identity is a
// person of its own. fault.Denied for who is disabled here.
func (s *Sessions) Arrive(ctx context.Context, a Arrival, from Origin, now time.Time) (string, Session, error) {
	id, err := newID(now)
	if err != nil {
		return "", Session{}, err
	}
	if err := checkName(a.Name); err != nil {
		return "", Session{}, err
	}
	worker := newWorkerID()
	fresh := Person{ID: id, Email: placeholder(worker), Name: a.Name, WorkerID: worker, CreatedAt: now}
	if a.Email, err = checkEmail(a.Email); err != nil {
		a.Email = ""
	}
	token, row := newSession(from, now)
	if err := s.store.CreateSessionOfArrival(ctx, a, fresh, row); err != nil {
		return "", Session{}, fmt.Errorf("save the session: %w", err)
	}
	return s.begun(ctx, token, row)
}

// IdentityOf reads who a person is at their workforce's provider; fault.NotFound for
// people of the built-in directory.
func (s *Sessions) IdentityOf(ctx context.Context, personID string) (Identity, error) {
	return s.store.IdentityOf(ctx, personID)
}

// Spend uses up an attempt to sign in at a provider; one that was used already is
// fault.Unauthenticated.
func (s *Sessions) Spend(ctx context.Context, a Attempt, now time.Time) error {
	hash := sha256.Sum256([]byte(a.State))
	fresh, err := s.store.SpendState(ctx, hash[:], a.EndsAt, now)
	if err != nil {
		return fmt.Errorf("use up the attempt: %w", err)
	}
	if !fresh {
		return fault.New(fault.Unauthenticated, SubjectSession, "This attempt to sign in was used already.")
	}
	return nil
}
