package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"foureyes/internal/fault"
	"foureyes/internal/tag"
	"foureyes/internal/workforce"
)

// AccountCreatedAt tells when an account was made; NotFound for an unknown one.
func (s *Store) AccountCreatedAt(ctx context.Context, account string) (time.Time, error) {
	at, err := one(s.read(ctx), value[sql.NullInt64], `SELECT created_at FROM account WHERE id = $1`, account)
	if errors.Is(err, errNoRow) {
		return time.Time{}, fault.New(fault.NotFound, "account", "There is no account %s.", account)
	}
	return moment(at), err
}

const workforceColumns = `
	SELECT id, account_id, region, name, cognito_config, oidc_config, sealed_secret, source_ip_config, vpc_config,
	  ip_address_type, created_by, created_at, updated_at
	FROM workforce `

// Workforce finds the stored workforce of an account and region.
func (s *Store) Workforce(ctx context.Context, account, region string) (workforce.Workforce, error) {
	return s.read(ctx).workforce(account, region)
}

func (t *tx) workforce(account, region string) (workforce.Workforce, error) {
	w, err := one(t, scanWorkforce, workforceColumns+
		`WHERE account_id = $1 AND region = $2 AND deleted_at IS NULL`+t.forUpdate("workforce"), account, region)
	return w, orElse(err, missingWorkforce(account))
}

func missingWorkforce(account string) error {
	return fault.New(fault.NotFound, fault.Workforce, "No workforce found in account %s.", account)
}

// lockWorkforce lets the changes of a stored workforce and of its teams' number
// stand in line; NotFound when it is gone.
func (t *tx) lockWorkforce(w workforce.Workforce) error {
	_, err := one(t, value[int64], `SELECT 1 FROM workforce WHERE id = $1 AND deleted_at IS NULL`+t.forUpdate("workforce"), w.ID)
	return orElse(err, missingWorkforce(w.Account))
}

// CreateWorkforce saves a workforce; InUse when the account has one already.
func (s *Store) CreateWorkforce(ctx context.Context, w workforce.Workforce, tags []tag.Tag) error {
	return s.write(ctx, func(t *tx) error {
		if err := t.insertWorkforce(w); err != nil {
			return err
		}
		return t.saveTags(w.ID, tags)
	})
}

func (t *tx) insertWorkforce(w workforce.Workforce) error {
	settings, err := settingsOf(w)
	if err != nil {
		return err
	}
	// DO NOTHING rather than a failing statement, which would end the transaction on
	// PostgreSQL.
	n, err := t.exec(`
		INSERT INTO workforce (id, account_id, region, name, cognito_config, oidc_config, sealed_secret,
		  source_ip_config, vpc_config, ip_address_type, created_by, created_at, updated_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
		ON CONFLICT DO NOTHING`,
		w.ID, w.Account, w.Region, w.Name, settings.cognito, settings.oidc, w.SealedSecret,
		settings.cidrs, settings.vpc, w.IPAddressType, w.CreatedBy, millis(w.CreatedAt), millis(w.UpdatedAt))
	if err == nil && n == 0 {
		err = fault.New(fault.InUse, fault.Workforce, "Account %s has a workforce already.", w.Account)
	}
	return err
}

// storeWorkforce makes the row of a virtual workforce, unless another request has
// made it meanwhile, and locks it; it returns the workforce's id.
func (t *tx) storeWorkforce(w workforce.Workforce) (string, error) {
	if w.Stored {
		return w.ID, t.lockWorkforce(w)
	}
	err := t.insertWorkforce(w)
	if !fault.Is(err, fault.InUse) {
		return w.ID, err
	}
	stored, err := t.workforce(w.Account, w.Region)
	return stored.ID, err
}

