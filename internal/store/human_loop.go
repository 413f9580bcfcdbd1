package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"foureyes/internal/audit"
	"foureyes/internal/fault"
	"foureyes/internal/flow"
	"foureyes/internal/humanloop"
	"foureyes/internal/job"
	"foureyes/internal/page"
	"foureyes/internal/tag"
)

// StartLoop saves a new loop with its input and jobs, or answers with the loop
// that has its name already.
func (s *Store) StartLoop(ctx context.Context, st humanloop.Started) (humanloop.Loop, error) {
	var l humanloop.Loop
	err := s.write(ctx, func(t *tx) error {
		l = st.Loop
		l.Trace = t.span()
		t.about(l)
		if err := t.markRow(st.Row); err != nil {
			return err
		}
		inserted, err := t.insertLoop(l)
		if err != nil {
			return err
		}
		if !inserted {
			l, err = t.loopNamed(st.Loop.Account, st.Loop.Region, st.Loop.Name)
			if fault.Is(err, fault.NotFound) {
				return errAgain // deleted just now
			}
			if err != nil {
				return err
			}
			t.about(l)
			return st.Again(l, st.Loop)
		}
		follow, err := t.checkUsable(st)
		if err != nil {
			return err
		}
		if err := t.checkFits(st); err != nil {
			return err
		}
		if _, err := t.exec(`INSERT INTO human_loop_input (loop_id, content) VALUES ($1, $2)`, l.ID, st.Input); err != nil {
			return err
		}
		t.notes = append(t.notes, l.Note())
		return t.saveJobs(append(follow, st.Jobs...))
	})
	return l, err
}

// insertLoop reports whether the name was free. A loop that is older by the clock
// than somebody's place among the flow's tasks stands with the returned ones.
func (t *tx) insertLoop(l humanloop.Loop) (bool, error) {
	classifiers, err := json.Marshal(l.ContentClassifiers)
	if err != nil {
		return false, fmt.Errorf("encode the classifiers: %w", err)
	}
	n, err := t.exec(`
		INSERT INTO human_loop (
		  id, account_id, region, name, flow_id, status, failure_code, failure_reason,
		  task_count, holders, answers, open_slots, input_sha256, classifiers,
		  created_by, created_at, due_at, trace, ended_at, output_uri, returned_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20,
		  CASE WHEN EXISTS (SELECT 1 FROM queue_place q WHERE q.flow_id = $5 AND q.created_at > $16) THEN `+returnedSQL("$5", "$16")+` END)
		ON CONFLICT (account_id, region, name) WHERE deleted_at IS NULL DO NOTHING`,
		l.ID, l.Account, l.Region, l.Name, l.FlowID, l.Status, l.FailureCode, l.FailureReason,
		l.TaskCount, l.Holders, l.Answers, l.OpenSlots(), l.InputSHA256, string(classifiers),
		l.CreatedBy, millis(l.CreatedAt), millis(l.DueAt), kept(l.Trace), millis(l.EndedAt), kept(l.OutputURI))
	return n == 1, err
}

// tellsTasks asks, of the flow definition with the alias or table given, whether it
// tells of its tasks.
func tellsTasks(of string) string {
	return switchedOn(of, tag.TaskEvents)
}

// switchedOn asks whether a tag that is a switch is on.
func switchedOn(of, key string) string {
	return `EXISTS (SELECT 1 FROM tag WHERE tag.resource_id = ` + of + `.id AND tag.key = '` + key + `' AND tag.value = '` + tag.On + `')`
}

