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
	// fault.NotFound.
	SetPassword(ctx context.Context, personID, hash string) error
	// DisablePerson shuts a person out and ends all sessions and links; fault.NotFound.
	DisablePerson(ctx context.Context, personID string, now time.Time) error
	// EnablePerson lets a person sign in again; fault.NotFound.
	EnablePerson(ctx context.Context, personID string) error

	// CreateSession saves a session if the person's password hash still is hash and
	// the person is not disabled; else fault.Unauthenticated.
	CreateSession(ctx context.Context, s SessionRow, hash string) error
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
	store    PersonStore
	roles    RoleStore
	groups   GroupStore
	hasher   *hasher
	failures failures
}

// NewPeople makes People over a store. At most atOnce passwords are hashed at the
// same time (at least 1), each with 19 MiB.
func NewPeople(store interface {
	PersonStore
	RoleStore
	GroupStore
}, atOnce int,
) *People {
	return &People{store: store, roles: store, groups: store, hasher: newHasher(atOnce)}
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

// ChangePassword sets a new password for a person who proves the current one. All
// sessions and links of the person end. Wrong attempts count as failed sign-ins.
func (p *People) ChangePassword(ctx context.Context, email, current, password, addr string, now time.Time) error {
	if err := checkPassword(password); err != nil {
		return err
	}
	person, _, err := p.verify(ctx, email, current, addr, now)
	if err != nil {
		return err
	}
	return p.SetPassword(ctx, person.ID, password)
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
	key := keyOf(email, addr)
	if err := p.failures.check(key, now); err != nil {
		return Person{}, "", err
	}
	ok, err := p.hasher.matches(hash, password)
	if err != nil {
		return Person{}, "", fmt.Errorf("compare the password: %w", err)
	}
	if !ok || !person.DisabledAt.IsZero() {
		p.failures.add(key, now)
		return Person{}, "", errSignIn()
	}
	p.failures.clear(key)
	return person, hash, nil
}
