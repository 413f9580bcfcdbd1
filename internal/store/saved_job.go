package store

import (
	"context"
	"database/sql"
	"time"

	"foureyes/internal/fault"
	"foureyes/internal/job"
	"foureyes/internal/page"
)

// ListJobs lists a page of the jobs that are not done, the oldest first; of those
// that were put aside only, if dead is set.
func (s *Store) ListJobs(ctx context.Context, dead bool, q page.Query) ([]job.Saved, error) {
	condition := `created_at IS NOT NULL`
	if dead {
		condition = `dead_at IS NOT NULL`
	}
	q.NameContains = "" // jobs have no names
	where, args := listClause("job.", q)
	return many(s.read(ctx), scanSavedJob, savedJobs+condition+where, args...)
}

// savedJobs join jobs to what they are for: the payload of most is the id of a loop
// or of a flow definition, and the id of a delivery ends with its target's.
const savedJobs = `
	SELECT job.id, job.kind, job.payload, job.due_at, job.attempts, job.created_at, job.line, job.last_error, job.dead_at,
	  COALESCE(l.account_id, f.account_id, e.account_id, ''), COALESCE(l.region, f.region, ''),
	  COALESCE(f.name, ''), COALESCE(l.name, ''), COALESCE(e.name, '')
	FROM job
	LEFT JOIN human_loop l ON l.id = job.payload
	LEFT JOIN flow_definition f ON f.id = COALESCE(l.flow_id, job.payload)
	LEFT JOIN event_target e ON job.kind = 'deliver-event' AND job.id LIKE '%:' || e.id
	WHERE job.`

func scanSavedJob(row scanner) (job.Saved, error) {
	var j job.Saved
	var due, created, dead sql.NullInt64
	var line sql.NullString
	err := row.Scan(&j.ID, &j.Kind, &j.Payload, &due, &j.Attempts, &created, &line, &j.LastError, &dead,
		&j.About.Account, &j.About.Region, &j.About.Flow, &j.About.Loop, &j.About.Target)
	j.Line, j.InLine = line.String, due.Int64 == inLine
	j.DueAt, j.CreatedAt, j.DeadAt = moment(due), moment(created), moment(dead)
	return j, err
}

// A job behind others of its line stays there: they are what must be retried.
const retryJob = `UPDATE job SET due_at = CASE WHEN due_at = 253402214400000 THEN due_at ELSE $1 END,
	attempts = 0, dead_at = NULL WHERE `

// RetryJobs makes jobs due now, as if they were new; all of them or, if one is not
// there, none.
func (s *Store) RetryJobs(ctx context.Context, ids []string, now time.Time) error {
	return s.write(ctx, func(t *tx) error {
		for _, id := range ids {
			n, err := t.exec(retryJob+`id = $2`, millis(now), id)
			if err != nil {
				return err
			}
			if n == 0 {
				return fault.New(fault.NotFound, job.Subject, "There is no job %s: it is done, or was never saved.", id)
			}
		}
		t.savedJobs = true
		return nil
	})
}

// RetryFailingJobs makes all jobs that have failed due now, also those that were put
// aside, and tells how many.
func (s *Store) RetryFailingJobs(ctx context.Context, now time.Time) (int64, error) {
	return s.retryAll(ctx, `last_error <> ''`, now)
}

// RetryDeadJobs makes all jobs that were put aside due now, and tells how many.
func (s *Store) RetryDeadJobs(ctx context.Context, now time.Time) (int64, error) {
	return s.retryAll(ctx, `dead_at IS NOT NULL`, now)
}

func (s *Store) retryAll(ctx context.Context, condition string, now time.Time) (int64, error) {
	var n int64
	err := s.write(ctx, func(t *tx) (err error) {
		n, err = t.exec(retryJob+condition, millis(now))
		t.savedJobs = n > 0
		return err
	})
	return n, err
}
