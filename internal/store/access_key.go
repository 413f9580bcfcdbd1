package store

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"foureyes/internal/auth"
	"foureyes/internal/fault"
	"foureyes/internal/page"
)

const accessKeyColumns = `id, account_id, principal, sealed_secret, sealed_verifier, created_at, disabled_at`

func scanAccessKey(row scanner) (auth.AccessKey, error) {
	var k auth.AccessKey
	var created, disabled sql.NullInt64
	err := row.Scan(&k.ID, &k.Account, &k.Principal, &k.SealedSecret, &k.SealedVerifier, &created, &disabled)
	k.CreatedAt, k.DisabledAt = moment(created), moment(disabled)
	return k, err
}

// CreateAccessKey saves a key with its policies, and its account when that is new.
func (s *Store) CreateAccessKey(ctx context.Context, k auth.AccessKey) error {
	return s.write(ctx, func(t *tx) error { return t.createAccessKey(k) })
}

// CreateFirstAccessKey saves a key as CreateAccessKey does if there is none at all, not
// even a disabled one.
func (s *Store) CreateFirstAccessKey(ctx context.Context, k auth.AccessKey) error {
	return s.write(ctx, func(t *tx) error {
		if err := t.lockCount("first access key"); err != nil {
			return err
		}
		_, err := one(t, value[int64], `SELECT 1 FROM access_key LIMIT 1`)
		if err == nil {
			return fault.New(fault.InUse, auth.SubjectAccessKey, "There are access keys already.")
		}
		if err = orElse(err, nil); err != nil {
			return err
		}
		return t.createAccessKey(k)
	})
}

func (t *tx) createAccessKey(k auth.AccessKey) error {
	if err := createAccount(t, k.Account, k.CreatedAt); err != nil {
		return err
	}
	_, err := t.exec(`INSERT INTO access_key (`+accessKeyColumns+`) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
		k.ID, k.Account, k.Principal, k.SealedSecret, k.SealedVerifier, millis(k.CreatedAt), millis(k.DisabledAt))
	if isTaken(err) {
		return fault.New(fault.InUse, auth.SubjectAccessKey, "An access key with the id %s exists already.", k.ID)
	}
	if err != nil {
		return err
	}
	return t.savePolicies(k)
}

// RotateAccessKey saves the successor of a key that works, and disables the old
// one if that is asked for.
func (s *Store) RotateAccessKey(ctx context.Context, old string, k auth.AccessKey, disable bool) error {
	return s.write(ctx, func(t *tx) error {
		works, err := one(t, value[bool], `SELECT disabled_at IS NULL FROM access_key WHERE id = $1`+t.forUpdate("access_key"), old)
		if err != nil {
			return missingAccessKey(err)
		}
		if !works {
			return fault.New(fault.InUse, auth.SubjectAccessKey, "Access key %s is disabled, so it has no successor.", old)
		}
		if err := t.createAccessKey(k); err != nil || !disable {
			return err
		}
		_, err = t.exec(`UPDATE access_key SET disabled_at = $2 WHERE id = $1`, old, millis(k.CreatedAt))
		return err
	})
}

// AccessKey reads a key with its policies, also a disabled one.
func (s *Store) AccessKey(ctx context.Context, id string) (auth.AccessKey, error) {
	t := s.read(ctx)
	k, err := one(t, scanAccessKey, `SELECT `+accessKeyColumns+` FROM access_key WHERE id = $1`, id)
	if err != nil {
		return k, missingAccessKey(err)
	}
	k.Policies, err = t.policies(id)
	return k, err
}

// AnyAccessKey reads one key, whichever, without its policies.
func (s *Store) AnyAccessKey(ctx context.Context) (auth.AccessKey, error) {
	k, err := one(s.read(ctx), scanAccessKey,
		`SELECT `+accessKeyColumns+` FROM access_key ORDER BY id LIMIT 1`)
	return k, missingAccessKey(err)
}

// ListAccessKeys lists the keys of an account, or of all accounts for an empty
// one, disabled ones included.
func (s *Store) ListAccessKeys(ctx context.Context, account string, q page.Query) ([]auth.AccessKey, error) {
	condition, args := `created_at IS NOT NULL`, []any{}
	if account != "" {
		condition, args = `account_id = $1`, []any{account}
	}
	q.NameContains = "" // keys have no names
	where, args := listClause("", q, args...)
	t := s.read(ctx)
	keys, err := many(t, scanAccessKey, `SELECT `+accessKeyColumns+` FROM access_key WHERE `+condition+where, args...)
	if err != nil {
		return nil, err
	}
	for i := range keys {
		if keys[i].Policies, err = t.policies(keys[i].ID); err != nil {
			return nil, err
		}
	}
	return keys, nil
}

// SetAccessKeyPolicies puts policies in the place of those that a key has.
func (s *Store) SetAccessKeyPolicies(ctx context.Context, id string, policies []auth.Policy) error {
	return s.write(ctx, func(t *tx) error {
		if _, err := one(t, value[string], `SELECT id FROM access_key WHERE id = $1`+t.forUpdate("access_key"), id); err != nil {
			return missingAccessKey(err)
		}
		if _, err := t.exec(`DELETE FROM access_key_policy WHERE access_key_id = $1`, id); err != nil {
			return err
		}
		return t.savePolicies(auth.AccessKey{ID: id, Policies: policies})
	})
}

// DisableAccessKey ends a key's use. A key that is disabled keeps its time.
func (s *Store) DisableAccessKey(ctx context.Context, id string, now time.Time) error {
	return s.changeAccessKey(ctx, `UPDATE access_key SET disabled_at = COALESCE(disabled_at, $2) WHERE id = $1`, id, millis(now))
}

// EnableAccessKey lets a key be used again.
func (s *Store) EnableAccessKey(ctx context.Context, id string) error {
	return s.changeAccessKey(ctx, `UPDATE access_key SET disabled_at = NULL WHERE id = $1`, id)
}

func (s *Store) changeAccessKey(ctx context.Context, query string, args ...any) error {
	return s.write(ctx, func(t *tx) error { return t.changeAccessKey(query, args...) })
}

func (t *tx) changeAccessKey(query string, args ...any) error {
	n, err := t.exec(query, args...)
	if err == nil && n == 0 {
		err = errNoRow
	}
	return missingAccessKey(err)
}

// DeleteAccessKey removes a key and its policies. What its owner made stays.
func (s *Store) DeleteAccessKey(ctx context.Context, id string) error {
	return s.write(ctx, func(t *tx) error {
		if _, err := t.exec(`DELETE FROM access_key_policy WHERE access_key_id = $1`, id); err != nil {
			return err
		}
		return t.changeAccessKey(`DELETE FROM access_key WHERE id = $1`, id)
	})
}

func missingAccessKey(err error) error {
	if errors.Is(err, errNoRow) {
		return fault.New(fault.NotFound, auth.SubjectAccessKey, "There is no such access key.")
	}
	return err
}
