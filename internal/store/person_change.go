package store

import (
	"context"
	"time"

	"foureyes/internal/auth"
	"foureyes/internal/fault"
)

// ChangePassword saves a hash if the person's still is old, and ends all sessions but
// one, all links and the SQL token.
func (s *Store) ChangePassword(ctx context.Context, personID, old, hash string, keep []byte) error {
	return s.write(ctx, func(t *tx) error {
		if err := t.unprovided(personID); err != nil {
			return err
		}
		n, err := t.exec(`UPDATE person SET password_hash = $2 WHERE id = $1 AND password_hash = $3 AND disabled_at IS NULL`, personID, hash, old)
		if err == nil && n == 0 {
			return fault.New(fault.Conflict, auth.SubjectPerson, "The password has just been changed elsewhere.")
		}
		if err != nil {
			return err
		}
		return endAll(t, personID, keep)
	})
}

// SetPasswordWithLink uses up a link, saves a hash and, unless it is empty, a name.
func (s *Store) SetPasswordWithLink(ctx context.Context, linkHash []byte, name, hash string, now time.Time) (auth.Person, error) {
	var p auth.Person
	err := s.write(ctx, func(t *tx) error {
		var err error
		if p, err = t.useLink(linkHash, forChoosing, now); err != nil {
			return err
		}
		if name != "" {
			p.Name = name
		}
		if _, err := t.exec(`UPDATE person SET name = $2 WHERE id = $1`, p.ID, p.Name); err != nil {
			return err
		}
		return changePerson(t, p.ID, `UPDATE person SET password_hash = $2 WHERE id = $1`, hash)
	})
	return p, err
}

// RemovePerson takes away all that names a person or lets them in. The row stays, for
// answers are by it; the e-mail address is free for somebody else.
func (s *Store) RemovePerson(ctx context.Context, personID string, now time.Time) error {
	return s.write(ctx, func(t *tx) error {
		err := changePerson(t, personID, `UPDATE person SET disabled_at = COALESCE(disabled_at, $2), removed_at = COALESCE(removed_at, $2),
			email = 'removed/' || id, name = '', password_hash = '', administrator = FALSE WHERE id = $1`, millis(now))
		if err != nil {
			return err
		}
		for _, table := range []string{"membership", "role", "recovery_code", "second_factor"} {
			if _, err := t.exec(`DELETE FROM `+table+` WHERE person_id = $1`, personID); err != nil {
				return err
			}
		}
		return nil
	})
}
