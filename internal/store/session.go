package store

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"foureyes/internal/audit"
	"foureyes/internal/auth"
	"foureyes/internal/fault"
)

// CreateSession saves a session if the person can still sign in with the password
// that was checked before this transaction.
func (s *Store) CreateSession(ctx context.Context, row auth.SessionRow, hash string) error {
	return s.write(ctx, func(t *tx) error {
		if err := sweepSessions(t, row.CreatedAt); err != nil {
			return err
		}
		// The person is locked, so a change of password either is seen here or finds this
		// session to end.
		n, err := t.exec(`INSERT INTO session (`+sessionColumns+`)
			SELECT $1, id, $3, $4, $5, $6, $7 FROM person WHERE id = $2 AND password_hash = $8 AND disabled_at IS NULL`+t.forShare("person"),
			append(sessionValues(row, row.PersonID), hash)...)
		if err == nil && n == 0 {
			return fault.New(fault.Unauthenticated, auth.SubjectPerson, "The password has just been changed. Please sign in again.")
		}
		return err
	})
}

// CreateSessionWithLink uses up a sign-in link and saves a session for its person.
// Deleting the row is the use: of many at once, one finds it.
func (s *Store) CreateSessionWithLink(ctx context.Context, linkHash []byte, row auth.SessionRow) (auth.Person, error) {
	var p auth.Person
	err := s.write(ctx, func(t *tx) error {
		var err error
		if p, err = t.useLink(linkHash, forSigningIn, row.CreatedAt); err != nil {
			return err
		}
		audit.From(ctx).Note(func(e *audit.Entry) { e.PersonID = p.ID })
		_, err = t.exec(`INSERT INTO session (`+sessionColumns+`) VALUES ($1, $2, $3, $4, $5, $6, $7)`, sessionValues(row, p.ID)...)
		return err
	})
	return p, err
}

const sessionColumns = `token_hash, person_id, created_at, expires_at, user_agent, address, seen_at`

func sessionValues(row auth.SessionRow, personID string) []any {
	return []any{
		row.TokenHash, personID, millis(row.CreatedAt), millis(row.ExpiresAt),
		row.Origin.UserAgent, row.Origin.Address, millis(row.SeenAt),
	}
}

// What a link must be to be used, as conditions over its row and its person.
const (
	forSigningIn = `sign_in_token.purpose = 'sign-in'
		AND NOT EXISTS (SELECT 1 FROM second_factor WHERE second_factor.person_id = person.id AND second_factor.confirmed_at IS NOT NULL)`
	// Who was invited has no password yet: the link that lets them in will do.
	forChoosing = `(sign_in_token.purpose = 'password' OR person.password_hash = '')`
)

// useLink deletes a link and gives its person, who is locked first: a change of
// password either is seen here or finds the session to end.
func (t *tx) useLink(linkHash []byte, purpose string, now time.Time) (auth.Person, error) {
	p, err := one(t, scanPerson, `SELECT `+personColumns+` FROM person
		WHERE id = (SELECT person_id FROM sign_in_token WHERE token_hash = $1)`+t.forUpdate("person"), linkHash)
	if err != nil {
		return p, orElse(err, usedLink())
	}
	n, err := t.exec(`DELETE FROM sign_in_token WHERE token_hash = $1 AND expires_at > $2
		AND EXISTS (SELECT 1 FROM person WHERE person.id = sign_in_token.person_id AND person.disabled_at IS NULL AND `+purpose+`)`, linkHash, millis(now))
	if err == nil && n == 0 {
		err = usedLink()
	}
	return p, err
}

// Invited reads the person who may choose a password with a link.
func (s *Store) Invited(ctx context.Context, linkHash []byte, now time.Time) (auth.Person, error) {
	return s.linked(ctx, linkHash, forChoosing, now)
}

// Linked reads the person whom a link signs in.
func (s *Store) Linked(ctx context.Context, linkHash []byte, now time.Time) (auth.Person, error) {
	return s.linked(ctx, linkHash, forSigningIn, now)
}

