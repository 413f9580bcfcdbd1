package store

import (
	"context"
	"errors"
	"time"

	"foureyes/internal/flow"
	"foureyes/internal/humanloop"
	"foureyes/internal/job"
	"foureyes/internal/workforce"
)

// saveNotice saves the job that tells a team of waiting tasks, unless it is there.
// Starts run side by side here, but not beside the end of that job: else one of them
// could take a job for there that goes.
func (t *tx) saveNotice(j job.Row, workteamID string) error {
	if err := t.lockCountShared("team notice", workteamID); err != nil {
		return err
	}
	n, err := t.exec(`
		INSERT INTO job (id, kind, payload, due_at, attempts, last_error, created_at)
		SELECT $1, $2, $3, $4, 0, '', $5 WHERE NOT EXISTS (SELECT 1 FROM job WHERE id = $1) ON CONFLICT (id) DO NOTHING`,
		j.ID, j.Kind, j.Payload, millis(j.DueAt), millis(j.CreatedAt))
	t.savedJobs = t.savedJobs || n > 0
	return err
}

// WaitingFor tells how many tasks wait for a team, counted up to limit, if there are
// some of which it was not told. Else it removes the job that asks.
func (s *Store) WaitingFor(ctx context.Context, n humanloop.TeamNotice, limit int, now time.Time) (team workforce.Workteam, waiting int, err error) {
	err = s.write(ctx, func(t *tx) (err error) {
		waiting = 0
		if err := t.lockCount("team notice", n.WorkteamID); err != nil {
			return err
		}
		team, err = one(t, scanWorkteam, workteamColumns+`WHERE t.id = $1 AND t.deleted_at IS NULL`, n.WorkteamID)
		if err != nil && !errors.Is(err, errNoRow) {
			return err
		}
		if err == nil && team.NotificationTopic != "" {
			waiting, err = t.waitingFor(n, limit, now)
			if err != nil || waiting > 0 {
				return err
			}
		}
		_, err = t.exec(`DELETE FROM job WHERE id = $1`, n.Job(now, now).ID)
		return err
	})
	return team, waiting, err
}

// waitingFor counts; 0 if nothing is new.
func (t *tx) waitingFor(n humanloop.TeamNotice, limit int, now time.Time) (int, error) {
	const open = `
		SELECT 1 FROM flow_definition f JOIN human_loop l ON l.flow_id = f.id
		WHERE f.workteam_id = $1 AND f.deleted_at IS NULL AND f.status = $2 AND l.open_slots > 0 AND l.due_at > $3`
	fresh, err := one(t, value[bool], `SELECT EXISTS (`+open+` AND l.created_at > $4)`, n.WorkteamID, flow.Active, millis(now), n.Since)
	if err != nil || !fresh {
		return 0, err
	}
	return one(t, value[int], `SELECT COUNT(*) FROM (`+open+` LIMIT $4 + 0) AS open`, n.WorkteamID, flow.Active, millis(now), limit)
}
