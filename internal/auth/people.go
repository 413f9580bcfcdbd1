package auth

import (
	"context"
	"fmt"
	"time"

	"foureyes/internal/fault"
	"foureyes/internal/page"
)

// PersonStore keeps people, their sessions and their sign-in links. It never sees
// a token, only the SHA-256 of one.
type PersonStore interface {
	IdentityStore

	// CreatePerson saves a person with a password hash (empty for none) and a
	// membership, and the membership's account when that is new; fault.InUse when
	// the e-mail address is taken.
	CreatePerson(ctx context.Context, p Person, hash string, m Membership) error
	// Person reads a person; fault.NotFound.
	Person(ctx context.Context, id string) (Person, error)
	// PersonByEmail reads a person with the password hash; fault.NotFound.
	PersonByEmail(ctx context.Context, email string) (Person, string, error)
	// ListPeople reads a page of people by creation time. Names and addresses are
	// searched for q.NameContains. One row more than q.Limit tells that more follow.
	ListPeople(ctx context.Context, q page.Query) ([]Person, error)
	// SetPassword saves a hash and ends all sessions and links of the person;
	// fault.NotFound, and fault.InUse for who has an identity elsewhere, as for all
	// that lets somebody in without their provider.
	SetPassword(ctx context.Context, personID, hash string) error
	// DisablePerson shuts a person out and ends all sessions and links; fault.NotFound.
	DisablePerson(ctx context.Context, personID string, now time.Time) error
	// EnablePerson lets a person sign in again; fault.NotFound.
	EnablePerson(ctx context.Context, personID string) error

	// RemovePerson takes away for good all that names a person or lets them in. What
	// they answered stays under their worker id; fault.NotFound.
	RemovePerson(ctx context.Context, personID string, now time.Time) error
	// ChangePassword saves a hash if the person's still is old, and ends all links of
	// the person and all sessions but the one with the token hash keep; else
	// fault.Conflict.
	ChangePassword(ctx context.Context, personID, old, hash string, keep []byte) error
	// SetPasswordWithLink uses up a link, saves a hash and a name (empty for the one
	// before), and ends all sessions and links; fault.Unauthenticated as Invited.
	SetPasswordWithLink(ctx context.Context, linkHash []byte, name, hash string, now time.Time) (Person, error)
	// Invited reads the person who may choose a password with a link;
	// fault.Unauthenticated when it is unknown, used, ended or for signing in alone.
	Invited(ctx context.Context, linkHash []byte, now time.Time) (Person, error)

	// Failures reads failed sign-ins whose window has not ended; zero for none.
	Failures(ctx context.Context, key []byte, now time.Time) (FailureRow, error)
	// AddFailure counts one more, in a new window if there is none or it has ended.
	AddFailure(ctx context.Context, f FailureRow, now time.Time) error
	// ClearFailures forgets those under a key.
	ClearFailures(ctx context.Context, key []byte) error
	// ClearFailuresOf forgets those of an e-mail address, by its hash.
	ClearFailuresOf(ctx context.Context, email []byte) error

	// SessionsOf lists up to a hundred sessions of a person that have not ended, the
	// last used first.
	SessionsOf(ctx context.Context, personID string, now time.Time) ([]SessionRow, error)
	// SeeSession notes that a session was used.
	SeeSession(ctx context.Context, tokenHash []byte, now time.Time) error
	// DeleteSessionOf ends a session of a person; fault.NotFound.
	DeleteSessionOf(ctx context.Context, personID string, tokenHash []byte) error
	// DeleteSessionsOf ends all sessions of a person but one.
	DeleteSessionsOf(ctx context.Context, personID string, keep []byte) error
	// CreateSession saves a session if the person's password hash still is hash and
	// the person is not disabled; else fault.Unauthenticated.
	CreateSession(ctx context.Context, s SessionRow, hash string) error
	// Linked reads the person whom a link signs in, and uses nothing up;
	// fault.Unauthenticated when the link is unknown, used or ended.
	Linked(ctx context.Context, linkHash []byte, now time.Time) (Person, error)
	// CreateSessionWithLink uses up a link and saves a session for its person;
	// fault.Unauthenticated when the link is unknown, used or ended. s.PersonID is
	// not read.
	CreateSessionWithLink(ctx context.Context, linkHash []byte, s SessionRow) (Person, error)
	// Session reads a session that has not ended; fault.Unauthenticated.
	Session(ctx context.Context, tokenHash []byte, now time.Time) (Session, error)
	// DeleteSession ends a session; one that is not there has ended already.
	DeleteSession(ctx context.Context, tokenHash []byte) error
	// SaveSQLToken saves the SQL token of a person who is not disabled, instead of the
	// one before; fault.NotFound.
	SaveSQLToken(ctx context.Context, t SQLToken) error
	// SQLToken reads the SQL token of the person with an e-mail address who is not
	// disabled; fault.NotFound.
	SQLToken(ctx context.Context, email string) (SQLToken, error)
	// DeleteSQLToken ends a person's SQL token; one that is not there has ended.
	DeleteSQLToken(ctx context.Context, personID string) error
	// CreateLink saves a sign-in link for a person who is not disabled; fault.NotFound.
	CreateLink(ctx context.Context, l LinkRow) error
}

