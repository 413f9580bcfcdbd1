package store

import (
	"context"
	"errors"
	"time"

	"foureyes/internal/auth"
	"foureyes/internal/aws/arn"
)

// Roles reads the roles of a person who is not disabled.
func (s *Store) Roles(ctx context.Context, personID string) ([]auth.Role, error) {
	return many(s.read(ctx), func(row scanner) (r auth.Role, err error) {
		err = row.Scan(&r.Account, &r.Name, &r.Scope)
		return r, err
	}, `SELECT r.account_id, r.name, r.scope FROM role r JOIN person p ON p.id = r.person_id
		WHERE r.person_id = $1 AND p.disabled_at IS NULL ORDER BY r.account_id, r.name, r.scope`, personID)
}

// SaveRoles puts roles in the place of those that a person has. Roles in an account
// that is new make it.
func (s *Store) SaveRoles(ctx context.Context, personID string, roles []auth.Role, now time.Time) error {
	return s.write(ctx, func(t *tx) error {
		if _, err := one(t, value[string], `SELECT id FROM person WHERE id = $1`+t.forUpdate("person"), personID); err != nil {
			return missingPerson(err)
		}
		if _, err := t.exec(`DELETE FROM role WHERE person_id = $1`, personID); err != nil {
			return err
		}
		for _, r := range roles {
			if err := t.insertRole(personID, r, now); err != nil {
				return err
			}
		}
		return nil
	})
}

func (t *tx) insertRole(personID string, r auth.Role, now time.Time) error {
	if err := createAccount(t, r.Account, now); err != nil {
		return err
	}
	_, err := t.exec(`INSERT INTO role (person_id, account_id, name, scope, created_at) VALUES ($1, $2, $3, $4, $5)`,
		personID, r.Account, r.Name, r.Scope, millis(now))
	return err
}

// creators find who made what an ARN names, by the type of resource.
var creators = map[string]string{
	"flow-definition": `SELECT created_by FROM flow_definition WHERE account_id = $1 AND region = $2 AND name = $3 AND deleted_at IS NULL`,
	"human-task-ui":   `SELECT created_by FROM human_task_ui WHERE account_id = $1 AND region = $2 AND name = $3 AND deleted_at IS NULL`,
	"human-loop": `SELECT f.created_by FROM human_loop l JOIN flow_definition f ON f.id = l.flow_id
		WHERE l.account_id = $1 AND l.region = $2 AND l.name = $3 AND l.deleted_at IS NULL`,
}

// CreatedBy gives the principal that made a resource, of a human loop its flow
// definition's; empty when there is none or of that kind nobody keeps it.
func (s *Store) CreatedBy(ctx context.Context, resource string) (string, error) {
	a, err := arn.Parse(resource)
	if err != nil {
		return "", nil //nolint:nilerr // what is no ARN was made by nobody
	}
	query, known := creators[a.Type()]
	if !known {
		return "", nil
	}
	by, err := one(s.read(ctx), value[string], query, a.Account, a.Region, a.Name())
	if errors.Is(err, errNoRow) {
		return "", nil
	}
	return by, err
}
