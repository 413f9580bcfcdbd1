package store

import (
	"context"
	"errors"

	"foureyes/internal/fault"
	"foureyes/internal/tag"
	"foureyes/internal/workforce"
)

// saveTags adds tags to a resource that has none.
func (t *tx) saveTags(resourceID string, tags []tag.Tag) error {
	for _, one := range tags {
		if _, err := t.exec(`INSERT INTO tag (resource_id, key, value) VALUES ($1, $2, $3)`,
			resourceID, one.Key, one.Value); err != nil {
			return err
		}
	}
	return nil
}

func (t *tx) tags(resourceID string) ([]tag.Tag, error) {
	return many(t, func(row scanner) (one tag.Tag, err error) {
		err = row.Scan(&one.Key, &one.Value)
		return one, err
	}, `SELECT key, value FROM tag WHERE resource_id = $1 ORDER BY key`, resourceID)
}

// Tags lists the tags of a resource in order of their keys.
func (s *Store) Tags(ctx context.Context, r tag.Resource) ([]tag.Tag, error) {
	t := s.read(ctx)
	id, err := t.resourceID(r)
	if virtual(r) && errors.Is(err, errNoRow) {
		return nil, nil
	}
	if err != nil {
		return nil, missingResource(r, err)
	}
	return t.tags(id)
}

// FlowSetting is the value of a flow definition's tag; empty without one.
func (s *Store) FlowSetting(ctx context.Context, flowID, key string) (string, error) {
	setting, err := one(s.read(ctx), value[string], `SELECT value FROM tag WHERE resource_id = $1 AND key = $2`, flowID, key)
	if errors.Is(err, errNoRow) {
		return "", nil
	}
	return setting, err
}

// ChangeTags runs a rule on the tags of a resource and saves what it returns.
func (s *Store) ChangeTags(ctx context.Context, r tag.Resource, rule func([]tag.Tag) ([]tag.Tag, error)) error {
	return s.write(ctx, func(t *tx) error {
		id, err := t.resourceID(r)
		if err != nil {
			return missingResource(r, err)
		}
		old, err := t.tags(id)
		if err != nil {
			return err
		}
		tags, err := rule(old)
		if err != nil {
			return err
		}
		if _, err := t.exec(`DELETE FROM tag WHERE resource_id = $1`, id); err != nil {
			return err
		}
		return t.saveTags(id, tags)
	})
}

// virtual reports whether a resource exists without being stored.
func virtual(r tag.Resource) bool {
	return r.Type == "workforce" && r.Name == workforce.DefaultName || r.Type == "workteam" && r.Name == workforce.EveryoneTeam
}

func missingResource(r tag.Resource, err error) error {
	if errors.Is(err, errNoRow) {
		return fault.New(fault.NotFound, fault.Tags, "%s %s does not exist.", r.Type, r.Name)
	}
	return err
}

// resourceTables are where resources with tags are stored.
var resourceTables = map[string]string{
	"flow-definition": "flow_definition",
	"human-task-ui":   "human_task_ui",
	"workteam":        "workteam",
	"workforce":       "workforce",
}

// resourceID finds, and in a change locks, a resource.
func (t *tx) resourceID(r tag.Resource) (string, error) {
	table, ok := resourceTables[r.Type]
	if !ok {
		return "", errNoRow
	}
	return one(t, value[string], `SELECT id FROM `+table+`
		WHERE account_id = $1 AND region = $2 AND name = $3 AND deleted_at IS NULL`+t.forUpdate(table), r.Account, r.Region, r.Name)
}
