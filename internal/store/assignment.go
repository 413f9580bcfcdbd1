package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"strconv"
	"time"

	"foureyes/internal/fault"
	"foureyes/internal/flow"
	"foureyes/internal/humanloop"
)

const assignmentColumns = `
	a.id, a.loop_id, a.flow_id, a.person_id, a.status, a.reason, a.accepted_at, a.expires_at,
	a.paused_at, a.paused_ms, a.ended_at, a.time_spent_ms`

// Assignment finds an assignment.
func (s *Store) Assignment(ctx context.Context, id string) (humanloop.Assignment, error) {
	return s.read(ctx).assignment(id)
}

func (t *tx) assignment(id string) (humanloop.Assignment, error) {
	a, err := one(t, scanAssignment, `SELECT `+assignmentColumns+` FROM assignment a WHERE id = $1`, id)
	return a, orElse(err, missingAssignment(id))
}

func missingAssignment(id string) error {
	return fault.New(fault.NotFound, fault.Assignment, "You have no task %q.", id)
}

// HeldAssignments lists what a person holds now, oldest first.
func (s *Store) HeldAssignments(ctx context.Context, personID string) ([]humanloop.Assignment, error) {
	return many(s.read(ctx), scanAssignment, `SELECT `+assignmentColumns+` FROM assignment a
		WHERE person_id = $1 AND due_at IS NOT NULL ORDER BY accepted_at, id`, personID)
}

// ChangeAssignment runs a rule about one assignment and saves what it returns.
func (s *Store) ChangeAssignment(ctx context.Context, id string, rule humanloop.Rule) (humanloop.Assignment, error) {
	var a humanloop.Assignment
	err := s.write(ctx, func(t *tx) error {
		loopID, err := one(t, value[string], `SELECT loop_id FROM assignment WHERE id = $1`, id)
		if err != nil {
			return orElse(err, missingAssignment(id))
		}
		state, err := t.loopState(loopID)
		if err != nil {
			return err
		}
		// Read once its loop is locked: from then on it stays as it is.
		if state.Own, err = t.assignment(id); err != nil {
			return err
		}
		change, err := rule.Run(state)
		if err != nil {
			return err
		}
		a = state.Own
		if len(change.Assignments) > 0 {
			a = change.Assignments[0]
		}
		return t.saveChange(state, change)
	})
	return a, err
}

// saveAssignment saves a new or a changed assignment.
func (t *tx) saveAssignment(a humanloop.Assignment) error {
	var due any
	if a.Held() {
		due = millis(a.ExpiresAt)
	}
	_, err := t.exec(`
		INSERT INTO assignment (id, loop_id, flow_id, person_id, status, reason, accepted_at, expires_at,
		  paused_at, paused_ms, ended_at, time_spent_ms, due_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
		ON CONFLICT (id) DO UPDATE SET status = excluded.status, reason = excluded.reason,
		  paused_at = excluded.paused_at, paused_ms = excluded.paused_ms, ended_at = excluded.ended_at,
		  time_spent_ms = excluded.time_spent_ms, due_at = excluded.due_at`,
		a.ID, a.LoopID, a.FlowID, a.PersonID, a.Status, a.Reason, millis(a.AcceptedAt), millis(a.ExpiresAt),
		millis(a.PausedAt), a.PausedFor.Milliseconds(), millis(a.EndedAt), a.TimeSpent.Milliseconds(), due)
	return err
}

// SaveDraft keeps what a worker has filled in so far; Gone if the task is not
// theirs any more when the write happens.
func (s *Store) SaveDraft(ctx context.Context, assignmentID string, draft json.RawMessage, now time.Time) error {
	return s.write(ctx, func(t *tx) error {
		n, err := t.exec(`
			INSERT INTO assignment_draft (assignment_id, content, saved_at)
			SELECT id, $2, $3 FROM assignment WHERE id = $1 AND due_at IS NOT NULL`+t.forShare("assignment")+`
			ON CONFLICT (assignment_id) DO UPDATE SET content = excluded.content, saved_at = excluded.saved_at`,
			assignmentID, string(draft), millis(now))
		if err == nil && n == 0 {
			return fault.New(fault.Gone, fault.Assignment, "This task is no longer yours, so the draft was not saved.")
		}
		return err
	})
}

// Draft gives what a worker has filled in so far; nil for nothing.
func (s *Store) Draft(ctx context.Context, assignmentID string) (json.RawMessage, error) {
	content, err := one(s.read(ctx), value[string],
		`SELECT content FROM assignment_draft WHERE assignment_id = $1`, assignmentID)
	if errors.Is(err, errNoRow) {
		return nil, nil
	}
	return json.RawMessage(content), err
}

// Answers lists the answers to a loop in the order in which they were submitted.
func (s *Store) Answers(ctx context.Context, loopID string) ([]humanloop.Answer, error) {
	return many(s.read(ctx), scanAnswer, `
		SELECT `+assignmentColumns+`, p.worker_id, COALESCE(i.subject, p.id), COALESCE(i.issuer, ''), w.content
		FROM assignment a JOIN assignment_answer w ON w.assignment_id = a.id JOIN person p ON p.id = a.person_id
		LEFT JOIN identity i ON i.person_id = p.id
		WHERE a.loop_id = $1 ORDER BY a.ended_at, a.id`, loopID)
}

func scanAnswer(row scanner) (humanloop.Answer, error) {
	var r assignmentRow
	var worker, subject, issuer, content string
	if err := row.Scan(append(r.places(), &worker, &subject, &issuer, &content)...); err != nil {
		return humanloop.Answer{}, err
	}
	return humanloop.Answer{
		Assignment: r.assignment(), WorkerID: worker, Subject: subject, Issuer: issuer, Content: json.RawMessage(content),
	}, nil
}

