package store

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"foureyes/internal/fault"
	"foureyes/internal/tag"
	"foureyes/internal/workforce"
)

const workteamColumns = `
	SELECT t.id, t.account_id, t.region, t.name, f.id, f.name, t.description, t.members, t.notification_topic,
	  t.worker_access, t.created_by, t.created_at, t.updated_at
	FROM workteam t JOIN workforce f ON f.id = t.workforce_id `

// Workteam finds a stored work team by name.
func (s *Store) Workteam(ctx context.Context, account, region, name string) (workforce.Workteam, error) {
	t, err := one(s.read(ctx), scanWorkteam, workteamColumns+
		`WHERE t.account_id = $1 AND t.region = $2 AND t.name = $3 AND t.deleted_at IS NULL`, account, region, name)
	return t, orElse(err, missingTeam(account, name))
}

// Workteams lists the stored work teams of an account and region, of which there
// are at most a few dozen.
func (s *Store) Workteams(ctx context.Context, account, region string) ([]workforce.Workteam, error) {
	return many(s.read(ctx), scanWorkteam, workteamColumns+
		`WHERE t.account_id = $1 AND t.region = $2 AND t.deleted_at IS NULL ORDER BY t.name`, account, region)
}

func scanWorkteam(row scanner) (workforce.Workteam, error) {
	t := workforce.Workteam{Stored: true}
	var members, access string
	var created, updated sql.NullInt64
	if err := row.Scan(&t.ID, &t.Account, &t.Region, &t.Name, &t.WorkforceID, &t.WorkforceName, &t.Description,
		&members, &t.NotificationTopic, &access, &t.CreatedBy, &created, &updated); err != nil {
		return t, err
	}
	t.CreatedAt, t.UpdatedAt = moment(created), moment(updated)
	return t, errors.Join(fromJSON(members, &t.Members), fromJSON(access, &t.Access))
}

// CreateWorkteam saves a team if the rule allows it, and its workforce if that is
// virtual; InUse when the name is taken.
func (s *Store) CreateWorkteam(ctx context.Context, team workforce.Workteam, w workforce.Workforce,
	tags []tag.Tag, rule func(teams int) error,
) error {
	return s.write(ctx, func(t *tx) (err error) {
		// Locked before its teams are counted, so that others count this one too.
		if team.WorkforceID, err = t.storeWorkforce(w); err != nil {
			return err
		}
		teams, err := one(t, value[int], `
			SELECT COUNT(*) FROM workteam WHERE account_id = $1 AND region = $2 AND deleted_at IS NULL`, team.Account, team.Region)
		if err != nil {
			return err
		}
		if err := t.insertWorkteam(team); err != nil {
			return err
		}
		if err := rule(teams); err != nil {
			return err
		}
		return t.saveTags(team.ID, tags)
	})
}

func (t *tx) insertWorkteam(team workforce.Workteam) error {
	members, access, err := teamColumns(team)
	if err != nil {
		return err
	}
	n, err := t.exec(`
		INSERT INTO workteam (id, account_id, region, workforce_id, name, description, members, notification_topic,
		  worker_access, created_by, created_at, updated_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
		ON CONFLICT DO NOTHING`,
		team.ID, team.Account, team.Region, team.WorkforceID, team.Name, team.Description, members, team.NotificationTopic,
		access, team.CreatedBy, millis(team.CreatedAt), millis(team.UpdatedAt))
	if err == nil && n == 0 {
		err = fault.New(fault.InUse, fault.Workteam, "Work team %s already exists.", team.ARN())
	}
	if err != nil {
		return err
	}
	return t.saveGroups(team)
}

func teamColumns(team workforce.Workteam) (members, access string, err error) {
	if team.Members == nil {
		team.Members = []workforce.Member{}
	}
	err = errors.Join(toJSON(&members, &team.Members), toJSON(&access, team.Access))
	return members, access, err
}

// saveGroups makes the team consist of its groups and no others.
func (t *tx) saveGroups(team workforce.Workteam) error {
	if _, err := t.exec(`DELETE FROM workteam_group WHERE workteam_id = $1`, team.ID); err != nil {
		return err
	}
	for _, name := range team.Groups() {
		if _, err := t.exec(`INSERT INTO workteam_group (workteam_id, name) VALUES ($1, $2)`, team.ID, name); err != nil {
			return err
		}
	}
	return nil
}

// lockTeam keeps a stored team as it is; NotFound when it is gone.
func (t *tx) lockTeam(team workforce.Workteam, lock string) error {
	_, err := one(t, value[int64], `SELECT 1 FROM workteam WHERE id = $1 AND deleted_at IS NULL`+lock, team.ID)
	return orElse(err, missingTeam(team.Account, team.Name))
}

func missingTeam(account, name string) error {
	return fault.New(fault.NotFound, fault.Workteam, "The work team %s does not exist in account %s.", name, account)
}

// storeTeam makes the rows of a virtual team and its workforce, or finds those
// that another request has made meanwhile, and returns the team's id.
func (t *tx) storeTeam(team workforce.Workteam) (string, error) {
	if team.Stored {
		return team.ID, t.lockTeam(team, t.forShare("workteam"))
	}
	w := workforce.DefaultWorkforce(team.Account, team.Region, team.CreatedAt)
	w.ID = team.WorkforceID
	var err error
	if team.WorkforceID, err = t.storeWorkforce(w); err != nil {
		return "", err
	}
	err = t.insertWorkteam(team)
	if !fault.Is(err, fault.InUse) {
		return team.ID, err
	}
	id, err := one(t, value[string], `
		SELECT id FROM workteam WHERE account_id = $1 AND region = $2 AND name = $3 AND deleted_at IS NULL`+t.forShare("workteam"),
		team.Account, team.Region, team.Name)
	return id, orElse(err, errAgain) // deleted just now
}

// ChangeWorkteam saves a stored team anew.
func (s *Store) ChangeWorkteam(ctx context.Context, team workforce.Workteam) error {
	return s.write(ctx, func(t *tx) error {
		members, access, err := teamColumns(team)
		if err != nil {
			return err
		}
		n, err := t.exec(`
			UPDATE workteam SET description = $2, members = $3, notification_topic = $4, worker_access = $5, updated_at = $6
			WHERE id = $1 AND deleted_at IS NULL`,
			team.ID, team.Description, members, team.NotificationTopic, access, millis(team.UpdatedAt))
		if err == nil && n == 0 {
			err = missingTeam(team.Account, team.Name)
		}
		if err != nil {
			return err
		}
		return t.saveGroups(team)
	})
}

// DeleteWorkteam deletes a stored team if the rule allows it.
func (s *Store) DeleteWorkteam(ctx context.Context, team workforce.Workteam, now time.Time, rule func(flow string) error) error {
	return s.write(ctx, func(t *tx) error {
		if err := t.lockTeam(team, t.forUpdate("workteam")); err != nil {
			return err
		}
		user, err := one(t, value[string], `
			SELECT name FROM flow_definition WHERE workteam_id = $1 AND deleted_at IS NULL ORDER BY created_at, id LIMIT 1`, team.ID)
		if err != nil && !errors.Is(err, errNoRow) {
			return err
		}
		if err := rule(user); err != nil {
			return err
		}
		if _, err := t.exec(`DELETE FROM workteam_group WHERE workteam_id = $1`, team.ID); err != nil {
			return err
		}
		_, err = t.exec(`UPDATE workteam SET deleted_at = $2 WHERE id = $1`, team.ID, millis(now))
		return err
	})
}
