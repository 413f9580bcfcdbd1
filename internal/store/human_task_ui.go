package store

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"foureyes/internal/fault"
	"foureyes/internal/page"
	"foureyes/internal/tag"
	"foureyes/internal/taskui"
)

// CreateHumanTaskUI saves a worker task template; InUse when its name is taken.
// fits is asked how many others there are; nil for no limit.
func (s *Store) CreateHumanTaskUI(ctx context.Context, u taskui.UI, tags []tag.Tag, fits func(existing int) error) error {
	return s.write(ctx, func(t *tx) error {
		_, err := t.exec(`
			INSERT INTO human_task_ui (id, account_id, region, name, content, sha256, created_by, created_at)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
			u.ID, u.Account, u.Region, u.Name, u.Content, u.SHA256, u.CreatedBy, millis(u.CreatedAt))
		if isTaken(err) {
			return fault.New(fault.InUse, fault.HumanTaskUI, "Human task UI %s already exists.", u.ARN())
		}
		if err != nil {
			return err
		}
		if err := t.checkCount(fits, `SELECT COUNT(*) FROM human_task_ui
			WHERE account_id = $1 AND region = $2 AND deleted_at IS NULL`, u.Account, u.Region); err != nil {
			return err
		}
		return t.saveTags(u.ID, tags)
	})
}

const humanTaskUIColumns = `SELECT id, account_id, region, name, content, sha256, created_by, created_at FROM human_task_ui `

// HumanTaskUI finds a worker task template by name.
func (s *Store) HumanTaskUI(ctx context.Context, account, region, name string) (taskui.UI, error) {
	u, err := one(s.read(ctx), scanHumanTaskUI, humanTaskUIColumns+
		`WHERE account_id = $1 AND region = $2 AND name = $3 AND deleted_at IS NULL`, account, region, name)
	if errors.Is(err, errNoRow) {
		return u, missingUI(account, region, name)
	}
	return u, err
}

func missingUI(account, region, name string) error {
	arn := taskui.UI{Account: account, Region: region, Name: name}.ARN()
	return fault.New(fault.NotFound, fault.HumanTaskUI, "Human task UI %s does not exist.", arn)
}

// HumanTaskUIByID finds a worker task template, deleted ones included.
func (s *Store) HumanTaskUIByID(ctx context.Context, id string) (taskui.UI, error) {
	u, err := one(s.read(ctx), scanHumanTaskUI, humanTaskUIColumns+`WHERE id = $1`, id)
	if errors.Is(err, errNoRow) {
		return u, fault.New(fault.NotFound, fault.HumanTaskUI, "Human task UI %s does not exist.", id)
	}
	return u, err
}

// ListHumanTaskUIs lists worker task templates without their content.
func (s *Store) ListHumanTaskUIs(ctx context.Context, account, region string, q page.Query) ([]taskui.UI, error) {
	where, args := listClause("", q, account, region)
	return many(s.read(ctx), scanHumanTaskUI, `
		SELECT id, account_id, region, name, '', sha256, created_by, created_at FROM human_task_ui
		WHERE account_id = $1 AND region = $2 AND deleted_at IS NULL`+where, args...)
}

// DeleteHumanTaskUI hides a worker task template; loops that use it keep working.
func (s *Store) DeleteHumanTaskUI(ctx context.Context, account, region, name string, now time.Time) error {
	return s.write(ctx, func(t *tx) error {
		n, err := t.exec(`
			UPDATE human_task_ui SET deleted_at = $4
			WHERE account_id = $1 AND region = $2 AND name = $3 AND deleted_at IS NULL`, account, region, name, millis(now))
		if err == nil && n == 0 {
			return missingUI(account, region, name)
		}
		return err
	})
}

func scanHumanTaskUI(row scanner) (taskui.UI, error) {
	var u taskui.UI
	var created sql.NullInt64
	err := row.Scan(&u.ID, &u.Account, &u.Region, &u.Name, &u.Content, &u.SHA256, &u.CreatedBy, &created)
	u.CreatedAt = moment(created)
	return u, err
}