// DueAssignments lists held assignments whose time is over, the longest overdue
// first.
func (s *Store) DueAssignments(ctx context.Context, now time.Time, limit int) ([]string, error) {
	return many(s.read(ctx), value[string], `
		SELECT id FROM assignment WHERE due_at <= $1 ORDER BY due_at LIMIT $2`, millis(now), limit)
}

// Jobs lists the Active flow definitions whose tasks a person may take, oldest
// first, with counts up to limit. The limit is written as a sum because SQLite
// plans a query anew for each value of a parameter that is an inner LIMIT by
// itself, which costs four times as much as the query. OldestAt looks at no more of
// the tasks that were returned than Take does. What is held is found by its person:
// joined to something, the flow's id is of no use for the index of all assignments.
// Without a limit nothing is counted, and no oldest task looked for.
func (s *Store) Jobs(ctx context.Context, personID string, limit int) ([]humanloop.Job, error) {
	scan := func(row scanner) (humanloop.Job, error) { return scanJobOf(row, limit) }
	if limit == 0 {
		return many(s.read(ctx), scan, `SELECT `+flowColumns+`, t.name, 0, 0, 0, NULL, NULL`+flowsOf, flow.Active, personID)
	}
	return many(s.read(ctx), scan, jobsOf, flow.Active, personID, limit)
}

var jobsOf = `
	SELECT ` + flowColumns + `, t.name,
	  CASE WHEN f.task_count = 1 THEN ` + waitingIf("TRUE") + ` ELSE ` + waitingIf(notBarred) + ` END,
	  (SELECT COUNT(*) FROM (
	    SELECT 1 FROM human_loop l WHERE l.flow_id = f.id AND l.open_slots > 0
	      AND l.returned_at >= COALESCE(p.returned_at, 0) AND ` + notBarred + ` LIMIT $3 + 0) AS waiting),
	  (SELECT COUNT(*) FROM assignment a WHERE a.person_id = $2 AND a.flow_id || '' = f.id AND a.due_at IS NOT NULL),
	  (SELECT MIN(l.created_at) FROM human_loop l WHERE l.flow_id = f.id AND l.open_slots > 0 AND l.returned_at IS NULL),
	  (SELECT MIN(created_at) FROM (
	    SELECT l.created_at FROM human_loop l WHERE l.flow_id = f.id AND l.open_slots > 0 AND l.returned_at IS NOT NULL
	    ORDER BY l.returned_at, l.id LIMIT ` + strconv.Itoa(returnedWindow) + `) AS returned)` + flowsOf

// waitingIf counts tasks in the queue of creation. Of a flow that wants one answer all of
// them are for everybody: nobody has ever held one.
func waitingIf(condition string) string {
	return `(SELECT COUNT(*) FROM (
	    SELECT 1 FROM human_loop l WHERE l.flow_id = f.id AND l.open_slots > 0 AND l.returned_at IS NULL
	      AND l.created_at >= COALESCE(p.created_at, 0) AND ` + condition + ` LIMIT $3 + 0) AS waiting)`
}

// flowsOf are the Active flows $1 of which a person $2 may take tasks.
const flowsOf = `
	FROM flow_definition f JOIN workteam t ON t.id = f.workteam_id
	LEFT JOIN queue_place p ON p.person_id = $2 AND p.flow_id = f.id
	WHERE f.deleted_at IS NULL AND f.status = $1 AND f.workteam_id IN (
	  SELECT w.id FROM membership m
	  JOIN workteam_group g ON g.name = m.group_name
	  JOIN workteam w ON w.id = g.workteam_id AND w.account_id = m.account_id AND (m.region = w.region OR m.region = '*')
	  WHERE m.person_id = $2)
	ORDER BY f.created_at, f.id`

func scanJobOf(row scanner, limit int) (humanloop.Job, error) {
	var f flowRow
	var j humanloop.Job
	var returned int
	var oldest, oldestReturned sql.NullInt64
	if err := row.Scan(append(f.places(), &j.WorkteamName, &j.Waiting, &returned, &j.Mine, &oldest, &oldestReturned)...); err != nil {
		return j, err
	}
	var err error
	j.Flow, err = f.definition()
	j.Waiting = min(limit, j.Waiting+returned)
	if !oldest.Valid || oldestReturned.Valid && oldestReturned.Int64 < oldest.Int64 {
		oldest = oldestReturned
	}
	j.OldestAt = moment(oldest)
	return j, err
}

// assignmentRow is an assignment as it is stored.
type assignmentRow struct {
	a                                humanloop.Assignment
	accepted, expires, paused, ended sql.NullInt64
	pausedForMillis, timeSpentMillis int64
}

func (r *assignmentRow) places() []any {
	return []any{
		&r.a.ID, &r.a.LoopID, &r.a.FlowID, &r.a.PersonID, &r.a.Status, &r.a.Reason,
		&r.accepted, &r.expires, &r.paused, &r.pausedForMillis, &r.ended, &r.timeSpentMillis,
	}
}

func (r *assignmentRow) assignment() humanloop.Assignment {
	r.a.AcceptedAt, r.a.ExpiresAt = moment(r.accepted), moment(r.expires)
	r.a.PausedAt, r.a.EndedAt = moment(r.paused), moment(r.ended)
	r.a.PausedFor = time.Duration(r.pausedForMillis) * time.Millisecond
	r.a.TimeSpent = time.Duration(r.timeSpentMillis) * time.Millisecond
	return r.a
}

func scanAssignment(row scanner) (humanloop.Assignment, error) {
	var r assignmentRow
	err := row.Scan(r.places()...)
	return r.assignment(), err
}
