package auth

import (
	"context"
	"crypto/sha256"
	"fmt"
	"time"

	"foureyes/internal/audit"
	"foureyes/internal/fault"
)

// FailureRow counts failed sign-ins as they are stored: of one e-mail address from one
// network address, so that nobody can lock another person out from elsewhere.
type FailureRow struct {
	Key    []byte // SHA-256 of both addresses
	Email  []byte // SHA-256 of the e-mail address
	Count  int
	EndsAt time.Time // when the window that began with the first failure ends
}

// lockout keeps count of failed sign-ins in the store, so that starting again forgets
// none and all servers of one database count together.
type lockout struct{ store PersonStore }

// checkLocked refuses with fault.Throttled while there were too many failures.
func checkLocked(f FailureRow, now time.Time) error {
	if f.Count < failureLimit || !now.Before(f.EndsAt) {
		return nil
	}
	minutes := int((f.EndsAt.Sub(now) + time.Minute - 1) / time.Minute)
	return fault.New(fault.Throttled, SubjectPerson, "Too many failed attempts to sign in. Try again in %d min.", minutes)
}

func newFailure(email, addr string, now time.Time) FailureRow {
	key, person := keyOf(email, addr), hashEmail(email)
	return FailureRow{Key: key[:], Email: person, EndsAt: now.Add(failureWindow)}
}

// hashEmail is what an e-mail address leaves in the store: some are no addresses but
// passwords typed into the wrong field.
func hashEmail(email string) []byte {
	sum := sha256.Sum256([]byte(email))
	return sum[:]
}

// attempt judges one attempt by right, unless there were too many before. What right
// says is counted or forgets.
func (l lockout) attempt(ctx context.Context, f FailureRow, now time.Time, right func() (bool, error)) (bool, error) {
	earlier, err := l.store.Failures(ctx, f.Key, now)
	if err != nil {
		return false, fmt.Errorf("read the failed sign-ins: %w", err)
	}
	if err := checkLocked(earlier, now); err != nil {
		return false, err
	}
	ok, err := right()
	if err != nil {
		return false, err
	}
	switch {
	case !ok:
		err = l.store.AddFailure(audit.Aside(ctx), f, now)
	case earlier.Count > 0:
		err = l.store.ClearFailures(audit.Aside(ctx), f.Key)
	}
	if err != nil {
		return false, fmt.Errorf("count the sign-in: %w", err)
	}
	return ok, nil
}

// Unlock lets the person with an e-mail address try again after too many failures.
func (p *People) Unlock(ctx context.Context, email string) error {
	if err := p.store.ClearFailuresOf(ctx, hashEmail(canonicalEmail(email))); err != nil {
		return fmt.Errorf("forget the failed sign-ins: %w", err)
	}
	return nil
}
