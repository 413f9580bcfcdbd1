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
	where, args := listClause("", q)
	return many(s.read(ctx), scanSavedJob, `
		SELECT id, kind, payload, due_at, attempts, created_at, line, last_error, dead_at FROM job WHERE `+condition+where, args...)
}

func scanSavedJob(row scanner) (job.Saved, error) {
	var j job.Saved
	var due, created, dead sql.NullInt64
	var line sql.NullString
	err := row.Scan(&j.ID, &j.Kind, &j.Payload, &due, &j.Attempts, &created, &line, &j.LastError, &dead)
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

// RetryDeadJobs makes all jobs that were put aside due now, and tells how many.
func (s *Store) RetryDeadJobs(ctx context.Context, now time.Time) (int64, error) {
	var n int64
	err := s.write(ctx, func(t *tx) (err error) {
		n, err = t.exec(retryJob+`dead_at IS NOT NULL`, millis(now))
		t.savedJobs = n > 0
		return err
	})
	return n, err
}
