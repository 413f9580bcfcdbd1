package auth

import (
	"context"
	"crypto/subtle"
	"fmt"
	"regexp"
	"time"

	"foureyes/internal/auth/policy"
	"foureyes/internal/fault"
	"foureyes/internal/page"
	"foureyes/internal/pgwire/scram"
)

// AccessKey is an access key as it is stored.
type AccessKey struct {
	ID string
	// Account is the 12-digit account whose resources the key reaches.
	Account string
	// Principal is the ARN of the key's owner.
	Principal string
	// SealedSecret is the secret under the master key.
	SealedSecret []byte
	// SealedVerifier is what SQL clients' passwords are checked with, under the master
	// key: else a weak secret could be guessed from the database. nil for keys older
	// than that.
	SealedVerifier []byte
	// Policies say what the key may do; without any it may do nothing.
	Policies  []Policy
	CreatedAt time.Time
	// DisabledAt is when the key stopped to work; zero while it works.
	DisabledAt time.Time
}

// User is the name of the key's owner.
func (k AccessKey) User() string { return userOf(k.Principal) }

// AccessKeyStore keeps accounts and access keys.
type AccessKeyStore interface {
	// CreateAccessKey saves the key with its policies, and its account when that is
	// new; fault.InUse when the id is taken.
	CreateAccessKey(ctx context.Context, k AccessKey) error
	// CreateFirstAccessKey is CreateAccessKey where there is no key at all yet;
	// fault.InUse when there is one.
	CreateFirstAccessKey(ctx context.Context, k AccessKey) error
	// AccessKey reads a key, also a disabled one; fault.NotFound.
	AccessKey(ctx context.Context, id string) (AccessKey, error)
	// AnyAccessKey reads one key, whichever; fault.NotFound when there is none.
	AnyAccessKey(ctx context.Context) (AccessKey, error)
	// ListAccessKeys lists the keys of an account, or of all for an empty one.
	ListAccessKeys(ctx context.Context, account string, q page.Query) ([]AccessKey, error)
	// DisableAccessKey ends a key's use; fault.NotFound.
	DisableAccessKey(ctx context.Context, id string, now time.Time) error
	// EnableAccessKey lets a key be used again; fault.NotFound.
	EnableAccessKey(ctx context.Context, id string) error
	// DeleteAccessKey removes a key and its policies; fault.NotFound.
	DeleteAccessKey(ctx context.Context, id string) error
	// SetAccessKeyPolicies puts policies in the place of those that a key has;
	// fault.NotFound.
	SetAccessKeyPolicies(ctx context.Context, id string, policies []Policy) error
	// RotateAccessKey saves a key with the owner and the policies of the one named
	// old, and disables that one if disable is set; fault.NotFound.
	RotateAccessKey(ctx context.Context, old string, k AccessKey, disable bool) error
}

// AccessKeys makes, finds and disables access keys. It is safe for concurrent use.
type AccessKeys struct {
	store AccessKeyStore
	keys  *Keys
	cache keyCache
}

// NewAccessKeys makes AccessKeys over a store, with secrets sealed by keys.
func NewAccessKeys(store AccessKeyStore, keys *Keys) *AccessKeys {
	return &AccessKeys{store: store, keys: keys}
}

var (
	accountPattern = regexp.MustCompile(`^[0-9]{12}$`)
	userPattern    = regexp.MustCompile(`^[A-Za-z0-9_+=,.@-]{1,64}$`)
)

// principalARN names a user of an account (IAM User Guide, IAM ARNs).
func principalARN(account, user string) (string, error) {
	if !accountPattern.MatchString(account) {
		return "", fault.New(fault.Invalid, SubjectAccessKey, "An account id has 12 digits.")
	}
	if !userPattern.MatchString(user) {
		return "", fault.New(fault.Invalid, SubjectAccessKey, "A user name has 1 to 64 letters, digits or any of _+=,.@-.")
	}
	return "arn:aws:iam::" + account + ":user/" + user, nil
}

// Create makes and saves random credentials for a user of an account, who may do
// what the policies say; none is nothing. The secret is in the answer and nowhere
// else in the clear.
func (a *AccessKeys) Create(ctx context.Context, account, user string, now time.Time, policies ...Policy) (Credentials, error) {
	c := NewCredentials()
	if err := a.save(ctx, account, user, c, now, policies); err != nil {
		return Credentials{}, err
	}
	return c, nil
}

// Add saves credentials chosen by the operator, with full access to the account.
// Adding the same again changes nothing; the id with another secret or owner is
// fault.Conflict.
func (a *AccessKeys) Add(ctx context.Context, account, user string, c Credentials, now time.Time) error {
	if err := c.Check(); err != nil {
		return err
	}
	err := a.save(ctx, account, user, c, now, []Policy{{Name: FullAccess}})
	if !fault.Is(err, fault.InUse) {
		return err
	}
	old, err := a.store.AccessKey(ctx, c.ID)
	if err != nil {
		return fmt.Errorf("read access key %s: %w", c.ID, err)
	}
	secret, err := a.open(old)
	if err != nil {
		return err
	}
	principal, err := principalARN(account, user)
	if err != nil {
		return err
	}
	same := subtle.ConstantTimeCompare([]byte(secret), []byte(c.Secret)) == 1
	if !same || old.Principal != principal || !old.DisabledAt.IsZero() {
		return fault.New(fault.Conflict, SubjectAccessKey,
			"Access key %s exists with another secret or owner, or is disabled.", c.ID)
	}
	return nil
}

