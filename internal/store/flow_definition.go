package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"foureyes/internal/fault"
	"foureyes/internal/flow"
	"foureyes/internal/job"
	"foureyes/internal/live"
	"foureyes/internal/page"
	"foureyes/internal/tag"
	"foureyes/internal/workforce"
)

// CreateFlowDefinition saves a definition with its tags, and the rows of its team
// if that is a virtual one; InUse when the name is taken. fits is asked how many
// others there are; nil for no limit.
func (s *Store) CreateFlowDefinition(ctx context.Context, d flow.Definition, team workforce.Workteam, tags []tag.Tag,
	fits func(existing int) error,
) error {
	return s.write(ctx, func(t *tx) error {
		teamID, err := t.storeTeam(team)
		if err != nil {
			return err
		}
		d.WorkteamID = teamID
		err = t.insertFlow(d)
		if isTaken(err) {
			return fault.New(fault.InUse, fault.FlowDefinition, "Flow definition %s already exists.", d.ARN())
		}
		if err != nil {
			return err
		}
		if err := t.checkCount(fits, `SELECT COUNT(*) FROM flow_definition
			WHERE account_id = $1 AND region = $2 AND deleted_at IS NULL`, d.Account, d.Region); err != nil {
			return err
		}
		return t.saveTags(d.ID, tags)
	})
}

func (t *tx) insertFlow(d flow.Definition) error {
	keywords, err := json.Marshal(d.TaskKeywords)
	if err != nil {
		return fmt.Errorf("encode the keywords: %w", err)
	}
	var availability any
	if d.Availability > 0 {
		availability = int64(d.Availability / time.Second)
	}
	_, err = t.exec(`
		INSERT INTO flow_definition (
		  id, account_id, region, name, status, role_arn, request_source, conditions,
		  workteam_id, workteam_arn, human_task_ui_id, human_task_ui_arn, task_title, task_description,
		  task_count, availability_seconds, time_limit_seconds, task_keywords, task_price,
		  output_path, kms_key_id, created_by, created_at, output_uri)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24)`,
		d.ID, d.Account, d.Region, d.Name, d.Status, d.RoleARN, d.RequestSource, d.Conditions,
		d.WorkteamID, d.WorkteamARN, d.HumanTaskUIID, d.HumanTaskUIARN, d.TaskTitle, d.TaskDescription,
		d.TaskCount, availability, int64(d.TimeLimit/time.Second), string(keywords), string(d.TaskPrice),
		d.OutputPath, d.KMSKeyID, d.CreatedBy, millis(d.CreatedAt), outputOf(d.OutputPath))
	return err
}

const flowColumns = `
	f.id, f.account_id, f.region, f.name, f.status, f.role_arn, f.request_source, f.conditions,
	f.workteam_id, f.workteam_arn, f.human_task_ui_id, f.human_task_ui_arn, f.task_title, f.task_description,
	f.task_count, f.availability_seconds, f.time_limit_seconds, f.task_keywords, f.task_price,
	f.output_path, f.kms_key_id, f.created_by, f.created_at`

// FlowDefinition finds a definition by name, one that is being deleted included.
func (s *Store) FlowDefinition(ctx context.Context, account, region, name string) (flow.Definition, error) {
	return s.read(ctx).flowNamed(account, region, name)
}

func (t *tx) flowNamed(account, region, name string) (flow.Definition, error) {
	d, err := one(t, scanFlow, `SELECT `+flowColumns+` FROM flow_definition f
		WHERE account_id = $1 AND region = $2 AND name = $3 AND deleted_at IS NULL`+t.forUpdate("f"), account, region, name)
	if errors.Is(err, errNoRow) {
		return d, fault.New(fault.NotFound, fault.FlowDefinition,
			"Flow definition %s does not exist.", flow.ARN(account, region, name))
	}
	return d, err
}

// FlowDefinitionByID finds a definition, one that is gone included.
func (s *Store) FlowDefinitionByID(ctx context.Context, id string) (flow.Definition, error) {
	d, err := one(s.read(ctx), scanFlow, `SELECT `+flowColumns+` FROM flow_definition f WHERE id = $1`, id)
	if errors.Is(err, errNoRow) {
		return d, fault.New(fault.NotFound, fault.FlowDefinition, "Flow definition %s does not exist.", id)
	}
	return d, err
}

// ListFlowDefinitions lists definitions, those being deleted included.
func (s *Store) ListFlowDefinitions(ctx context.Context, account, region string, q page.Query) ([]flow.Definition, error) {
	where, args := listClause("f.", q, account, region)
	return many(s.read(ctx), scanFlow, `SELECT `+flowColumns+` FROM flow_definition f
		WHERE account_id = $1 AND region = $2 AND deleted_at IS NULL`+where, args...)
}

// FlowDefinitionsOfTeam lists the definitions whose tasks go to a work team, those
// being deleted included.
func (s *Store) FlowDefinitionsOfTeam(ctx context.Context, teamID string, q page.Query) ([]flow.Definition, error) {
	where, args := listClause("f.", q, teamID)
	return many(s.read(ctx), scanFlow, `SELECT `+flowColumns+` FROM flow_definition f
		WHERE workteam_id = $1 AND deleted_at IS NULL`+where, args...)
}

// ChangeFlowDefinition runs a rule on the definition of this name and saves the
// status and the jobs that it returns.
func (s *Store) ChangeFlowDefinition(ctx context.Context, account, region, name string,
	rule func(flow.Definition) (flow.Definition, []job.Row, error),
) error {
	return s.write(ctx, func(t *tx) error {
		old, err := t.flowNamed(account, region, name)
		if err != nil {
			return err
		}
		changed, jobs, err := rule(old)
		if err != nil {
			return err
		}
		if _, err := t.exec(`UPDATE flow_definition SET status = $2 WHERE id = $1`, old.ID, changed.Status); err != nil {
			return err
		}
		t.notes = append(t.notes, live.Note{FlowID: old.ID, Waiting: true})
		return t.saveJobs(jobs)
	})
}

func scanFlow(row scanner) (flow.Definition, error) {
	var f flowRow
	if err := row.Scan(f.places()...); err != nil {
		return flow.Definition{}, err
	}
	return f.definition()
}

// flowRow is a definition as it is stored.
type flowRow struct {
	d                       flow.Definition
	availability, timeLimit sql.NullInt64
	keywords, price         string
	created                 sql.NullInt64
}

func (f *flowRow) places() []any {
	d := &f.d
	return []any{
		&d.ID, &d.Account, &d.Region, &d.Name, &d.Status, &d.RoleARN, &d.RequestSource, &d.Conditions,
		&d.WorkteamID, &d.WorkteamARN, &d.HumanTaskUIID, &d.HumanTaskUIARN, &d.TaskTitle, &d.TaskDescription,
		&d.TaskCount, &f.availability, &f.timeLimit, &f.keywords, &f.price,
		&d.OutputPath, &d.KMSKeyID, &d.CreatedBy, &f.created,
	}
}

func (f *flowRow) definition() (flow.Definition, error) {
	f.d.Availability = time.Duration(f.availability.Int64) * time.Second
	f.d.TimeLimit = time.Duration(f.timeLimit.Int64) * time.Second
	f.d.CreatedAt = moment(f.created)
	if f.price != "" {
		f.d.TaskPrice = json.RawMessage(f.price)
	}
	if err := json.Unmarshal([]byte(f.keywords), &f.d.TaskKeywords); err != nil {
		return f.d, fmt.Errorf("decode the keywords of %s: %w", f.d.ID, err)
	}
	return f.d, nil
}
