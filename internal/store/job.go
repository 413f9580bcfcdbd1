package store

import (
	"cmp"
	"context"
	"database/sql"
	"slices"
	"time"

	"foureyes/internal/auth"
	"foureyes/internal/event"
	"foureyes/internal/imports"
	"foureyes/internal/job"
)

// saveJobs saves follow-up work in the transaction of the change that causes it.
// A job of the same id that waits already is moved forward instead: it will see
// the newest state when it runs.
func (t *tx) saveJobs(jobs []job.Row) error {
	for _, j := range jobs {
		t.savedJobs = true
		j.Trace = cmp.Or(j.Trace, t.span())
		if j.Line != "" {
			if err := t.saveInLine(j); err != nil {
				return err
			}
			continue
		}
		if _, err := t.exec(`
			INSERT INTO job (id, kind, payload, due_at, attempts, last_error, created_at, trace)
			VALUES ($1, $2, $3, $4, 0, '', $5, $6)
			ON CONFLICT (id) DO UPDATE SET payload = excluded.payload, due_at = excluded.due_at, attempts = 0, last_error = '', dead_at = NULL,
			  trace = excluded.trace`,
			j.ID, j.Kind, j.Payload, millis(j.DueAt), millis(j.CreatedAt), kept(j.Trace)); err != nil {
			return err
		}
	}
	return nil
}

// ClaimJobs takes up to limit due jobs, oldest first, and moves their due time to
// until, so that a crash merely delays them. Row.DueAt is that new time: it marks
// this claim. Deliveries and imports are left to their own runners.
func (s *Store) ClaimJobs(ctx context.Context, now, until time.Time, limit int) ([]job.Row, error) {
	return s.claimJobs(ctx, otherJobs, now, until, limit)
}

// deliveryKinds are the kinds of jobs that wait for servers of strangers.
const deliveryKinds = `'` + event.DeliverKind + `', '` + auth.MailPasswordLinkKind + `'`

// The kinds of jobs that have a runner each.
const (
	deliveryJobs = ` AND kind IN (` + deliveryKinds + `)`
	importJobs   = ` AND kind = '` + imports.Kind + `'`
	otherJobs    = ` AND kind NOT IN (` + deliveryKinds + `, '` + imports.Kind + `')`
)

func (s *Store) claimJobs(ctx context.Context, which string, now, until time.Time, limit int) ([]job.Row, error) {
	due, err := one(s.read(ctx), value[int64], `
		SELECT COUNT(*) FROM (SELECT 1 FROM job WHERE dead_at IS NULL AND due_at <= $1`+which+` LIMIT 1) AS due`, millis(now))
	if err != nil || due == 0 {
		return nil, err
	}
	var rows []job.Row
	err = s.write(ctx, func(t *tx) error {
		rows, err = many(t, scanJob, `
			WITH due AS MATERIALIZED (
			  SELECT id FROM job WHERE dead_at IS NULL AND due_at <= $1`+which+` ORDER BY due_at LIMIT $3`+t.forClaim("job")+`)
			UPDATE job SET due_at = $2, attempts = attempts + 1 WHERE id IN (SELECT id FROM due)
			RETURNING id, kind, payload, due_at, attempts, created_at, line, trace`, millis(now), millis(until), limit)
		return err
	})
	// RETURNING promises no order.
	slices.SortFunc(rows, func(a, b job.Row) int { return a.CreatedAt.Compare(b.CreatedAt) })
	return rows, err
}

func scanJob(row scanner) (job.Row, error) {
	var j job.Row
	var due, created sql.NullInt64
	var line, trace sql.NullString
	err := row.Scan(&j.ID, &j.Kind, &j.Payload, &due, &j.Attempts, &created, &line, &trace)
	j.Line, j.Trace = line.String, trace.String
	j.DueAt, j.CreatedAt = moment(due), moment(created)
	return j, err
}

// FinishJobs saves how claimed jobs ended. A job that was saved anew while it ran
// has another due time by now and is left as it is.
func (s *Store) FinishJobs(ctx context.Context, ends []job.End) error {
	return s.write(ctx, func(t *tx) error {
		if err := t.lockLines(ends); err != nil {
			return err
		}
		for _, e := range ends {
			if err := t.finishJob(e); err != nil {
				return err
			}
			if err := t.callNext(e); err != nil {
				return err
			}
		}
		return nil
	})
}

func (t *tx) finishJob(e job.End) error {
	claim := millis(e.Row.DueAt)
	var err error
	switch {
	case e.Unstarted:
		_, err = t.exec(`UPDATE job SET due_at = created_at, attempts = attempts - 1 WHERE id = $1 AND due_at = $2`, e.Row.ID, claim)
	case e.Error == "":
		_, err = t.exec(`DELETE FROM job WHERE id = $1 AND due_at = $2`, e.Row.ID, claim)
	case e.Retry.IsZero():
		_, err = t.exec(`UPDATE job SET last_error = $3, dead_at = due_at WHERE id = $1 AND due_at = $2`, e.Row.ID, claim, legible(e.Error))
	default:
		_, err = t.exec(`UPDATE job SET last_error = $3, due_at = $4 WHERE id = $1 AND due_at = $2`, e.Row.ID, claim, legible(e.Error), millis(e.Retry))
	}
	return err
}

// RecallJobs makes due now what waits for longer than anything may: it was saved
// while the clock was ahead. It reports how many jobs those were. Jobs behind others
// of their line go on waiting for those.
func (s *Store) RecallJobs(ctx context.Context, now time.Time) (int, error) {
	var n int64
	err := s.write(ctx, func(t *tx) error {
		n = 0
		for which, farthest := range map[string]time.Duration{otherJobs: job.Farthest, importJobs: job.Farthest, deliveryJobs: event.Farthest} {
			recalled, err := t.exec(`UPDATE job SET due_at = $1 WHERE dead_at IS NULL AND due_at > $2 AND due_at < $3`+which,
				millis(now), millis(now.Add(farthest)), int64(inLine))
			if err != nil {
				return err
			}
			n += recalled
		}
		return nil
	})
	if err == nil && n > 0 {
		s.signalJobs()
	}
	return int(n), err
}

// EndLeases makes due now what was claimed for the first time by a server that has died,
// and must only be called where no other server uses the database. What has failed before
// is not told from what waits to be tried again, and goes on waiting.
func (s *Store) EndLeases(ctx context.Context, now time.Time) error {
	return s.write(ctx, func(t *tx) error {
		_, err := t.exec(`UPDATE job SET due_at = $1
			WHERE dead_at IS NULL AND due_at > $1 AND due_at < $2 AND attempts > 0 AND last_error = ''`, millis(now), int64(inLine))
		return err
	})
}
