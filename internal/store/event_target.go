package store

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"foureyes/internal/event"
	"foureyes/internal/fault"
	"foureyes/internal/page"
)

const eventTargetColumns = `id, name, account_id, region, kind, address, settings, sealed_secret, pattern, created_at, disabled_at`

func scanEventTarget(row scanner) (event.Target, error) {
	var e event.Target
	var created, disabled sql.NullInt64
	err := row.Scan(&e.ID, &e.Name, &e.Account, &e.Region, &e.Kind, &e.Address, &e.Settings, &e.SealedSecret, &e.Pattern, &created, &disabled)
	e.CreatedAt, e.DisabledAt = moment(created), moment(disabled)
	return e, err
}

// CreateEventTarget saves a target.
func (s *Store) CreateEventTarget(ctx context.Context, e event.Target) error {
	return s.write(ctx, func(t *tx) error {
		// The conflict target is named, so another value that is taken stays an error.
		n, err := t.exec(`INSERT INTO event_target (`+eventTargetColumns+`)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) ON CONFLICT (name) DO NOTHING`,
			e.ID, e.Name, e.Account, e.Region, e.Kind, e.Address, e.Settings, e.SealedSecret, e.Pattern, millis(e.CreatedAt), millis(e.DisabledAt))
		if err == nil && n == 0 {
			return fault.New(fault.InUse, event.Subject, "An event target with the name %s exists already.", e.Name)
		}
		return err
	})
}

// EventTarget finds a target by name, also a disabled one.
func (s *Store) EventTarget(ctx context.Context, name string) (event.Target, error) {
	e, err := one(s.read(ctx), scanEventTarget, `SELECT `+eventTargetColumns+` FROM event_target WHERE name = $1`, name)
	return e, missingEventTarget(err, name)
}

// EventTargetByID finds a target by id, also a disabled one.
func (s *Store) EventTargetByID(ctx context.Context, id string) (event.Target, error) {
	e, err := one(s.read(ctx), scanEventTarget, `SELECT `+eventTargetColumns+` FROM event_target WHERE id = $1`, id)
	return e, missingEventTarget(err, id)
}

// EventTargetsOf lists the targets that get events of an account and region, the
// oldest first.
func (s *Store) EventTargetsOf(ctx context.Context, account, region string) ([]event.Target, error) {
	return many(s.read(ctx), scanEventTarget, `SELECT `+eventTargetColumns+` FROM event_target
		WHERE account_id = $1 AND region IN ($2, $3) AND disabled_at IS NULL ORDER BY created_at, id`,
		account, region, event.EveryRegion)
}

// ListEventTargets lists a page of all targets, disabled ones included.
func (s *Store) ListEventTargets(ctx context.Context, q page.Query) ([]event.Target, error) {
	where, args := listClause("", q)
	return many(s.read(ctx), scanEventTarget, `SELECT `+eventTargetColumns+` FROM event_target
		WHERE created_at IS NOT NULL`+where, args...)
}

// DisableEventTarget switches a target off. One that is disabled keeps its time.
func (s *Store) DisableEventTarget(ctx context.Context, name string, now time.Time) error {
	return s.changeEventTarget(ctx, name, `UPDATE event_target SET disabled_at = COALESCE(disabled_at, $2) WHERE name = $1`, millis(now))
}

// EnableEventTarget switches a target on again.
func (s *Store) EnableEventTarget(ctx context.Context, name string) error {
	return s.changeEventTarget(ctx, name, `UPDATE event_target SET disabled_at = NULL WHERE name = $1`)
}

// DeleteEventTarget removes a target.
func (s *Store) DeleteEventTarget(ctx context.Context, name string) error {
	return s.changeEventTarget(ctx, name, `DELETE FROM event_target WHERE name = $1`)
}

func (s *Store) changeEventTarget(ctx context.Context, name, query string, args ...any) error {
	return s.write(ctx, func(t *tx) error {
		n, err := t.exec(query, append([]any{name}, args...)...)
		if err == nil && n == 0 {
			err = errNoRow
		}
		return missingEventTarget(err, name)
	})
}

func missingEventTarget(err error, name string) error {
	if errors.Is(err, errNoRow) {
		return fault.New(fault.NotFound, event.Subject, "There is no event target %s.", name)
	}
	return err
}
