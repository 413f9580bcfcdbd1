package store

import (
	"context"
	"database/sql"
	"time"

	"foureyes/internal/auth"
)

// Failures reads failed sign-ins whose window has not ended.
func (s *Store) Failures(ctx context.Context, key []byte, now time.Time) (auth.FailureRow, error) {
	scan := func(row scanner) (f auth.FailureRow, err error) {
		var ends sql.NullInt64
		err = row.Scan(&f.Key, &f.Email, &f.Count, &ends)
		f.EndsAt = moment(ends)
		return f, err
	}
	f, err := one(s.read(ctx), scan, `SELECT key_hash, email_hash, failures, ends_at FROM sign_in_failure
		WHERE key_hash = $1 AND ends_at > $2`, key, millis(now))
	return f, orElse(err, nil)
}

// AddFailure counts a failed sign-in, and removes some whose windows have ended.
func (s *Store) AddFailure(ctx context.Context, f auth.FailureRow, now time.Time) error {
	return s.write(ctx, func(t *tx) error {
		if _, err := t.exec(`DELETE FROM sign_in_failure WHERE key_hash IN
			(SELECT key_hash FROM sign_in_failure WHERE ends_at <= $1 ORDER BY ends_at LIMIT 100`+t.forClaim("sign_in_failure")+`)`, millis(now)); err != nil {
			return err
		}
		_, err := t.exec(`INSERT INTO sign_in_failure (key_hash, email_hash, failures, ends_at) VALUES ($1, $2, 1, $3)
			ON CONFLICT (key_hash) DO UPDATE SET
				failures = CASE WHEN sign_in_failure.ends_at <= $4 THEN 1 ELSE sign_in_failure.failures + 1 END,
				ends_at = CASE WHEN sign_in_failure.ends_at <= $4 THEN excluded.ends_at ELSE sign_in_failure.ends_at END`,
			f.Key, f.Email, millis(f.EndsAt), millis(now))
		return err
	})
}

// ClearFailures forgets the failed sign-ins under a key.
func (s *Store) ClearFailures(ctx context.Context, key []byte) error {
	return s.write(ctx, func(t *tx) error {
		_, err := t.exec(`DELETE FROM sign_in_failure WHERE key_hash = $1`, key)
		return err
	})
}

// ClearFailuresOf forgets the failed sign-ins of an e-mail address.
func (s *Store) ClearFailuresOf(ctx context.Context, email []byte) error {
	return s.write(ctx, func(t *tx) error {
		_, err := t.exec(`DELETE FROM sign_in_failure WHERE email_hash = $1`, email)
		return err
	})
}
