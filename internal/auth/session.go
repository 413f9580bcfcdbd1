package auth

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"time"

	"foureyes/internal/audit"
	"foureyes/internal/fault"
)

// SessionLife is how long a session lasts; only signing in again makes it longer.
const SessionLife = 12 * time.Hour

// tokenSize is the length in bytes of session tokens and sign-in links.
const tokenSize = 32

// Session is somebody signed in.
type Session struct {
	Person    Person
	ExpiresAt time.Time
}

// SessionRow is a session as it is stored.
type SessionRow struct {
	TokenHash []byte // SHA-256 of the token
	PersonID  string
	CreatedAt time.Time
	ExpiresAt time.Time
}

// LinkRow is a one-time sign-in link as it is stored.
type LinkRow struct {
	TokenHash []byte // SHA-256 of the token
	PersonID  string
	CreatedAt time.Time
	ExpiresAt time.Time
}

// Sessions signs people in and out. Cookies and bearer tokens are the same
// sessions. It is safe for concurrent use.
type Sessions struct {
	store  PersonStore
	people *People
}

// NewSessions makes Sessions for these people.
func NewSessions(people *People) *Sessions {
	return &Sessions{store: people.store, people: people}
}

// SignIn starts a session for an e-mail address and password. addr is the caller's
// network address. A wrong pair is fault.Unauthenticated, too many wrong ones
// fault.Throttled.
func (s *Sessions) SignIn(ctx context.Context, email, password, addr string, now time.Time) (string, Session, error) {
	person, hash, err := s.people.verify(ctx, email, password, addr, now)
	if err != nil {
		return "", Session{}, err
	}
	audit.From(ctx).Note(func(e *audit.Entry) { e.PersonID = person.ID })
	token, row := newSession(now)
	row.PersonID = person.ID
	if err := s.store.CreateSession(ctx, row, hash); err != nil {
		return "", Session{}, fmt.Errorf("save the session: %w", err)
	}
	return token, Session{Person: person, ExpiresAt: row.ExpiresAt}, nil
}

// SignInWithLink starts a session for the token of a sign-in link, which is used
// up by it. An unknown, used or expired one is fault.Unauthenticated.
func (s *Sessions) SignInWithLink(ctx context.Context, link string, now time.Time) (string, Session, error) {
	linkHash, ok := hashToken(link)
	if !ok {
		return "", Session{}, fault.New(fault.Unauthenticated, SubjectSession, "The sign-in link is not valid.")
	}
	token, row := newSession(now)
	person, err := s.store.CreateSessionWithLink(ctx, linkHash, row)
	if err != nil {
		return "", Session{}, fmt.Errorf("use the sign-in link: %w", err)
	}
	return token, Session{Person: person, ExpiresAt: row.ExpiresAt}, nil
}

// Link makes a token that signs this person in once, until expires. Whoever holds
// it is that person: show it to nobody else.
func (s *Sessions) Link(ctx context.Context, personID string, expires, now time.Time) (string, error) {
	token, hash := newToken()
	err := s.store.CreateLink(ctx, LinkRow{TokenHash: hash, PersonID: personID, CreatedAt: now, ExpiresAt: expires})
	if err != nil {
		return "", fmt.Errorf("save the sign-in link: %w", err)
	}
	return token, nil
}

// Find returns the session of a token, with the person as they are now. Without
// one, or when it has ended, the error is fault.Unauthenticated.
func (s *Sessions) Find(ctx context.Context, token string, now time.Time) (Session, error) {
	hash, ok := hashToken(token)
	if !ok {
		return Session{}, fault.New(fault.Unauthenticated, SubjectSession, "Please sign in.")
	}
	return s.store.Session(ctx, hash, now)
}

// SignOut ends the session of a token. A token without session is signed out.
func (s *Sessions) SignOut(ctx context.Context, token string) error {
	hash, ok := hashToken(token)
	if !ok {
		return nil
	}
	if err := s.store.DeleteSession(ctx, hash); err != nil {
		return fmt.Errorf("end the session: %w", err)
	}
	return nil
}

func newSession(now time.Time) (token string, row SessionRow) {
	token, hash := newToken()
	return token, SessionRow{TokenHash: hash, CreatedAt: now, ExpiresAt: now.Add(SessionLife)}
}

func newToken() (token string, hash []byte) {
	raw := randomBytes(tokenSize)
	sum := sha256.Sum256(raw)
	return base64.RawURLEncoding.EncodeToString(raw), sum[:]
}

// hashToken is false for what newToken cannot have made. A fast hash is enough:
// the token has 256 random bits.
func hashToken(token string) ([]byte, bool) {
	raw, ok := decodeToken(token)
	if !ok || len(raw) != tokenSize {
		return nil, false
	}
	sum := sha256.Sum256(raw)
	return sum[:], true
}
