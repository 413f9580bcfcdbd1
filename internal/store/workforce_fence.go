package store

import (
	"context"

	"foureyes/internal/fault"
	"foureyes/internal/workforce"
)

// RestrictedWorkforces lists the stored workforces that have address ranges. It is
// asked with each request of a worker; an index has only these.
func (s *Store) RestrictedWorkforces(ctx context.Context) ([]workforce.Workforce, error) {
	return many(s.read(ctx), scanWorkforce, workforceColumns+`WHERE source_ip_config <> '[]' AND deleted_at IS NULL ORDER BY id`)
}

// WorkforceIDsOf lists the stored workforces to which a person belongs.
func (s *Store) WorkforceIDsOf(ctx context.Context, personID string) ([]string, error) {
	return many(s.read(ctx), value[string], `
		SELECT DISTINCT f.id FROM membership m
		JOIN workforce f ON f.account_id = m.account_id AND (m.region = f.region OR m.region = '*')
		WHERE m.person_id = $1 AND f.deleted_at IS NULL AND (
		  f.name = $2 AND f.cognito_config <> '' AND m.group_name = $3
		  OR EXISTS (SELECT 1 FROM workteam t JOIN workteam_group g ON g.workteam_id = t.id
		    WHERE t.workforce_id = f.id AND t.deleted_at IS NULL AND g.name = m.group_name))
		ORDER BY f.id`, personID, workforce.DefaultName, workforce.EveryoneTeam)
}

// WorkteamIDs lists the stored teams of workforces, deleted ones too.
func (s *Store) WorkteamIDs(ctx context.Context, workforceIDs []string) ([]string, error) {
	if len(workforceIDs) == 0 {
		return nil, nil
	}
	in, args := places(nil, workforceIDs)
	return many(s.read(ctx), value[string], `SELECT id FROM workteam WHERE workforce_id IN (`+in+`) ORDER BY id`, args...)
}

// ProvidedWorkforces lists up to limit stored workforces that have an OIDC provider.
func (s *Store) ProvidedWorkforces(ctx context.Context, limit int) ([]workforce.Workforce, error) {
	return many(s.read(ctx), scanWorkforce, workforceColumns+`WHERE oidc_config <> '' AND deleted_at IS NULL ORDER BY id LIMIT $1`, limit)
}

// WorkforceByID finds a stored workforce.
func (s *Store) WorkforceByID(ctx context.Context, id string) (workforce.Workforce, error) {
	w, err := one(s.read(ctx), scanWorkforce, workforceColumns+`WHERE id = $1 AND deleted_at IS NULL`, id)
	return w, orElse(err, fault.New(fault.NotFound, fault.Workforce, "The workforce was deleted."))
}