// People adds, changes and lists people, and checks their passwords. It is safe
// for concurrent use.
type People struct {
	store   PersonStore
	roles   RoleStore
	groups  GroupStore
	hasher  *hasher
	lockout lockout
}

// NewPeople makes People over a store. At most atOnce passwords are hashed at the
// same time (at least 1), each with 19 MiB.
func NewPeople(store interface {
	PersonStore
	RoleStore
	GroupStore
}, atOnce int,
) *People {
	return &People{store: store, roles: store, groups: store, hasher: newHasher(atOnce), lockout: lockout{store}}
}

// Create adds a person; fault.Invalid for what cannot be, fault.InUse when the
// e-mail address is taken.
func (p *People) Create(ctx context.Context, n NewPerson, now time.Time) (Person, error) {
	id, err := newID(now)
	if err != nil {
		return Person{}, err
	}
	person, membership, err := n.rule(id, newWorkerID(), now)
	if err != nil {
		return Person{}, err
	}
	// The store refuses a taken address too; asked first, it costs no hashing.
	if _, _, err := p.store.PersonByEmail(ctx, person.Email); err == nil {
		return Person{}, fault.New(fault.InUse, SubjectPerson, "A person with the e-mail address %s exists already.", person.Email)
	} else if !fault.Is(err, fault.NotFound) {
		return Person{}, fmt.Errorf("look for the address: %w", err)
	}
	hash := ""
	if n.Password != "" {
		if hash, err = p.hasher.hash(ctx, n.Password); err != nil {
			return Person{}, err
		}
	}
	if err := p.store.CreatePerson(ctx, person, hash, membership); err != nil {
		return Person{}, fmt.Errorf("save the person: %w", err)
	}
	return person, nil
}

// Person reads a person by internal id; fault.NotFound.
func (p *People) Person(ctx context.Context, id string) (Person, error) {
	return p.store.Person(ctx, id)
}

// ByEmail reads a person by e-mail address in any case; fault.NotFound.
func (p *People) ByEmail(ctx context.Context, email string) (Person, error) {
	person, _, err := p.store.PersonByEmail(ctx, canonicalEmail(email))
	return person, err
}

// List reads a page of people, and the key after which the next page starts; nil
// on the last.
func (p *People) List(ctx context.Context, q page.Query) ([]Person, *page.Key, error) {
	rows, err := p.store.ListPeople(ctx, q)
	if err != nil {
		return nil, nil, fmt.Errorf("list people: %w", err)
	}
	kept, last := page.More(rows, q.Limit)
	if last == nil {
		return kept, nil, nil
	}
	return kept, &page.Key{CreatedAt: last.CreatedAt, ID: last.ID}, nil
}

// SetPassword sets a new password by an administrator's right. All sessions and
// links of the person end.
func (p *People) SetPassword(ctx context.Context, personID, password string) error {
	if err := checkPassword(password); err != nil {
		return err
	}
	hash, err := p.hasher.hash(ctx, password)
	if err != nil {
		return err
	}
	if err := p.store.SetPassword(ctx, personID, hash); err != nil {
		return fmt.Errorf("save the password: %w", err)
	}
	return nil
}

// Disable shuts a person out: no sign-in, and all sessions and links end.
func (p *People) Disable(ctx context.Context, personID string, now time.Time) error {
	if err := p.store.DisablePerson(ctx, personID, now); err != nil {
		return fmt.Errorf("disable the person: %w", err)
	}
	return nil
}

// Remove takes away for good all that names a person or lets them in. What they
// answered stays under their worker id.
func (p *People) Remove(ctx context.Context, personID string, now time.Time) error {
	if err := p.store.RemovePerson(ctx, personID, now); err != nil {
		return fmt.Errorf("remove the person: %w", err)
	}
	return nil
}

// errSignIn is the one answer to every wrong sign-in, so that it does not tell
// which addresses exist.
func errSignIn() error {
	return fault.New(fault.Unauthenticated, SubjectPerson, "The e-mail address or the password is wrong.")
}

// verify returns the person with this address and password, and the hash that was
// compared. Every refusal costs the same time and has the same words.
func (p *People) verify(ctx context.Context, email, password, addr string, now time.Time) (Person, string, error) {
	email = canonicalEmail(email)
	person, hash, err := p.store.PersonByEmail(ctx, email)
	if err != nil && !fault.Is(err, fault.NotFound) {
		return Person{}, "", fmt.Errorf("read the person: %w", err)
	}
	release, err := p.hasher.acquire(ctx)
	if err != nil {
		return Person{}, "", err
	}
	defer release()
	// Asked while holding a slot, so that attempts made all at once pass the limit
	// by no more than the number of slots.
	ok, err := p.lockout.attempt(ctx, newFailure(email, addr, now), now, func() (bool, error) {
		ok, err := p.hasher.matches(hash, password)
		if err != nil {
			return false, fmt.Errorf("compare the password: %w", err)
		}
		return ok && person.DisabledAt.IsZero(), nil
	})
	if err != nil {
		return Person{}, "", err
	}
	if !ok {
		return Person{}, "", errSignIn()
	}
	return person, hash, nil
}
