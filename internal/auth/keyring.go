package auth

import (
	"context"
	"fmt"
	"time"

	"foureyes/internal/audit"
	"foureyes/internal/fault"
	"foureyes/internal/page"
)

// NewAccessKey is what an operator says about an access key to be made.
type NewAccessKey struct {
	Account string // 12 digits; made when it is new
	User    string
	// Policies say what the key may do; at least one.
	Policies []Policy
}

// Make makes an access key by an operator's right. The secret is in the answer
// and nowhere else in the clear.
func (a *AccessKeys) Make(ctx context.Context, n NewAccessKey, now time.Time) (AccessKey, Credentials, error) {
	if err := checkPolicies(n.Policies); err != nil {
		return AccessKey{}, Credentials{}, err
	}
	c := NewCredentials()
	audit.From(ctx).Note(func(e *audit.Entry) { e.Resource += "/" + c.ID })
	if err := a.save(ctx, n.Account, n.User, c, now, n.Policies); err != nil {
		return AccessKey{}, Credentials{}, err
	}
	k, err := a.store.AccessKey(ctx, c.ID)
	return k, c, err
}

// Read reads a key, also a disabled one; fault.NotFound.
func (a *AccessKeys) Read(ctx context.Context, id string) (AccessKey, error) {
	return a.store.AccessKey(ctx, id)
}

// List reads a page of the keys of an account, or of all accounts for an empty
// one, and the key after which the next page starts; nil on the last.
func (a *AccessKeys) List(ctx context.Context, account string, q page.Query) ([]AccessKey, *page.Key, error) {
	rows, err := a.store.ListAccessKeys(ctx, account, q)
	if err != nil {
		return nil, nil, fmt.Errorf("list access keys: %w", err)
	}
	kept, last := page.More(rows, q.Limit)
	if last == nil {
		return kept, nil, nil
	}
	return kept, &page.Key{CreatedAt: last.CreatedAt, ID: last.ID}, nil
}

// Disable ends a key's use, in this process at once.
func (a *AccessKeys) Disable(ctx context.Context, id string, now time.Time) error {
	return a.change(id, "disable", a.store.DisableAccessKey(ctx, id, now))
}

// Enable lets a disabled key be used again.
func (a *AccessKeys) Enable(ctx context.Context, id string) error {
	return a.change(id, "enable", a.store.EnableAccessKey(ctx, id))
}

// Delete removes a key for good, in this process at once.
func (a *AccessKeys) Delete(ctx context.Context, id string) error {
	return a.change(id, "delete", a.store.DeleteAccessKey(ctx, id))
}

// SetPolicies lets a key do what these policies say and nothing else, in this
// process at once; fault.Invalid for what a key cannot have.
func (a *AccessKeys) SetPolicies(ctx context.Context, id string, policies []Policy) error {
	if err := checkPolicies(policies); err != nil {
		return err
	}
	return a.change(id, "set the policies of", a.store.SetAccessKeyPolicies(ctx, id, policies))
}

// change forgets the key also after a failure: then it is read again, which is
// always right.
func (a *AccessKeys) change(id, what string, err error) error {
	a.cache.forget(id)
	if err != nil {
		return fmt.Errorf("%s access key %s: %w", what, id, err)
	}
	return nil
}

// Rotate makes a successor of a key that works, with the same owner and policies.
// The old key goes on working unless disable is set: programs need time to change.
func (a *AccessKeys) Rotate(ctx context.Context, id string, disable bool, now time.Time) (AccessKey, Credentials, error) {
	old, err := a.store.AccessKey(ctx, id)
	if err != nil {
		return AccessKey{}, Credentials{}, err
	}
	if !old.DisabledAt.IsZero() {
		return AccessKey{}, Credentials{}, fault.New(fault.InUse, SubjectAccessKey, "Access key %s is disabled, so it has no successor.", id)
	}
	c := NewCredentials()
	verifier, err := a.sealVerifier(c)
	if err != nil {
		return AccessKey{}, Credentials{}, err
	}
	k := AccessKey{
		ID: c.ID, Account: old.Account, Principal: old.Principal, Policies: old.Policies,
		SealedSecret: a.seal(c), SealedVerifier: verifier, CreatedAt: now,
	}
	if err := a.change(id, "rotate", a.store.RotateAccessKey(ctx, id, k, disable)); err != nil {
		return AccessKey{}, Credentials{}, err
	}
	return k, c, nil
}
