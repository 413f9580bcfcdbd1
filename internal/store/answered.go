package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"math"
	"time"

	"foureyes/internal/humanloop"
	"foureyes/internal/page"
	"foureyes/internal/tag"
)

// saveAnswer keeps an answer with what was filled in. What a correction replaces is
// kept beside it; its number is free because the loop is locked.
func (t *tx) saveAnswer(c humanloop.Change) error {
	id := c.Assignments[0].ID
	if !c.CorrectedAt.IsZero() {
		if _, err := t.exec(`
			INSERT INTO assignment_correction (assignment_id, number, corrected_at, content)
			SELECT assignment_id, 1 + (SELECT COUNT(*) FROM assignment_correction WHERE assignment_id = $1), $2, content
			FROM assignment_answer WHERE assignment_id = $1`, id, millis(c.CorrectedAt)); err != nil {
			return err
		}
	}
	if _, err := t.exec(`
		INSERT INTO assignment_answer (assignment_id, content) VALUES ($1, $2)
		ON CONFLICT (assignment_id) DO UPDATE SET content = excluded.content`, id, string(c.Answer)); err != nil {
		return err
	}
	return t.keepFilledIn(c)
}

// keepFilledIn keeps the draft that belongs to an answer; an older one has served its
// purpose.
func (t *tx) keepFilledIn(c humanloop.Change) error {
	a := c.Assignments[0]
	if c.Draft == nil {
		_, err := t.exec(`DELETE FROM assignment_draft WHERE assignment_id = $1`, a.ID)
		return err
	}
	_, err := t.exec(`
		INSERT INTO assignment_draft (assignment_id, content, saved_at) VALUES ($1, $2, $3)
		ON CONFLICT (assignment_id) DO UPDATE SET content = excluded.content, saved_at = excluded.saved_at`,
		a.ID, string(c.Draft), millis(a.EndedAt))
	return err
}

// answered are the answers of a person $1. Status is written out for the sake of the
// index, which has only these.
var answered = `
	SELECT ` + assignmentColumns + `, l.name, l.status, l.deleted_at, ` + flowColumns + `, ` + switchedOn("f", tag.Corrections) + `,
	  EXISTS (SELECT 1 FROM workteam w JOIN workteam_group g ON g.workteam_id = w.id
	    JOIN membership m ON m.group_name = g.name AND m.account_id = w.account_id AND (m.region = w.region OR m.region = '*')
	    WHERE w.id = f.workteam_id AND m.person_id = $1),
	  (SELECT MAX(c.corrected_at) FROM assignment_correction c WHERE c.assignment_id = a.id)`

const answeredFrom = `
	FROM assignment a JOIN human_loop l ON l.id = a.loop_id JOIN flow_definition f ON f.id = a.flow_id
	WHERE a.person_id = $1 AND a.status = 'Submitted'`

// Answered gives one page of a person's answers, and one more if there is another page.
func (s *Store) Answered(ctx context.Context, personID string, q page.Query) ([]humanloop.Answered, error) {
	at, id := int64(math.MaxInt64), ""
	if q.After != nil {
		at, id = q.After.CreatedAt.UnixMilli(), q.After.ID
	}
	return many(s.read(ctx), scanAnsweredRow, answered+answeredFrom+`
		AND (a.ended_at, a.id) < ($2, $3) ORDER BY a.ended_at DESC, a.id DESC LIMIT $4`, personID, at, id, q.Limit+1)
}

// AnsweredOne finds one answer of a person, with its content.
func (s *Store) AnsweredOne(ctx context.Context, personID, assignmentID string) (humanloop.Answered, error) {
	a, err := one(s.read(ctx), func(row scanner) (humanloop.Answered, error) {
		var content string
		a, err := scanAnswered(row, &content)
		a.Content = json.RawMessage(content)
		return a, err
	}, answered+`, (SELECT content FROM assignment_answer WHERE assignment_id = a.id)`+answeredFrom+` AND a.id = $2`, personID, assignmentID)
	return a, orElse(err, missingAssignment(assignmentID))
}

// AnsweredSince sums up a person's answers since a time.
func (s *Store) AnsweredSince(ctx context.Context, personID string, since time.Time) (humanloop.Done, error) {
	return one(s.read(ctx), func(row scanner) (humanloop.Done, error) {
		var d humanloop.Done
		var spent int64
		err := row.Scan(&d.Answers, &spent)
		d.TimeSpent = time.Duration(spent) * time.Millisecond
		return d, err
	}, `SELECT COUNT(*), COALESCE(SUM(time_spent_ms), 0) FROM assignment
		WHERE person_id = $1 AND status = 'Submitted' AND ended_at >= $2`, personID, millis(since))
}

func scanAnsweredRow(row scanner) (humanloop.Answered, error) { return scanAnswered(row) }

func scanAnswered(row scanner, more ...any) (humanloop.Answered, error) {
	var a humanloop.Answered
	var r assignmentRow
	var f flowRow
	var deleted, corrected sql.NullInt64
	places := append(r.places(), &a.Loop.Name, &a.Loop.Status, &deleted)
	places = append(places, f.places()...)
	places = append(places, &a.Corrections, &a.Member, &corrected)
	if err := row.Scan(append(places, more...)...); err != nil {
		return a, err
	}
	var err error
	a.Assignment, a.CorrectedAt = r.assignment(), moment(corrected)
	a.Flow, err = f.definition()
	a.Loop.ID, a.Loop.FlowID, a.Loop.DeletedAt = a.Assignment.LoopID, a.Assignment.FlowID, moment(deleted)
	a.Loop.Account, a.Loop.Region = a.Flow.Account, a.Flow.Region
	return a, err
}
