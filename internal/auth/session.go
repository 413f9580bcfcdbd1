package auth

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"strings"
	"time"

	"foureyes/internal/audit"
	"foureyes/internal/fault"
)

// SessionLife is how long a session lasts; only signing in again makes it longer.
const SessionLife = 12 * time.Hour

// seenEvery is how exactly it is known when a session was last used: no request
// writes sooner after another.
const seenEvery = 5 * time.Minute

// tokenSize is the length in bytes of session tokens and sign-in links.
const tokenSize = 32

// Session is somebody signed in.
type Session struct {
	// ID names the session to its person. It is made of the token's hash, so it lets
	// nobody in.
	ID        string
	Person    Person
	ExpiresAt time.Time
	// SeenAt is about when the session was last used.
	SeenAt time.Time
	// HasPassword tells whether the person can sign in again without a link.
	HasPassword bool
	// WithoutFactor tells that no second factor is asked of the person, neither here nor
	// by an identity provider.
	WithoutFactor bool
}

// SessionRow is a session as it is stored.
type SessionRow struct {
	TokenHash []byte // SHA-256 of the token
	PersonID  string
	Origin    Origin
	CreatedAt time.Time
	ExpiresAt time.Time
	// SeenAt is about when the session was last used.
	SeenAt time.Time
}

// Origin is from where somebody signs in.
type Origin struct {
	Address   string // network address, trusted proxies seen through
	UserAgent string // what the browser calls itself
}

// userAgentMax is the length in bytes up to which a user agent is kept.
const userAgentMax = 400

// Proof is what somebody signs in with: an e-mail address and its password, or the
// token of a one-time link.
type Proof struct {
	Email, Password string
	// Code is of the person's second factor, if that is on: one of the app's or a
	// recovery code.
	Code string
	Link string
	// Admit refuses somebody of whom it is known who they are, before their code is asked
	// for and their link used up. Nil refuses nobody.
	Admit func(context.Context, Person) error
}

func (p Proof) admit(ctx context.Context, person Person) error {
	if p.Admit == nil {
		return nil
	}
	return p.Admit(ctx, person)
}

// LinkRow is a one-time link as it is stored.
type LinkRow struct {
	TokenHash []byte // SHA-256 of the token
	PersonID  string
	Purpose   Purpose
	CreatedAt time.Time
	ExpiresAt time.Time
}

// Sessions signs people in and out. Cookies and bearer tokens are the same
// sessions. It is safe for concurrent use.
type Sessions struct {
	store    PersonStore
	people   *People
	factors  *SecondFactors
	required Requirement
}

// NewSessions makes Sessions for the people who have these second factors. Those of
// people who lack one that is required are good for nothing but setting it up.
func NewSessions(factors *SecondFactors, required Requirement) *Sessions {
	return &Sessions{store: factors.people.store, people: factors.people, factors: factors, required: required}
}

// SignIn starts a session. A wrong proof is fault.Unauthenticated, too many wrong ones
// fault.Throttled. A second factor that is on wants its code too, and only after the
// password was right. A link is used up, unless whom it is for is not admitted.
func (s *Sessions) SignIn(ctx context.Context, p Proof, from Origin, now time.Time) (string, Session, error) {
	if p.Link != "" {
		return s.signInWithLink(ctx, p, from, now)
	}
	person, hash, err := s.people.verify(ctx, p.Email, p.Password, from.Address, now)
	if err != nil {
		return "", Session{}, err
	}
	audit.From(ctx).Note(func(e *audit.Entry) { e.PersonID = person.ID })
	if err := p.admit(ctx, person); err != nil {
		return "", Session{}, err
	}
	if err := s.factors.check(ctx, person, p.Code, now); err != nil {
		return "", Session{}, err
	}
	token, row := newSession(from, now)
	row.PersonID = person.ID
	if err := s.store.CreateSession(ctx, row, hash); err != nil {
		return "", Session{}, fmt.Errorf("save the session: %w", err)
	}
	return s.begun(ctx, token, row)
}

func (s *Sessions) signInWithLink(ctx context.Context, p Proof, from Origin, now time.Time) (string, Session, error) {
	linkHash, ok := hashToken(p.Link)
	if !ok {
		return "", Session{}, fault.New(fault.Unauthenticated, SubjectSession, "The sign-in link is not valid.")
	}
	person, err := s.store.Linked(ctx, linkHash, now)
	if err != nil {
		return "", Session{}, fmt.Errorf("find whose sign-in link it is: %w", err)
	}
	audit.From(ctx).Note(func(e *audit.Entry) { e.PersonID = person.ID })
	if err := p.admit(ctx, person); err != nil {
		return "", Session{}, err
	}
	token, row := newSession(from, now)
	if _, err := s.store.CreateSessionWithLink(ctx, linkHash, row); err != nil {
		return "", Session{}, fmt.Errorf("use the sign-in link: %w", err)
	}
	return s.begun(ctx, token, row)
}

// begun reads a session that has just been saved, as Find will.
func (s *Sessions) begun(ctx context.Context, token string, row SessionRow) (string, Session, error) {
	session, err := s.store.Session(ctx, row.TokenHash, row.CreatedAt)
	if err != nil {
		return "", Session{}, fmt.Errorf("read the new session: %w", err)
	}
	return token, session, nil
}

// Find returns the session of a token, with the person as they are now. Without
// one, or when it has ended, the error is fault.Unauthenticated; fault.Denied when it is
// good for nothing but setting up a second factor.
func (s *Sessions) Find(ctx context.Context, token string, now time.Time) (Session, error) {
	session, err := s.FindAny(ctx, token, now)
	if err == nil {
		err = s.ready(session)
	}
	return session, err
}

// FindAny is Find for what people may do before they have set up a second factor that
// is required of them.
func (s *Sessions) FindAny(ctx context.Context, token string, now time.Time) (Session, error) {
	hash, ok := hashToken(token)
	if !ok {
		return Session{}, fault.New(fault.Unauthenticated, SubjectSession, "Please sign in.")
	}
	session, err := s.store.Session(ctx, hash, now)
	if err == nil && now.Sub(session.SeenAt) >= seenEvery {
		// Whether this is written decides nothing, so a full disk keeps nobody from reading.
		_ = s.store.SeeSession(ctx, hash, now)
	}
	return session, err
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

func newSession(from Origin, now time.Time) (token string, row SessionRow) {
	token, hash := newToken()
	from.UserAgent = strings.ToValidUTF8(from.UserAgent[:min(len(from.UserAgent), userAgentMax)], "")
	return token, SessionRow{TokenHash: hash, Origin: from, CreatedAt: now, ExpiresAt: now.Add(SessionLife), SeenAt: now}
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
