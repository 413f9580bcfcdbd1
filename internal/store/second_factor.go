package store

import (
	"context"
	"database/sql"
	"errors"

	"foureyes/internal/auth"
	"foureyes/internal/fault"
)

// SecondFactor reads a person's second factor; the zero row for none.
func (s *Store) SecondFactor(ctx context.Context, personID string) (auth.SecondFactorRow, error) {
	scan := func(row scanner) (r auth.SecondFactorRow, err error) {
		var created, confirmed sql.NullInt64
		err = row.Scan(&r.PersonID, &r.SealedSecret, &created, &confirmed, &r.UsedStep, &r.RecoveryCodes)
		r.CreatedAt, r.ConfirmedAt = moment(created), moment(confirmed)
		return r, err
	}
	r, err := one(s.read(ctx), scan, `SELECT person_id, sealed_secret, created_at, confirmed_at, used_step,
		(SELECT COUNT(*) FROM recovery_code WHERE recovery_code.person_id = second_factor.person_id)
		FROM second_factor WHERE person_id = $1`, personID)
	return r, orElse(err, nil)
}

// OfferSecondFactor saves a second factor that is not confirmed.
func (s *Store) OfferSecondFactor(ctx context.Context, r auth.SecondFactorRow) error {
	return s.write(ctx, func(t *tx) error {
		n, err := t.exec(`INSERT INTO second_factor (person_id, sealed_secret, created_at, used_step) VALUES ($1, $2, $3, 0)
			ON CONFLICT (person_id) DO UPDATE SET sealed_secret = excluded.sealed_secret, created_at = excluded.created_at
			WHERE second_factor.confirmed_at IS NULL`, r.PersonID, r.SealedSecret, millis(r.CreatedAt))
		if err == nil && n == 0 {
			err = fault.New(fault.Conflict, auth.SubjectCode, "The second factor is on already. Turn it off first.")
		}
		return err
	})
}

// ConfirmSecondFactor turns on the second factor with a sealed secret.
func (s *Store) ConfirmSecondFactor(ctx context.Context, r auth.SecondFactorRow, recovery [][]byte) error {
	return s.write(ctx, func(t *tx) error {
		n, err := t.exec(`UPDATE second_factor SET confirmed_at = $3, used_step = $4
			WHERE person_id = $1 AND sealed_secret = $2 AND confirmed_at IS NULL`, r.PersonID, r.SealedSecret, millis(r.ConfirmedAt), r.UsedStep)
		if err == nil && n == 0 {
			err = fault.New(fault.Conflict, auth.SubjectCode, "The second factor has just been changed elsewhere. Please look again.")
		}
		if err != nil {
			return err
		}
		if err := t.saveRecoveryCodes(r.PersonID, recovery); err != nil {
			return err
		}
		_, err = t.exec(`DELETE FROM sign_in_token WHERE person_id = $1 AND purpose = 'sign-in'`, r.PersonID)
		return err
	})
}

func (t *tx) saveRecoveryCodes(personID string, recovery [][]byte) error {
	for _, hash := range recovery {
		if _, err := t.exec(`INSERT INTO recovery_code (person_id, code_hash) VALUES ($1, $2)`, personID, hash); err != nil {
			return err
		}
	}
	return nil
}

// SaveRecoveryCodes puts new recovery codes in the place of those that are left.
func (s *Store) SaveRecoveryCodes(ctx context.Context, personID string, recovery [][]byte) error {
	return s.write(ctx, func(t *tx) error {
		// Locked, so that of two at once one has its codes replaced by the other's.
		_, err := one(t, value[string], `SELECT person_id FROM second_factor
			WHERE person_id = $1 AND confirmed_at IS NOT NULL`+t.forUpdate("second_factor"), personID)
		if errors.Is(err, errNoRow) {
			return fault.New(fault.Conflict, auth.SubjectCode, "The second factor is off.")
		}
		if err != nil {
			return err
		}
		if _, err := t.exec(`DELETE FROM recovery_code WHERE person_id = $1`, personID); err != nil {
			return err
		}
		return t.saveRecoveryCodes(personID, recovery)
	})
}

// UseStep notes that the code of a step was used, unless it or a later one was before.
func (s *Store) UseStep(ctx context.Context, personID string, step int64) (bool, error) {
	return s.uses(ctx, `UPDATE second_factor SET used_step = $2 WHERE person_id = $1 AND used_step < $2 AND confirmed_at IS NOT NULL`, personID, step)
}

// UseRecoveryCode takes a recovery code away.
func (s *Store) UseRecoveryCode(ctx context.Context, personID string, hash []byte) (bool, error) {
	return s.uses(ctx, `DELETE FROM recovery_code WHERE person_id = $1 AND code_hash = $2`, personID, hash)
}

// uses runs a statement and tells whether there was something for it to do.
func (s *Store) uses(ctx context.Context, statement string, args ...any) (found bool, err error) {
	err = s.write(ctx, func(t *tx) error {
		n, err := t.exec(statement, args...)
		found = n > 0
		return err
	})
	return found && err == nil, err
}

// DeleteSecondFactor turns a person's second factor off.
func (s *Store) DeleteSecondFactor(ctx context.Context, personID string) error {
	return s.write(ctx, func(t *tx) error {
		// The factor first, as SaveRecoveryCodes locks it: so neither waits for the other.
		for _, table := range []string{"second_factor", "recovery_code"} {
			if _, err := t.exec(`DELETE FROM `+table+` WHERE person_id = $1`, personID); err != nil {
				return err
			}
		}
		return nil
	})
}
