package store

import (
	"context"
	"database/sql"
	"time"

	"foureyes/internal/auth"
	"foureyes/internal/fault"
)

// SessionsOf lists up to a hundred sessions of a person that have not ended, the last
// used first.
func (s *Store) SessionsOf(ctx context.Context, personID string, now time.Time) ([]auth.SessionRow, error) {
	return many(s.read(ctx), scanSession, `SELECT `+sessionColumns+` FROM session
		WHERE person_id = $1 AND expires_at > $2 ORDER BY seen_at DESC, token_hash LIMIT 100`, personID, millis(now))
}

func scanSession(row scanner) (r auth.SessionRow, err error) {
	var created, expires, seen sql.NullInt64
	err = row.Scan(&r.TokenHash, &r.PersonID, &created, &expires, &r.Origin.UserAgent, &r.Origin.Address, &seen)
	r.CreatedAt, r.ExpiresAt, r.SeenAt = moment(created), moment(expires), moment(seen)
	return r, err
}

// SeeSession notes that a session was used.
func (s *Store) SeeSession(ctx context.Context, tokenHash []byte, now time.Time) error {
	return s.write(ctx, func(t *tx) error {
		_, err := t.exec(`UPDATE session SET seen_at = $2 WHERE token_hash = $1 AND seen_at < $2`, tokenHash, millis(now))
		return err
	})
}

// DeleteSessionOf ends a session of a person.
func (s *Store) DeleteSessionOf(ctx context.Context, personID string, tokenHash []byte) error {
	return s.write(ctx, func(t *tx) error {
		n, err := t.exec(`DELETE FROM session WHERE token_hash = $1 AND person_id = $2`, tokenHash, personID)
		if err == nil && n == 0 {
			return fault.New(fault.NotFound, auth.SubjectSession, "There is no such session.")
		}
		return err
	})
}

// DeleteSessionsOf ends all sessions of a person but one.
func (s *Store) DeleteSessionsOf(ctx context.Context, personID string, keep []byte) error {
	return s.write(ctx, func(t *tx) error { return endSessions(t, personID, keep) })
}

// endSessions keeps the session with a token hash; nobody's hash is shorter than the
// one that stands for none.
func endSessions(t *tx, personID string, keep []byte) error {
	if len(keep) == 0 {
		keep = []byte{0}
	}
	_, err := t.exec(`DELETE FROM session WHERE person_id = $1 AND token_hash <> $2`, personID, keep)
	return err
}