// checkUsable asks whether the flow definition takes loops, as it is now: the
// definition that the caller read may have been deleted since. It returns the jobs
// that follow because of the definition's settings.
func (t *tx) checkUsable(st humanloop.Started) ([]job.Row, error) {
	type now struct {
		status     flow.Status
		uiDeleted  bool
		tellsTasks bool
		hasTopic   bool // its team
	}
	is, err := one(t, func(row scanner) (n now, err error) {
		err = row.Scan(&n.status, &n.uiDeleted, &n.tellsTasks, &n.hasTopic)
		return n, err
	}, `
		SELECT f.status, u.deleted_at IS NOT NULL, `+tellsTasks("f")+`, w.notification_topic <> '' FROM flow_definition f
		JOIN workteam w ON w.id = f.workteam_id JOIN human_task_ui u ON u.id = f.human_task_ui_id
		WHERE f.id = $1 AND f.deleted_at IS NULL`+t.forShare("f"), st.Flow.ID)
	if errors.Is(err, errNoRow) {
		return nil, fault.New(fault.Invalid, fault.FlowDefinition, "Flow definition %s does not exist.", st.Flow.ARN())
	}
	if err != nil {
		return nil, err
	}
	var follow []job.Row
	if is.tellsTasks {
		follow = append(follow, st.Told...)
	}
	if is.hasTopic {
		if err := t.saveNotice(st.Notice, st.Flow.WorkteamID); err != nil {
			return nil, err
		}
	}
	return follow, st.Usable(st.Flow, is.status, is.uiDeleted)
}

const loopColumns = `
	l.id, l.account_id, l.region, l.name, l.flow_id, l.status, l.failure_code, l.failure_reason,
	l.task_count, l.holders, l.answers, l.input_sha256, l.classifiers,
	l.created_by, l.created_at, l.due_at, l.ended_at, l.deleted_at, l.trace, l.output_uri`

// Loop finds a loop by name; deleted ones are not found.
func (s *Store) Loop(ctx context.Context, account, region, name string) (humanloop.Loop, error) {
	return s.read(ctx).loopNamed(account, region, name)
}

func (t *tx) loopNamed(account, region, name string) (humanloop.Loop, error) {
	l, err := one(t, scanLoop, `SELECT `+loopColumns+` FROM human_loop l
		WHERE account_id = $1 AND region = $2 AND name = $3 AND deleted_at IS NULL`, account, region, name)
	if errors.Is(err, errNoRow) {
		return l, missingLoop(name)
	}
	return l, err
}

// LoopByID finds a loop, deleted ones included.
func (s *Store) LoopByID(ctx context.Context, id string) (humanloop.Loop, error) {
	return s.read(ctx).loopByID(id)
}

func (t *tx) loopByID(id string) (humanloop.Loop, error) {
	l, err := one(t, scanLoop, `SELECT `+loopColumns+` FROM human_loop l WHERE id = $1`+t.forUpdate("l"), id)
	return l, orElse(err, missingLoop(id))
}

// missingLoop says that there is no loop of a name, or of an id.
func missingLoop(called string) error {
	return fault.New(fault.NotFound, fault.HumanLoop, "HumanLoop '%s' does not exist.", called)
}

// LoopInput gives the input that a loop was started with.
func (s *Store) LoopInput(ctx context.Context, id string) (string, error) {
	input, err := one(s.read(ctx), value[string], `SELECT content FROM human_loop_input WHERE loop_id = $1`, id)
	return input, orElse(err, missingLoop(id))
}

// TaskSource finds what a loop's task is rendered from, in one query: it is asked
// after every start.
func (s *Store) TaskSource(ctx context.Context, loopID string) (humanloop.TaskSource, error) {
	src, err := one(s.read(ctx), func(row scanner) (src humanloop.TaskSource, err error) {
		err = row.Scan(&src.Status, &src.Template, &src.Input, &src.ExternalScripts)
		return src, err
	}, `
		SELECT l.status, u.content, i.content, COALESCE(t.value, '') FROM human_loop l
		JOIN human_loop_input i ON i.loop_id = l.id
		JOIN flow_definition f ON f.id = l.flow_id
		JOIN human_task_ui u ON u.id = f.human_task_ui_id
		LEFT JOIN tag t ON t.resource_id = f.id AND t.key = '`+tag.ExternalScripts+`'
		WHERE l.id = $1`, loopID)
	if errors.Is(err, errNoRow) {
		return src, missingLoop(loopID)
	}
	return src, err
}