// AddFirst is Add where there is no key at all yet, and tells whether it added: of the
// servers that start together on a new database one does.
func (a *AccessKeys) AddFirst(ctx context.Context, account, user string, c Credentials, now time.Time) (bool, error) {
	k, err := a.sealed(account, user, c, now, []Policy{{Name: FullAccess}})
	if err != nil {
		return false, err
	}
	err = a.store.CreateFirstAccessKey(ctx, k)
	if fault.Is(err, fault.InUse) {
		return false, nil
	}
	if err != nil {
		return false, fmt.Errorf("save access key %s: %w", c.ID, err)
	}
	return true, nil
}

func (a *AccessKeys) save(ctx context.Context, account, user string, c Credentials, now time.Time, policies []Policy) error {
	k, err := a.sealed(account, user, c, now, policies)
	if err != nil {
		return err
	}
	if err := a.store.CreateAccessKey(ctx, k); err != nil {
		return fmt.Errorf("save access key %s: %w", c.ID, err)
	}
	return nil
}

// sealed is the key as it is kept.
func (a *AccessKeys) sealed(account, user string, c Credentials, now time.Time, policies []Policy) (AccessKey, error) {
	principal, err := principalARN(account, user)
	if err != nil {
		return AccessKey{}, err
	}
	verifier, err := a.sealVerifier(c)
	return AccessKey{
		ID: c.ID, Account: account, Principal: principal, CreatedAt: now,
		SealedSecret: a.seal(c), SealedVerifier: verifier, Policies: policies,
	}, err
}

func sealOwner(id string) string { return "access key " + id }

func (a *AccessKeys) seal(c Credentials) []byte {
	return a.keys.Seal(sealOwner(c.ID), []byte(c.Secret))
}

func verifierOwner(id string) string { return "SQL verifier of access key " + id }

func (a *AccessKeys) sealVerifier(c Credentials) ([]byte, error) {
	v, err := scram.New(c.Secret)
	if err != nil {
		return nil, err
	}
	return a.keys.Seal(verifierOwner(c.ID), []byte(v.Encode())), nil
}

// verifier gives what SQL clients' passwords are checked with.
func (a *AccessKeys) verifier(k AccessKey) (scram.Verifier, error) {
	if k.SealedVerifier == nil {
		secret, err := a.open(k)
		if err != nil {
			return scram.Verifier{}, err
		}
		return scram.New(secret)
	}
	text, err := a.keys.Open(verifierOwner(k.ID), k.SealedVerifier)
	if err != nil {
		return scram.Verifier{}, fmt.Errorf("open the verifier of access key %s: %w", k.ID, err)
	}
	return scram.Parse(string(text))
}

// Fits tells whether a master key is the one under which the secret of an access key was
// sealed: nil if it is.
func Fits(master []byte, k AccessKey) error {
	keys, err := NewKeys(master)
	if err != nil {
		return err
	}
	_, err = (&AccessKeys{keys: keys}).open(k)
	return err
}

func (a *AccessKeys) open(k AccessKey) (string, error) {
	secret, err := a.keys.Open(sealOwner(k.ID), k.SealedSecret)
	if err != nil {
		return "", fmt.Errorf("open the secret of access key %s: %w", k.ID, err)
	}
	return string(secret), nil
}

// Check opens one stored secret, to find out at start, and not at the first
// request, that the master key is the wrong one. Without any key it is content.
func (a *AccessKeys) Check(ctx context.Context) error {
	k, err := a.store.AnyAccessKey(ctx)
	if fault.Is(err, fault.NotFound) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("read an access key: %w", err)
	}
	_, err = a.open(k)
	return err
}

// Any reports whether there is a key at all.
func (a *AccessKeys) Any(ctx context.Context) (bool, error) {
	_, err := a.store.AnyAccessKey(ctx)
	if fault.Is(err, fault.NotFound) {
		return false, nil
	}
	return err == nil, err
}

// Find returns a key that works and its secret; fault.NotFound when there is no
// such key or it is disabled. A key disabled by another process may be found for
// cacheLife more.
func (a *AccessKeys) Find(ctx context.Context, id string, now time.Time) (AccessKey, string, error) {
	e, err := a.find(ctx, id, now)
	return e.key, e.secret, err
}

// policies are what a key may do; the errors are those of Find.
func (a *AccessKeys) policies(ctx context.Context, id string, now time.Time) ([]*policy.Document, error) {
	e, err := a.find(ctx, id, now)
	return e.policies, err
}

func (a *AccessKeys) find(ctx context.Context, id string, now time.Time) (cachedKey, error) {
	if e, ok := a.cache.get(id, now); ok {
		return e, nil
	}
	generation := a.cache.generation.Load()
	k, err := a.store.AccessKey(ctx, id)
	if err != nil {
		return cachedKey{}, fmt.Errorf("read access key: %w", err)
	}
	if !k.DisabledAt.IsZero() {
		return cachedKey{}, fault.New(fault.NotFound, SubjectAccessKey, "The access key is disabled.")
	}
	e := cachedKey{key: k, readAt: now}
	if e.secret, err = a.open(k); err != nil {
		return cachedKey{}, err
	}
	if e.policies, err = documents(k.Policies); err != nil {
		// Saved by a version that knew more: not the caller's mistake.
		return cachedKey{}, fmt.Errorf("read the policies of access key %s: %s", id, err) //nolint:errorlint // no fault must leave here
	}
	a.cache.put(e, generation)
	return e, nil
}
