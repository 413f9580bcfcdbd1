package store

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"foureyes/internal/auth"
	"foureyes/internal/fault"
)

const accessKeyColumns = `id, account_id, principal, sealed_secret, created_at, disabled_at`

func scanAccessKey(row scanner) (auth.AccessKey, error) {
	var k auth.AccessKey
	var created, disabled sql.NullInt64
	err := row.Scan(&k.ID, &k.Account, &k.Principal, &k.SealedSecret, &created, &disabled)
	k.CreatedAt, k.DisabledAt = moment(created), moment(disabled)
	return k, err
}

// CreateAccessKey saves a key, and its account when that is new.
func (s *Store) CreateAccessKey(ctx context.Context, k auth.AccessKey) error {
	return s.write(ctx, func(t *tx) error {
		if err := createAccount(t, k.Account, k.CreatedAt); err != nil {
			return err
		}
		_, err := t.exec(`INSERT INTO access_key (`+accessKeyColumns+`) VALUES ($1, $2, $3, $4, $5, $6)`,
			k.ID, k.Account, k.Principal, k.SealedSecret, millis(k.CreatedAt), millis(k.DisabledAt))
		if isTaken(err) {
			return fault.New(fault.InUse, auth.SubjectAccessKey, "An access key with the id %s exists already.", k.ID)
		}
		return err
	})
}

// AccessKey reads a key, also a disabled one.
func (s *Store) AccessKey(ctx context.Context, id string) (auth.AccessKey, error) {
	k, err := one(s.read(ctx), scanAccessKey, `SELECT `+accessKeyColumns+` FROM access_key WHERE id = $1`, id)
	return k, missingAccessKey(err)
}

// AnyAccessKey reads one key, whichever.
func (s *Store) AnyAccessKey(ctx context.Context) (auth.AccessKey, error) {
	k, err := one(s.read(ctx), scanAccessKey,
		`SELECT `+accessKeyColumns+` FROM access_key ORDER BY id LIMIT 1`)
	return k, missingAccessKey(err)
}

// DisableAccessKey ends a key's use. A key that is disabled keeps its time.
func (s *Store) DisableAccessKey(ctx context.Context, id string, now time.Time) error {
	return s.write(ctx, func(t *tx) error {
		n, err := t.exec(`UPDATE access_key SET disabled_at = COALESCE(disabled_at, $2) WHERE id = $1`, id, millis(now))
		if err == nil && n == 0 {
			err = errNoRow
		}
		return missingAccessKey(err)
	})
}

func missingAccessKey(err error) error {
	if errors.Is(err, errNoRow) {
		return fault.New(fault.NotFound, auth.SubjectAccessKey, "There is no such access key.")
	}
	return err
}
