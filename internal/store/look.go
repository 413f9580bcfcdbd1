package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"foureyes/internal/humanloop"
)

// FlowFigures counts for flow definitions by name. The limits are written as sums,
// for the reason that Jobs gives.
func (s *Store) FlowFigures(ctx context.Context, account, region string, names []string, since time.Time, limit int) ([]humanloop.FlowFigures, error) {
	if len(names) == 0 {
		return nil, nil
	}
	args := []any{account, region, millis(since), limit, humanloop.Submitted}
	places := make([]string, 0, len(names))
	for _, name := range names {
		args = append(args, name)
		places = append(places, fmt.Sprintf("$%d", len(args)))
	}
	return many(s.read(ctx), scanFigures, `
		SELECT f.name,
		  (SELECT COUNT(*) FROM (SELECT 1 FROM human_loop l WHERE l.flow_id = f.id AND l.ended_at IS NULL LIMIT $4 + 0) AS open),
		  (SELECT COUNT(*) FROM (SELECT 1 FROM assignment a
		    WHERE a.flow_id = f.id AND a.ended_at >= $3 AND a.status = $5 LIMIT $4 + 0) AS answered)
		FROM flow_definition f WHERE f.account_id = $1 AND f.region = $2 AND f.deleted_at IS NULL
		  AND f.name IN (`+strings.Join(places, ", ")+`) ORDER BY f.name`, args...)
}

func scanFigures(row scanner) (f humanloop.FlowFigures, err error) {
	err = row.Scan(&f.Name, &f.Open, &f.Answered)
	return f, err
}

// Deletion counts what deleting a flow definition would do to its loops.
func (s *Store) Deletion(ctx context.Context, flowID string, limit int) (humanloop.Deletion, error) {
	return one(s.read(ctx), func(row scanner) (d humanloop.Deletion, err error) {
		err = row.Scan(&d.Deleted, &d.Awaited, &d.Finished)
		return d, err
	}, `
		SELECT COALESCE(SUM(CASE WHEN holders = 0 AND answers = 0 THEN 1 ELSE 0 END), 0),
		  COALESCE(SUM(CASE WHEN holders > 0 THEN 1 ELSE 0 END), 0),
		  COALESCE(SUM(CASE WHEN holders = 0 AND answers > 0 THEN 1 ELSE 0 END), 0)
		FROM (SELECT holders, answers FROM human_loop WHERE flow_id = $1 AND ended_at IS NULL LIMIT $2 + 0) AS open`, flowID, limit)
}

// Work lists all assignments of a loop.
func (s *Store) Work(ctx context.Context, loopID string) ([]humanloop.Work, error) {
	work, err := many(s.read(ctx), scanWork, `
		SELECT `+assignmentColumns+`, p.worker_id, p.name, p.email, w.content
		FROM assignment a JOIN person p ON p.id = a.person_id LEFT JOIN assignment_answer w ON w.assignment_id = a.id
		WHERE a.loop_id = $1 ORDER BY a.accepted_at, a.id`, loopID)
	if err != nil {
		return nil, err
	}
	replaced, err := many(s.read(ctx), scanReplaced, `
		SELECT c.assignment_id, c.corrected_at, c.content
		FROM assignment a JOIN assignment_correction c ON c.assignment_id = a.id
		WHERE a.loop_id = $1 ORDER BY c.assignment_id, c.number`, loopID)
	for _, r := range replaced {
		at := slices.IndexFunc(work, func(w humanloop.Work) bool { return w.ID == r.assignmentID })
		if at >= 0 {
			work[at].Replaced = append(work[at].Replaced, r.Replaced)
		}
	}
	return work, err
}

// replacedRow is an answer that was corrected, and whose it was.
type replacedRow struct {
	humanloop.Replaced

	assignmentID string
}

func scanReplaced(row scanner) (replacedRow, error) {
	var r replacedRow
	var at sql.NullInt64
	var answer string
	err := row.Scan(&r.assignmentID, &at, &answer)
	r.At, r.Answer = moment(at), json.RawMessage(answer)
	return r, err
}

func scanWork(row scanner) (humanloop.Work, error) {
	var r assignmentRow
	var w humanloop.Work
	var answer sql.NullString
	if err := row.Scan(append(r.places(), &w.WorkerID, &w.WorkerName, &w.WorkerEmail, &answer)...); err != nil {
		return w, err
	}
	w.Assignment = r.assignment()
	if answer.Valid {
		w.Answer = json.RawMessage(answer.String)
	}
	return w, nil
}