func (s *Store) linked(ctx context.Context, linkHash []byte, purpose string, now time.Time) (auth.Person, error) {
	p, err := one(s.read(ctx), scanPerson, `SELECT `+personColumns+` FROM sign_in_token JOIN person ON person.id = sign_in_token.person_id
		WHERE sign_in_token.token_hash = $1 AND sign_in_token.expires_at > $2 AND person.disabled_at IS NULL AND `+purpose, linkHash, millis(now))
	return p, orElse(err, usedLink())
}

func usedLink() error {
	return fault.New(fault.Unauthenticated, auth.SubjectSession, "The link was used already or has expired. Please ask for a new one.")
}

// Session reads a session that has not ended.
func (s *Store) Session(ctx context.Context, tokenHash []byte, now time.Time) (auth.Session, error) {
	scan := func(row scanner) (auth.Session, error) {
		var expires, seen sql.NullInt64
		var has, without bool
		p, err := scanPersonAnd(row, &expires, &seen, &has, &without)
		id := auth.SessionRow{TokenHash: tokenHash}.ID()
		return auth.Session{ID: id, Person: p, ExpiresAt: moment(expires), SeenAt: moment(seen), HasPassword: has, WithoutFactor: without}, err
	}
	session, err := one(s.read(ctx), scan, `SELECT `+personColumns+`, session.expires_at, session.seen_at, person.password_hash <> '',
		NOT EXISTS (SELECT 1 FROM second_factor WHERE second_factor.person_id = person.id AND second_factor.confirmed_at IS NOT NULL)
		AND NOT EXISTS (SELECT 1 FROM identity WHERE identity.person_id = person.id)
		FROM session JOIN person ON person.id = session.person_id
		WHERE session.token_hash = $1 AND session.expires_at > $2 AND person.disabled_at IS NULL`, tokenHash, millis(now))
	if errors.Is(err, errNoRow) {
		return auth.Session{}, fault.New(fault.Unauthenticated, auth.SubjectSession, "The session has ended. Please sign in again.")
	}
	return session, err
}

// DeleteSession ends a session.
func (s *Store) DeleteSession(ctx context.Context, tokenHash []byte) error {
	return s.write(ctx, func(t *tx) error {
		_, err := t.exec(`DELETE FROM session WHERE token_hash = $1`, tokenHash)
		return err
	})
}

// CreateLink saves a link for a person who is not disabled.
func (s *Store) CreateLink(ctx context.Context, l auth.LinkRow) error {
	return s.write(ctx, func(t *tx) error {
		if err := sweepSessions(t, l.CreatedAt); err != nil {
			return err
		}
		if err := t.unprovided(l.PersonID); err != nil {
			return err
		}
		n, err := t.exec(`INSERT INTO sign_in_token (token_hash, person_id, expires_at, purpose)
			SELECT $1, id, $3, $4 FROM person WHERE id = $2 AND disabled_at IS NULL`+t.forShare("person"),
			l.TokenHash, l.PersonID, millis(l.ExpiresAt), l.Purpose)
		if err == nil && n == 0 {
			err = errNoRow
		}
		return missingPerson(err)
	})
}

// sweepSessions removes some sessions and links that have ended. New ones come one
// by one, so removing up to a hundred with each keeps the tables small without a
// sweep of its own.
func sweepSessions(t *tx, now time.Time) error {
	_, err := t.exec(`DELETE FROM session WHERE token_hash IN
		(SELECT token_hash FROM session WHERE expires_at <= $1 ORDER BY expires_at LIMIT 100`+t.forClaim("session")+`)`, millis(now))
	if err != nil {
		return err
	}
	_, err = t.exec(`DELETE FROM sign_in_token WHERE token_hash IN
		(SELECT token_hash FROM sign_in_token WHERE expires_at <= $1 ORDER BY expires_at LIMIT 100`+t.forClaim("sign_in_token")+`)`, millis(now))
	return err
}
