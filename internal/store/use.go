package store

import (
	"context"

	"foureyes/internal/limit"
)

// Use counts what quotas are about in an account and region.
func (s *Store) Use(ctx context.Context, account, region string) (limit.Use, error) {
	return one(s.read(ctx), func(row scanner) (u limit.Use, err error) {
		err = row.Scan(&u.FlowDefinitions, &u.HumanTaskUIs, &u.Workteams, &u.OpenLoops)
		return u, err
	}, `SELECT
		(SELECT COUNT(*) FROM flow_definition WHERE account_id = $1 AND region = $2 AND deleted_at IS NULL),
		(SELECT COUNT(*) FROM human_task_ui WHERE account_id = $1 AND region = $2 AND deleted_at IS NULL),
		(SELECT COUNT(*) FROM workteam WHERE account_id = $1 AND region = $2 AND deleted_at IS NULL),
		(SELECT CAST(COALESCE(SUM(loops), 0) AS BIGINT) FROM human_loop_tally WHERE account_id = $1 AND region = $2)`, account, region)
}