// ChangeWorkforce runs a rule on a workforce, which it saves first if it is
// virtual, and saves what the rule returns.
func (s *Store) ChangeWorkforce(ctx context.Context, w workforce.Workforce,
	rule func(w workforce.Workforce, teams int) (workforce.Workforce, error),
) (workforce.Workforce, error) {
	var changed workforce.Workforce
	err := s.write(ctx, func(t *tx) error {
		if _, err := t.storeWorkforce(w); err != nil {
			return err
		}
		stored, err := t.workforce(w.Account, w.Region)
		if err != nil {
			return err
		}
		teams, err := t.countTeams(stored.ID)
		if err != nil {
			return err
		}
		if changed, err = rule(stored, teams); err != nil {
			return err
		}
		return t.updateWorkforce(changed)
	})
	return changed, err
}

func (t *tx) updateWorkforce(w workforce.Workforce) error {
	settings, err := settingsOf(w)
	if err != nil {
		return err
	}
	_, err = t.exec(`
		UPDATE workforce SET oidc_config = $2, sealed_secret = $3, source_ip_config = $4, vpc_config = $5,
		  ip_address_type = $6, updated_at = $7
		WHERE id = $1`,
		w.ID, settings.oidc, w.SealedSecret, settings.cidrs, settings.vpc, w.IPAddressType, millis(w.UpdatedAt))
	return err
}

func (t *tx) countTeams(workforceID string) (int, error) {
	return one(t, value[int], `SELECT COUNT(*) FROM workteam WHERE workforce_id = $1 AND deleted_at IS NULL`, workforceID)
}

// DeleteWorkforce deletes a stored workforce if the rule allows it.
func (s *Store) DeleteWorkforce(ctx context.Context, w workforce.Workforce, now time.Time, rule func(teams int) error) error {
	return s.write(ctx, func(t *tx) error {
		if err := t.lockWorkforce(w); err != nil {
			return err
		}
		teams, err := t.countTeams(w.ID)
		if err != nil {
			return err
		}
		if err := rule(teams); err != nil {
			return err
		}
		if err := t.endProvided(w.ID); err != nil {
			return err
		}
		_, err = t.exec(`UPDATE workforce SET deleted_at = $2, sealed_secret = NULL WHERE id = $1`, w.ID, millis(now))
		return err
	})
}

func scanWorkforce(row scanner) (workforce.Workforce, error) {
	w := workforce.Workforce{Stored: true}
	var s workforceSettings
	var created, updated sql.NullInt64
	if err := row.Scan(&w.ID, &w.Account, &w.Region, &w.Name, &s.cognito, &s.oidc, &w.SealedSecret, &s.cidrs, &s.vpc,
		&w.IPAddressType, &w.CreatedBy, &created, &updated); err != nil {
		return w, err
	}
	w.CreatedAt, w.UpdatedAt = moment(created), moment(updated)
	return w, errors.Join(fromJSON(s.cognito, &w.Cognito), fromJSON(s.oidc, &w.OIDC), fromJSON(s.cidrs, &w.CIDRs), fromJSON(s.vpc, &w.VPC))
}

// workforceSettings are the JSON columns of a workforce.
type workforceSettings struct{ cognito, oidc, cidrs, vpc string }

func settingsOf(w workforce.Workforce) (s workforceSettings, err error) {
	if w.CIDRs == nil {
		w.CIDRs = []string{}
	}
	return s, errors.Join(toJSON(&s.cognito, w.Cognito), toJSON(&s.oidc, w.OIDC), toJSON(&s.cidrs, &w.CIDRs), toJSON(&s.vpc, w.VPC))
}

// toJSON writes what v points to into a text column; nothing for nil.
func toJSON[T any](column *string, v *T) error {
	if v == nil {
		return nil
	}
	b, err := json.Marshal(v)
	if err != nil {
		return fmt.Errorf("encode a column: %w", err)
	}
	*column = string(b)
	return nil
}

// fromJSON reads a text column that toJSON wrote; an empty one leaves v as it is.
func fromJSON(column string, v any) error {
	if column == "" {
		return nil
	}
	if err := json.Unmarshal([]byte(column), v); err != nil {
		return fmt.Errorf("decode a column: %w", err)
	}
	return nil
}