// FlowTemplate finds the content of a flow definition's template.
func (s *Store) FlowTemplate(ctx context.Context, flowID string) (string, error) {
	content, err := one(s.read(ctx), value[string], `SELECT u.content FROM flow_definition f
		JOIN human_task_ui u ON u.id = f.human_task_ui_id WHERE f.id = $1`, flowID)
	if errors.Is(err, errNoRow) {
		return "", fault.New(fault.NotFound, fault.FlowDefinition, "Flow definition %s does not exist.", flowID)
	}
	return content, err
}

// ListLoops gives one page of a flow definition's loops; deleted ones are left out.
func (s *Store) ListLoops(ctx context.Context, flowID string, q page.Query) ([]humanloop.Loop, error) {
	where, args := listClause("l.", q, flowID)
	return many(s.read(ctx), scanLoop, `SELECT `+loopColumns+` FROM human_loop l
		WHERE flow_id = $1 AND deleted_at IS NULL`+where, args...)
}

// ChangeLoop runs a rule about a whole loop and saves what it returns.
func (s *Store) ChangeLoop(ctx context.Context, loopID string, rule humanloop.Rule) error {
	return s.write(ctx, func(t *tx) error {
		state, err := t.loopState(loopID)
		if err != nil {
			return err
		}
		state.Held, err = many(t, scanAssignment, `SELECT `+assignmentColumns+` FROM assignment a
			WHERE loop_id = $1 AND due_at IS NOT NULL ORDER BY id`, loopID)
		if err != nil {
			return err
		}
		change, err := rule.Run(state)
		if err != nil {
			return err
		}
		return t.saveChange(state, change)
	})
}

// loopState reads, and locks, a loop, and the status and settings of its flow. A deletion of the
// flow either is seen here or finds what this change leaves. A request that comes this far is
// about that loop.
func (t *tx) loopState(loopID string) (humanloop.State, error) {
	l, err := t.loopByID(loopID)
	if err != nil {
		return humanloop.State{}, err
	}
	return one(t, func(row scanner) (humanloop.State, error) {
		state := humanloop.State{Loop: l}
		var flowName string
		err := row.Scan(&flowName, &state.FlowStatus, &state.TaskEvents)
		t.call.Note(func(e *audit.Entry) {
			e.Resource, e.FlowDefinitionARN = l.ARN(), flow.ARN(l.Account, l.Region, flowName)
		})
		return state, err
	}, `SELECT f.name, f.status, `+tellsTasks("f")+` FROM flow_definition f WHERE f.id = $1`+t.forShare("f"), l.FlowID)
}

// saveChange saves what a rule has made of a state. A loop that has more free places than
// before goes to the end of the queue of return.
func (t *tx) saveChange(s humanloop.State, c humanloop.Change) error {
	t.notes = append(t.notes, c.Notes(s)...)
	l := c.Loop
	if _, err := t.exec(`
		UPDATE human_loop SET status = $2, failure_code = $3, failure_reason = $4, holders = $5, answers = $6,
		  open_slots = $7, due_at = $8, ended_at = $9, deleted_at = $10,
		  returned_at = CASE WHEN $7 > open_slots THEN `+returnedSQL("$11", "$12")+` ELSE returned_at END
		WHERE id = $1`,
		l.ID, l.Status, l.FailureCode, legible(l.FailureReason), l.Holders, l.Answers,
		l.OpenSlots(), millis(l.DueAt), millis(l.EndedAt), millis(l.DeletedAt), l.FlowID, millis(lastEnd(c))); err != nil {
		return err
	}
	for _, a := range c.Assignments {
		if err := t.saveAssignment(a); err != nil {
			return err
		}
	}
	if c.Answer != nil {
		if err := t.saveAnswer(c); err != nil {
			return err
		}
	}
	return t.saveJobsOf(s.Loop, c.Jobs)
}

