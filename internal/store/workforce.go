package store

import (
	"context"
	"database/sql"
	"errors"
	"strings"
	"time"

	"foureyes/internal/fault"
	"foureyes/internal/page"
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

// Workforce finds a stored workforce by name.
func (s *Store) Workforce(ctx context.Context, account, region, name string) (workforce.Workforce, error) {
	w, err := one(s.read(ctx), scanWorkforce, `
		SELECT id, account_id, region, name, created_at, updated_at
		FROM workforce WHERE account_id = $1 AND region = $2 AND name = $3`, account, region, name)
	if errors.Is(err, errNoRow) {
		return w, fault.New(fault.NotFound, fault.Workforce, "No workforce found with name %s in account %s.", name, account)
	}
	return w, err
}

func scanWorkforce(row scanner) (workforce.Workforce, error) {
	var w workforce.Workforce
	var created, updated sql.NullInt64
	err := row.Scan(&w.ID, &w.Account, &w.Region, &w.Name, &created, &updated)
	w.CreatedAt, w.UpdatedAt = moment(created), moment(updated)
	return w, err
}

const workteamColumns = `
	SELECT t.id, t.account_id, t.region, t.name, f.id, f.name, t.description, t.created_at, t.updated_at
	FROM workteam t JOIN workforce f ON f.id = t.workforce_id `

// Workteam finds a stored work team by name.
func (s *Store) Workteam(ctx context.Context, account, region, name string) (workforce.Workteam, error) {
	t, err := one(s.read(ctx), scanWorkteam, workteamColumns+
		`WHERE t.account_id = $1 AND t.region = $2 AND t.name = $3`, account, region, name)
	if errors.Is(err, errNoRow) {
		return t, fault.New(fault.NotFound, fault.Workteam, "The work team %s does not exist in account %s.", name, account)
	}
	return t, err
}

// ListWorkteams lists the stored work teams of an account and region. There are
// at most a few dozen, so filters on the name are applied to the rows read.
func (s *Store) ListWorkteams(ctx context.Context, account, region string, q page.Query) ([]workforce.Workteam, error) {
	where, args := listClause("t.", q, account, region)
	return many(s.read(ctx), scanWorkteam, workteamColumns+
		`WHERE t.account_id = $1 AND t.region = $2`+where, args...)
}

func scanWorkteam(row scanner) (workforce.Workteam, error) {
	var t workforce.Workteam
	var created, updated sql.NullInt64
	err := row.Scan(&t.ID, &t.Account, &t.Region, &t.Name, &t.WorkforceID, &t.WorkforceName, &t.Description, &created, &updated)
	t.CreatedAt, t.UpdatedAt, t.Stored = moment(created), moment(updated), true
	return t, err
}

// storeTeam makes the rows of a virtual team, or finds those that another request
// has made meanwhile, and returns the team's id.
func (t *tx) storeTeam(team workforce.Workteam) (string, error) {
	if team.Stored {
		return team.ID, nil
	}
	if _, err := t.exec(`
		INSERT INTO workforce (id, account_id, region, name, created_at, updated_at)
		VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING`,
		team.WorkforceID, team.Account, team.Region, team.WorkforceName, millis(team.CreatedAt), millis(team.UpdatedAt)); err != nil {
		return "", err
	}
	if _, err := t.exec(`
		INSERT INTO workteam (id, account_id, region, workforce_id, name, description, created_at, updated_at)
		SELECT $1, $2, $3, id, $4, $5, $6, $7 FROM workforce WHERE account_id = $2 AND region = $3 AND name = $8
		ON CONFLICT DO NOTHING`,
		team.ID, team.Account, team.Region, team.Name, team.Description,
		millis(team.CreatedAt), millis(team.UpdatedAt), team.WorkforceName); err != nil {
		return "", err
	}
	return one(t, value[string], `SELECT id FROM workteam WHERE account_id = $1 AND region = $2 AND name = $3`,
		team.Account, team.Region, team.Name)
}

// likePattern makes a LIKE pattern (escape character \) that finds part anywhere.
func likePattern(part string) string {
	return "%" + strings.NewReplacer(`\`, `\\`, `%`, `\%`, `_`, `\_`).Replace(strings.ToLower(part)) + "%"
}
