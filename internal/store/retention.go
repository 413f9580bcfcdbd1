package store

import (
	"context"
	"database/sql"
	"time"

	"foureyes/internal/humanloop"
)

// FlowIDs lists the ids of flow definitions, gone ones included, that come after
// one id.
func (s *Store) FlowIDs(ctx context.Context, after string, limit int) ([]string, error) {
	return many(s.read(ctx), value[string], `SELECT id FROM flow_definition WHERE id > $1 ORDER BY id LIMIT $2`, after, limit)
}

// EndedLoops lists loops of a flow that ended before a time, the longest ended
// first, after one of them.
func (s *Store) EndedLoops(ctx context.Context, flowID string, before time.Time, after humanloop.Ended, limit int) ([]humanloop.Ended, error) {
	return many(s.read(ctx), func(row scanner) (l humanloop.Ended, err error) {
		var at sql.NullInt64
		err = row.Scan(&l.ID, &at)
		l.At = moment(at)
		return l, err
	}, `
		SELECT id, ended_at FROM human_loop
		WHERE flow_id = $1 AND ended_at < $2 AND (ended_at, id) > ($3, $4)
		ORDER BY ended_at, id LIMIT $5`, flowID, before.UnixMilli(), max(0, after.At.UnixMilli()), after.ID, limit)
}

// RemoveLoops removes loops that are over with all their rows, except for those of
// whose jobs one is not done.
func (s *Store) RemoveLoops(ctx context.Context, ids []string, jobs func(loopID string) humanloop.JobsOf) (int, error) {
	removed := 0
	err := s.write(ctx, func(t *tx) error {
		removed = 0
		for _, id := range ids {
			done, err := t.removeLoop(id, jobs(id))
			if err != nil {
				return err
			}
			if done {
				removed++
			}
		}
		return nil
	})
	return removed, err
}

// removeLoop locks the loop first: from then on nobody saves a job of it.
func (t *tx) removeLoop(id string, jobs humanloop.JobsOf) (bool, error) {
	over, err := one(t, value[bool], `SELECT ended_at IS NOT NULL FROM human_loop l WHERE id = $1`+t.forUpdate("l"), id)
	if err != nil || !over {
		return false, orElse(err, nil)
	}
	if waits, err := t.anyJob(jobs); err != nil || waits {
		return false, err
	}
	for _, query := range []string{
		`DELETE FROM assignment_draft WHERE assignment_id IN (SELECT id FROM assignment WHERE loop_id = $1)`,
		`DELETE FROM assignment_correction WHERE assignment_id IN (SELECT id FROM assignment WHERE loop_id = $1)`,
		`DELETE FROM assignment_answer WHERE assignment_id IN (SELECT id FROM assignment WHERE loop_id = $1)`,
		`DELETE FROM assignment WHERE loop_id = $1`,
		`DELETE FROM human_loop_input WHERE loop_id = $1`,
		`DELETE FROM human_loop WHERE id = $1`,
	} {
		if _, err := t.exec(query, id); err != nil {
			return false, err
		}
	}
	return true, nil
}

// anyJob reports whether one of some jobs is not done.
func (t *tx) anyJob(of humanloop.JobsOf) (bool, error) {
	for _, id := range of.IDs {
		if there, err := one(t, value[bool], `SELECT EXISTS (SELECT 1 FROM job WHERE id = $1)`, id); err != nil || there {
			return there, err
		}
	}
	return one(t, value[bool], `SELECT EXISTS (SELECT 1 FROM job WHERE line = $1)`, of.Line)
}

// RemoveOldFlow removes the row of a flow definition, with its tags, that was gone
// before a time and has no loops any more.
func (s *Store) RemoveOldFlow(ctx context.Context, flowID string, before time.Time) (bool, error) {
	const old = `deleted_at < $2 AND NOT EXISTS (SELECT 1 FROM human_loop WHERE flow_id = $1)`
	due, err := one(s.read(ctx), value[bool],
		`SELECT EXISTS (SELECT 1 FROM flow_definition WHERE id = $1 AND `+old+`)`, flowID, before.UnixMilli())
	if err != nil || !due {
		return false, err
	}
	gone := false
	err = s.write(ctx, func(t *tx) error {
		n, err := t.exec(`DELETE FROM flow_definition WHERE id = $1 AND `+old, flowID, before.UnixMilli())
		gone = n > 0
		if err != nil || !gone {
			return err
		}
		_, err = t.exec(`DELETE FROM tag WHERE resource_id = $1`, flowID)
		return err
	})
	return gone, err
}

// RemoveAudit removes audit entries from before a time whose ids are not beyond through,
// the oldest first, at most limit of them, and reports how many. The newest stays:
// without it SQLite would give its id to the next one.
func (s *Store) RemoveAudit(ctx context.Context, before time.Time, through int64, limit int) (int, error) {
	var n int64
	err := s.write(ctx, func(t *tx) (err error) {
		n, err = t.exec(`DELETE FROM audit WHERE id IN (
			SELECT id FROM audit WHERE at < $1 AND id <= $2 AND id < (SELECT MAX(id) FROM audit) ORDER BY at LIMIT $3)`,
			before.UnixMilli(), through, limit)
		return err
	})
	return int(n), err
}