// lastEnd is when the last of a change's assignments has ended; when its loop was
// created, if none has.
func lastEnd(c humanloop.Change) time.Time {
	last := c.Loop.CreatedAt
	for _, a := range c.Assignments {
		if a.EndedAt.After(last) {
			last = a.EndedAt
		}
	}
	return last
}

// DueLoops lists loops whose availability is over, the longest overdue first.
func (s *Store) DueLoops(ctx context.Context, now time.Time, limit int) ([]string, error) {
	return many(s.read(ctx), value[string], `
		SELECT id FROM human_loop WHERE due_at <= $1 ORDER BY due_at LIMIT $2`, millis(now), limit)
}

// UnheldLoops lists loops of a flow that are InProgress and held by nobody, by their
// ids, from the one after a given id on.
func (s *Store) UnheldLoops(ctx context.Context, flowID, after string, limit int) ([]string, error) {
	return many(s.read(ctx), value[string], `
		SELECT id FROM human_loop WHERE flow_id = $1 AND id > $2 AND ended_at IS NULL AND status = $3 AND holders = 0
		ORDER BY ended_at, id LIMIT $4`, flowID, after, humanloop.InProgress, limit)
}

// RemoveFlow makes a flow definition that is Deleting gone if none of its loops
// is left to wait for, and frees the names of its finished loops before, limit at a
// time: who sees that the flow is gone finds all names free. Nothing begins on a flow
// that is Deleting, so what is idle stays so.
func (s *Store) RemoveFlow(ctx context.Context, flowID string, limit int, now time.Time) (bool, error) {
	idle, err := one(s.read(ctx), value[bool], `
		SELECT deleted_at IS NOT NULL OR status = $2 AND NOT EXISTS (SELECT 1 FROM human_loop WHERE flow_id = $1 AND ended_at IS NULL)
		FROM flow_definition WHERE id = $1`, flowID, flow.Deleting)
	if err != nil || !idle {
		return false, err
	}
	if err := s.freeNames(ctx, flowID, limit, now); err != nil {
		return false, err
	}
	return true, s.write(ctx, func(t *tx) error {
		if _, err := t.exec(`DELETE FROM queue_place WHERE flow_id = $1`, flowID); err != nil {
			return err
		}
		_, err := t.exec(`UPDATE flow_definition SET deleted_at = $2 WHERE id = $1 AND deleted_at IS NULL`, flowID, millis(now))
		return err
	})
}

// freeNames deletes the finished loops of a flow that goes. They cannot be reached
// any more; their rows stay for SQL.
func (s *Store) freeNames(ctx context.Context, flowID string, limit int, now time.Time) error {
	for {
		var n int64
		err := s.write(ctx, func(t *tx) (err error) {
			n, err = t.exec(`UPDATE human_loop SET deleted_at = $2 WHERE id IN (
				SELECT id FROM human_loop WHERE flow_id = $1 AND deleted_at IS NULL ORDER BY created_at, id LIMIT $3)`, flowID, millis(now), limit)
			return err
		})
		if err != nil || n < int64(limit) {
			return err
		}
	}
}

func scanLoop(row scanner) (humanloop.Loop, error) {
	var l humanloop.Loop
	var classifiers string
	var created, due, ended, deleted sql.NullInt64
	var trace, output sql.NullString
	if err := row.Scan(&l.ID, &l.Account, &l.Region, &l.Name, &l.FlowID, &l.Status, &l.FailureCode, &l.FailureReason,
		&l.TaskCount, &l.Holders, &l.Answers, &l.InputSHA256, &classifiers,
		&l.CreatedBy, &created, &due, &ended, &deleted, &trace, &output); err != nil {
		return l, err
	}
	l.CreatedAt, l.DueAt, l.EndedAt, l.DeletedAt = moment(created), moment(due), moment(ended), moment(deleted)
	l.Trace, l.OutputURI = trace.String, output.String
	if err := json.Unmarshal([]byte(classifiers), &l.ContentClassifiers); err != nil {
		return l, fmt.Errorf("decode the classifiers of %s: %w", l.ID, err)
	}
	return l, nil
}
